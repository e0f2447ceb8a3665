"""Which zone of the IANA table a TZID means: programs write names of Windows, paths, and words of their own."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import cache

from msgspec import Struct

from kalends.calendar import zones
from kalends.calendar.ics_reading.content import moment, parsed
from kalends.calendar.ics_reading.sections import Line, Section
from kalends.calendar.recurrence import expand, parse_rule
from kalends.domain.errors import Refused, invalid

_YEARS_LOOKED_AT = 1  # a definition is as old as its program; only for then it can be right
_ONSETS = 8  # of one observance within these years; more make no sense
_TRIALS = 32  # searches by definition in one file, which cost a few milliseconds each
# Where several zones have the same clock, the one that most people live in.
_LIKELY = (
    *("Europe/Berlin", "Europe/London", "Europe/Athens", "America/New_York", "America/Chicago", "America/Denver"),
    *("America/Los_Angeles", "Australia/Sydney", "Asia/Kolkata"),
)


class Observance(Struct, frozen=True):
    """A clock from its onsets on. onsets: naive UTC, in order. before: the offset until then."""

    offset: timedelta
    before: timedelta
    onsets: tuple[datetime, ...]


class ZoneNames:
    """The names in one file. vtimezones: its definitions, looked at only for names that say nothing by themselves."""

    def __init__(self, vtimezones: Sequence[Section]) -> None:
        self._defined = {name: it for it in reversed(vtimezones) if (name := _tzid(it))}
        self._known: dict[tuple[str, int], str] = {}
        self._trials = _TRIALS

    def meant(self, name: str, year: int) -> str:
        """The IANA name. year: of the time that bears it. Raises INVALID where no zone has such a clock."""
        name = name.strip().strip('"')
        found = by_name(name) or self._known.get((name, year))
        if found is None:
            found = self._known[(name, year)] = self._by_definition(name, year)
        return found

    def _by_definition(self, name: str, year: int) -> str:
        section = self._defined.get(name)
        if section is None:
            raise invalid(f"the time zone {name[:60]!r} is unknown, and the file does not define it")
        location = next((it.text.partition(":")[2].strip() for it in section.lines if it.name == "X-LIC-LOCATION"), "")
        self._trials -= 1
        found = by_name(location) or (_like(section, year) if self._trials >= 0 else None)
        if found is None:
            raise invalid(f"the time zone {name[:60]!r} is defined like no zone that is known")
        return found


@cache
def by_name(name: str) -> str | None:
    """An IANA name in any case, a Windows name, or a path that ends in an IANA name; None for anything else."""
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    if name in zones.names():
        return name
    if name in WINDOWS_TO_OLSON:
        return str(WINDOWS_TO_OLSON[name])
    lower = {it.lower(): it for it in zones.names()}
    parts = name.lower().split("/")
    ends = ("/".join(parts[-length:]) for length in (3, 2, 1) if length <= len(parts))
    return next((lower[end] for end in ends if end in lower), None)


def _tzid(section: Section) -> str:
    return next((it.text.partition(":")[2].strip() for it in section.lines if it.name == "TZID"), "")


def _like(section: Section, year: int) -> str | None:
    """The first zone whose clock shows the same all through these years."""
    try:
        defined = [_observance(lines, year) for lines in _divided(section.lines)]
    except Refused:
        return None
    if section.fault or not defined:
        return None
    months = [(year + number // 12, number % 12 + 1) for number in range(12 * _YEARS_LOOKED_AT)]
    looked_at = [datetime(*month, day, 12) for month in months for day in (1, 15)]
    shown = [_offset(defined, at) for at in looked_at]
    return next((name for name in _candidates(shown) if _shows(name, looked_at, shown)), None)


def _candidates(shown: Sequence[timedelta]) -> Iterator[str]:
    from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

    hours, rest = divmod(shown[0], timedelta(hours=1))
    if len(set(shown)) == 1 and not rest and -12 <= hours <= 14:
        yield f"Etc/GMT{-hours:+d}" if hours else "Etc/UTC"
    yield from _LIKELY
    yield from sorted(set(WINDOWS_TO_OLSON.values()) & zones.names())


def _shows(name: str, looked_at: Sequence[datetime], shown: Sequence[timedelta]) -> bool:
    pairs = zip(looked_at, shown, strict=True)
    return all(zones.to_local(at.replace(tzinfo=UTC), name) - at == offset for at, offset in pairs)


def _offset(defined: Sequence[Observance], at: datetime) -> timedelta:
    begun = [(onset, it) for it in defined for onset in it.onsets if onset <= at]
    if begun:
        return max(begun, key=lambda pair: pair[0])[1].offset
    return min(defined, key=lambda it: it.onsets[0]).before


def _divided(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines of each STANDARD and DAYLIGHT."""
    part: list[Line] = []
    for line in lines:
        if line.name == "BEGIN":
            if part:
                yield part
            part = []
        elif line.within:
            part.append(line)
    if part:
        yield part


def _observance(lines: Sequence[Line], year: int) -> Observance:
    """One clock as far as it matters from a year before on. Raises INVALID."""
    said = {it.name: parsed(it.text).value for it in lines}
    before, after = _utc_offset(said.get("TZOFFSETFROM", "")), _utc_offset(said.get("TZOFFSETTO", ""))
    first_day = moment(said.get("DTSTART", ""), None).wall
    start = first_day if isinstance(first_day, datetime) else datetime.combine(first_day, time())
    onsets = [start, *_rdates(said.get("RDATE"))]
    if "RRULE" in said:
        first = max(start, datetime(year - 1, 1, 1))
        end = datetime(year + _YEARS_LOOKED_AT, 1, 1)
        given = expand(parse_rule(said["RRULE"].upper()), start, after=first, before=end, limit=_ONSETS)
        onsets += [it for it in given if isinstance(it, datetime)]
    return Observance(after, before, tuple(sorted(it - before for it in onsets)))


def _rdates(value: str | None) -> Iterator[datetime]:
    for text in (value or "").split(",")[:_ONSETS]:
        wall = moment(text, None).wall if text else None
        if isinstance(wall, datetime):
            yield wall


def _utc_offset(value: str) -> timedelta:
    """A UTC-OFFSET (§3.3.14)."""
    sign, digits = value[:1], value[1:]
    if sign not in ("+", "-") or not (digits.isascii() and digits.isdigit()) or len(digits) not in (4, 6):
        raise invalid(f"{value[:20]!r} is no offset")
    offset = timedelta(hours=int(digits[:2]), minutes=int(digits[2:4]), seconds=int(digits[4:] or 0))
    return -offset if sign == "-" else offset
