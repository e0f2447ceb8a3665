"""Rows of changes, and of the lines that tell them."""

import msgspec
from msgspec.structs import replace

from kalends.domain.message import Change, Message
from kalends.domain.webhook import Element, Trigger
from kalends.store.instants import micros
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_ADD_CHANGE = Sql("""
  INSERT INTO changes (organization_id, number, name, by_person, at, subject, group_number, fields, snapshot)
  VALUES (:o, :number, :name, :by_person, :at, :subject, :group_number, :fields, :snapshot)
  RETURNING CASE WHEN EXISTS (
    SELECT 1 FROM webhooks
    WHERE organization_id = :o AND element = :element AND trigger_name = :trigger AND active = 1) THEN 1 ELSE 0 END
""")
_DRAW_NUMBER = Sql("""
  UPDATE groups SET version = version + 1,
    last_message_number = CASE WHEN last_message_number >= :number THEN last_message_number + 1 ELSE :number END
  WHERE organization_id = :o AND number = :group_number RETURNING last_message_number
""")
_ADD_MESSAGE = Sql("""
  INSERT INTO messages (organization_id, group_number, number, sender, change_number, text, attachments, source_guid,
    created_at)
  VALUES (:o, :group_number, :number, :sender, :change_number, :text, :attachments, :source_guid, :created_at)
""")


class ChangeRows(Statements):
    """See actions/ports/change.py."""

    __slots__ = ()

    async def add_change(self, change: Change, heard: tuple[Trigger, Element] | None = None) -> bool:
        trigger, element = heard or ("", "")
        row = await self.one(
            _ADD_CHANGE, number=change.number, name=change.name, by_person=change.by_person, at=micros(change.at),
            subject=change.subject, group_number=change.group, fields=msgspec.json.encode(change.fields).decode(),
            snapshot=msgspec.json.encode(change.snapshot).decode(), trigger=str(trigger), element=str(element),
        )  # fmt: skip
        return row is not None and bool(row[0])

    async def add_message(self, message: Message) -> Message:
        drawn = await self.one(_DRAW_NUMBER, number=self.next_number(), group_number=message.group)
        if drawn is None:
            raise LookupError(f"no group {message.group}")
        stored = replace(message, number=drawn[0])
        await self.run(
            _ADD_MESSAGE, group_number=stored.group, number=stored.number, sender=stored.sender, text=stored.text,
            change_number=None if stored.change is None else stored.change.number, attachments=stored.attachments,
            source_guid=stored.source_guid, created_at=micros(stored.created_at),
        )  # fmt: skip
        return stored
