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

    A template newly referred to is held until the deed ends: its deletion comes wholly before or wholly after. Its
    change, which may wait for this very event, does not wait for that, or each would wait for the other.
    """
    for name, kind in _KINDS.items():
        number = getattr(after, name, None)
        if number is None or (before is not None and number == getattr(before, name)):
            continue
        if not await tx.refers_to(kind, number):
            raise invalid(f"there is no such {kind.replace('_', ' ')}", name)
