"""Measuring in turns: a short slice of each server, round after round, so that a busy moment meets them all."""

from collections.abc import Mapping
from statistics import median
from typing import NamedTuple

from bench.processes import Server
from bench.rows import Row

_WARM_S = 0.15


class Effort(NamedTuple):
    """How thoroughly. rounds: slices of each server; seconds: of a slice."""

    rounds: int
    seconds: float


class Sample(NamedTuple):
    """One slice. rate: answers per second. cpu_us: the server's CPU time per answer. client: share of it being busy."""

    rate: float
    cpu_us: float
    client: float


class Samples(list[Sample]):
    """A server's slices of one row, one per round."""

    @property
    def rate(self) -> float:
        """Median answers per second."""
        return median(sample.rate for sample in self)

    @property
    def cpu_us(self) -> float:
        """Median CPU time of the server for one answer."""
        return median(sample.cpu_us for sample in self)

    @property
    def client(self) -> float:
        """Median share of the time in which the load's own process was busy."""
        return median(sample.client for sample in self)

    def of(self, floor: "Samples") -> float:
        """How fast this is, as a share of `floor`: the median over the rounds, each compared with its neighbour."""
        return median(mine.rate / its.rate for mine, its in zip(self, floor, strict=True))


def measure(row: Row, servers: Mapping[str, Server], effort: Effort) -> dict[str, Samples]:
    """Samples of this row, of Kalends and each of the row's floors. Who begins changes from round to round."""
    names = ["kalends", *row.floors]
    for name in names:
        servers[name].load(row, _WARM_S)
    samples = {name: Samples() for name in names}
    for turn in range(effort.rounds):
        for position in range(len(names)):
            name = names[(turn + position) % len(names)]
            samples[name].append(_slice(row, servers[name], effort.seconds))
    return samples


def _slice(row: Row, server: Server, seconds: float) -> Sample:
    cpu = server.cpu_s
    done = server.load(row, seconds)
    return Sample(done.rate, (server.cpu_s - cpu) / done.answers * 1e6, done.client_s / done.seconds)
