"""Writing groups, with the keys in the order of seed 000 (reference §1.6)."""

from collections.abc import Sequence

from kalends.dialects.addtocalendarpro.write import moment
from kalends.domain.group import Group


def group(of: Group, events: Sequence[str]) -> dict[str, object]:
    """The whole group. events: prokeys, oldest first."""
    settings = of.settings
    return {
        "name": of.name,
        "status": of.status,
        "internal_note": settings.internal_note,
        "subscription": of.subscription,
        "subscription_cal_url": settings.subscription_url,
        "public_event_overview": settings.overview_public,
        "layout": of.layout,
        "landingpage": of.landingpage,
        "cta": settings.call_to_action,
        "cta_block": of.cta_block,
        "date_updated": moment(of.updated_at),
        "date_created": moment(of.created_at),
        "events": events,
        "prokey": of.prokey,
    }


def latest(of: Group, whole: dict[str, object]) -> dict[str, object]:
    """The newest group: as by itself, and what a list says of it."""
    return {"id": of.number, "label": of.name, **whole}


def listed(groups: list[Group]) -> list[dict[str, object]]:
    """Items of a list; a group's label is its name (reference §9.22)."""
    return [{"id": of.number, "prokey": of.prokey, "label": of.name, "name": of.name} for of in groups]
