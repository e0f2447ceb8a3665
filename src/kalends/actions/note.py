"""What is noted about a meeting: read it, write it."""

from kalends.actions.occurrence import leads_meeting, led_meeting
from kalends.actions.occurrence_list import show_entry
from kalends.actions.ports import Read, Tx
from kalends.domain import limits, text
from kalends.domain.access import Actor
from kalends.domain.errors import invalid
from kalends.domain.note import Note


async def list_notes(read: Read, actor: Actor, occurrence: int) -> tuple[Note, ...]:
    """What was written about a meeting, for those who lead its group; to others there is none. Raises NOT_FOUND."""
    entry = (await show_entry(read, actor, occurrence)).entry
    if not await leads_meeting(read, actor, entry):
        return ()
    return tuple(await read.notes(occurrence, limits.PEOPLE_PER_MEETING_SHOWN))


async def add_note(tx: Tx, actor: Actor, meeting: str, body: str) -> int:
    """Keep what the actor wrote about a meeting, by its public id; the note's number.

    Raises NOT_FOUND, NOT_ALLOWED, and INVALID for an empty text.
    """
    occurrence = await led_meeting(tx, actor, meeting)
    if not body.strip():
        raise invalid("must not be empty", "body")
    number = tx.next_number()
    await tx.add_note(number, occurrence.number, actor.person, text.paragraph(body, "body"))
    return number
