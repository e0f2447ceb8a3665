"""Rows of deeds that may be asked for again."""

from datetime import datetime

from kalends.domain.repeatable import Earlier, Repeatable
from kalends.store.instants import micros
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

# Changing nothing where it is there already, this waits for whoever is about to write it, and holds it.
_BEGIN = Sql("""
  INSERT INTO repeatables (organization_id, person, key, fingerprint, asked_at)
  VALUES (:o, :person, :key, :fingerprint, :asked_at)
  ON CONFLICT (organization_id, person, key) DO UPDATE SET fingerprint = repeatables.fingerprint
  RETURNING fingerprint, made
""")
_END = Sql("UPDATE repeatables SET made = :made WHERE organization_id = :o AND person = :person AND key = :key")
_FORGET = Sql("""
  DELETE FROM repeatables WHERE organization_id = :o AND (person, key) IN (
    SELECT person, key FROM repeatables WHERE organization_id = :o AND asked_at < :before LIMIT :most)
""")


class RepeatableRows(Statements):
    """See actions/ports/repeatable.py."""

    __slots__ = ()

    async def begin_repeatable(self, person: int, asked: Repeatable) -> Earlier:
        values = {"key": asked.key, "fingerprint": asked.fingerprint, "asked_at": micros(asked.asked_at)}
        return Earlier(*(await self.all(_BEGIN, person=person, **values))[0])

    async def end_repeatable(self, person: int, asked: Repeatable, made: str) -> None:
        await self.run(_END, person=person, key=asked.key, made=made)

    async def forget_repeatables(self, before: datetime, most: int) -> int:
        return await self.run(_FORGET, before=micros(before), most=most)
