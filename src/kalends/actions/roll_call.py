"""Who came, and what was noted about it."""

from msgspec import Struct

from kalends.actions.ports import Tx
from kalends.actions.ports.roll_call import Present
from kalends.domain import text
from kalends.domain.access import Actor, check_edits_group, check_writes
from kalends.domain.errors import invalid, not_found
from kalends.domain.group import GroupRole
from kalends.domain.occurrence import Occurrence

_ROLES = {GroupRole.OWNER: "leader", GroupRole.LEADER: "leader", GroupRole.MEMBER: "member", None: "visitor"}


class RollCall(Struct, frozen=True, kw_only=True):
    """Who was and was not at a meeting, by number. visitors: strangers counted besides; None: nobody counted."""

    meeting: str
    present: tuple[int, ...] = ()
    absent: tuple[int, ...] = ()
    visitors: int | None = None


async def call_roll(tx: Tx, actor: Actor, call: RollCall) -> Occurrence:
    """Keep it; who is named again is corrected. meeting: its public id. Raises NOT_FOUND, INVALID, NOT_ALLOWED."""
    meeting = await _led_meeting(tx, actor, call.meeting)
    if call.visitors is not None and not 0 <= call.visitors < 1_000_000:
        raise invalid("visitors are a number from 0", "visitors")
    for person in (*call.present, *call.absent):
        if not await tx.person_exists(person):
            raise invalid("there is no such person", "person")
        found = await tx.group_by_number(meeting.group, person)
        role = found[1] if found is not None else None
        await tx.put_attendance(meeting.number, Present(person, person in call.present, _ROLES[role]))
    await tx.close_roll_call(meeting.number, actor.person, call.visitors)
    return meeting


async def add_note(tx: Tx, actor: Actor, meeting: str, body: str) -> int:
    """Keep what the actor wrote about a meeting; the note's number. Raises as `call_roll` does."""
    occurrence = await _led_meeting(tx, actor, meeting)
    if not body.strip():
        raise invalid("must not be empty", "body")
    number = tx.next_number()
    await tx.add_note(number, occurrence.number, actor.person, text.paragraph(body, "body"))
    return number


async def _led_meeting(tx: Tx, actor: Actor, public_id: str) -> Occurrence:
    check_writes(actor)
    found = await tx.occurrence_by_public_id(public_id, actor.person)
    if found is None:
        raise not_found("there is no such meeting")
    check_edits_group(actor, found[2])
    return found[0]
