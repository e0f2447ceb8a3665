"""Instants as the tables hold them: 64-bit microseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)


def micros(moment: datetime) -> int:
    """An aware datetime as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


def instant(value: int) -> datetime:
    """Microseconds since 1970 as aware UTC."""
    return _EPOCH + value * _MICROSECOND


def maybe_micros(moment: datetime | None) -> int | None:
    """The same for what may be absent."""
    return None if moment is None else micros(moment)


def maybe_instant(value: int | None) -> datetime | None:
    """The same for what may be absent."""
    return None if value is None else instant(value)
