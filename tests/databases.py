"""The databases that every test of the store, and of what stands on it, runs on.

`KINDS` names them: SQLite, and each PostgreSQL on this machine. The fixtures are in conftest.py:

    database   an open, migrated store with the whole record, one per kind and session: make an organization of your own
    address    an empty database, for tests that open it themselves
    prepared   the same with the whole record

All make a test run once per kind; in one test they are of the same kind.
"""

import random
import shutil
import tempfile
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

from kalends.store.migrate import migrate
from kalends.store.open import open_store
from kalends.store.transaction import Store, T, Transactions
from tests.loop import run
from tests.postgres import PostgresServer, installed, memory

if TYPE_CHECKING:
    from kalends.store.nouns import Rows

SQLITE = "sqlite"
MISSING = "postgresql-missing"
KINDS = [SQLITE, *(installed() or [MISSING])]

MORNING = datetime(2026, 1, 5, 9, tzinfo=UTC)
_seeds = count(1)


@dataclass
class StandingClock:
    """Shows one moment until it is moved."""

    moment: datetime = MORNING

    def now(self) -> datetime:
        return self.moment

    def move(self, by: timedelta) -> None:
        self.moment += by


@dataclass(frozen=True)
class Address:
    """What `open_store` and the command line take. url: None on SQLite. data: a folder, empty at first."""

    url: str | None
    data: Path

    def store(self, transactions: Transactions[T]) -> Store[T]:
        """A store on it, not yet open. Each one draws other random numbers, as processes do."""
        return open_store(self.url, self.data, transactions, StandingClock(), random.Random(next(_seeds)))


class Databases:
    """What is started once and stopped at the end of the session."""

    def __init__(self) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kalends-data-", dir=memory())
        self._names = count(1)
        self._servers: dict[str, PostgresServer] = {}
        self._migrated: dict[str, Store[Rows]] = {}
        self._prepared: dict[str, Address] = {}

    def empty(self, kind: str) -> Address:
        """A new database without any table."""
        data = Path(self._folder.name) / str(next(self._names))
        return Address(None if kind == SQLITE else self._server(kind).database(), data)

    def prepared(self, kind: str) -> Address:
        """A new database with the whole record and nothing in it."""
        from kalends.store.nouns import TRANSACTIONS

        if kind not in self._prepared:
            self._prepared[kind] = self.empty(kind)
            store = self._prepared[kind].store(TRANSACTIONS)
            run(store.open())
            run(migrate(store))
            run(store.close())
        return self.copy(self._prepared[kind])

    def copy(self, of: Address) -> Address:
        """A new database with all that is in one that nobody uses."""
        data = Path(self._folder.name) / str(next(self._names))
        if of.data.exists():
            shutil.copytree(of.data, data)
        if of.url is None:
            return Address(None, data)
        return Address(next(filter(None, (it.copy(of.url) for it in self._servers.values()))), data)

    def migrated(self, kind: str) -> "Store[Rows]":
        """The session's open store with the whole record."""
        from kalends.store.nouns import TRANSACTIONS  # not needed by the tests of the inner rooms

        if kind not in self._migrated:
            store = self.empty(kind).store(TRANSACTIONS)
            run(store.open())
            run(migrate(store))
            self._migrated[kind] = store
        return self._migrated[kind]

    def close(self) -> None:
        for store in self._migrated.values():
            run(store.close())
        for server in self._servers.values():
            server.stop()
        self._folder.cleanup()

    def _server(self, kind: str) -> PostgresServer:
        if kind == MISSING:
            raise LookupError("No PostgreSQL on this machine: requirements/work.txt brings one")
        if kind not in self._servers:
            self._servers[kind] = PostgresServer(installed()[kind])
        return self._servers[kind]
