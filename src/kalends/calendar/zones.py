"""Time zones by the table of the `tzdata` package, never the system's: that one goes stale and would still win.

Importing this module sets the search path of `zoneinfo` for the whole process (reliability reference, finding 5).
"""

import zoneinfo
from datetime import UTC, datetime, timedelta, tzinfo
from difflib import get_close_matches
from functools import cache, lru_cache
from importlib import import_module, resources

from kalends.domain import limits
from kalends.domain.errors import Refused, invalid

GMT = "Etc/GMT"

_WEEK = timedelta(days=7)  # no zone has changed its clocks twice within a week since 1970
_KEPT = 16_384  # answers of a pure function, of 300 bytes or so each

_NOT_PLACES = frozenset({"Factory", "localtime"})  # names of the table that say nothing about any place's clock

zoneinfo.reset_tzpath([str(resources.files("tzdata") / "zoneinfo")])


@cache
def table_version() -> str:
    """The IANA version of the zone table in use, such as "2026f"."""
    return str(import_module("tzdata").IANA_VERSION)


@cache
def names() -> frozenset[str]:
    """Every accepted name, links included, spelled as IANA does. Read once from the package's own list."""
    listed = (resources.files("tzdata") / "zones").read_text("ascii").split()
    return frozenset(name for name in listed if name not in _NOT_PLACES)


def zone(name: str, field: str = "zone") -> zoneinfo.ZoneInfo:
    """The zone of that exact IANA name or link (`US/Pacific` is fine; `us/pacific`, `posix/UTC`, `../UTC` are not).

    Only names of the table ever reach the file system. Raises Refused INVALID naming `field`, the reason holding the
    nearest valid name where there is one.
    """
    if name not in names():
        raise _unknown(name, field)
    return _load(name)


def to_instant(local: datetime, zone_name: str, fold: int = 0) -> datetime:
    """The aware UTC instant of a naive wall-clock time in a zone.

    A time that happens twice is the first one, unless `fold` (or `local.fold`) is 1; a time in a gap takes the
    offset before the gap, whatever the fold (RFC 5545 §3.3.5). Raises Refused INVALID for an unknown zone, and when
    the instant leaves the years that can be written.
    """
    return _instant(local, zone_name, fold or local.fold)


@lru_cache(_KEPT)
def _instant(local: datetime, zone_name: str, fold: int) -> datetime:
    """Kept, since one deed asks several times for the same moment. `local.fold`, which equality ignores, is unread."""
    there = local.replace(tzinfo=zone(zone_name), fold=0)
    if fold and exists(local, zone_name):
        there = there.replace(fold=1)
    return _converted(there, UTC)


def to_local(instant: datetime, zone_name: str) -> datetime:
    """The naive wall-clock time in a zone at an aware instant; `.fold` is 1 the second time a time happens.

    Raises Refused INVALID for an unknown zone, and when the time leaves the years that can be written.
    """
    return _converted(instant, zone(zone_name)).replace(tzinfo=None)


@lru_cache(_KEPT)
def exists(local: datetime, zone_name: str) -> bool:
    """Whether the clocks of that zone ever show the naive time `local`: False inside a gap (RFC 5545 §3.3.10)."""
    there = local.replace(tzinfo=zone(zone_name), fold=0)
    before, after = there.utcoffset(), there.replace(fold=1).utcoffset()
    return before is None or after is None or before >= after


@lru_cache(_KEPT)
def gaps(zone_name: str, year: int) -> tuple[tuple[datetime, datetime], ...]:
    """What the zone's clocks skip in stretches that begin in that year: first naive time, and the first shown again."""
    there, found = zone(zone_name), []
    moment, end = datetime(year, 1, 1, tzinfo=UTC) - _WEEK, datetime(year + 1, 1, 1, tzinfo=UTC) + _WEEK
    while moment < end:
        after = moment + _WEEK
        if _offset(after, there) > _offset(moment, there):
            at = _forward(moment, after, there)
            first = (at + _offset(moment, there)).replace(tzinfo=None)
            if first.year == year:
                found.append((first, (at + _offset(after, there)).replace(tzinfo=None)))
        moment = after
    return tuple(found)


def _forward(before: datetime, after: datetime, there: tzinfo) -> datetime:
    """The instant between these two at which the clocks are put forward, to the second, by halving."""
    was, low, high = _offset(before, there), 0, int((after - before).total_seconds())
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (middle, high) if _offset(before + timedelta(0, middle), there) == was else (low, middle)
    return before + timedelta(0, high)


def _offset(moment: datetime, there: tzinfo) -> timedelta:
    return moment.astimezone(there).utcoffset() or timedelta()


def _converted(moment: datetime, into: tzinfo) -> datetime:
    try:
        return moment.astimezone(into)
    except OverflowError as error:
        raise invalid("the time is out of range") from error


@cache
def _load(name: str) -> zoneinfo.ZoneInfo:
    return zoneinfo.ZoneInfo(name)


def _unknown(name: str, field: str) -> Refused:
    if len(name) > limits.ZONE_NAME:
        return invalid(f"a zone name has at most {limits.ZONE_NAME} characters", field)
    nearest = _nearest(name)
    hint = f"; did you mean {nearest}?" if nearest else ""
    return invalid(f"there is no time zone {name!r}{hint}", field)


@lru_cache(256)
def _nearest(name: str) -> str | None:
    """The valid name most like `name`: the same but for case, the same town, or else the nearest spelling."""
    wanted = name.lower()
    valid = {known.lower(): known for known in sorted(names())}
    same_town = sorted(known for known in valid if known.rpartition("/")[2] == wanted.rpartition("/")[2])
    near = [wanted] if wanted in valid else same_town or get_close_matches(wanted, valid, 1)
    return valid[near[0]] if near else None
