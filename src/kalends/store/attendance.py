"""Rows of attendances."""

from kalends.domain.attendance import Attendance, Present
from kalends.store.person import PERSON_COLUMNS, person_of
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_OF_MEETING = Sql(f"""
  SELECT a.number, a.occurrence, a.attended, a.role, {PERSON_COLUMNS} FROM attendances a
  JOIN persons p ON p.organization_id = a.organization_id AND p.number = a.person
  WHERE a.organization_id = :o AND a.occurrence = :occurrence AND p.erased_at IS NULL
  ORDER BY a.number LIMIT :limit
""")
_PUT = Sql("""
  INSERT INTO attendances (organization_id, number, occurrence, person, attended, role)
  VALUES (:o, :number, :occurrence, :person, :attended, :role)
  ON CONFLICT (organization_id, occurrence, person) DO UPDATE SET attended = excluded.attended, role = excluded.role
""")
_CLOSE = Sql("""
  UPDATE occurrences SET attendance_submitter = :submitter, visitors = :visitors
  WHERE organization_id = :o AND number = :occurrence
""")


class AttendanceRows(Statements):
    """See actions/ports/attendance.py."""

    __slots__ = ()

    async def attendances(self, occurrence: int, limit: int) -> list[Attendance]:
        rows = await self.all(_OF_MEETING, occurrence=occurrence, limit=limit)
        return [Attendance(row[0], row[1], person_of(row, 4), row[2] == 1, row[3]) for row in rows]

    async def put_attendance(self, occurrence: int, present: Present) -> None:
        await self.run(
            _PUT,
            number=self.next_number(),
            occurrence=occurrence,
            person=present.person,
            attended=int(present.attended),
            role=present.role,
        )

    async def close_roll_call(self, occurrence: int, submitter: int | None, visitors: int | None) -> None:
        await self.run(_CLOSE, occurrence=occurrence, submitter=submitter, visitors=visitors)
