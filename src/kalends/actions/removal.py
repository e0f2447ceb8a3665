"""Taking out the rows of what was deleted, a slice at a time."""

from datetime import datetime

from kalends.actions.firing import fire
from kalends.actions.ports import Tx
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.webhook import Element, Trigger

_CALL = Trigger.DELETED, Element.EVENT
_TOLD_AT_ONCE = 50


async def remove_event_slice(tx: Tx, actor: Actor, event: int) -> bool:
    """Remove some rows of a deleted event; True while there may be more. Nothing happens to one that is not deleted."""
    check_administers(actor)
    return bool(await tx.remove_event_rows(event, limits.ROWS_PER_SLICE))


async def remove_group_slice(tx: Tx, actor: Actor, group: int) -> bool:
    """The same for a deleted group and all that is in it."""
    check_administers(actor)
    return bool(await tx.remove_group_rows(group, limits.ROWS_PER_SLICE))


async def tell_of_events(tx: Tx, actor: Actor, group: int, *, now: datetime) -> bool:
    """Tell webhooks, once each, of the events that went with a deleted group; True while there may be more."""
    check_administers(actor)
    if not await tx.listening_webhooks(*_CALL, None):
        return False
    events = await tx.orphaned_events(group, _TOLD_AT_ONCE)
    for event in events:
        await fire(tx, _CALL, event, now)
        await tx.mark_event_deleted(event.number, now)
    return len(events) == _TOLD_AT_ONCE
