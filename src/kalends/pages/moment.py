"""When something is, as a page says it."""

from datetime import UTC, datetime, timedelta

from msgspec import Struct

from kalends.calendar import zones
from kalends.domain.event import EventDate
from kalends.domain.occurrence import Occurrence
from kalends.domain.timing import instants, timing
from kalends.pages import words


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


def view(when: Moment) -> dict[str, str | None]:
    """What templates need: the tile, the time in one line (text, and short for lists), its zone, machine-readable."""
    start, end = zones.to_local(when.starts_at, when.zone), zones.to_local(when.ends_at, when.zone)
    if when.all_day:
        days = start.date(), end.date() - timedelta(days=1)
        texts = words.whole_days(*days), words.whole_days(*days, words.short_day)
        bounds = days[0].isoformat(), days[1].isoformat()
    else:
        texts = words.times_of_day(start, end), words.times_of_day(start, end, words.short_day)
        bounds = _machine(start, when.zone), _machine(end, when.zone)
    return {
        "month": words.month(start),
        "day": str(start.day),
        "text": texts[0],
        "short": texts[1],
        "zone": None if when.all_day else words.zone(when.zone, _ahead_min(start, when.zone)),
        "start": bounds[0],
        "end": bounds[1],
    }


def _ahead_min(local: datetime, zone: str) -> int:
    """Minutes that the zone is ahead of UTC then."""
    return int((local.replace(tzinfo=UTC, fold=0) - zones.to_instant(local, zone)).total_seconds() // 60)


def _machine(local: datetime, zone: str) -> str:
    """Local time with its offset (HTML, "valid global date and time string")."""
    hours, minutes = divmod(abs(_ahead_min(local, zone)), 60)
    sign = "-" if _ahead_min(local, zone) < 0 else "+"
    return f"{local:%Y-%m-%dT%H:%M}{sign}{hours:02d}:{minutes:02d}"
