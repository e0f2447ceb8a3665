"""Many who ask the same at the same time get one answer."""

import asyncio
from collections.abc import Awaitable, Callable, Hashable
from typing import Any, TypeVar

T = TypeVar("T")


class Together:
    """Runs equal questions one after the other; who asks while one runs waits for the next, with all others who do.

    So nobody gets an answer from before they asked, and a crowd costs as much as two.
    """

    def __init__(self) -> None:
        self._running: dict[Hashable, asyncio.Task[Any]] = {}
        self._next: dict[Hashable, asyncio.Task[Any]] = {}

    async def ask(self, key: Hashable, answer: Callable[[], Awaitable[T]]) -> T:
        """What `answer()` gives, or an equal one that began after this was asked. key: equal for equal questions."""
        task = self._next.get(key)
        if task is None:
            task = self._next[key] = asyncio.create_task(self._run(key, answer))
        found: T = await asyncio.shield(task)  # whoever goes away leaves the others their answer
        return found

    async def _run(self, key: Hashable, answer: Callable[[], Awaitable[T]]) -> T:
        if before := self._running.get(key):
            await asyncio.wait((before,))
        self._running[key] = self._next.pop(key)
        try:
            return await answer()
        finally:
            del self._running[key]
