"""What stays of a deleted date for a while: enough for calendars to show it as cancelled, and no more."""

from collections.abc import Iterable, Iterator
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kalends.calendar.ics import render_vevent
from kalends.domain import access
from kalends.domain.event import Event, EventDate
from kalends.domain.group import Group, Status
from kalends.domain.revision import stamped
from kalends.domain.timing import is_dynamic
from kalends.domain.vevent import called_off


class Tombstone(Struct, frozen=True):
    """number: of the date. is_open: whoever had the address saw it, not its group's members only. vevent: rendered."""

    number: int
    group: int
    is_open: bool
    vevent: bytes
    deleted_at: datetime


def tombstones(event: Event, dates: Iterable[EventDate], group: Group, now: datetime) -> Iterator[Tombstone]:
    """Those of these dates, none of what was in no feed. event: as it was; SEQUENCE rises (RFC 5545 §3.8.7.4)."""
    if event.status is not Status.PUBLISHED or group.status is not Status.PUBLISHED:
        return
    is_open = access.group_is_open(group) and access.sees_publicly(group, event.visibility)
    last = stamped(replace(event, sequence=event.sequence + 1), now)
    for it in dates:
        if not is_dynamic(it):
            yield Tombstone(it.number, group.number, is_open, render_vevent(called_off(last, it)), now)
