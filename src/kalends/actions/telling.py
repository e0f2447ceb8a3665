"""Keeping what happened, and telling it in the group's conversation."""

from datetime import datetime

from msgspec import Struct

from kalends.actions.firing import Thing, call_of, fire
from kalends.actions.ports import Tx
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.event import Event, EventDate
from kalends.domain.group import Group, Status
from kalends.domain.message import Change, Message
from kalends.domain.timing import is_dynamic


class Told(Struct, frozen=True):
    """What happened, before it has a number. See domain/message.py: Change.

    thing: what webhooks are told; None tells them nothing.
    """

    name: str
    subject: int
    fields: tuple[str, ...] = ()
    snapshot: dict[str, str | int | None] = {}
    in_chat: bool = True
    thing: Thing | None = None


class Subject(Struct, frozen=True):
    """The meeting that a change is told of. public_id: None where there is none: nothing is told of it in chat."""

    name: str
    public_id: str | None


async def meeting_of(tx: Tx, event: Event, date: EventDate) -> Subject:
    """The first meeting of an event's date."""
    return Subject(date.name, await tx.first_of_date(event.number, date.number))


async def first_meeting(tx: Tx, event: Event) -> Subject:
    """The first meeting of the first date that is not cancelled, nor dynamic; of none where all are."""
    date = next((date for date in event.dates if not date.is_off and not is_dynamic(date)), None)
    return Subject(event.dates[0].name, None) if date is None else await meeting_of(tx, event, date)


def about_event(name: str, event: Event, subject: Subject, fields: tuple[str, ...] = ()) -> Told:
    """A change of an event; drafts are not told in chat, nor what has no meeting."""
    snapshot: dict[str, str | int | None] = {
        "name": subject.name,
        "occurrence": subject.public_id or event.prokey,
        "prokey": event.prokey,
    }
    shown = event.status is Status.PUBLISHED and subject.public_id is not None
    return Told(name, event.number, fields, snapshot, in_chat=shown, thing=event)


async def tell(tx: Tx, actor: Actor, group: Group, told: Told, now: datetime) -> Message | None:
    """Keep the change; returns its line in the conversation, or None where nobody would read it.

    A group without members other than its maker gets no lines, unless it is used as a conversation.
    """
    change = Change(
        tx.next_number(), told.name, now, actor.person, told.subject, group.number, told.fields, told.snapshot
    )
    call = call_of(told.name, told.thing, group)
    if await tx.add_change(change, call) and call is not None and told.thing is not None:
        await fire(tx, call, told.thing, now)
    has_readers = group.members > 1 or actor.kind is CredentialKind.TOKEN
    if not told.in_chat or not has_readers or group.status is not Status.PUBLISHED or actor.person is None:
        return None
    line = Message(0, group.number, now, sender=actor.person, sender_name=actor.name, change=change)
    return await tx.add_message(line)
