"""A recording that can be run again: its statements with their values, and fresh numbers and ids where it drew some."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple
from uuid import uuid4

from bench.recording import Bound, How, Recording, Step


class Ready(NamedTuple):
    """One statement about to be run; `bound` has one tuple, or for "many" any number."""

    how: How
    text: str
    bound: list[tuple[object, ...]]


def replays(recordings: list[Recording]) -> list["Replay"]:
    """Each one ready."""
    drawn = [number for recording in recordings for number in recording.drawn if isinstance(number, int)]
    numbers = count(max(drawn, default=0) + 1)
    return [Replay(recording, numbers) for recording in recordings]


class Replay:
    """One request's statements. numbers: that nobody has, shared by all replays on a database."""

    def __init__(self, recording: Recording, numbers: Iterator[int]) -> None:
        self.row, self.writes = recording.row.encode(), recording.writes
        self._drawn = recording.drawn
        steps = [*recording.lookups, *recording.steps]
        self.lookups = [_ready(step) for step in recording.lookups]
        self.all = [_ready(step) for step in steps]
        self._holes = [(step, [_holes(values, self._drawn) for values in step.bound]) for step in recording.steps]
        self._numbers = numbers

    def fresh(self) -> Iterator[Ready]:
        """The statements of the transaction, with numbers and ids nobody has."""
        drawn = [str(uuid4()) if isinstance(value, str) else next(self._numbers) for value in self._drawn]
        for step, holes in self._holes:
            yield Ready(step.how, step.text, [_filled(*pair, drawn) for pair in zip(step.bound, holes, strict=True)])


def _ready(step: Step) -> Ready:
    return Ready(step.how, step.text, [tuple(values) for values in step.bound])


def _holes(values: Bound, drawn: list[int | str]) -> list[tuple[int, int]]:
    """(position among the values, position in `drawn`) of each value that was drawn."""
    return [(at, drawn.index(value)) for at, value in enumerate(values) if type(value) in (int, str) and value in drawn]


def _filled(values: Bound, holes: list[tuple[int, int]], drawn: list[int | str]) -> tuple[object, ...]:
    filled: list[object] = [*values]
    for at, position in holes:
        filled[at] = drawn[position]
    return tuple(filled)
