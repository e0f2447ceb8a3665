"""Rows of conversations: lines with who said them and what they tell."""

from collections.abc import Sequence

import msgspec

from kalends.actions.ports.message import MessageQuery
from kalends.domain.group import Group
from kalends.domain.message import Change, Message
from kalends.store.group import GROUP_COLUMNS, group_of
from kalends.store.instants import instant
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_SELECT = """
  SELECT m.number, m.group_number, m.created_at, m.sender, COALESCE(s.nickname, p.name, ''), p.avatar, m.text,
    m.attachments, m.source_guid, c.number, c.name, c.at, c.by_person, c.subject, c.group_number, c.fields, c.snapshot
  FROM messages m
  LEFT JOIN changes c ON c.organization_id = m.organization_id AND c.number = m.change_number
  LEFT JOIN persons p ON p.organization_id = m.organization_id AND p.number = m.sender
  LEFT JOIN memberships s ON s.organization_id = m.organization_id AND s.group_number = m.group_number
    AND s.person = m.sender
"""
_SOME = f"""
  {_SELECT} WHERE m.organization_id = :o AND m.group_number = :group_number AND m.number > :above AND m.number < :below
    AND m.deleted_at IS NULL
"""
_ASCENDING = Sql(f"{_SOME} ORDER BY m.number LIMIT :limit")
_DESCENDING = Sql(f"{_SOME} ORDER BY m.number DESC LIMIT :limit")
_LAST = Sql(f"""
  {_SELECT} JOIN groups g ON g.organization_id = m.organization_id AND g.number = m.group_number
    AND g.last_message_number = m.number
  WHERE m.organization_id = :o AND m.group_number IN (:groups...) AND m.deleted_at IS NULL
""")
_COUNT = Sql("""
  SELECT group_number, COUNT(*) FROM messages
  WHERE organization_id = :o AND group_number IN (:groups...) AND deleted_at IS NULL GROUP BY group_number
""")
_HAS = Sql("""
  SELECT 1 FROM messages WHERE organization_id = :o AND group_number = :group_number AND source_guid = :source_guid
""")
_CONVERSATIONS = Sql(f"""
  SELECT {GROUP_COLUMNS} FROM groups g
  JOIN memberships s ON s.organization_id = g.organization_id AND s.group_number = g.number
  WHERE g.organization_id = :o AND s.person = :person AND s.left_at IS NULL AND g.deleted_at IS NULL
    AND g.kind = 'group' AND g.status = 'published'
  ORDER BY g.last_message_number DESC, g.number DESC LIMIT :limit OFFSET :offset
""")

_fields = msgspec.json.Decoder(tuple[str, ...])
_snapshots = msgspec.json.Decoder(dict[str, str | int | None])


class MessageRows(Statements):
    """See actions/ports/message.py."""

    __slots__ = ()

    async def conversations(self, person: int, limit: int, offset: int) -> list[Group]:
        return [group_of(row) for row in await self.all(_CONVERSATIONS, person=person, limit=limit, offset=offset)]

    async def messages(self, group: int, query: MessageQuery) -> list[Message]:
        statement = _ASCENDING if query.ascending else _DESCENDING
        rows = await self.all(
            statement, group_number=group, above=query.above, below=query.below, limit=query.limit
        )  # fmt: skip
        return [_message(row) for row in rows]

    async def message_counts(self, groups: Sequence[int]) -> dict[int, int]:
        return {row[0]: row[1] for row in await self.all(_COUNT, groups=groups)}

    async def last_messages(self, groups: Sequence[int]) -> dict[int, Message]:
        return {row[1]: _message(row) for row in await self.all(_LAST, groups=groups)}

    async def has_message(self, group: int, source_guid: str) -> bool:
        return await self.one(_HAS, group_number=group, source_guid=source_guid) is not None


def _message(row: Row) -> Message:
    change = None
    if row[9] is not None:
        told = _fields.decode(row[15]), _snapshots.decode(row[16])
        change = Change(row[9], row[10], instant(row[11]), row[12], row[13], row[14], *told)
    return Message(row[0], row[1], instant(row[2]), row[3], row[4], row[5], row[6], row[7], row[8], change)
