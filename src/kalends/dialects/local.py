"""Who asks on this machine itself."""

from collections.abc import Mapping
from ipaddress import ip_address
from typing import Any

_FORWARDED = {b"forwarded", b"x-forwarded-for", b"x-real-ip", b"via"}


def is_loopback(host: str) -> bool:
    """Is this an address of the machine itself, which nobody else can reach?"""
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False


def is_local(scope: Mapping[str, Any]) -> bool:
    """Asked on this machine itself, not passed on by a proxy that runs on it. scope: of ASGI."""
    client = scope.get("client")
    passed_on = any(name in _FORWARDED for name, _ in scope["headers"])
    return client is not None and is_loopback(client[0]) and not passed_on
