"""Looking at who is expected at a meeting."""

from kalends.actions.occurrence import leads_meeting
from kalends.actions.occurrence_list import show_entry
from kalends.actions.ports import Read
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.answer import holding
from kalends.domain.errors import Kind, Refused
from kalends.domain.invitee import Invitee, invitees
from kalends.domain.occurrence import Entry


async def list_invitees(read: Read, actor: Actor, occurrence: int) -> tuple[Entry, tuple[Invitee, ...]]:
    """Who is expected and what they said. Raises NOT_FOUND; NOT_ALLOWED for who does not lead the group."""
    entry = (await show_entry(read, actor, occurrence)).entry
    if not await leads_meeting(read, actor, entry):
        raise Refused(Kind.NOT_ALLOWED, "only those who lead the group see who is expected")
    asked = entry.occurrence.reminders_sent_at is not None
    members = await read.members_of([entry.group.number], limits.PEOPLE_PER_MEETING_SHOWN) if asked else []
    answers = holding(await read.answers_for([occurrence], [entry.occurrence.event]), occurrence)
    return entry, invitees(members, answers, asked=asked)
