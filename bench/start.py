"""How long until the first answer, and how much memory then: beside a bare import of the same parts."""

import subprocess
import sys
import time
from statistics import median
from typing import NamedTuple

from bench.databases import SQLITE, Place
from bench.processes import ENVIRONMENT, kalends, memory_of


class Start(NamedTuple):
    """Seconds and bytes; medians."""

    seconds: float
    memory: float


def start(place: Place, first: bytes, rounds: int) -> tuple[Start, Start]:
    """Ours and the bare import's. place: of a filled database that nobody has open."""
    pairs = [(_ours(place, first), _bare(SQLITE if place.url is None else "postgres")) for _ in range(rounds)]
    ours, bare = ([pair[side] for pair in pairs] for side in (0, 1))
    return _median(ours), _median(bare)


def _ours(place: Place, first: bytes) -> Start:
    server = kalends(place, first)
    try:
        return Start(server.started_s, server.memory)
    finally:
        server.stop()


def _bare(kind: str) -> Start:
    began = time.perf_counter()
    command = [sys.executable, "-m", "bench.floors.parts", kind]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=ENVIRONMENT) as process:
        if process.stdout is None or process.stdout.readline() != b"imported\n":
            raise RuntimeError("the parts could not be imported")
        taken = time.perf_counter() - began
        memory = memory_of(process.pid)
        process.communicate()
    return Start(taken, memory)


def _median(starts: list[Start]) -> Start:
    return Start(median(one.seconds for one in starts), median(one.memory for one in starts))
