"""Which addresses of the internet may be connected to, and which lead back into somebody's own house.

Not by `ipaddress.is_global`: that passes NAT64, 6to4, site-local and multicast addresses (reliability finding 7).
"""

from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network

_V4_CLOSED = [
    ip_network(it)
    for it in (
        *("0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12"),
        *("192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24"),
        *("203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4"),
        "168.63.129.16/32",  # a cloud's own host, at a public address
    )
]
_V6_OPEN = ip_network("2000::/3")  # all that was ever given out (RFC 4291 §2.4); mapped and NAT64 ones lie outside
_V6_CLOSED = [ip_network(it) for it in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20")]  # Teredo, 6to4, …
_METADATA = frozenset(
    map(ip_address, ("169.254.169.254", "169.254.170.2", "100.100.100.200", "168.63.129.16", "fd00:ec2::254"))
)


def is_public(address: str) -> bool:
    """Whether anyone may be there: no private, loopback, link-local, shared, translated, multicast or reserved one."""
    found = _parsed(address)
    if isinstance(found, IPv4Address):
        return not any(found in network for network in _V4_CLOSED)
    return found is not None and found in _V6_OPEN and not any(found in network for network in _V6_CLOSED)


def is_private(address: str) -> bool:
    """Whether an operator may open it by naming it: not a cloud's metadata, nor what is no single machine."""
    found = _unmapped(_parsed(address))
    return found is not None and found not in _METADATA and not (found.is_multicast or found.is_unspecified)


def is_loopback(address: str) -> bool:
    """Whether it is the machine itself."""
    found = _unmapped(_parsed(address))
    return found is not None and (found.is_loopback or found.is_unspecified)


def _parsed(address: str) -> IPv4Address | IPv6Address | None:
    """None for anything else, an address of one interface only (`fe80::1%eth0`) too."""
    try:
        found = ip_address(address)
    except ValueError:
        return None
    return None if isinstance(found, IPv6Address) and found.scope_id else found


def _unmapped(found: IPv4Address | IPv6Address | None) -> IPv4Address | IPv6Address | None:
    return found.ipv4_mapped or found if isinstance(found, IPv6Address) else found
