"""The dull fields, given: each builder takes what a test is about and fills in the rest."""

from datetime import UTC, datetime
from itertools import count
from typing import Any

from kalends.domain.answer import RsvpTerms
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.revision import new_event

MONDAY = datetime(2026, 1, 5, 9, tzinfo=UTC)
TUESDAY = datetime(2026, 1, 6, 9, tzinfo=UTC)


class Counting:
    """Numbers and ids in order: 1, 2, 3 …"""

    def __init__(self) -> None:
        self._numbers = count(1)

    def next_number(self) -> int:
        return next(self._numbers)

    def next_id(self) -> str:
        return f"00000000-0000-4000-8000-{next(self._numbers):012d}"


def date(**fields: Any) -> DatePatch:
    """A timed date in Berlin: Monday evening's rehearsal."""
    usual: dict[str, Any] = {
        "name": "Rehearsal", "start_date": "2026-01-05", "start_time": "19:00", "end_time": "21:00",
        "zone": "Europe/Berlin",
    }  # fmt: skip
    return DatePatch(**usual | fields)


def day(**fields: Any) -> DatePatch:
    """An all-day date: the choir's outing."""
    return DatePatch(**{"name": "Outing", "start_date": "2026-06-01"} | fields)


def draft(*dates: DatePatch, **fields: Any) -> EventPatch:
    """What an organiser sends to make an event; with no dates given, one rehearsal."""
    return EventPatch(dates=dates or (date(),), **fields)


def event(*dates: DatePatch, now: datetime = MONDAY, **fields: Any) -> Event:
    """An event as `new_event` makes it, in group 1, by person 1."""
    return new_event(Counting(), 1, 1, draft(*dates, **fields), now)


def terms(**fields: Any) -> RsvpTerms:
    """Terms without any bound but one seat each."""
    return RsvpTerms(**fields)
