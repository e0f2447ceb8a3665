"""Calendar files of an event (seed 001 for which there are), and the feed of a group."""

from collections import defaultdict
from datetime import datetime, timedelta
from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.ports import Read
from kalends.actions.ports.event import EventQuery
from kalends.actions.public import public_group
from kalends.calendar import zones
from kalends.calendar.ics import Vcalendar, Vevent, render_calendar
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.calendar_file import file_names, is_divided, is_fetched, title
from kalends.domain.errors import not_found
from kalends.domain.event import Event
from kalends.domain.group import Group
from kalends.domain.occurrence import Occurrence
from kalends.domain.timing import resolved, today
from kalends.domain.vevent import vevents

_EMITTER = 1  # part of every ETag: a change of what is written raises it
_REFRESH = timedelta(hours=1)


class CalendarFile(Struct, frozen=True):
    """One file. name: of the event, or of the series. file: what it is fetched as; None where nobody may fetch it."""

    name: str
    file: str | None
    body: str


class EventFiles(Struct, frozen=True):
    """The files of one event: one, or one per date where several have an organizer."""

    items: tuple[CalendarFile, ...]


class Feed(Struct, frozen=True):
    """A group's calendar. etag: strong, without quotes: the group's version, and all else that the bytes depend on.

    body: None when the client has it already.
    """

    etag: str
    body: bytes | None


async def event_files(read: Read, actor: Actor, prokey: str, base: str, *, now: datetime) -> EventFiles:
    """The files of any event the actor may see, private ones and drafts too. base: the address before every path."""
    access.check_reads(actor)
    found = await read.event_by_prokey(prokey, actor.person)
    if found is None:
        raise not_found()
    event, group, role = found
    access.check_sees(actor, role)
    files = await _files(read, event, base, now)
    if is_fetched(event, group):
        return files
    return EventFiles(tuple(replace(it, file=None) for it in files.items))


async def public_file(read: Read, actor: Actor, prokey: str, file: str, base: str, *, now: datetime) -> CalendarFile:
    """The file of this name, for whoever has the address. Raises NOT_FOUND where there is none to fetch."""
    found = await read.event_by_prokey(prokey, actor.person)
    if found is None or not is_fetched(found[0], found[1]) or file not in file_names(found[0]):
        raise not_found()
    files = await _files(read, found[0], base, now)
    return next(it for it in files.items if it.file == file)


async def _files(read: Read, event: Event, base: str, now: datetime) -> EventFiles:
    settled = replace(event, dates=tuple(resolved(it, today(now)) for it in event.dates))
    changed = [] if event.dynamic else await read.changed_meetings([event.number])
    every, names = vevents(settled, changed, f"{base}/{event.prokey}"), file_names(event)
    if not is_divided(event):
        return EventFiles((_file(title(event), names[0], every),))
    return EventFiles(tuple(_file(it.summary or "", name, (it,)) for it, name in zip(every, names, strict=True)))


def _file(name: str, file: str, every: tuple[Vevent, ...]) -> CalendarFile:
    return CalendarFile(name, file, render_calendar(Vcalendar(vevents=every)).decode())


async def group_calendar(read: Read, actor: Actor, prokey: str, base: str, known: frozenset[str]) -> Feed:
    """All published events of a group; where there are more than a calendar holds, those made last.

    known: ETags the client has; with one of them nothing is rendered. Raises NOT_FOUND unless the group is open.
    """
    group = public_group(await read.group_by_prokey(prokey, actor.person))
    etag = f"{_EMITTER}-{group.version:x}-{zones.table_version()}-{crc32(base.encode()):x}"
    if etag in known or "*" in known:
        return Feed(etag, None)
    return Feed(etag, await _rendered(read, group, base))


async def _rendered(read: Read, group: Group, base: str) -> bytes:
    query = EventQuery(group=group.number, published_only=True, newest_first=True, limit=limits.EVENTS_PER_CALENDAR)
    events = [it for it in await read.events(query) if not it.dynamic and access.sees_publicly(group, it.visibility)]
    changed: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for seen in await read.changed_meetings([it.number for it in events]):
        changed[seen.event].append(seen)
    every = [it for event in reversed(events) for it in vevents(event, changed[event.number], f"{base}/{event.prokey}")]
    page = f"{base}/{group.prokey}"
    calendar = Vcalendar(
        name=group.name,
        vevents=tuple(every),
        refresh=_REFRESH,
        source=f"{page}/calendar.ics",
        url=page,
        description=group.settings.description,
    )
    return render_calendar(calendar)
