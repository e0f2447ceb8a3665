"""SQLite's one writer: a thread that runs deeds to their end, many in one COMMIT, and answers only after it."""

import asyncio
import threading
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import suppress
from queue import SimpleQueue
from typing import Any, NamedTuple, TypeAlias, TypeVar, cast

import apsw

from kalends.domain import limits
from kalends.domain.errors import Unavailable
from kalends.store.sqlite_file import OUTAGES

R = TypeVar("R")
Attempt: TypeAlias = Callable[[], Awaitable[R]]
"""Gives a fresh coroutine of the same deed each time, so that it can be run again."""

_COLLISIONS = {
    apsw.SQLITE_CONSTRAINT_PRIMARYKEY,
    apsw.SQLITE_CONSTRAINT_ROWID,
    apsw.SQLITE_CONSTRAINT_UNIQUE,
}


class Suspended(RuntimeError):
    """A deed or view awaited something other than its transaction: a defect in the deed."""


def drive(deed: Awaitable[R]) -> R:
    """Run a coroutine to its end here and now. Raises Suspended if it waits for anything."""
    coroutine = cast(Coroutine[Any, Any, R], deed)
    try:
        coroutine.send(None)
    except StopIteration as end:
        return cast(R, end.value)
    name = getattr(coroutine, "__qualname__", "A deed")
    coroutine.close()
    raise Suspended(f"{name} awaits something other than its transaction, which SQLite cannot wait for")


class _Task(NamedTuple):
    attempt: Attempt[Any]
    future: asyncio.Future[Any]


class _Outcome(NamedTuple):
    result: Any
    error: BaseException | None


class Writer:
    """Deeds in, outcomes out, in order. Made on the event loop that awaits them.

    connection, cursor: the writer's thread alone uses them, for its own statements and the deeds'.
    A batch is what waits while the last one is made durable, at most limits.DEEDS_PER_COMMIT. Nearly always every deed
    of it succeeds. When one fails, all are undone and run again with a SAVEPOINT each, so that it leaves its neighbours
    standing (docs/decisions/0005). When the COMMIT fails, all of its deeds fail, the refused ones too: what they were
    refused for may never have been.
    """

    def __init__(self, connection: apsw.Connection) -> None:
        self._connection = connection
        self.cursor = connection.cursor()
        self._execute = self.cursor.execute
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[_Task | None] = SimpleQueue()  # None: no more will come
        self._closed = False
        self._thread = threading.Thread(target=self._work, name="kalends-writer", daemon=True)
        self._thread.start()

    async def do(self, attempt: Attempt[R]) -> R:
        """The deed's result, once durable. Raises what the deed raised, or Unavailable."""
        if self._closed or self._queue.qsize() >= limits.DEEDS_WAITING:
            raise Unavailable("The database is closed" if self._closed else "Too many deeds are waiting to be written")
        future: asyncio.Future[R] = self._loop.create_future()
        self._queue.put(_Task(attempt, future))
        return await future

    async def close(self) -> None:
        """Return when every deed that was accepted has its outcome."""
        self._closed = True
        self._queue.put(None)
        await asyncio.to_thread(self._thread.join)

    def _work(self) -> None:
        while batch := self._take():
            outcomes = self._commit(batch)
            with suppress(RuntimeError):  # the loop has been closed: nobody waits any more
                self._loop.call_soon_threadsafe(_settle, batch, outcomes)

    def _take(self) -> list[_Task]:
        """Wait for one deed, and take along what else is there. Empty: no more will come."""
        batch: list[_Task] = []
        while len(batch) < limits.DEEDS_PER_COMMIT and not (batch and self._queue.empty()):
            task = self._queue.get()
            if task is None:
                self._queue.put(None)  # found again by the next look
                break
            batch.append(task)
        return batch

    def _commit(self, batch: list[_Task]) -> list[_Outcome]:
        try:
            self._execute("BEGIN IMMEDIATE")
            outcomes = self._together(batch) or self._apart(batch)
            self._execute("COMMIT")
        except BaseException as error:  # noqa: BLE001  the thread must outlive whatever happened; each deed is told
            self._roll_back()
            return [_Outcome(None, _unavailable(error)) for _ in batch]
        return outcomes

    def _together(self, batch: list[_Task]) -> list[_Outcome]:
        """Every outcome; none where a deed failed, and then all is as it was before the first."""
        try:
            return [_Outcome(drive(task.attempt()), None) for task in batch]
        except BaseException as error:
            if isinstance(error, OUTAGES) or not self._connection.in_transaction:
                raise
            self._execute("ROLLBACK")
            self._execute("BEGIN IMMEDIATE")
            return []

    def _apart(self, batch: list[_Task]) -> list[_Outcome]:
        return [self._outcome(task.attempt) for task in batch]

    def _outcome(self, attempt: Attempt[Any]) -> _Outcome:
        for _ in range(limits.DEED_RETRIES - 1):  # it has been tried once with its neighbours
            outcome = self._once(attempt)
            if not _collided(outcome.error):
                return outcome
        return self._once(attempt)

    def _once(self, attempt: Attempt[Any]) -> _Outcome:
        self._execute("SAVEPOINT deed")
        try:
            outcome = _Outcome(drive(attempt()), None)
        except BaseException as error:  # whatever it is, it belongs to the one who asked for the deed
            if isinstance(error, OUTAGES) or not self._connection.in_transaction:
                raise  # SQLite may have undone the neighbours too: the batch is lost
            self._execute("ROLLBACK TO deed")
            outcome = _Outcome(None, error)
        self._execute("RELEASE deed")
        return outcome

    def _roll_back(self) -> None:
        with suppress(apsw.Error):
            if self._connection.in_transaction:
                self._execute("ROLLBACK")


def _collided(error: BaseException | None) -> bool:
    return isinstance(error, apsw.ConstraintError) and getattr(error, "extendedresult", 0) in _COLLISIONS


def _unavailable(cause: BaseException) -> Unavailable:
    error = Unavailable(f"The database could not write: {cause}")
    error.__cause__ = cause
    return error


def _settle(batch: list[_Task], outcomes: list[_Outcome]) -> None:
    for (_, future), (result, error) in zip(batch, outcomes, strict=True):
        if future.done():  # its asker has gone away
            continue
        if error is None:
            future.set_result(result)
        else:
            future.set_exception(error)
