"""Keeping what happened, and telling it in the group's conversation."""

from datetime import datetime

from msgspec import Struct

from kalends.actions.ports import Tx
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.event import Event
from kalends.domain.group import Group, Status
from kalends.domain.message import Change, Message


class Told(Struct, frozen=True):
    """What happened, before it has a number. See domain/message.py: Change."""

    name: str
    subject: int
    fields: tuple[str, ...] = ()
    snapshot: dict[str, str | int | None] = {}
    in_chat: bool = True


def about_event(name: str, event: Event, public_id: str | None = None, fields: tuple[str, ...] = ()) -> Told:
    """A change of an event, or of its meeting `public_id`; drafts are not told in chat, nor what has no meeting."""
    snapshot: dict[str, str | int | None] = {
        "name": event.dates[0].name,
        "occurrence": public_id or event.prokey,
        "prokey": event.prokey,
    }
    shown = event.status is Status.PUBLISHED and not event.dynamic
    return Told(name, event.number, fields, snapshot, in_chat=shown)


async def tell(tx: Tx, actor: Actor, group: Group, told: Told, now: datetime) -> Message | None:
    """Keep the change; returns its line in the conversation, or None where nobody would read it.

    A group without members other than its maker gets no lines, unless it is used as a conversation.
    """
    change = Change(
        tx.next_number(), told.name, now, actor.person, told.subject, group.number, told.fields, told.snapshot
    )
    await tx.add_change(change)
    has_readers = group.members > 1 or actor.kind is CredentialKind.TOKEN
    if not told.in_chat or not has_readers or group.status is not Status.PUBLISHED or actor.person is None:
        return None
    line = Message(0, group.number, now, sender=actor.person, sender_name=actor.name, change=change)
    return await tx.add_message(line)
