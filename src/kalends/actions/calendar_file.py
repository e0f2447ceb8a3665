"""Calendar files of an event (seed 001 says for which there are any)."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.ports import Read
from kalends.calendar.ics import Vcalendar, Vevent, render_calendar
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.calendar_file import file_names, is_divided, is_fetched, title
from kalends.domain.errors import not_found
from kalends.domain.event import Event
from kalends.domain.timing import resolved, today
from kalends.domain.vevent import Shown, vevents


class CalendarFile(Struct, frozen=True):
    """One file. name: of the event, or of the series. file: what it is fetched as; None where nobody may fetch it."""

    name: str
    file: str | None
    body: str


class EventFiles(Struct, frozen=True):
    """The files of one event: one, or one per date where several have an organizer."""

    items: tuple[CalendarFile, ...]


async def event_files(read: Read, actor: Actor, prokey: str, base: str, *, now: datetime) -> EventFiles:
    """The files of any event the actor may see, private ones and drafts too. base: the address before every path."""
    access.check_reads(actor)
    found = await read.event_by_prokey(prokey, actor.person)
    if found is None:
        raise not_found()
    event, group, role = found
    access.check_sees_event(actor, role, (event.status, group.status), event.creator)
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
    changed = await read.changed_meetings([event.number])
    leads = (await read.leads_of([event.number])).get(event.number, {})
    every, names = vevents(settled, changed, Shown(f"{base}/{event.prokey}", leads)), file_names(event)
    if not is_divided(event):
        return EventFiles((_file(title(event), names[0], every),))
    return EventFiles(tuple(_file(it.summary or "", name, (it,)) for it, name in zip(every, names, strict=True)))


def _file(name: str, file: str, every: tuple[Vevent, ...]) -> CalendarFile:
    return CalendarFile(name, file, render_calendar(Vcalendar(vevents=every)).decode())
