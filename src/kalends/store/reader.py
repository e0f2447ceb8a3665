"""SQLite's readers: one for short views on the event loop, a few in threads for long ones."""

import asyncio
from collections import deque
from collections.abc import Awaitable, Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TypeAlias, TypeVar

import apsw

from kalends.domain import limits
from kalends.domain.errors import Unavailable
from kalends.store.sql import Bound
from kalends.store.sqlite_file import OUTAGES, connect
from kalends.store.transaction import Row
from kalends.store.writer import drive

_THREADS = 4

V = TypeVar("V")
View: TypeAlias = Callable[[apsw.Cursor], Awaitable[V]]


class Reader:
    """A connection that only reads, one view at a time."""

    def __init__(self, path: Path, *, busy_ms: int) -> None:
        self.connection = connect(path, busy_ms=busy_ms)
        self.cursor = self.connection.cursor()

    def see(self, view: View[V]) -> V:
        """Drive `view` to its end; its statements see the moment of the first one."""
        execute = self.cursor.execute
        try:
            execute("BEGIN")
            try:
                return drive(view(self.cursor))
            finally:
                execute("COMMIT")
        except OUTAGES as error:
            raise Unavailable(f"The database could not be read: {error}") from error

    def glance(self, view: Awaitable[V]) -> V:
        """The same for a view of one statement on `cursor`, which sees one moment without a transaction."""
        try:
            try:
                return drive(view)
            finally:
                self.cursor.fetchall()  # ends the statement, of which rows may be left: it would hold on to its moment
        except OUTAGES as error:
            raise Unavailable(f"The database could not be read: {error}") from error

    def look_up(self, text: str, bound: Bound) -> Row | None:
        """The first row; all are taken, so that the statement is over."""
        try:
            rows = self.cursor.execute(text, bound).fetchall()
        except OUTAGES as error:
            raise Unavailable(f"The database could not be read: {error}") from error
        return rows[0] if rows else None


class Readers:
    """Threads for views that take long, each with a connection of its own."""

    def __init__(self, path: Path, *, busy_ms: int) -> None:
        self._idle = deque(Reader(path, busy_ms=busy_ms) for _ in range(_THREADS))
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="kalends-reader")
        self._waiting = 0

    async def see(self, view: View[V]) -> V:
        """See `view` in the next free thread. Raises Unavailable when too many wait for one."""
        if self._waiting >= limits.READS_WAITING:
            raise Unavailable("Too many long reads are waiting")
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._threads, self._see, view)
        finally:
            self._waiting -= 1

    async def close(self) -> None:
        """Return when the last view has ended."""
        await asyncio.to_thread(self._threads.shutdown)
        for reader in self._idle:
            reader.connection.close()

    def _see(self, view: View[V]) -> V:
        reader = self._idle.pop()  # there are as many as threads
        try:
            return reader.see(view)
        finally:
            self._idle.append(reader)
