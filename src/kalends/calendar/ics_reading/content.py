"""One line of a calendar file as a value (RFC 5545 §3.1-§3.3), by the `icalendar` package, imported when needed."""

import re
from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from msgspec import Struct

from kalends.calendar import zones
from kalends.domain.errors import invalid

_ESCAPED = re.compile(r"\\([\\;,:\"nN])")
_MOMENT = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})?(Z?))?", re.ASCII)
_UTC = "Etc/UTC"


class Content(Struct, frozen=True):
    """One property. parameters: names in upper case, RFC 6868 undone; of several values the first."""

    name: str
    parameters: Mapping[str, str]
    value: str

    @property
    def text(self) -> str:
        """The value as TEXT (§3.3.11)."""
        return _ESCAPED.sub(lambda found: "\n" if found[1] in "nN" else found[1], self.value)


class Moment(Struct, frozen=True):
    """A day, or a time on a wall. zone: IANA name; None for days and floating times."""

    wall: datetime | date
    zone: str | None = None

    @property
    def is_day(self) -> bool:
        """Is it a whole day (VALUE=DATE)?"""
        return not isinstance(self.wall, datetime)

    def in_zone(self, zone: str | None) -> datetime | date:
        """The same moment on another wall; days and floating times stay."""
        if not isinstance(self.wall, datetime) or self.zone is None or zone is None or self.zone == zone:
            return self.wall
        return zones.to_local(zones.to_instant(self.wall, self.zone), zone)

    def later(self, by: timedelta) -> "Moment":
        """Days by the calendar, the rest by the clock's running (§3.3.6)."""
        day = self.wall + timedelta(days=by.days)
        rest = by - timedelta(days=by.days)
        if not rest or not isinstance(day, datetime):
            return Moment(day, self.zone)
        if self.zone is None:
            return Moment(day + rest)
        return Moment(zones.to_local(zones.to_instant(day, self.zone) + rest, self.zone), self.zone)


def parsed(text: str) -> Content:
    """The parts of one line. Raises INVALID."""
    from icalendar.parser import Contentline

    try:
        name, parameters, value = Contentline(text).raw_parts()  # type: ignore[no-untyped-call]
    except ValueError as error:
        raise invalid(f"{text[:30]!r} is no line of a calendar") from error
    firsts = {key.upper(): one if isinstance(one, str) else str(one[0]) for key, one in parameters.items()}
    return Content(name.upper(), firsts, value)


def moment(value: str, zone: str | None) -> Moment:
    """A DATE or DATE-TIME (§3.3.4-5). zone: of its TZID, which a Z overrules. Raises INVALID."""
    found = _MOMENT.fullmatch(value.strip())
    if found is None:
        raise invalid(f"{value[:30]!r} is no day and no time")
    numbers = [int(number or 0) for number in found.groups()[:6]]
    if numbers[5] == 60:
        numbers[5] = 59  # a leap second (§3.3.12)
    try:
        if found[4] is None:
            return Moment(date(*numbers[:3]))
        return Moment(datetime(*numbers), _UTC if found[7] else zone)  # type: ignore[arg-type]
    except ValueError as error:
        raise invalid(f"{value[:30]!r} does not exist") from error


def instant(value: str) -> datetime | None:
    """A time in UTC such as of DTSTAMP; None for anything else, a local one too."""
    found = _MOMENT.fullmatch(value.strip())
    if found is None or found[4] is None:
        return None
    try:
        return datetime(*[int(number or 0) for number in found.groups()[:6]], tzinfo=UTC)  # type: ignore[misc, arg-type]
    except ValueError:
        return None


def duration(value: str) -> timedelta:
    """A DURATION (§3.3.6). Raises INVALID."""
    from icalendar import vDuration

    try:
        length = vDuration.from_ical(value.strip())  # type: ignore[no-untyped-call]
    except (ValueError, OverflowError) as error:
        raise invalid(f"{value[:30]!r} is no duration") from error
    if not isinstance(length, timedelta) or abs(length) > timedelta(days=3_660):
        raise invalid(f"{value[:30]!r} is no duration")
    return length
