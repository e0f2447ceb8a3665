"""Instants and wall-clock times as GroupMe's clients write and read them."""

import re
from datetime import UTC, datetime, timedelta, timezone

from kalends.calendar import zones
from kalends.domain.errors import Refused, invalid

# Date, time with or without seconds and a fraction, and an offset or none (ISO 8601, RFC 3339 §5.6).
_MOMENT = re.compile(
    r"([0-9]{4})-([0-9]{2})-([0-9]{2})[Tt ]([0-9]{2}):([0-9]{2})(?::([0-9]{2})(?:[.,]([0-9]{1,9}))?)?"
    r"(?:([Zz])|([+-])([0-9]{2}):?([0-5][0-9])?(?::([0-5][0-9]))?)?"
)
_PLUS_LOST = re.compile(r"(:[0-9]{2}(?:[.,][0-9]{1,9})?) ([0-9]{2}:?[0-9]{2})")
_EPOCH_S = re.compile(r"[0-9]{1,10}")


def to_wall(text: str, field: str, zone: str) -> datetime:
    """What a clock in `zone` shows at the moment that `text` names: naive, whole seconds, with its fold.

    Where the offset is not the zone's, the instant wins. Without an offset, `text` is that clock's time itself.
    Raises INVALID for anything else than an ISO 8601 date and time, and for an unknown zone.
    """
    moment = _read(text, field).replace(microsecond=0)
    zones.zone(zone, "timezone")
    if moment.tzinfo is None:
        return moment
    try:
        return zones.to_local(moment, zone)
    except Refused as refused:
        raise invalid("is out of range", field) from refused


def lower_bound(text: str, field: str) -> datetime:
    """An instant from a query, as aware UTC: ISO 8601, with a space where a `+` was lost, or seconds since 1970."""
    if _EPOCH_S.fullmatch(text):
        return datetime.fromtimestamp(int(text), UTC)
    moment = _read(_PLUS_LOST.sub(r"\1+\2", text), field)
    try:
        return moment.replace(tzinfo=moment.tzinfo or UTC).astimezone(UTC)
    except OverflowError as error:
        raise invalid("is out of range", field) from error


def in_zone(moment: datetime, zone: str) -> str:
    """An aware instant as the zone's wall-clock with its offset, like "2021-07-11T20:45:00-05:00"."""
    return moment.astimezone(zones.zone(zone)).isoformat(timespec="seconds")


def wall_in_zone(wall: str, zone: str) -> str:
    """The same for a wall-clock time "YYYY-MM-DD HH:MM:SS"."""
    return in_zone(zones.to_instant(datetime.fromisoformat(wall), zone), zone)


def in_utc(moment: datetime) -> str:
    """An aware instant like "2021-07-12T02:52:50Z"."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def seconds(moment: datetime) -> int:
    """An aware instant as whole seconds since 1970."""
    return int(moment.timestamp())


def _read(text: str, field: str) -> datetime:
    """Aware where an offset is written, else naive."""
    found = _MOMENT.fullmatch(text)
    if found is None:
        raise invalid("must be a date and time in ISO 8601, like 2021-07-11T20:45:00-05:00", field)
    year, month, day, hour, minute, second = (int(part or 0) for part in found.groups()[:6])
    micros = int((found[7] or "0").ljust(6, "0")[:6])
    try:
        return datetime(year, month, day, hour, minute, second, micros, _offset(found))
    except ValueError as error:
        raise invalid("is no date and time that exists", field) from error


def _offset(found: re.Match[str]) -> timezone | None:
    if found[8]:
        return UTC
    if not found[9]:
        return None
    length = timedelta(hours=int(found[10]), minutes=int(found[11] or 0), seconds=int(found[12] or 0))
    return timezone(-length if found[9] == "-" else length)
