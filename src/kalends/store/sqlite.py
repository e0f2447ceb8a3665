"""The store in one SQLite file: one writer thread, short reads on the event loop, long ones in reader threads."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable, Mapping, Sequence
from pathlib import Path

import apsw

from kalends.domain.errors import Unavailable
from kalends.store.numbers import Numbers
from kalends.store.reader import Reader, Readers
from kalends.store.sql import Sql
from kalends.store.sqlite_file import FileLock, check_version, connect, copy, run_script
from kalends.store.transaction import A, Deed, P, R, Row, Scoped, Statements, Store, T_co
from kalends.store.writer import Writer

_BUSY_MS = 2_000
_BUSY_ON_LOOP_MS = 50  # it would hold up everybody
_BUSY_BESIDE_MS = 15_000  # a command waits for its turn between the server's commits


class SqliteStatements(Statements):
    """Statements on one APSW cursor, which belongs to whoever drives the transaction.

    Every statement of a connection runs on its one cursor: executing the next one resets the last, so that nothing is
    left open when the transaction ends.
    """

    __slots__ = ("_cursor",)

    def __init__(self, scope: int, numbers: Numbers, cursor: apsw.Cursor) -> None:
        super().__init__(scope, numbers)
        self._cursor = cursor

    async def one(self, statement: Sql, /, **values: object) -> Row | None:
        values["o"] = self.scope
        return self._cursor.execute(*statement.sqlite.bind(values)).fetchone()

    async def all(self, statement: Sql, /, **values: object) -> list[Row]:
        values["o"] = self.scope
        return self._cursor.execute(*statement.sqlite.bind(values)).fetchall()

    async def run(self, statement: Sql, /, **values: object) -> int:
        values["o"] = self.scope
        return self._cursor.execute(*statement.sqlite.bind(values)).connection.changes()

    async def many(self, statement: Sql, rows: Sequence[Mapping[str, object]], /) -> None:
        self._cursor.executemany(*statement.sqlite.bind_many(rows, self.scope))

    async def script(self, source: str, /) -> None:
        run_script(self._cursor, source)


class _Opened:
    """The connections and threads of an open database."""

    def __init__(self, path: Path, *, busy_ms: int) -> None:
        self._connection = connect(path, busy_ms=busy_ms, writes=True)
        self.reader = Reader(path, busy_ms=_BUSY_ON_LOOP_MS)
        self.readers = Readers(path, busy_ms=busy_ms)
        self.writer = Writer(self._connection)

    async def close(self) -> None:
        await self.writer.close()
        await self.readers.close()
        self.reader.connection.close()
        self._connection.close()


class SqliteStore(Store[T_co]):
    """path: the database file, made when absent; `path`-wal, `path`-shm and `path`.lock stand beside it."""

    def __init__(self, path: Path, transaction: Callable[[int, Numbers, apsw.Cursor], T_co], numbers: Numbers) -> None:
        self.path = path
        self._transaction = transaction
        self._numbers = numbers
        self._lock = FileLock(path)
        self._opened: _Opened | None = None

    async def open(self, *, beside: bool = False) -> None:
        """Raises Unavailable naming the process that holds the file (unless beside), RuntimeError for an old SQLite."""
        check_version(apsw.sqlite_lib_version())
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not beside:
            self._lock.take()
        try:
            self._opened = _Opened(self.path, busy_ms=_BUSY_BESIDE_MS if beside else _BUSY_MS)
        except Unavailable:
            self._lock.release()
            raise

    async def close(self) -> None:
        if self._opened is not None:
            opened, self._opened = self._opened, None
            await opened.close()
        self._lock.release()

    async def write(self, deed: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        opened = self._now_open()
        cursor = opened.writer.cursor

        def attempt() -> Awaitable[R]:
            return deed(self._transaction(actor.organization, self._numbers, cursor), actor, *args, **kwargs)

        return await opened.writer.do(attempt)

    async def read(self, view: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        opened = self._now_open()
        return opened.reader.see(
            lambda cursor: view(self._transaction(actor.organization, self._numbers, cursor), actor, *args, **kwargs)
        )

    async def glance(self, view: Callable[..., Awaitable[R]], actor: Scoped, /, *args: Hashable) -> R:
        reader = self._now_open().reader
        return reader.glance(view(self._transaction(actor.organization, self._numbers, reader.cursor), actor, *args))

    async def read_long(self, view: Deed[T_co, A, P, R], actor: A, /, *args: P.args, **kwargs: P.kwargs) -> R:
        opened = self._now_open()
        return await opened.readers.see(
            lambda cursor: view(self._transaction(actor.organization, self._numbers, cursor), actor, *args, **kwargs)
        )

    async def lookup(self, statement: Sql, /, **values: object) -> Row | None:
        return self._now_open().reader.look_up(*statement.sqlite.bind(values))

    async def backup(self, target: Path) -> None:
        """Copy the database as it is at this moment, while it is in use, to the new file `target`. See `copy`."""
        await asyncio.to_thread(copy, self.path, target)

    def _now_open(self) -> _Opened:
        if self._opened is None:
            raise Unavailable("The database is closed")
        return self._opened
