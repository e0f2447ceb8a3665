"""Keeping, for a while, what calendars need to know of what was deleted."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from kalends.actions.ports import Tx
from kalends.domain import access, limits
from kalends.domain.event import Event, EventDate
from kalends.domain.group import Group
from kalends.domain.tombstone import tombstones


async def bury(tx: Tx, event: Event, dates: Iterable[EventDate], group: Group, now: datetime) -> None:
    """These dates of the event, as it was before, stay in feeds as cancelled."""
    await tx.add_tombstones(tombstones(event, dates, group, now))


async def bury_group(tx: Tx, group: Group, now: datetime) -> None:
    """The same for all that is in the group's feed: in those of its members, and where it was open of all."""
    keys = await tx.event_keys([group.number], limits.EVENTS_PER_CALENDAR)
    for start in range(0, len(keys), limits.ROWS_PER_SLICE):
        for event in await tx.events_numbered([it.number for it in keys[start : start + limits.ROWS_PER_SLICE]]):
            await bury(tx, event, event.dates, group, now)
    await tx.leave_tombstones(group.number, is_open=access.group_is_open(group))


async def purge(tx: Tx, now: datetime) -> None:
    """Forget what was deleted longer ago than TOMBSTONE_DAYS, a slice at a time; the feeds it was in are new ones."""
    for group in await tx.purge_tombstones(now - timedelta(days=limits.TOMBSTONE_DAYS), limits.ROWS_PER_SLICE):
        await tx.touch_group(group)
