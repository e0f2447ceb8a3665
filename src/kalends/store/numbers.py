"""Numbers and public ids: where they come from, so that one seed replays a run."""

import threading
from datetime import UTC, datetime, timedelta
from typing import Protocol

_EPOCH = datetime(2020, 1, 1, tzinfo=UTC)
_MILLISECOND = timedelta(milliseconds=1)
_RANDOM_BITS = 12
_RANDOM_DIGITS = 3  # the same in hexadecimal
_IDS_DRAWN = 64


class Clock(Protocol):
    def now(self) -> datetime:
        """Aware UTC."""


class Randomness(Protocol):
    def getrandbits(self, k: int, /) -> int: ...


class Numbers:
    """Gives public ids, and the numbers that numeric dialects show: below 2^53 (until 2089), in the order of time.

    A number is the milliseconds since 2020-01-01, times 4096. In one process none comes twice or before an earlier
    one, even when the clock goes back. Two processes may draw the same: the primary key tells; the deed is run again.
    """

    def __init__(self, clock: Clock, randomness: Randomness) -> None:
        self._clock, self._randomness = clock, randomness
        self._last = 0
        self._ids: list[str] = []
        self._lock = threading.Lock()

    def first(self) -> int:
        """A deed's first number: its low 12 bits are random, so that two processes seldom meet."""
        elapsed_ms = (self._clock.now() - _EPOCH) // _MILLISECOND
        return self._above(elapsed_ms << _RANDOM_BITS | int(self.unique_id()[:_RANDOM_DIGITS], 16))

    def following(self) -> int:
        """Each further number of a deed counts up."""
        return self._above(0)

    def unique_id(self) -> str:
        """A random UUID (RFC 9562 §5.4) as text with dashes."""
        try:
            return self._ids.pop()
        except IndexError:  # many at once, as asking the system for chance costs more than all the rest
            drawn = _uuids(self._randomness.getrandbits(128 * _IDS_DRAWN))
            self._ids = drawn[1:]
            return drawn[0]

    def _above(self, at_least: int) -> int:
        with self._lock:
            self._last = max(at_least, self._last + 1)
            return self._last


def _uuids(bits: int) -> list[str]:
    """_IDS_DRAWN of version 4, written by hand: the class for it takes four times as long."""
    digits = f"{bits:0{32 * _IDS_DRAWN}x}"
    return [_uuid(digits[at : at + 32]) for at in range(0, len(digits), 32)]


def _uuid(digits: str) -> str:
    variant = "89ab"[int(digits[16], 16) & 3]
    return f"{digits[:8]}-{digits[8:12]}-4{digits[13:16]}-{variant}{digits[17:20]}-{digits[20:]}"
