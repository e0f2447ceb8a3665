"""Looking at who came to a meeting, what was noted about it, and who is expected."""

from msgspec import Struct

from kalends.actions.occurrence_list import show_entry
from kalends.actions.ports import Read
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.answer import holding
from kalends.domain.attendance import Attendance, Note
from kalends.domain.errors import Kind, Refused
from kalends.domain.invitee import Invitee, invitees
from kalends.domain.occurrence import Entry
from kalends.domain.person import Profile


class Attendances(Struct, frozen=True):
    """people: whoever is in it, by number."""

    entry: Entry
    attendances: tuple[Attendance, ...]
    people: dict[int, Profile]


async def list_attendances(read: Read, actor: Actor, occurrence: int, *, people: bool) -> Attendances:
    """Who was and was not there. Who does not lead the group sees their own only. Raises NOT_FOUND."""
    entry = (await show_entry(read, actor, occurrence)).entry
    rows = await read.attendances(occurrence, limits.PEOPLE_PER_MEETING_SHOWN)
    if not await _leads(read, actor, entry):
        rows = [row for row in rows if row.person.number == actor.person]
    found = await read.profiles_numbered(sorted({row.person.number for row in rows})) if people and rows else {}
    return Attendances(entry, tuple(rows), found)


async def list_notes(read: Read, actor: Actor, occurrence: int) -> tuple[Note, ...]:
    """What was written about a meeting, for those who lead its group; to others there is none. Raises NOT_FOUND."""
    entry = (await show_entry(read, actor, occurrence)).entry
    if not await _leads(read, actor, entry):
        return ()
    return tuple(await read.notes(occurrence, limits.PEOPLE_PER_MEETING_SHOWN))


async def list_invitees(read: Read, actor: Actor, occurrence: int) -> tuple[Entry, tuple[Invitee, ...]]:
    """Who is expected and what they said. Raises NOT_FOUND; NOT_ALLOWED for who does not lead the group."""
    entry = (await show_entry(read, actor, occurrence)).entry
    if not await _leads(read, actor, entry):
        raise Refused(Kind.NOT_ALLOWED, "only those who lead the group see who is expected")
    asked = entry.occurrence.reminders_sent_at is not None
    members = await read.members_of([entry.group.number], limits.PEOPLE_PER_MEETING_SHOWN) if asked else []
    answers = holding(await read.answers_for([occurrence], [entry.occurrence.event]), occurrence)
    return entry, invitees(members, answers, asked=asked)


async def _leads(read: Read, actor: Actor, entry: Entry) -> bool:
    found = await read.group_by_number(entry.group.number, actor.person)
    return found is not None and access.edits_group(actor, found[1])
