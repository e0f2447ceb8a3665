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
    """Its result; TimeoutError after WAIT_S. Not from inside another coroutine."""
    return _runner.run(asyncio.wait_for(coroutine, WAIT_S))


def close() -> None:
    """At the end of the session."""
    _runner.close()
