"""The process that reads a calendar from elsewhere: bytes in, JSON out, and an end that nobody can put off.

Started by reading_apart.py as `python -m kalends.jobs.calendar_reader copy|events ZONE`; knows no database and no
secret. It ends with 0 and the result, with REFUSED and the reason, or is stopped by the system at its bounds.
"""

import resource
import sys
from pathlib import Path

import msgspec

from kalends.calendar.ics_reading import read_calendar
from kalends.domain import limits
from kalends.domain.errors import Kind, Refused
from kalends.domain.external_calendar import copy_of

REFUSED = 3
_FIRST_WORDS = b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART:20260101T000000Z\nEND:VEVENT\nEND:VCALENDAR\n"


class Refusal(msgspec.Struct, frozen=True):
    """Why a file cannot be read."""

    kind: Kind
    reason: str


def main(wanted: str, zone: str) -> int:
    """The exit code."""
    copy_of(read_calendar(_FIRST_WORDS), zone)  # whatever is imported lazily is there before the bounds are
    _bound()
    body = sys.stdin.buffer.read(limits.CALENDAR_BYTES + 1)
    try:
        calendar = read_calendar(body)
        result: object = copy_of(calendar, zone) if wanted == "copy" else calendar
    except Refused as refused:
        sys.stdout.buffer.write(msgspec.json.encode(Refusal(refused.kind, refused.reason)))
        return REFUSED
    sys.stdout.buffer.write(msgspec.json.encode(result))
    return 0


def _bound() -> None:
    """From here on: so much more memory, and so much more time of the processor."""
    pages = int(Path("/proc/self/statm").read_text("ascii").split()[0])
    most = pages * resource.getpagesize() + limits.CALENDAR_MEMORY_BYTES
    resource.setrlimit(resource.RLIMIT_AS, (most, most))
    used = resource.getrusage(resource.RUSAGE_SELF)
    most_s = int(used.ru_utime + used.ru_stime) + limits.CALENDAR_CPU_S
    resource.setrlimit(resource.RLIMIT_CPU, (most_s, most_s + 1))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
