"""Floor (b) on PostgreSQL: bare ASGI and the driver, the same statements by hand in one transaction."""

from collections.abc import Awaitable, Callable
from typing import Any

import asyncpg  # type: ignore[import-untyped]

from bench.floors.asgi import Message, Receive, Send, answer, asked
from bench.floors.replay import Ready, Replay, replays
from bench.recording import Recording

_CONNECTIONS, _STATEMENTS_KEPT = 10, 512  # as in store/postgres_store.py
_SESSION = {"jit": "off", "plan_cache_mode": "force_generic_plan"}
_WRITE, _READ = "BEGIN ISOLATION LEVEL READ COMMITTED", "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY"


def reader(database: str) -> Callable[[Replay], Awaitable[None]]:
    """Runs a recording's statements as `ByHand` does those of a read."""
    by_hand = ByHand([], database)

    async def read(replay: Replay) -> None:
        await by_hand.run(replay)

    return read


class ByHand:
    """The application. database: its address."""

    def __init__(self, recordings: list[Recording], database: str) -> None:
        answers = {one.row.encode(): answer(one) for one in recordings}
        self._known = {replay.row: (answers[replay.row], replay) for replay in replays(recordings)}
        self._database = database
        self._pool: Any = None

    async def __call__(self, scope: Message, receive: Receive, send: Send) -> None:
        (start, body), replay = self._known[asked(scope["headers"])]
        if replay.writes:
            await receive()
        await self.run(replay)
        await send(start)
        await send(body)

    async def run(self, replay: Replay) -> None:
        """The statements, in one transaction."""
        async with (await self._opened()).acquire() as connection:
            await connection.execute(_WRITE if replay.writes else _READ)
            for ready in (*replay.lookups, *replay.fresh()) if replay.writes else replay.all:
                await _run(connection, ready)
            await connection.execute("COMMIT")

    async def _opened(self) -> Any:
        if self._pool is None:
            self._pool = asyncpg.create_pool(
                self._database, min_size=1, max_size=_CONNECTIONS, reset=_keep, max_queries=10**9,
                statement_cache_size=_STATEMENTS_KEPT, max_cached_statement_lifetime=0, server_settings=_SESSION,
            )  # fmt: skip
        return await self._pool


async def _run(connection: Any, ready: Ready) -> None:
    how, text, bound = ready
    if how == "many":
        await connection.executemany(text, bound)
    elif how == "run":
        await connection.execute(text, *bound[0])
    elif how == "one":
        await connection.fetchrow(text, *bound[0])
    else:
        await connection.fetch(text, *bound[0])


async def _keep(_connection: object) -> None:
    """Nothing to reset, as in Kalends."""
