"""Where mails are handed over and fetched, and whom they come from, as an operator says it."""

from collections.abc import Awaitable, Callable, Mapping
from urllib.parse import unquote, urlsplit

from msgspec import Struct

from kalends.net.address import is_loopback

Go = Callable[[], Awaitable[bool]]
"""Asked last, when nothing is missing but the letter itself: may it really go? Whatever it keeps is kept for good."""

_HANDED_OVER = {"smtp": 587, "smtps": 465}
_FETCHED = {"imap": 143, "imaps": 993}


class Sender(Struct, frozen=True):
    """Whom mails come from. name: empty for the organization's."""

    mail: str
    name: str = ""


class MailServer(Struct, frozen=True):
    """A mail server. tls: from the first byte. starttls: before anything is said; else not at all."""

    host: str
    port: int
    tls: bool
    starttls: bool
    user: str | None = None
    password: str | None = None


class Inbox(Struct, frozen=True):
    """A folder of a mail server, where mails are fetched. server: always with user and password."""

    server: MailServer
    folder: str = "INBOX"


def mail_server(url: str) -> MailServer:
    """Reads smtp://user:password@host:port, or smtps://. Without TLS on this machine only. Raises ValueError."""
    found = _read(url, _HANDED_OVER)
    if found is None or found[1]:
        raise ValueError("it reads like smtp://user:password@host:587 or smtps://user:password@host:465")
    return found[0]


def inbox(url: str) -> Inbox:
    """Reads imap://user:password@host:port/folder, or imaps://; INBOX where no folder is named.

    Without TLS on this machine only. folder: as the mail server writes it, in ASCII (RFC 3501 §5.1.3). Raises
    ValueError.
    """
    found = _read(url, _FETCHED)
    if found is None or not (found[0].user and found[0].password and _is_plain(found[1])):
        raise ValueError("it reads like imaps://user:password@host:993/folder, with a folder in plain ASCII")
    return Inbox(found[0], found[1] or "INBOX")


def _read(url: str, ports: Mapping[str, int]) -> tuple[MailServer, str] | None:
    """The server, and the path without its slashes; None for what is no address of such a server.

    What the parser raises is not passed on: it shows what stands there, which may be a part of a password.
    """
    try:
        parts = urlsplit(url)
        port = parts.port or ports.get(parts.scheme)
    except ValueError:
        return None
    if port is None or parts.scheme not in ports or not parts.hostname or parts.query or parts.fragment:
        return None
    tls, here = parts.scheme.endswith("s"), is_loopback(parts.hostname) or parts.hostname == "localhost"
    user, password = (unquote(it) if it else None for it in (parts.username, parts.password))
    if not f"{user}{password}".isprintable():
        return None
    server = MailServer(parts.hostname, port, tls, not tls and not here, user, password)
    return server, unquote(parts.path).strip("/")


def _is_plain(text: str) -> bool:
    return text.isascii() and text.isprintable()
