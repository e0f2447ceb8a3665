"""Everything of a group, or of all of them, for other programs."""

from collections import defaultdict
from collections.abc import AsyncIterator

from msgspec import Struct

from kalends.actions.ports import Read
from kalends.actions.ports.event import EventQuery
from kalends.calendar.ics import Vcalendar, render_calendar, render_vevent
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.event import Event
from kalends.domain.group import Group, GroupKind
from kalends.domain.occurrence import Occurrence
from kalends.domain.vevent import Shown, vevents


class ExportedCalendar(Struct, frozen=True):
    """A calendar file. events: how many are in it."""

    body: bytes
    events: int


class ExportedGroup(Struct, frozen=True):
    """A group and its events, oldest first, drafts too."""

    group: Group
    events: tuple[Event, ...]


async def export_calendar(read: Read, actor: Actor, group: str | None, base: str) -> ExportedCalendar:
    """What is published and has fixed dates, however much it is. group: a prokey; None for all.

    base: the address before every path. For administrators, and so with where to meet online. Raises NOT_FOUND.
    """
    access.check_administers(actor)
    chosen = await _groups(read, group)
    rendered = [
        body for it in chosen async for slice_ in _slices(read, it, published=True)
        for body in await _rendered(read, slice_, base)
    ]  # fmt: skip
    name = chosen[0].name if group is not None else (await read.organization()).name
    return ExportedCalendar(render_calendar(Vcalendar(name=name), rendered), len(rendered))


async def export_groups(read: Read, actor: Actor, group: str | None) -> list[ExportedGroup]:
    """The same with everything that is in the record, for a writer to say. Raises NOT_FOUND."""
    access.check_administers(actor)
    return [
        ExportedGroup(it, tuple([event async for slice_ in _slices(read, it, published=False) for event in slice_]))
        for it in await _groups(read, group)
    ]


async def _groups(read: Read, prokey: str | None) -> list[Group]:
    if prokey is None:
        every = await read.groups(None, limits.ADMINISTRATION_LIST, 0)
        return [it for it in every if it.kind is GroupKind.GROUP]
    found = await read.group_by_prokey(prokey, None)
    if found is None:
        raise not_found()
    return [found[0]]


async def _slices(read: Read, group: Group, *, published: bool) -> AsyncIterator[list[Event]]:
    """All events of a group, ROWS_PER_SLICE at a time."""
    most = limits.ROWS_PER_SLICE
    for offset in range(0, limits.OFFSET, most):
        query = EventQuery(group=group.number, published_only=published, limit=most, offset=offset)
        events = await read.events(query)
        yield events
        if len(events) < most:
            return


async def _rendered(read: Read, events: list[Event], base: str) -> list[bytes]:
    """Each event's VEVENTs; those with dynamic dates only have none."""
    events = [it for it in events if it.first_start is not None]
    numbers = [it.number for it in events]
    changed: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for it in await read.changed_meetings(numbers) if numbers else ():
        changed[it.event].append(it)
    leads = await read.leads_of(numbers) if numbers else {}

    def body(event: Event) -> bytes:
        shown = Shown(f"{base}/{event.prokey}", leads.get(event.number, {}), inside=True)
        return b"".join(map(render_vevent, vevents(event, changed[event.number], shown)))

    return [body(it) for it in events]
