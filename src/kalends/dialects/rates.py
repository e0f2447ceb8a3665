"""How often is too often: token buckets and fixed windows, in the memory of this node only."""

from collections import OrderedDict
from collections.abc import Hashable
from datetime import datetime
from ipaddress import IPv6Address, ip_address, ip_network
from math import ceil
from typing import TypeVar

from msgspec import Struct

from kalends.domain import limits
from kalends.domain.errors import Kind, Refused

Kept = TypeVar("Kept")

_MINUTE_S = 60
_OFTEN: dict[float, str] = {1: "a second", _MINUTE_S: "a minute"}
_ONE = 1 - 1e-9  # a token, less what adding fractions may lose


class _Bucket(Struct):
    tokens: float
    filled_at: float


class _Window(Struct):
    started_at: float
    count: int


class Rates:
    """Counts per key, for at most `most_keys` keys of each kind; the one used least recently is forgotten first.

    A key names what is limited and for whom, e.g. ("login", address), and always comes with the same `per` and
    `seconds`: at most `per` times in `seconds`; `per` 0 switches that limit off. now: seconds on a clock that
    the caller reads; where it is set back, no wait becomes longer than `seconds`. Every refusal is TOO_MANY with
    retry_after_s >= 1.
    """

    def __init__(self, most_keys: int) -> None:
        self._most_keys = most_keys
        self._buckets: OrderedDict[Hashable, _Bucket] = OrderedDict()
        self._windows: OrderedDict[Hashable, _Window] = OrderedDict()

    def take(self, key: Hashable, per: int, seconds: float, now: float) -> None:
        """Take one token of `per`, which flow back evenly over `seconds`; refuse where none is left."""
        if per == 0:
            return
        bucket = _filled(self._buckets.get(key), per, seconds, now)
        _keep(self._buckets, key, bucket, self._most_keys)
        if bucket.tokens < _ONE:
            raise _too_many(per, seconds, (1 - bucket.tokens) * seconds / per)
        bucket.tokens -= 1

    def window(self, key: Hashable, per: int, seconds: float, now: float) -> int:
        """Count one request in the window that began with the key's first one; its place, 1 to `per`.

        Refused requests count too, as in "118 of 100 requests per 20 seconds": `count` tells. Off: 0.
        """
        if per == 0:
            return 0
        window = self._present(key, seconds, now) or _Window(now, 0)
        _keep(self._windows, key, window, self._most_keys)
        window.count += 1
        if window.count > per:
            raise _too_many(per, seconds, window.started_at + seconds - now)
        return window.count

    def count(self, key: Hashable, seconds: float, now: float) -> int:
        """Requests in the key's present window, refused ones included; counts none. 0 once it has passed."""
        window = self._present(key, seconds, now)
        return 0 if window is None else window.count

    def _present(self, key: Hashable, seconds: float, now: float) -> _Window | None:
        """The key's window that is not over; one that a clock set back has put into the future begins now."""
        window = self._windows.get(key)
        if window is None or now >= window.started_at + seconds:
            return None
        window.started_at = min(window.started_at, now)
        return window


def _filled(bucket: _Bucket | None, per: int, seconds: float, now: float) -> _Bucket:
    """A bucket never seen, or forgotten, is full. A clock that went back fills nothing, and then from there."""
    if bucket is None:
        return _Bucket(float(per), now)
    bucket.filled_at, elapsed = now, max(0.0, now - bucket.filled_at)
    bucket.tokens = min(float(per), bucket.tokens + elapsed * per / seconds)
    return bucket


def _keep(kept: OrderedDict[Hashable, Kept], key: Hashable, value: Kept, most_keys: int) -> None:
    kept[key] = value
    kept.move_to_end(key)
    if len(kept) > most_keys:
        kept.popitem(last=False)


def _too_many(per: int, seconds: float, wait_s: float) -> Refused:
    requests = "1 request" if per == 1 else f"{per} requests"
    often = _OFTEN.get(seconds, f"in {seconds:g} seconds")
    return Refused(Kind.TOO_MANY, f"more than {requests} {often}", retry_after_s=max(1, ceil(wait_s)))


def check_answers(rates: Rates, address: str, now: datetime) -> None:
    """Count one answer of a visitor by their address, and by the network around it. Raises TOO_MANY.

    A network is what one line or one renter of machines commonly has: 256 addresses, or an IPv6 /56.
    """
    seconds = now.timestamp()
    rates.window(("answer", address), limits.ANSWERS_PER_ADDRESS_PER_MINUTE, _MINUTE_S, seconds)
    rates.window(("answer network", _network(address)), limits.ANSWERS_PER_NETWORK_PER_MINUTE, _MINUTE_S, seconds)


def check_answers_without_page(rates: Rates, address: str, now: datetime) -> None:
    """The same for what answers without having read the page. Raises TOO_MANY."""
    most = limits.ANSWERS_WITHOUT_PAGE_PER_MINUTE
    rates.window(("answer without page", address), most, _MINUTE_S, now.timestamp())


def _network(address: str) -> str:
    try:
        it = ip_address(address)
    except ValueError:
        return address
    if isinstance(it, IPv6Address) and it.ipv4_mapped is not None:
        it = it.ipv4_mapped
    return str(ip_network((it, 24 if it.version == 4 else 56), strict=False))
