"""Calendar files of an event (seed 001 for which there are), and the feed of a group."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.ports import Read
from kalends.actions.ports.event import EventQuery
from kalends.calendar.ics import Vcalendar, render_calendar
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.event import Event
from kalends.domain.group import Group, Status
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
    """A group's calendar. etag: strong, without quotes. body: None when the client has it already."""

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
    return await _files(read, event, f"{base}/{prokey}", is_fetched=_is_fetched(event, group), now=now)


async def public_file(read: Read, actor: Actor, prokey: str, file: str, base: str, *, now: datetime) -> CalendarFile:
    """The file of this name, for whoever has the address. Raises NOT_FOUND where there is none to fetch."""
    found = await read.event_by_prokey(prokey, actor.person)
    if found is None or not _is_fetched(found[0], found[1]):
        raise not_found()
    files = await _files(read, found[0], f"{base}/{prokey}", is_fetched=True, now=now)
    for it in files.items:
        if it.file == file:
            return it
    raise not_found()


def _is_fetched(event: Event, group: Group) -> bool:
    """Has it files that anybody with the address may fetch? Not while dynamic, asking for answers, draft or private."""
    is_open = event.status is Status.PUBLISHED and group.status is Status.PUBLISHED
    return is_open and access.sees_publicly(group, event.visibility) and not event.dynamic and not event.settings.rsvp


async def _files(read: Read, event: Event, url: str, *, is_fetched: bool, now: datetime) -> EventFiles:
    settled = replace(event, dates=tuple(resolved(it, today(now)) for it in event.dates))
    apart = len(event.dates) > 1 and any(it.organizer_name or it.organizer_email for it in event.dates)
    changed = await read.changed_meetings([event.number]) if event.rrule else []
    every = vevents(settled, changed, url)
    stem = event.settings.file_name or "event"
    if not apart:
        name = (len(event.dates) > 1 and event.title) or event.dates[0].name
        body = render_calendar(Vcalendar(vevents=every)).decode()
        return EventFiles((CalendarFile(name, f"{stem}.ics" if is_fetched else None, body),))
    files = []
    for number, vevent in enumerate(every, 1):
        file = f"{stem}.ics" if number == 1 else f"{stem}-{number}.ics"
        body = render_calendar(Vcalendar(vevents=(vevent,))).decode()
        files.append(CalendarFile(vevent.summary or "", file if is_fetched else None, body))
    return EventFiles(tuple(files))


async def group_calendar(read: Read, actor: Actor, prokey: str, base: str, known: frozenset[str]) -> Feed:
    """All published events of a group, the newest first kept where there are more than a calendar holds.

    known: ETags the client has; with one of them nothing is rendered. Raises NOT_FOUND unless the group is open.
    """
    found = await read.group_by_prokey(prokey, actor.person)
    if found is None or found[0].status is not Status.PUBLISHED or not access.sees_publicly(found[0], None):
        raise not_found()
    group = found[0]
    etag = f"{_EMITTER}-{group.number:x}-{group.version:x}"
    if etag in known or "*" in known:
        return Feed(etag, None)
    return Feed(etag, await _rendered(read, group, base))


async def _rendered(read: Read, group: Group, base: str) -> bytes:
    query = EventQuery(group=group.number, published_only=True, newest_first=True, limit=limits.EVENTS_PER_CALENDAR)
    events = [it for it in await read.events(query) if not it.dynamic and access.sees_publicly(group, it.visibility)]
    series = [it.number for it in events if it.rrule is not None]
    changed = await read.changed_meetings(series) if series else []
    every = [it for event in reversed(events) for it in vevents(event, changed, f"{base}/{event.prokey}")]
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
