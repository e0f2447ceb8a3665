"""Fetching mails from a mail server (RFC 3501): what nobody has seen yet, one by one.

By the interpreter's own imaplib, each word to the server in a thread: what else there is for it is copyleft.
"""

import asyncio
import imaplib
import re
import socket
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from typing import Any, ParamSpec, TypeVar

from kalends.domain import limits
from kalends.net.mail_server import Inbox, MailServer

P = ParamSpec("P")
T = TypeVar("T")

_WANTED = ("UNSEEN", "UNFLAGGED", "UNDELETED")
_UIDS = re.compile(r"[0-9]{1,10}", re.ASCII)
_SLACK = 1_024  # of a literal, for servers that count otherwise


class NotFetched(Exception):
    """The mail server is out of reach, or says no; the message says what it said, never a password."""


class OpenInbox:
    """A folder that is looked into, over one connection, by one task at a time. Whatever it does raises NotFetched."""

    def __init__(self, client: imaplib.IMAP4) -> None:
        self._client = client

    async def unseen(self) -> list[str]:
        """Which mails nobody has seen or flagged, by UID, the oldest first."""
        told = await _asked(_good, self._client.uid, "SEARCH", *_WANTED)
        return _UIDS.findall(b" ".join(it for it in told if isinstance(it, bytes)).decode("ascii", "replace"))

    async def mail(self, uid: str) -> bytes | None:
        """Its first MAIL_BYTES, without marking it as seen; None when it is gone."""
        asked = f"(BODY.PEEK[]<0.{limits.MAIL_BYTES}>)"
        told = await _asked(_good, self._client.uid, "FETCH", uid, asked)
        return next((bytes(it[1]) for it in told if isinstance(it, tuple)), None)

    async def mark_seen(self, uid: str) -> None:
        """It is done with."""
        await _asked(_good, self._client.uid, "STORE", uid, "+FLAGS.SILENT", r"(\Seen)")

    async def flag(self, uid: str) -> None:
        """It is for a person to look at, and not fetched again before its flag is taken away."""
        await _asked(_good, self._client.uid, "STORE", uid, "+FLAGS.SILENT", r"(\Flagged)")


@asynccontextmanager
async def open_inbox(where: Inbox, *, readonly: bool = False) -> AsyncIterator[OpenInbox]:
    """Logged in, with the folder open; in the end logged out. Raises NotFetched.

    Where the caller is broken off, the connection is cut, so that no thread goes on waiting for the server.
    """
    held: list[imaplib.IMAP4] = []
    try:
        client = await _asked(_connected, where.server, held)
        await _asked(_good, client.select, _quoted(where.folder), readonly)
        yield OpenInbox(client)
        with suppress(NotFetched):
            await _asked(client.logout)
    finally:
        for it in held:
            _cut(it)


class _Client(imaplib.IMAP4):
    """held: where it puts itself once it has a socket. No answer is longer than what was asked for."""

    def __init__(self, held: list[imaplib.IMAP4], *args: Any, **more: Any) -> None:
        self._held = held
        super().__init__(*args, **more)

    def open(self, *args: Any, **more: Any) -> None:
        super().open(*args, **more)
        self._held.append(self)

    def read(self, size: int) -> bytes:
        if size > limits.MAIL_BYTES + _SLACK:
            raise self.abort("the mail server sends more than it was asked for")
        return super().read(size)


class _TlsClient(_Client, imaplib.IMAP4_SSL):
    """The same, with TLS from the first byte."""


def _connected(there: MailServer, held: list[imaplib.IMAP4]) -> imaplib.IMAP4:
    """Certificates are checked, which imaplib by itself does not."""
    checked, wait_s = ssl.create_default_context(), limits.INBOX_WAIT_S
    if there.tls:
        client: imaplib.IMAP4 = _TlsClient(held, there.host, there.port, ssl_context=checked, timeout=wait_s)
    else:
        client = _Client(held, there.host, there.port, timeout=wait_s)
    if there.starttls:
        client.starttls(checked)
    user, password = there.user or "", there.password or ""
    if "AUTH=PLAIN" in client.capabilities:  # RFC 4616: letters beyond ASCII too
        client.authenticate("PLAIN", lambda _: f"\0{user}\0{password}".encode())
    else:
        client.login(_quoted(user), password)
    return client


def _cut(client: imaplib.IMAP4) -> None:
    """A thread that still waits for an answer gets none: first, or closing would wait for it."""
    with suppress(OSError):
        client.sock.shutdown(socket.SHUT_RDWR)
    with suppress(OSError, ValueError):
        client.shutdown()


def _quoted(text: str) -> str:
    """As imaplib itself does to passwords only."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _good(ask: Callable[..., tuple[str, list[Any]]], *args: Any) -> list[Any]:
    status, told = ask(*args)
    if status != "OK":
        raise imaplib.IMAP4.error(told[-1] if told else status)
    return told


async def _asked(ask: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
    try:
        return await asyncio.to_thread(ask, *args, **kwargs)
    except (imaplib.IMAP4.error, OSError, ValueError) as error:
        raise NotFetched(_told(error)) from error


def _told(error: Exception) -> str:
    """What went wrong, in one line."""
    said = error.args[0] if error.args and isinstance(error.args[0], bytes) else str(error).encode()
    line = " ".join(said.decode("utf-8", "replace").split())
    return line[: limits.NAME] or type(error).__name__
