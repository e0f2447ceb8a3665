"""Floor (b) on SQLite: bare ASGI and the driver, the same statements by hand, writes in a thread with group commit."""

import asyncio
import threading
from collections.abc import Awaitable, Callable
from pathlib import Path
from queue import SimpleQueue

import apsw

from bench.floors.asgi import Message, Receive, Send, answer, asked
from bench.floors.replay import Replay, replays
from bench.recording import Recording
from kalends.domain import limits
from kalends.store.sqlite_file import connect

_BUSY_MS = 2_000


def reader(database: str) -> Callable[[Replay], Awaitable[None]]:
    """Runs a recording's statements as `ByHand` does those of a read."""
    execute = connect(Path(database), busy_ms=_BUSY_MS).cursor().execute

    async def read(replay: Replay) -> None:
        execute("BEGIN")
        for _, text, bound in replay.all:
            execute(text, bound[0]).fetchall()
        execute("COMMIT")

    return read


class ByHand:
    """The application. database: the file."""

    def __init__(self, recordings: list[Recording], database: str) -> None:
        answers = {one.row.encode(): answer(one) for one in recordings}
        self._known = {replay.row: (answers[replay.row], replay) for replay in replays(recordings)}
        self._read = reader(database)
        self._execute = connect(Path(database), busy_ms=_BUSY_MS).cursor().execute
        self._database = database
        self._writer: _Writer | None = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        (start, body), replay = self._known[asked(scope["headers"])]
        if replay.writes:
            await receive()
            for _, text, bound in replay.lookups:
                self._execute(text, bound[0]).fetchall()
            if self._writer is None:
                self._writer = _Writer(self._database)
            await self._writer.do(replay)
        else:
            await self._read(replay)
        await send(start)
        await send(body)


class _Writer:
    def __init__(self, database: str) -> None:
        self._cursor = connect(Path(database), busy_ms=_BUSY_MS, writes=True).cursor()
        self._loop = asyncio.get_running_loop()
        self._queue: SimpleQueue[tuple[Replay, asyncio.Future[None]]] = SimpleQueue()
        threading.Thread(target=self._work, daemon=True).start()

    async def do(self, replay: Replay) -> None:
        future: asyncio.Future[None] = self._loop.create_future()
        self._queue.put((replay, future))
        await future

    def _work(self) -> None:
        while True:
            batch = [self._queue.get()]
            while len(batch) < limits.DEEDS_PER_COMMIT and not self._queue.empty():
                batch.append(self._queue.get())
            try:
                self._commit([replay for replay, _ in batch])
                error = None
            except apsw.Error as raised:
                error = raised
            self._loop.call_soon_threadsafe(_settle, [future for _, future in batch], error)

    def _commit(self, batch: list[Replay]) -> None:
        self._cursor.execute("BEGIN IMMEDIATE")
        for replay in batch:
            self._run(replay)
        self._cursor.execute("COMMIT")

    def _run(self, replay: Replay) -> None:
        for how, text, bound in replay.fresh():
            if how == "many":
                self._cursor.executemany(text, bound)
            else:
                self._cursor.execute(text, bound[0]).fetchall()


def _settle(futures: list["asyncio.Future[None]"], error: Exception | None) -> None:
    for future in futures:
        if future.done():
            continue
        if error is None:
            future.set_result(None)
        else:
            future.set_exception(error)
