"""VTIMEZONE components made from our own zone table (RFC 5545 §3.6.5), so that a file means what the server means."""

from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from itertools import groupby
from zoneinfo import ZoneInfo

from kalends.calendar.ics import line
from kalends.calendar.rule import Weekday
from kalends.calendar.zones import zone

_STEP = timedelta(days=7)  # no zone has changed its clocks twice within a week since 1970
_YEARS_AHEAD = 30  # looked at to tell a lasting rule from a passing one: more than a cycle of weekdays and leap years


@dataclass(frozen=True, slots=True)
class _Onset:
    """A change of a zone's offset. local: wall-clock time by the offset before it, as DTSTART wants."""

    local: datetime
    offset_from: timedelta
    offset_to: timedelta
    name: str
    is_daylight: bool

    @property
    def kind(self) -> tuple[timedelta, timedelta, str, bool]:
        return self.offset_from, self.offset_to, self.name, self.is_daylight


@lru_cache(512)
def render_vtimezone(name: str, first_year: int, last_year: int) -> bytes:
    """The VTIMEZONE of an IANA name for times from `first_year` on, exact at least through `last_year`.

    Changes that follow one rule for good are written as RRULE; the others one by one. Raises Refused INVALID for an
    unknown zone.
    """
    at_first, *changes = _onsets(zone(name), first_year - 1, last_year + _YEARS_AHEAD)
    lasting = _lasting(changes)
    single = changes[: len(changes) - len(lasting)]
    if not changes or changes[0].local.year >= first_year:
        single.insert(0, replace(at_first, local=datetime(min(1970, first_year), 1, 1)))
    lines = ["BEGIN:VTIMEZONE", f"TZID:{name}"]
    for _, alike in groupby(sorted(single, key=_by_kind), key=lambda onset: onset.kind):
        lines += _observance(list(alike), None)
    for number in range(min(2, len(lasting))):
        lines += _observance(lasting[number : number + 1], _yearly(lasting[number::2]))
    lines.append("END:VTIMEZONE")
    return line.content(lines)


def _by_kind(onset: _Onset) -> tuple[str, timedelta, timedelta, datetime]:
    return onset.name, onset.offset_from, onset.offset_to, onset.local


def _onsets(where: ZoneInfo, first_year: int, last_year: int) -> list[_Onset]:
    """What holds at the beginning of `first_year`, as an onset of its own, and each change until `last_year` ends."""
    moment, end = datetime(first_year, 1, 1, tzinfo=UTC), datetime(last_year + 1, 1, 1, tzinfo=UTC)
    onsets, kind = [_onset(where, moment, moment)], _kind_at(where, moment)
    while moment < end:
        after = moment + _STEP
        kind_after = _kind_at(where, after)
        if kind_after != kind:
            onsets.append(_change_between(where, moment, after))
        moment, kind = after, kind_after
    return onsets


def _kind_at(where: ZoneInfo, moment: datetime) -> tuple[timedelta | None, str | None]:
    local = moment.astimezone(where)
    return local.utcoffset(), local.tzname()


def _change_between(where: ZoneInfo, before: datetime, after: datetime) -> _Onset:
    """The change between two moments a week apart, to the second, by halving."""
    low, high = 0, int((after - before).total_seconds())
    was = _kind_at(where, before)
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _kind_at(where, before + timedelta(0, middle)) == was else (low, middle)
    return _onset(where, before + timedelta(0, low), before + timedelta(0, high))


def _onset(where: ZoneInfo, before: datetime, at: datetime) -> _Onset:
    was, local = before.astimezone(where), at.astimezone(where)
    offset_from, offset_to = was.utcoffset() or timedelta(), local.utcoffset() or timedelta()
    # Ireland's table has a winter time below the standard: what rises from that is daylight time to everyone.
    is_daylight = (local.dst() or timedelta()) > min(was.dst() or timedelta(), timedelta())
    return _Onset((at + offset_from).replace(tzinfo=None), offset_from, offset_to, local.tzname() or "", is_daylight)


def _lasting(onsets: list[_Onset]) -> list[_Onset]:
    """The longest end of the list in which two changes alternate, each by one yearly rule; [] where there is none.

    It must reach back far enough (half the years looked at) to be told from chance.
    """
    for first in range(len(onsets) - _YEARS_AHEAD + 1):
        if _yearly(onsets[first::2]) is not None and _yearly(onsets[first + 1 :: 2]) is not None:
            return onsets[first:]
    return []


def _yearly(onsets: list[_Onset]) -> str | None:
    """The RRULE that gives exactly these changes, one in each year; None where no simple one does."""
    first, days = onsets[0], [onset.local.day for onset in onsets]
    same = {(onset.kind, onset.local.month, onset.local.weekday(), onset.local.time()) for onset in onsets}
    years = [onset.local.year for onset in onsets]
    if len(same) > 1 or years != list(range(years[0], years[0] + len(years))):
        return None
    weekday = Weekday(first.local.weekday()).name
    rule = f"FREQ=YEARLY;BYMONTH={first.local.month};"
    from_end = [
        day - monthrange(onset.local.year, onset.local.month)[1] for day, onset in zip(days, onsets, strict=True)
    ]
    if min(from_end) > -7:
        return f"{rule}BYDAY=-1{weekday}"
    if (min(days) - 1) // 7 == (max(days) - 1) // 7:
        return f"{rule}BYDAY={(min(days) - 1) // 7 + 1}{weekday}"
    if max(days) - min(days) < 7:
        return f"{rule}BYMONTHDAY={','.join(map(str, range(min(days), max(days) + 1)))};BYDAY={weekday}"
    return None


def _observance(onsets: list[_Onset], rrule: str | None) -> list[str]:
    first = onsets[0]
    component = "DAYLIGHT" if first.is_daylight else "STANDARD"
    lines = [f"BEGIN:{component}", f"DTSTART:{line.wall_clock(first.local)}"]
    if rrule is not None:
        lines.append(f"RRULE:{rrule}")
    if len(onsets) > 1:
        lines.append("RDATE:" + ",".join(line.wall_clock(onset.local) for onset in onsets[1:]))
    lines += [f"TZOFFSETFROM:{_offset(first.offset_from)}", f"TZOFFSETTO:{_offset(first.offset_to)}"]
    return [*lines, f"TZNAME:{line.text(first.name)}", f"END:{component}"]


def _offset(value: timedelta) -> str:
    """A UTC-OFFSET (§3.3.14), with seconds only where there are any."""
    sign = "-" if value < timedelta() else "+"
    hours, rest = divmod(int(abs(value).total_seconds()), 3_600)
    minutes, seconds = divmod(rest, 60)
    return f"{sign}{hours:02}{minutes:02}" + (f"{seconds:02}" if seconds else "")
