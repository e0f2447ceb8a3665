"""Where mails are handed over, and whom they come from, as an operator says it."""

from collections.abc import Awaitable, Callable
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from kalends.net.address import is_loopback

Go = Callable[[], Awaitable[bool]]
"""Asked last, when nothing is missing but the letter itself: may it really go? Whatever it keeps is kept for good."""

_PORTS = {"smtp": 587, "smtps": 465}


class Sender(Struct, frozen=True):
    """Whom mails come from. name: empty for the organization's."""

    mail: str
    name: str = ""


class MailServer(Struct, frozen=True):
    """Where mails are handed over. tls: from the first byte. starttls: before anything is said; else not at all."""

    host: str
    port: int
    tls: bool
    starttls: bool
    user: str | None = None
    password: str | None = None


def mail_server(url: str) -> MailServer:
    """Reads smtp://user:password@host:port, or smtps://. Without TLS on this machine only. Raises ValueError."""
    parts = urlsplit(url)
    if parts.scheme not in _PORTS or not parts.hostname or parts.path.strip("/") or parts.query or parts.fragment:
        raise ValueError("it reads like smtp://user:password@host:587 or smtps://user:password@host:465")
    here = is_loopback(parts.hostname) or parts.hostname == "localhost"
    return MailServer(
        parts.hostname,
        parts.port or _PORTS[parts.scheme],
        tls=parts.scheme == "smtps",
        starttls=parts.scheme == "smtp" and not here,
        user=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
    )
