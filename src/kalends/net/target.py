"""Where a request goes: a URL read so strictly that nobody else can read it differently."""

import re
from ipaddress import ip_address
from typing import NamedTuple

from kalends.domain import limits

# RFC 3986, without user information, and with nothing that some parser mends: no backslash, no white space.
_URL = re.compile(
    r"(?P<scheme>https?|webcals?)://(?P<host>[A-Za-z0-9._-]{1,253}|\[[0-9A-Fa-f:.]{2,45}\])(?::(?P<port>[0-9]{1,5}))?"
    r"(?P<path>/[!$-;=@A-Z\[\]_a-z~%]*)?(?P<query>\?[!$-;=?@A-Z\[\]_a-z~%]*)?(?:#[!-~]*)?",
    re.ASCII | re.IGNORECASE,
)
_NUMBER = re.compile(r"(?:0x[0-9a-f]*|[0-9]+)", re.ASCII | re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}


class Target(NamedTuple):
    """scheme: http or https. host: lower case; an IPv6 address without brackets. path: with its query."""

    scheme: str
    host: str
    port: int
    path: str

    @property
    def url(self) -> str:
        """As it is asked for."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        port = "" if self.port == _PORTS[self.scheme] else f":{self.port}"
        return f"{self.scheme}://{host}{port}{self.path}"


def target(url: str) -> Target | None:
    """None for whatever is not plainly a web address; `webcal` is https, as everybody means it today."""
    found = _URL.fullmatch(url) if len(url) <= limits.URL and url.isascii() else None
    if found is None:
        return None
    scheme = {"webcal": "https", "webcals": "https"}.get(found["scheme"].lower(), found["scheme"].lower())
    host = found["host"].lower().removeprefix("[").removesuffix("]")
    port = int(found["port"] or _PORTS[scheme])
    if "[" in found["host"] and ":" not in host:
        return None
    if not 0 < port < 65_536 or not (_is_literal(host) or _is_name(host)):
        return None
    return Target(scheme, host, port, (found["path"] or "/") + (found["query"] or ""))


def _is_literal(host: str) -> bool:
    try:
        return str(ip_address(host)) == host or ":" in host
    except ValueError:
        return False


def _is_name(host: str) -> bool:
    """A name of letters: `127.1`, `0x7f000001` and `2130706433` are numbers to some resolvers."""
    labels = host.removesuffix(".").split(".")
    return ":" not in host and all(labels) and _NUMBER.fullmatch(labels[-1]) is None


def absolute(location: str, base: Target) -> str:
    """A redirect's address: a whole one, or a path on the same host. "" for anything else."""
    if location.startswith("/") and not location.startswith("//"):
        return base._replace(path="/").url.removesuffix("/") + location
    return location if "://" in location else ""


def allowed(text: str) -> frozenset[tuple[str, int]]:
    """`host:port,…` as pairs. Raises ValueError for anything else."""
    pairs = set()
    for item in filter(None, (one.strip() for one in text.split(","))):
        _, colon, port = item.rpartition(":")
        there = target(f"http://{item}/") if colon and port.isdecimal() else None
        if there is None or (there.port, there.path) != (int(port), "/"):
            raise ValueError(f"{item!r} is no host:port")
        pairs.add((there.host, there.port))
    return frozenset(pairs)
