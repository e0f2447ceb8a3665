"""Rows of attendances and notes, as they are read."""

from kalends.domain.attendance import Attendance, Note
from kalends.store.person_list import PERSON_COLUMNS, person_of
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_ATTENDANCES = Sql(f"""
  SELECT a.number, a.occurrence, a.attended, a.role, {PERSON_COLUMNS} FROM attendances a
  JOIN persons p ON p.organization_id = a.organization_id AND p.number = a.person
  WHERE a.organization_id = :o AND a.occurrence = :occurrence AND p.erased_at IS NULL
  ORDER BY a.number LIMIT :limit
""")
_NOTES = Sql(f"""
  SELECT n.number, n.occurrence, n.body, {PERSON_COLUMNS} FROM notes n
  LEFT JOIN persons p ON p.organization_id = n.organization_id AND p.number = n.author AND p.erased_at IS NULL
  WHERE n.organization_id = :o AND n.occurrence = :occurrence ORDER BY n.number LIMIT :limit
""")


class AttendanceRows(Statements):
    """See actions/ports/attendance.py."""

    __slots__ = ()

    async def attendances(self, occurrence: int, limit: int) -> list[Attendance]:
        rows = await self.all(_ATTENDANCES, occurrence=occurrence, limit=limit)
        return [Attendance(row[0], row[1], person_of(row, 4), row[2] == 1, row[3]) for row in rows]

    async def notes(self, occurrence: int, limit: int) -> list[Note]:
        rows = await self.all(_NOTES, occurrence=occurrence, limit=limit)
        return [Note(row[0], row[1], row[2], None if row[3] is None else person_of(row, 3)) for row in rows]
