"""Who came to a meeting: look it up, write it down."""

from msgspec import Struct

from kalends.actions.occurrence import leads_meeting, led_meeting
from kalends.actions.occurrence_list import show_entry
from kalends.actions.ports import Read, Tx
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.attendance import Attendance, Present, role_there
from kalends.domain.errors import invalid
from kalends.domain.occurrence import Entry, Occurrence
from kalends.domain.person import Profile


class Attendances(Struct, frozen=True):
    """people: whoever is in it, by number."""

    entry: Entry
    attendances: tuple[Attendance, ...]
    people: dict[int, Profile]


class RollCall(Struct, frozen=True, kw_only=True):
    """Who was and was not at a meeting, by number. visitors: strangers counted besides; None: nobody counted."""

    meeting: str
    present: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    visitors: int | None = None


async def list_attendances(read: Read, actor: Actor, occurrence: int, *, people: bool) -> Attendances:
    """Who was and was not there. Who does not lead the group sees their own only. Raises NOT_FOUND."""
    entry = (await show_entry(read, actor, occurrence)).entry
    rows = await read.attendances(occurrence, limits.PEOPLE_PER_MEETING_SHOWN)
    if not await leads_meeting(read, actor, entry):
        rows = [row for row in rows if row.person.number == actor.person]
    found = await read.profiles_numbered(sorted({row.person.number for row in rows})) if people and rows else {}
    return Attendances(entry, tuple(rows), found)


async def call_roll(tx: Tx, actor: Actor, call: RollCall) -> Occurrence:
    """Keep it; who is named again is corrected. meeting: its public id. Raises NOT_FOUND, INVALID, NOT_ALLOWED."""
    meeting = await led_meeting(tx, actor, call.meeting)
    if call.visitors is not None and not 0 <= call.visitors < 1_000_000:
        raise invalid("visitors are a number from 0", "visitors")
    for person in (*call.present, *call.absent):
        if await tx.person(person) is None:
            raise invalid("there is no such person", "person")
        found = await tx.group_by_number(meeting.group, person)
        role = found[1] if found is not None else None
        await tx.put_attendance(meeting.number, Present(person, person in call.present, role_there(role)))
    await tx.close_roll_call(meeting.number, actor.person, call.visitors)
    return meeting
