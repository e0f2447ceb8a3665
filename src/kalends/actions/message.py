"""What people do in conversations: look through them, read and write lines, announce events."""

from datetime import datetime

from msgspec import Struct

from kalends.actions.asset import check_picture
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.meeting import revise_meeting
from kalends.actions.occurrence import Meeting, show_meeting
from kalends.actions.ports import Read, Tx
from kalends.actions.ports.message import MessageQuery
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.event import EventPatch
from kalends.domain.group import Group, Status
from kalends.domain.meeting import date_patch
from kalends.domain.membership import Membership
from kalends.domain.message import Message, Words, new_message
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.person import Person


class Conversation(Struct, frozen=True):
    """A group as a conversation. owner: a person. members: None where not asked for. messages: how many lines."""

    group: Group
    owner: int | None
    members: tuple[Membership, ...] | None
    messages: int
    last: Message | None


class Lines(Struct, frozen=True):
    """Part of a conversation. total: how many lines it has in all."""

    total: int
    messages: tuple[Message, ...]


class Announced(Struct, frozen=True):
    """A new meeting and the line that tells of it."""

    meeting: Meeting
    message: Message


async def list_conversations(read: Read, actor: Actor, *, members: bool, limit: int, offset: int) -> list[Conversation]:
    """The conversations the actor is in, the one that spoke last first. members: whether to tell who is in them."""
    groups = await read.conversations(actor.person or 0, limit, offset)
    return await _conversations(read, groups, members=members)


async def show_conversation(read: Read, actor: Actor, group: int) -> Conversation:
    """One conversation with its members. Raises NOT_FOUND unless the actor is in it."""
    return (await _conversations(read, [await _joined(read, actor, group)], members=True))[0]


async def check_joined(read: Read, actor: Actor, group: int) -> None:
    """Raise NOT_FOUND unless the actor is in this conversation."""
    await _joined(read, actor, group)


async def show_self(read: Read, actor: Actor) -> Person:
    """The person who asks. Raises NOT_FOUND for a credential that acts for nobody."""
    person = None if actor.person is None else await read.person(actor.person)
    if person is None:
        raise not_found()
    return person


async def list_messages(read: Read, actor: Actor, group: int, query: MessageQuery) -> Lines:
    """Lines of a conversation. Raises NOT_FOUND unless the actor is in it."""
    await _joined(read, actor, group)
    messages = await read.messages(group, query)
    return Lines((await read.message_counts([group])).get(group, 0), tuple(messages))


async def post_message(tx: Tx, actor: Actor, group: int, words: Words, *, now: datetime) -> Message:
    """The new line. Raises NOT_FOUND, INVALID, and CONFLICT for a source_guid that was used in this conversation."""
    access.check_writes(actor)
    await _joined(tx, actor, group)
    line = new_message(group, actor.person or 0, words, now)
    if words.source_guid is not None and await tx.has_message(group, words.source_guid):
        raise Refused(Kind.CONFLICT, "was used before", field="source_guid")
    return await _seen(tx, await tx.add_message(line))


async def announce_event(tx: Tx, actor: Actor, group: int, patch: OccurrencePatch, *, now: datetime) -> Announced:
    """A new event of one meeting, and its line. Its creator is going. Raises NOT_FOUND unless the actor is a member.

    patch: with all four time fields. Its image must be a picture of the organization (INVALID).
    """
    await _joined(tx, actor, group)
    await _check_image(tx, actor, patch)
    whole = EventPatch(dates=(date_patch(patch),), reminders=patch.reminders)
    created = await create_event(tx, actor, GroupChoice(number=group), whole, now=now)
    if created.message is None:
        raise Refused(Kind.NOT_ALLOWED, "only a person can announce an event")
    meeting = await show_meeting(tx, actor, group, created.event.prokey)
    return Announced(meeting, await _seen(tx, created.message))


async def revise_announced(
    tx: Tx, actor: Actor, group: int, public_id: str, patch: OccurrencePatch, *, now: datetime
) -> Meeting:
    """The meeting after the change; only its creator may. Raises as `announce_event`, and NOT_ALLOWED."""
    await _joined(tx, actor, group)
    await _check_image(tx, actor, patch)
    return await revise_meeting(tx, actor, group, public_id, patch, now=now)


async def _check_image(tx: Tx, actor: Actor, patch: OccurrencePatch) -> None:
    if isinstance(patch.image, str):
        await check_picture(tx, actor, patch.image)


async def _joined(read: Read, actor: Actor, number: int) -> Group:
    found = await read.group_by_number(number, actor.person)
    if found is None or found[0].status is not Status.PUBLISHED or found[1] is None:
        raise not_found()
    return found[0]


async def _conversations(read: Read, groups: list[Group], *, members: bool) -> list[Conversation]:
    numbers = [group.number for group in groups]
    counts, last = await read.message_counts(numbers), await read.last_messages(numbers)
    owners = await read.owners_of(numbers)
    joined: dict[int, list[Membership]] = {number: [] for number in numbers}
    for it in await read.members_of(numbers, limits.MEMBERS_PER_CONVERSATION_SHOWN) if members else []:
        joined[it.group].append(it)
    return [
        Conversation(it, owners.get(n), tuple(joined[n]) if members else None, counts.get(n, 0), last.get(n))
        for n, it in zip(numbers, groups, strict=True)
    ]


async def _seen(read: Read, line: Message) -> Message:
    """The line just written as everybody reads it, with its sender's name in this conversation."""
    return (await read.messages(line.group, MessageQuery(above=line.number - 1, limit=1, ascending=True)))[0]
