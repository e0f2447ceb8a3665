"""Single tasks beside other software that does the same: how many times as fast, in one run."""

import time
from collections.abc import Callable, Iterator
from statistics import median
from typing import NamedTuple

HEAD = ("task", "Kalends", "beside", "theirs", "ratio", "goal", "met")


class Task(NamedTuple):
    """The same work done by us and by another. goal: how many times as fast as they we are to be; None: no goal.

    at_most: the goal is instead how many times as long as a bare floor it may take.
    """

    name: str
    ours: Callable[[], object]
    beside: str
    theirs: Callable[[], object]
    goal: float | None = None
    at_most: bool = False


def compared(tasks: Iterator[Task], rounds: int) -> Iterator[tuple[str, ...]]:
    """One line for each task: medians of so many turns, each beside its neighbour."""
    for task in tasks:
        task.ours(), task.theirs()
        pairs = [(_seconds(task.ours), _seconds(task.theirs)) for _ in range(rounds)]
        yield _line(task, pairs)


def _line(task: Task, pairs: list[tuple[float, float]]) -> tuple[str, ...]:
    ours, theirs = (median(pair[side] for pair in pairs) for side in (0, 1))
    ratio = median(mine / its if task.at_most else its / mine for mine, its in pairs)
    if task.goal is None:
        goal = met = ""
    else:
        goal = f"{'≤' if task.at_most else '≥'} {task.goal:g} ×"
        met = "yes" if (ratio <= task.goal if task.at_most else ratio >= task.goal) else "NO"
    return task.name, _shown(ours), task.beside, _shown(theirs), f"{ratio:.1f} ×", goal, met


def _seconds(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _shown(seconds: float) -> str:
    return f"{seconds * 1e3:,.2f} ms"
