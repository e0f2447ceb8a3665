"""Rows of notes."""

from kalends.domain.note import Note
from kalends.store.person import PERSON_COLUMNS, person_of
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_OF_MEETING = Sql(f"""
  SELECT n.number, n.occurrence, n.body, {PERSON_COLUMNS} FROM notes n
  LEFT JOIN persons p ON p.organization_id = n.organization_id AND p.number = n.author AND p.erased_at IS NULL
  WHERE n.organization_id = :o AND n.occurrence = :occurrence ORDER BY n.number LIMIT :limit
""")
_ADD = Sql("""
  INSERT INTO notes (organization_id, number, occurrence, author, body)
  VALUES (:o, :number, :occurrence, :author, :body)
""")


class NoteRows(Statements):
    """See actions/ports/note.py."""

    __slots__ = ()

    async def notes(self, occurrence: int, limit: int) -> list[Note]:
        rows = await self.all(_OF_MEETING, occurrence=occurrence, limit=limit)
        return [Note(row[0], row[1], row[2], None if row[3] is None else person_of(row, 3)) for row in rows]

    async def add_note(self, number: int, occurrence: int, author: int | None, body: str) -> None:
        await self.run(_ADD, number=number, occurrence=occurrence, author=author, body=body)
