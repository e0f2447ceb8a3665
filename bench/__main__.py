"""`bin/bench`: what is claimed about speed, measured beside its floors in one run, as one table.

(a) bare ASGI sending the same bytes from memory; (b) bare ASGI and the driver running by hand the same statements in
one transaction; (c) FastAPI and SQLAlchemy's ORM doing the same; (d) the same framework sending the same bytes, an
empty 304 after the same reads. All are processes on this machine, asked in turns.
A cell holds answers per second and the CPU time that its server took for one; "+" marks what the load itself limits.
"""

import argparse
import asyncio
import sys
import time
from collections.abc import Iterator

from bench import beside, calendars, cold, draining, fill, mailing, months, seats
from bench.databases import POSTGRES, SQLITE, Databases
from bench.line_up import running
from bench.measure import Effort, Samples, measure
from bench.rows import rows
from bench.start import start
from bench.table import HEAD, Line, lines, printed, starts

QUICK, FULL = Effort(5, 0.2), Effort(9, 1.0)
_STARTS = 5
_START, _BESIDE, _DRAINING, _MAILING, _SEATS = "start", "beside others", "draining", "mailing", "last seats"


def main() -> None:
    """Measure what was asked for, and print the table."""
    chosen, began = _options(), time.perf_counter()
    effort = QUICK if chosen.quick else FULL
    found = [line for kind in chosen.database for line in _measured(kind, chosen.only, effort)]
    if found:
        print(printed(HEAD, found))
    if chosen.only in _BESIDE:
        print(printed(beside.HEAD, list(_beside(effort, 200 if chosen.quick else 1_000))))
    if chosen.only in _DRAINING:
        found_drained = [line for kind in chosen.database for line in _drained(kind, 1_000 if chosen.quick else 10_000)]
        print(printed(draining.HEAD, found_drained))
    if chosen.only in _MAILING:
        found_mailed = [line for kind in chosen.database for line in _mailed(kind, 1_000 if chosen.quick else 10_000)]
        print(printed(mailing.HEAD, found_mailed))
    if chosen.only in _SEATS:
        found_seats = [line for kind in chosen.database for line in _seated(kind, 16 if chosen.quick else 1_000)]
        print(printed(seats.HEAD, found_seats))
    _say(f"{time.perf_counter() - began:.0f} s in all")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("bin/bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a minute or so, and less exact")
    parser.add_argument(
        "--only",
        metavar="ROW",
        default="",
        help=f'rows with this in their name, "{_START}", "{_BESIDE}", "{_DRAINING}", "{_MAILING}" or "{_SEATS}"',
    )
    parser.add_argument(
        "--database", choices=[SQLITE, POSTGRES], nargs=1, default=[SQLITE, POSTGRES], help="only this one"
    )
    return parser.parse_args()


def _measured(kind: str, only: str, effort: Effort) -> list[Line]:
    if only in {_BESIDE, _DRAINING, _MAILING, _SEATS}:
        return []
    databases = Databases(kind)
    try:
        _say(f"{databases.kind}: filling")
        known = rows(asyncio.run(fill.fill(databases.filled.url, databases.filled.data)))
        found: list[Line] = []
        if wanted := [row for row in known if only in row.name]:
            with running(databases, wanted) as (servers, recordings):
                samples: dict[str, dict[str, Samples]] = {}
                for row in wanted:
                    _say(f"{databases.kind}: {row.name}")
                    samples[row.name] = measure(row, servers, effort)
            found += lines(samples, recordings)
        if only in _START:
            _say(f"{databases.kind}: {_START}")
            found += starts(*start(databases.copy("start"), known[0].request, _STARTS))
        return [line._replace(database=databases.kind) for line in found]
    finally:
        databases.close()


def _drained(kind: str, count: int) -> list[tuple[str, ...]]:
    databases = Databases(kind)
    try:
        _say(f"{databases.kind}: {_DRAINING}")
        return asyncio.run(draining.drained(databases.kind, databases.filled, count, count))
    finally:
        databases.close()


def _mailed(kind: str, letters: int) -> Iterator[tuple[str, ...]]:
    _say(f"{kind}: {_MAILING}")
    return mailing.mailed(kind, letters)


def _seated(kind: str, each: int) -> Iterator[tuple[str, ...]]:
    _say(f"{kind}: {_SEATS}")
    return seats.taken(kind, each)


def _beside(effort: Effort, series: int) -> Iterator[tuple[str, ...]]:
    for tasks, rounds in ((calendars.tasks(), effort.rounds), (cold.tasks(), effort.rounds), (months.tasks(series), 3)):
        for line in beside.compared(tasks, rounds):
            _say(line[0])
            yield line


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
