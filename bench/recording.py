"""What was recorded of one request to Kalends: its answer, and every statement it ran, with their values."""

from pathlib import Path
from typing import Literal, TypeAlias

import msgspec

How: TypeAlias = Literal["one", "all", "run", "many"]
FRESH = "0000000000"
"""Stands in a request for a number that nobody has sent before."""

Bound: TypeAlias = list[int | str | bool | None]


class Step(msgspec.Struct, frozen=True):
    """One statement. how: as in store/transaction.py. bound: values; for "many" one list per row of values.

    rows: how many it gave or changed.
    """

    how: How
    text: str
    bound: list[Bound]
    rows: int


class Recording(msgspec.Struct, frozen=True):
    """One request. lookups: statements before the transaction; steps: those in it.

    drawn: numbers and ids that were made for it, in order, and FRESH where it was sent; each replay needs new ones.
    """

    row: str
    status: int
    headers: list[tuple[str, str]]
    body: str
    lookups: list[Step]
    steps: list[Step]
    writes: bool
    drawn: list[int | str]

    @property
    def statements(self) -> int:
        """Run for one request; one that is run for many rows is one."""
        return len(self.lookups) + len(self.steps)

    @property
    def rows(self) -> int:
        """Given or changed for one request."""
        return sum(step.rows for step in (*self.lookups, *self.steps))


def save(recordings: list[Recording], path: Path) -> None:
    """Keep them for the floors."""
    path.write_bytes(msgspec.json.encode(recordings))


def load(path: Path) -> list[Recording]:
    """What `save` kept."""
    return msgspec.json.decode(path.read_bytes(), type=list[Recording])
