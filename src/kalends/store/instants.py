"""Instants as the tables hold them: 64-bit microseconds since 1970, UTC."""

from datetime import UTC, datetime, timedelta
from functools import lru_cache

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
_MICROSECOND = timedelta(microseconds=1)
_KEPT = 16_384  # moments, of 150 bytes or so each


def micros(moment: datetime) -> int:
    """An aware datetime as microseconds since 1970."""
    return (moment - _EPOCH) // _MICROSECOND


@lru_cache(_KEPT)
def instant(value: int) -> datetime:
    """Microseconds since 1970 as aware UTC. Lists are read again and again: the same moments are the same objects."""
    return _EPOCH + value * _MICROSECOND


def maybe_micros(moment: datetime | None) -> int | None:
    """The same for what may be absent."""
    return None if moment is None else micros(moment)


def maybe_instant(value: int | None) -> datetime | None:
    """The same for what may be absent."""
    return None if value is None else instant(value)
