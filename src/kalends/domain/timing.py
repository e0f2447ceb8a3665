"""When a date happens: from what was typed to wall-clock, and from there to instants."""

from datetime import UTC, date, datetime, time, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kalends.calendar import dates, zones
from kalends.domain.event import EventDate

_DAY = timedelta(days=1)
_MIDNIGHT = time()


class Timing(Struct, frozen=True):
    """DTSTART and DTEND of a date (RFC 5545 §3.8.2.4, §3.8.2.2). end is exclusive and of the start's type.

    start, end: naive wall-clock in `zone`, or dates when all day. zone None: floating (all-day ones only).
    """

    start: datetime | date
    end: datetime | date
    zone: str | None
    start_fold: int = 0
    end_fold: int = 0

    @property
    def all_day(self) -> bool:
        """Does it fill whole days?"""
        return not isinstance(self.start, datetime)


def is_dynamic(event_date: EventDate) -> bool:
    """Does the date depend on the day it is looked at ("today+4")?"""
    return dates.is_dynamic(event_date.start_date)


def floats(event_date: EventDate) -> bool:
    """Is it all day in no zone of its own, so that its instants are those of the organization's?"""
    return event_date.all_day and event_date.zone is None


def resolved(event_date: EventDate, today: date) -> EventDate:
    """The same date with dynamic days put in their place; itself when there are none. today: in UTC."""
    if not is_dynamic(event_date):
        return event_date
    start = dates.resolve_dynamic(event_date.start_date, today).isoformat()
    end = event_date.end_date and dates.resolve_dynamic(event_date.end_date, today).isoformat()
    return replace(event_date, start_date=start, end_date=end)


def timing(event_date: EventDate) -> Timing:
    """DTSTART and DTEND of a date that is not dynamic."""
    first = date.fromisoformat(event_date.start_date)
    if event_date.all_day:
        return Timing(first, date.fromisoformat(last_day(event_date) or event_date.start_date) + _DAY, event_date.zone)
    last = date.fromisoformat(event_date.end_date) if event_date.end_date else first
    return Timing(
        datetime.combine(first, _clock(event_date.start_time)),
        datetime.combine(last, _clock(event_date.end_time)),
        event_date.zone or zones.GMT,
        event_date.start_fold,
        event_date.end_fold,
    )


def last_day(event_date: EventDate) -> str | None:
    """The last day, inclusive, "YYYY-MM-DD"; None when it is the start's and was not typed.

    Where an all-day date came with times, an end at midnight belongs to the day before.
    """
    end = event_date.end_date
    if end is None or end <= event_date.start_date or not _ends_at_midnight(event_date):
        return end
    return (date.fromisoformat(end) - _DAY).isoformat()


def ending_on(event_date: EventDate, last: date) -> EventDate:
    """The date with this last day, inclusive: what `last_day` then says."""
    end = last + _DAY if _ends_at_midnight(event_date) else last
    return replace(event_date, end_date=end.isoformat())


def _ends_at_midnight(event_date: EventDate) -> bool:
    """Is it an all-day date that came with times, and is its end the midnight after it?"""
    return event_date.all_day and event_date.end_time in ("00:00", "00:00:00")


def shown_zone(event_date: EventDate) -> str | None:
    """The zone as free-standing dialects show it: a timed date that came without one is in Etc/GMT."""
    return event_date.zone or (None if event_date.all_day else zones.GMT)


def instants(when: Timing, home: str) -> tuple[datetime, datetime]:
    """Start and end as aware UTC. home: the zone in which floating days are placed, the organization's."""
    zone = when.zone or home
    if isinstance(when.start, datetime) and isinstance(when.end, datetime):
        return (
            zones.to_instant(when.start, zone, when.start_fold),
            zones.to_instant(when.end, zone, when.end_fold),
        )
    return (
        zones.to_instant(datetime.combine(when.start, _MIDNIGHT), zone),
        zones.to_instant(datetime.combine(when.end, _MIDNIGHT), zone),
    )


def holds_nothing(since: datetime | None, until: datetime | None) -> bool:
    """Does this window end before it begins? Also what lasts from before its end to after its start is not in it."""
    return since is not None and until is not None and until < since


def today(now: datetime) -> date:
    """The day that dynamic dates count from: today in UTC."""
    return now.astimezone(UTC).date()


def basic(start: datetime | date) -> str:
    """A local start as recurrence ids have it: "20260113T193000", or "20260113" of a day."""
    return start.isoformat().replace("-", "").replace(":", "")  # three times as fast as strftime


def clock(wall: datetime) -> str:
    """A time of day as people type it: seconds only where there are any."""
    return wall.strftime("%H:%M:%S" if wall.second else "%H:%M")


def _clock(text: str | None) -> time:
    return time.fromisoformat(text) if text else _MIDNIGHT
