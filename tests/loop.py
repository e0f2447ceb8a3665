"""One event loop for the whole session: stores, servers and clients live on it from the first test to the last.

A test that is an `async def` is run on it (conftest.py does that; no mark is needed). Everything else, such as a
fixture, calls `run(coroutine)`.
"""

import asyncio
from collections.abc import Coroutine
from typing import Any, TypeVar

R = TypeVar("R")

WAIT_S = 60  # no test waits longer for anything
_runner = asyncio.Runner()


def run(coroutine: Coroutine[Any, Any, R]) -> R:
    """Its result; TimeoutError after WAIT_S. Not from inside another coroutine.

    The loop itself is asked: `Runner.run` costs more, each time, than most of what is run here.
    """
    return _runner.get_loop().run_until_complete(_in_time(coroutine))


async def _in_time(coroutine: Coroutine[Any, Any, R]) -> R:
    async with asyncio.timeout(WAIT_S):
        return await coroutine


def close() -> None:
    """At the end of the session."""
    _runner.close()
