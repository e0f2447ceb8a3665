"""A recording that can be run again: its statements with their values, and fresh numbers and ids where it drew some."""

from collections.abc import Iterator
from itertools import count
from typing import NamedTuple
from uuid import uuid4

from bench.recording import FRESH, Bound, How, Recording, Step


class Ready(NamedTuple):
    """One statement about to be run; `bound` has one tuple, or for "many" any number."""

    how: How
    text: str
    bound: list[tuple[object, ...]]


class Hole(NamedTuple):
    """at: its position among the values. position: in what was drawn. within: the part of a text; "" is all of it."""

    at: int
    position: int
    within: str = ""


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
        drawn = [self._new(value) for value in self._drawn]
        for step, holes in self._holes:
            yield Ready(step.how, step.text, [_filled(*pair, drawn) for pair in zip(step.bound, holes, strict=True)])

    def _new(self, value: int | str) -> int | str:
        if isinstance(value, int):
            return next(self._numbers)
        return str(next(self._numbers)) if value == FRESH else str(uuid4())


def _ready(step: Step) -> Ready:
    return Ready(step.how, step.text, [tuple(values) for values in step.bound])


def _holes(values: Bound, drawn: list[int | str]) -> list[Hole]:
    """Each value that was drawn, or is a text that holds one."""
    found = [Hole(at, drawn.index(it)) for at, it in enumerate(values) if type(it) in (int, str) and it in drawn]
    texts = [(at, it) for at, it in enumerate(values) if isinstance(it, str) and it not in drawn]
    return found + [
        Hole(at, position, str(value)) for at, it in texts for position, value in enumerate(drawn) if str(value) in it
    ]


def _filled(values: Bound, holes: list[Hole], drawn: list[int | str]) -> tuple[object, ...]:
    filled: list[object] = [*values]
    for at, position, within in holes:
        filled[at] = str(filled[at]).replace(within, str(drawn[position])) if within else drawn[position]
    return tuple(filled)
