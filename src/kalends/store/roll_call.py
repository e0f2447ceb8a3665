"""Rows of attendances and notes, as they are written."""

from kalends.actions.ports.roll_call import Present
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_PUT = Sql("""
  INSERT INTO attendances (organization_id, number, occurrence, person, attended, role)
  VALUES (:o, :number, :occurrence, :person, :attended, :role)
  ON CONFLICT (organization_id, occurrence, person) DO UPDATE SET attended = excluded.attended, role = excluded.role
""")
_CLOSE = Sql("""
  UPDATE occurrences SET attendance_submitter = :submitter, visitors = :visitors
  WHERE organization_id = :o AND number = :occurrence
""")
_NOTE = Sql("""
  INSERT INTO notes (organization_id, number, occurrence, author, body)
  VALUES (:o, :number, :occurrence, :author, :body)
""")


class RollCallRows(Statements):
    """See actions/ports/roll_call.py."""

    __slots__ = ()

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

    async def add_note(self, number: int, occurrence: int, author: int | None, body: str) -> None:
        await self.run(_NOTE, number=number, occurrence=occurrence, author=author, body=body)
