"""Reading single meetings, and who may say what happened there."""

from datetime import datetime

from msgspec import Struct

from kalends.actions.ports import Read, Tx
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.answer import Answer, holding
from kalends.domain.errors import not_found
from kalends.domain.group import Group, GroupRole, Status
from kalends.domain.occurrence import Entry, Occurrence


class Meeting(Struct, frozen=True):
    """A meeting with the answers that hold for it, in order of answering, and its chat reminders in seconds."""

    occurrence: Occurrence
    answers: tuple[Answer, ...] = ()
    reminders: tuple[int, ...] = ()


class MeetingList(Struct, frozen=True, kw_only=True):
    """Which meetings of a conversation. since: those that end at or after it. after: beyond this start and number."""

    since: datetime | None = None
    after: tuple[datetime, int] | None = None
    limit: int = 20


async def list_meetings(read: Read, actor: Actor, group: int, query: MeetingList) -> list[Meeting]:
    """Meetings of a conversation that are not cancelled, by start. Raises NOT_FOUND unless the actor is in it."""
    await seen_group(read, actor, group)
    occurrences = await read.meetings_of_group(group, query.since, query.after, query.limit)
    return await meetings(read, occurrences)


async def seen_group(read: Read, actor: Actor, group: int) -> Group:
    """The group by its number. Raises NOT_FOUND for a draft, and unless the actor may see it."""
    found = await read.group_by_number(group, actor.person)
    if found is None or found[0].status is not Status.PUBLISHED or not access.sees_group(actor, found[1]):
        raise not_found()
    return found[0]


async def meetings(read: Read, occurrences: list[Occurrence]) -> list[Meeting]:
    """Each meeting with its answers and reminders."""
    if not occurrences:
        return []
    numbers, events = [it.number for it in occurrences], sorted({it.event for it in occurrences})
    answers = await read.answers_for(numbers, events)
    leads = await read.chat_reminders_for(numbers)
    return [
        Meeting(it, tuple(holding([a for a in answers if a.event == it.event], it.number)), leads.get(it.number, ()))
        for it in occurrences
    ]


async def show_meeting(read: Read, actor: Actor, group: int, public_id: str) -> Meeting:
    """One meeting of a conversation. Raises NOT_FOUND when it is elsewhere, cancelled or not the actor's to see."""
    occurrence, _, _ = await found_meeting(read, actor, group, public_id)
    return (await meetings(read, [occurrence]))[0]


async def found_meeting(
    read: Read, actor: Actor, group: int, public_id: str
) -> tuple[Occurrence, Group, GroupRole | None]:
    """The same with its group and the actor's role there."""
    found = await read.occurrence_by_public_id(public_id, actor.person)
    if found is None or found[0].group != group or found[0].cancelled or not access.sees_group(actor, found[2]):
        raise not_found()
    return found


async def meetings_of(read: Read, actor: Actor, event: int) -> list[Occurrence]:
    """All meetings of an event, by start."""
    access.check_administers(actor)
    return await read.meetings_of_event(event, None, limits.OCCURRENCES_PER_RULE)


async def meeting_called(read: Read, actor: Actor, public_id: str) -> Occurrence:
    """One meeting by its id, cancelled ones too. Raises NOT_FOUND."""
    access.check_administers(actor)
    found = await read.occurrence_by_public_id(public_id, actor.person)
    if found is None:
        raise not_found("there is no such meeting; `kalends event meetings PROKEY` lists them")
    return found[0]


async def leads_meeting(read: Read, actor: Actor, entry: Entry) -> bool:
    """Does the actor lead the group that meets?"""
    found = await read.group_by_number(entry.group.number, actor.person)
    return found is not None and access.edits_group(actor, found[1])


async def led_meeting(tx: Tx, actor: Actor, public_id: str) -> Occurrence:
    """The meeting, to write down what happened there. Raises NOT_FOUND, and NOT_ALLOWED for who does not lead it."""
    access.check_writes(actor)
    found = await tx.occurrence_by_public_id(public_id, actor.person)
    if found is None:
        raise not_found("there is no such meeting")
    access.check_edits_group(actor, found[2])
    return found[0]
