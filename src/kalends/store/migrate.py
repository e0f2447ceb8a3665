"""Numbered, forward-only migrations: migrations/NNNN_name.sql, each in one transaction, never changed once released.

They are written in SQLite's words (INTEGER, TEXT, BLOB, STRICT); `sql.for_postgres` says them to PostgreSQL. The table
`migrations` keeps which were applied, with their checksums. Several nodes may start at once: one migrates, the others
wait for its lock and find nothing left to do.
"""

import re
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from kalends.store.sql import Sql
from kalends.store.transaction import Statements, Store

FOLDER = Path(__file__).parent / "migrations"

_FILE_NAME = re.compile(r"\d{4}_[a-z0-9_]+\.sql")
# SQLite's writing transaction is a lock in itself. The key is "kalends" in ASCII; no other lock is ever held with it.
_LOCK = Sql("SELECT 1", postgres="SELECT pg_advisory_xact_lock(30224940694135923)")
_TABLE_THERE = Sql(
    "SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = 'migrations'",
    postgres="SELECT 1 FROM pg_catalog.pg_tables WHERE schemaname = current_schema() AND tablename = 'migrations'",
)
_TABLE = """CREATE TABLE IF NOT EXISTS migrations (
  number INTEGER NOT NULL PRIMARY KEY,
  name TEXT NOT NULL,
  checksum TEXT NOT NULL
) STRICT"""
_APPLIED = Sql("SELECT number, name, checksum FROM migrations ORDER BY number")
_ADD = Sql("INSERT INTO migrations (number, name, checksum) VALUES (:number, :name, :checksum)")


class WrongSchema(Exception):
    """The database was made by other migrations than these; the message says what to do."""


class Migration(NamedTuple):
    """name: the file's, like "0001_the_record". checksum: SHA-256 of the file, 64 hexadecimal digits."""

    number: int
    name: str
    checksum: str


class _Nobody(NamedTuple):
    organization: int = 0


async def migrate(store: Store[Statements], folder: Path = FOLDER) -> list[Migration]:
    """Apply what is pending, in order, and return it. Raises WrongSchema before anything is changed."""
    sources = available(folder)
    waiting = _lacking(list(sources), await applied(store))
    return [migration for migration in waiting if await store.write(_apply, _Nobody(), migration, sources[migration])]


async def pending(store: Store[Statements], folder: Path = FOLDER) -> list[Migration]:
    """What the database still lacks, in order. Raises WrongSchema when it has what `folder` has not, or other."""
    return _lacking(list(available(folder)), await applied(store))


async def applied(store: Store[Statements]) -> list[Migration]:
    """What the database has, in order; nothing where it was never migrated."""
    return await store.read(_applied, _Nobody())


def available(folder: Path = FOLDER) -> dict[Migration, str]:
    """The files and their SQL, in order. Raises WrongSchema unless they are named 0001_….sql, 0002_….sql, and so on."""
    sources = {}
    for number, path in enumerate(sorted(folder.glob("*.sql")), start=1):
        if not _FILE_NAME.fullmatch(path.name) or int(path.name[:4]) != number:
            raise WrongSchema(f"{path.name} should be called {number:04}_….sql, in small letters")
        content = path.read_bytes()
        sources[Migration(number, path.stem, sha256(content).hexdigest())] = content.decode()
    return sources


def _lacking(known: list[Migration], there: list[Migration]) -> list[Migration]:
    for ours, theirs in zip(known, there, strict=False):
        if ours != theirs:
            raise WrongSchema(
                f"Migration {theirs.name} was applied to this database with other contents than Kalends has now;"
                " run the version of Kalends that made it"
            )
    if len(there) > len(known):
        raise WrongSchema(f"The database has migration {there[-1].name}, which this Kalends is too old to know")
    return known[len(there) :]


async def _applied(tx: Statements, _actor: _Nobody) -> list[Migration]:
    if await tx.one(_TABLE_THERE) is None:
        return []
    return [Migration(*row) for row in await tx.all(_APPLIED)]


async def _apply(tx: Statements, actor: _Nobody, migration: Migration, source: str) -> bool:
    """False when another node was first."""
    await tx.one(_LOCK)
    if migration in await _applied(tx, actor):
        return False
    await tx.script(_TABLE)
    await tx.script(source)
    await tx.run(_ADD, **migration._asdict())
    return True
