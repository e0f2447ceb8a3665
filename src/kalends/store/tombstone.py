"""Rows of what was deleted of late, as calendars show it."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from kalends.domain.tombstone import Tombstone
from kalends.store.instants import instant, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_OF_GROUPS = Sql("""
  SELECT number, group_number, is_open, vevent, deleted_at FROM tombstones
  WHERE organization_id = :o AND group_number IN (:groups...) ORDER BY deleted_at DESC, number LIMIT :limit
""")
_GONE = """
  SELECT t.group_number, COUNT(*) FROM tombstones t
  WHERE t.organization_id = :o AND NOT EXISTS (SELECT 1 FROM groups g
    WHERE g.organization_id = t.organization_id AND g.number = t.group_number AND g.deleted_at IS NULL)
"""
_COUNTED = "GROUP BY t.group_number ORDER BY t.group_number LIMIT :limit"
_GONE_OPEN = Sql(f"{_GONE} AND t.is_open = 1 {_COUNTED}")
_GONE_OF = Sql(f"""
  {_GONE} AND EXISTS (SELECT 1 FROM tombstone_readers r WHERE r.organization_id = t.organization_id
    AND r.group_number = t.group_number AND r.person = :person) {_COUNTED}
""")
_ADD = Sql("""
  INSERT INTO tombstones (organization_id, number, group_number, is_open, vevent, deleted_at)
  VALUES (:o, :number, :group_number, :is_open, :vevent, :deleted_at)
""")
_CLOSE = Sql("UPDATE tombstones SET is_open = 0 WHERE organization_id = :o AND group_number = :group_number")
_ADD_READERS = Sql("""
  INSERT INTO tombstone_readers (organization_id, group_number, person)
  SELECT organization_id, group_number, person FROM memberships
  WHERE organization_id = :o AND group_number = :group_number AND left_at IS NULL
    AND EXISTS (SELECT 1 FROM tombstones WHERE organization_id = :o AND group_number = :group_number)
""")
_OLD = Sql("""
  SELECT number, group_number FROM tombstones WHERE organization_id = :o AND deleted_at < :before
  ORDER BY deleted_at, number LIMIT :most
""")
_REMOVE = Sql("DELETE FROM tombstones WHERE organization_id = :o AND number IN (:numbers...)")
_REMOVE_READERS = Sql("""
  DELETE FROM tombstone_readers WHERE organization_id = :o
    AND group_number NOT IN (SELECT group_number FROM tombstones WHERE organization_id = :o)
""")


class TombstoneRows(Statements):
    """See actions/ports/tombstone.py."""

    __slots__ = ()

    async def tombstones(self, groups: Sequence[int], limit: int) -> list[Tombstone]:
        rows = await self.all(_OF_GROUPS, groups=groups, limit=limit)
        return [Tombstone(row[0], row[1], row[2] == 1, bytes(row[3]), instant(row[4])) for row in rows]

    async def gone_groups(self, person: int | None, limit: int) -> Mapping[int, int]:
        rows = await self.all(_GONE_OPEN if person is None else _GONE_OF, person=person, limit=limit)
        return {row[0]: int(row[1]) for row in rows}

    async def add_tombstones(self, tombstones: Iterable[Tombstone]) -> None:
        rows = [
            {
                "number": it.number, "group_number": it.group, "is_open": it.is_open, "vevent": it.vevent,
                "deleted_at": micros(it.deleted_at),
            }
            for it in tombstones
        ]  # fmt: skip
        if rows:
            await self.many(_ADD, rows)

    async def leave_tombstones(self, group: int, *, is_open: bool) -> None:
        if not is_open:
            await self.run(_CLOSE, group_number=group)
        await self.run(_ADD_READERS, group_number=group)

    async def purge_tombstones(self, before: datetime, most: int) -> list[int]:
        rows = await self.all(_OLD, before=micros(before), most=most)
        if rows:
            await self.run(_REMOVE, numbers=[row[0] for row in rows])
            await self.run(_REMOVE_READERS)
        return sorted({row[1] for row in rows})
