"""What events and groups refer to must exist."""

from kalends.actions.ports import Tx
from kalends.domain.errors import invalid
from kalends.domain.event import Event
from kalends.domain.group import Group
from kalends.domain.template import TemplateKind

_KINDS = {
    "layout": TemplateKind.STYLE,
    "landingpage": TemplateKind.LANDING_PAGE,
    "rsvp_block": TemplateKind.RSVP_FORM,
    "cta_block": TemplateKind.CALL_TO_ACTION,
}


async def check_templates(tx: Tx, after: Event | Group, before: Event | Group | None) -> None:
    """Raise INVALID for a reference to a template that this organization does not have. Old references stand.

    A template newly referred to is held until the deed ends: its deletion, which takes it out of whatever refers to
    it, comes wholly before or wholly after.
    """
    for name, kind in _KINDS.items():
        number = getattr(after, name, None)
        if number is None or (before is not None and number == getattr(before, name)):
            continue
        if await tx.template_for_update(kind, number) is None:
            raise invalid(f"there is no such {kind.replace('_', ' ')}", name)
