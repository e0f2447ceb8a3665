"""A button pressed twice: the second press is told what became of the first, also while that is still going on.

Otherwise who takes the last seat would be told that it is taken. Remembered by each node for itself.
"""

import asyncio
import hashlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Generic, TypeVar

from kalends.domain import limits

T = TypeVar("T")

Pressed = tuple[str, str, bytes]
"""Whose address, which event, and the form as it arrived."""


class Presses(Generic[T]):
    """Outcomes of the last PRESSES_KEPT forms, for PRESS_KEPT_S each.

    is_done: is this an outcome, or something to mend, after which the same form may be sent again?
    """

    def __init__(self, is_done: Callable[[T], bool]) -> None:
        self._is_done = is_done
        self._kept: OrderedDict[bytes, tuple[datetime, asyncio.Future[T]]] = OrderedDict()

    async def once(self, pressed: Pressed, do: Callable[[], Awaitable[T]], now: datetime) -> T:
        """Do it, unless the same form came from there just now. What fails is not remembered."""
        key = hashlib.sha256(repr(pressed).encode()).digest()
        kept = self._kept.get(key)
        if kept is not None and (now - kept[0]).total_seconds() < limits.PRESS_KEPT_S:
            return await asyncio.shield(kept[1])
        doing = asyncio.ensure_future(do())
        doing.add_done_callback(lambda done: self._ended(key, done))
        self._keep(key, now, doing)
        return await asyncio.shield(doing)  # whoever has gone away has answered all the same

    def _ended(self, key: bytes, done: asyncio.Future[T]) -> None:
        if done.cancelled() or done.exception() is not None or not self._is_done(done.result()):
            self._kept.pop(key, None)

    def _keep(self, key: bytes, now: datetime, doing: asyncio.Future[T]) -> None:
        self._kept[key] = (now, doing)
        self._kept.move_to_end(key)
        if len(self._kept) > limits.PRESSES_KEPT:
            self._kept.popitem(last=False)
