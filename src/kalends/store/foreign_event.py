"""Rows of events that came from elsewhere."""

import json

from kalends.domain.foreign_event import Origin
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_ORIGIN = Sql("""
  SELECT e.prokey, f.foreign_uid, f.event, f.sequence, f.modified, f.digest, f.meetings FROM foreign_events f
  JOIN events e ON e.organization_id = f.organization_id AND e.number = f.event AND e.deleted_at IS NULL
  WHERE f.organization_id = :o AND f.group_number = :group_number AND f.foreign_uid = :uid
""")
_MADE_HERE = Sql("""
  SELECT e.prokey FROM event_dates d
  JOIN events e ON e.organization_id = d.organization_id AND e.number = d.event AND e.deleted_at IS NULL
  WHERE d.organization_id = :o AND d.uid = :uid AND d.removed_at IS NULL AND e.group_number = :group_number
""")
_TAKEN = Sql("SELECT number FROM event_dates WHERE organization_id = :o AND uid = :uid")
_PUT = Sql("""
  INSERT INTO foreign_events (organization_id, group_number, foreign_uid, event, sequence, modified, digest, meetings)
  VALUES (:o, :group_number, :uid, :event, :sequence, :modified, :digest, :meetings)
  ON CONFLICT (organization_id, group_number, foreign_uid) DO UPDATE SET event = excluded.event,
    sequence = excluded.sequence, modified = excluded.modified, digest = excluded.digest, meetings = excluded.meetings
""")


class ForeignEventRows(Statements):
    """See actions/ports/foreign_event.py."""

    __slots__ = ()

    async def origin(self, group: int, uid: str) -> tuple[str, Origin] | None:
        row = await self.one(_ORIGIN, group_number=group, uid=uid)
        if row is None:
            return None
        return row[0], Origin(row[1], row[2], row[3], row[4], row[5], tuple(json.loads(row[6])))

    async def made_here(self, group: int, uid: str) -> str | None:
        row = await self.one(_MADE_HERE, group_number=group, uid=uid)
        return None if row is None else row[0]

    async def uid_is_taken(self, uid: str) -> bool:
        return await self.one(_TAKEN, uid=uid) is not None

    async def put_origin(self, group: int, origin: Origin) -> None:
        await self.run(
            _PUT, group_number=group, uid=origin.uid, event=origin.event, sequence=origin.sequence,
            modified=origin.modified, digest=origin.digest, meetings=json.dumps(origin.meetings),
        )  # fmt: skip
