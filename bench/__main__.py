"""`bin/bench`: what is claimed about speed, measured beside its floors in one run, as one table.

(a) bare ASGI sending the same bytes from memory; (b) bare ASGI and the driver running by hand the same statements in
one transaction; (c) FastAPI and SQLAlchemy's ORM doing the same. All are processes on this machine, asked in turns.
A cell holds answers per second and the CPU time that its server took for one; "+" marks what the load itself limits.
"""

import argparse
import asyncio
import sys
import time

from bench import fill
from bench.databases import POSTGRES, SQLITE, Databases
from bench.line_up import running
from bench.measure import Effort, Samples, measure
from bench.rows import rows
from bench.start import start
from bench.table import Line, lines, printed, starts

QUICK, FULL = Effort(5, 0.2), Effort(9, 1.0)
_STARTS = 5
_START = "start"


def main() -> None:
    """Measure what was asked for, and print the table."""
    chosen, began = _options(), time.perf_counter()
    effort = QUICK if chosen.quick else FULL
    found = [line for kind in chosen.database for line in _measured(kind, chosen.only, effort)]
    print(printed(found))
    _say(f"{time.perf_counter() - began:.0f} s in all")


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser("bin/bench", description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="a minute or so, and less exact")
    parser.add_argument("--only", metavar="ROW", default="", help=f'rows with this in their name, or "{_START}"')
    parser.add_argument(
        "--database", choices=[SQLITE, POSTGRES], nargs=1, default=[SQLITE, POSTGRES], help="only this one"
    )
    return parser.parse_args()


def _measured(kind: str, only: str, effort: Effort) -> list[Line]:
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


def _say(what: str) -> None:
    print(what, file=sys.stderr, flush=True)


if __name__ == "__main__":
    main()
