"""When something is, as a page says it."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from kalends.calendar import zones
from kalends.domain.event import EventDate
from kalends.domain.occurrence import Occurrence
from kalends.domain.timing import instants, timing
from kalends.pages import words
from kalends.pages.language import Language


class Moment(Struct, frozen=True):
    """From when to when. starts_at, ends_at: aware UTC, the end exclusive. zone: IANA name."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    all_day: bool


def of_meeting(it: Occurrence) -> Moment:
    """When a meeting is."""
    return Moment(it.starts_at, it.ends_at, it.zone, it.all_day)


def of_date(it: EventDate) -> Moment:
    """When a date is that has no meeting, being dynamic; floating days are placed in GMT."""
    when = timing(it)
    zone = when.zone or zones.GMT
    return Moment(*instants(when, zone), zone, when.all_day)


def state(when: Moment, now: datetime) -> str | None:
    """What to say of it: "past", "running", "today", or None for later ones. Of whole days only the day is said."""
    if when.ends_at <= now and when.starts_at < now:
        return "past"
    local_now, local_start = zones.to_local(now, when.zone), zones.to_local(when.starts_at, when.zone)
    if local_now.date() == local_start.date() and (when.all_day or when.starts_at > now):
        return "today"
    return "running" if when.starts_at <= now else None


def view(when: Moment, language: Language) -> dict[str, str | None]:
    """What templates need: the tile, the time in one line (text, and short for lists), its zone, machine-readable."""
    start, end = zones.to_local(when.starts_at, when.zone), zones.to_local(when.ends_at, when.zone)
    if when.all_day:
        days = start.date(), end.date() - timedelta(days=1)
        texts = words.whole_days(language, *days), words.whole_days(language, *days, words.short_day)
    else:
        texts = words.times_of_day(language, start, end), words.times_of_day(language, start, end, words.short_day)
    bounds = _bounds(start, end, when)
    return {
        "month": words.tile_month(language, start),
        "day": str(start.day),
        "text": texts[0],
        "short": texts[1],
        "zone": None if when.all_day else words.zone(language, when.zone, _ahead_min(start, when.zone)),
        "start": bounds[0],
        "end": bounds[1],
    }


def machine(when: Moment) -> tuple[str, str]:
    """Start and end as HTML and schema.org read them: local time with its offset, or the first and the last day."""
    return _bounds(zones.to_local(when.starts_at, when.zone), zones.to_local(when.ends_at, when.zone), when)


def _bounds(start: datetime, end: datetime, when: Moment) -> tuple[str, str]:
    if when.all_day:
        return start.date().isoformat(), (end.date() - timedelta(days=1)).isoformat()
    return offset_time(start, when.zone), offset_time(end, when.zone)


def offset_time(local: datetime, zone: str) -> str:
    """Local time with its offset (HTML, "valid global date and time string")."""
    ahead_min = _ahead_min(local, zone)
    hours, minutes = divmod(abs(ahead_min), 60)
    return f"{local:%Y-%m-%dT%H:%M}{'-' if ahead_min < 0 else '+'}{hours:02d}:{minutes:02d}"


def _ahead_min(local: datetime, zone: str) -> int:
    """Minutes that the zone is ahead of UTC then."""
    return int((local.replace(tzinfo=UTC, fold=0) - zones.to_instant(local, zone)).total_seconds() // 60)
