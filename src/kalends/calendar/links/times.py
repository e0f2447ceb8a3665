"""When an event is, in the forms that providers read (reference §4, time formats)."""

from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from kalends.calendar import zones
from kalends.calendar.ics import Vevent

_DAY = timedelta(days=1)


class Days(NamedTuple):
    """Whole days. after: the day after the last one."""

    first: date
    after: date

    @property
    def last(self) -> date:
        """The last one."""
        return self.after - _DAY


class Times(NamedTuple):
    """Instants with the clock of the event's zone, never of its offset alone: RFC 5545 §3.3.5 for gaps and folds."""

    start: datetime
    end: datetime


def when(vevent: Vevent) -> Days | Times:
    """The days or the times of an event; a floating time is taken for one of UTC."""
    start, end = vevent.dtstart, vevent.dtend
    if not isinstance(start, datetime) or not isinstance(end, datetime):
        return Days(start, max(end, start + _DAY))
    zone = zones.zone(vevent.zone or zones.GMT)
    return Times(*(zones.to_instant(it, zone.key).astimezone(zone) for it in (start, end)))


def basic(it: date) -> str:
    """20500310, or 20500310T101500 by its own clock."""
    return it.strftime("%Y%m%dT%H%M%S") if isinstance(it, datetime) else it.strftime("%Y%m%d")


def basic_utc(it: datetime) -> str:
    """20500310T091500Z."""
    return basic(it.astimezone(UTC)) + "Z"


def extended_utc(it: datetime) -> str:
    """2050-03-10T09:15:00Z."""
    return it.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def with_offset(it: datetime) -> str:
    """2050-03-10T10:15:00+01:00."""
    return it.isoformat(timespec="seconds")
