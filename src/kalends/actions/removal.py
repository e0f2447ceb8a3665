"""Taking out the rows of what was deleted, a slice at a time."""

from kalends.actions.ports import Tx
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers


async def remove_event_slice(tx: Tx, actor: Actor, event: int) -> bool:
    """Remove some rows of a deleted event; True while there may be more. Nothing happens to one that is not deleted."""
    check_administers(actor)
    return bool(await tx.remove_event_rows(event, limits.ROWS_PER_SLICE))


async def remove_group_slice(tx: Tx, actor: Actor, group: int) -> bool:
    """The same for a deleted group and all that is in it."""
    check_administers(actor)
    return bool(await tx.remove_group_rows(group, limits.ROWS_PER_SLICE))
