"""A noticeboard: the smallest record that shows what the engine does, with tables and rows of its own."""

from typing import NamedTuple

from kalends.store.postgres import PostgresStatements
from kalends.store.sql import Sql
from kalends.store.sqlite import SqliteStatements
from kalends.store.transaction import Statements, Transactions

TABLES = """
CREATE TABLE notes (
  organization_id INTEGER NOT NULL,
  number INTEGER NOT NULL,
  title TEXT NOT NULL,
  body TEXT,
  picture BLOB,
  pinned INTEGER NOT NULL,
  PRIMARY KEY (organization_id, number)
) STRICT;
CREATE UNIQUE INDEX notes_title ON notes (organization_id, title);
CREATE TABLE pins (
  organization_id INTEGER NOT NULL,
  note INTEGER NOT NULL,
  PRIMARY KEY (organization_id, note),
  FOREIGN KEY (organization_id, note) REFERENCES notes (organization_id, number) DEFERRABLE INITIALLY DEFERRED
) STRICT;
"""

ADD = Sql(
    "INSERT INTO notes (organization_id, number, title, body, picture, pinned)"
    " VALUES (:o, :number, :title, :body, :picture, :pinned)"
)
TITLES = Sql("SELECT title FROM notes WHERE organization_id = :o ORDER BY title")
BY_NUMBER = Sql("SELECT title, body, picture, pinned FROM notes WHERE organization_id = :o AND number = :number")
BY_NUMBERS = Sql("SELECT title FROM notes WHERE organization_id = :o AND number IN (:numbers...) ORDER BY number")
PIN = Sql("INSERT INTO pins (organization_id, note) VALUES (:o, :note)")


class Rows(Statements):
    """What the board's deeds ask for."""

    async def add(self, title: str, number: int | None = None, *, body: str | None = None) -> int:
        """The note's number."""
        drawn = self.next_number() if number is None else number
        await self.run(ADD, number=drawn, title=title, body=body, picture=None, pinned=False)
        return drawn

    async def titles(self) -> list[str]:
        return [title for (title,) in await self.all(TITLES)]


class SqliteRows(Rows, SqliteStatements):
    """On SQLite."""


class PostgresRows(Rows, PostgresStatements):
    """On PostgreSQL."""


BOARD = Transactions[Rows](SqliteRows, PostgresRows)


class Member(NamedTuple):
    """Somebody of an organization."""

    organization: int


async def put_up(tx: Rows, _actor: Member, title: str, *, number: int | None = None) -> int:
    return await tx.add(title, number=number)


async def titles(read: Rows, _actor: Member) -> list[str]:
    return await read.titles()


async def make_tables(tx: Rows, _actor: Member) -> None:
    await tx.script(TABLES)
