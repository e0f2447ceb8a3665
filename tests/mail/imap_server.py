"""A mail server of a test's own that mails are fetched from: as much of RFC 3501 as a client says, on a real socket."""

import asyncio
import re
import ssl
from base64 import b64decode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from kalends.net.mail_server import Inbox, MailServer

USER, PASSWORD = "events", 'a "secret" \\ of ours'
_LINE = re.compile(r"(\S+) (?:UID )?(\S+) ?(.*)")
_CAPABILITIES = "* CAPABILITY IMAP4rev1"


@dataclass
class Mail:
    """One in the folder."""

    body: bytes
    flags: set[str] = field(default_factory=set)


@dataclass
class ImapServer:
    """What lies in the folder, by UID, and what the server does wrong.

    said: every command, without tags. offers: further capabilities. silent_at, drops_at: a command it never answers,
    or ends the connection at. readonly: nothing can be marked. literal: how long it says that a mail is.
    """

    port: int = 0
    folder: str = "INBOX"
    mails: dict[int, Mail] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    offers: str = "AUTH=PLAIN"
    silent_at: str = ""
    drops_at: str = ""
    readonly: bool = False
    literal: int | None = None
    connections: int = 0
    released: asyncio.Event = field(default_factory=asyncio.Event)

    def receive(self, *bodies: bytes) -> None:
        """Further mails come in."""
        for body in bodies:
            self.mails[max(self.mails, default=100) + 1] = Mail(body.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    def marks(self) -> list[set[str]]:
        """The flags of each mail, the oldest first."""
        return [it.flags for it in self.mails.values()]

    def where(self, *, user: str = USER, password: str = PASSWORD, folder: str = "", starttls: bool = False) -> Inbox:
        """What the client is told."""
        server = MailServer("127.0.0.1", self.port, tls=False, starttls=starttls, user=user, password=password)
        return Inbox(server, folder or self.folder)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """With one client."""
        self.connections += 1
        writer.write(b"* OK ready\r\n")
        with suppress(OSError, asyncio.IncompleteReadError):
            while found := _LINE.match((await reader.readuntil(b"\r\n")).decode().rstrip()):
                tag, command, told = found.groups()
                self.said.append(f"{command} {told}".strip())
                if command == self.drops_at:
                    break
                if command == self.silent_at:
                    await self.released.wait()
                    break
                if command == "AUTHENTICATE":
                    writer.write(b"+ \r\n")
                    answered = self._plain(await reader.readuntil(b"\r\n"))
                else:
                    answered = getattr(self, f"_{command.lower()}")(told)
                status, lines = answered
                writer.write(b"".join(lines) + f"{tag} {status} done\r\n".encode())
                await writer.drain()
                if command == "LOGOUT":
                    break
        writer.close()

    def _capability(self, _told: str) -> tuple[str, list[bytes]]:
        return "OK", [f"{_CAPABILITIES} {self.offers}\r\n".encode()]

    def _login(self, told: str) -> tuple[str, list[bytes]]:
        return self._let_in(told == f"{_quoted(USER)} {_quoted(PASSWORD)}")

    def _plain(self, told: bytes) -> tuple[str, list[bytes]]:
        return self._let_in(b64decode(told).decode() == f"\0{USER}\0{PASSWORD}")

    def _let_in(self, known: bool) -> tuple[str, list[bytes]]:
        return ("OK" if known else "NO [AUTHENTICATIONFAILED] who is that?"), []

    def _select(self, told: str) -> tuple[str, list[bytes]]:
        if told != _quoted(self.folder):
            return "NO [NONEXISTENT] no such folder,", []
        status = "OK [READ-ONLY]" if self.readonly else "OK [READ-WRITE]"
        return status, [f"* {len(self.mails)} EXISTS\r\n".encode()]

    def _examine(self, told: str) -> tuple[str, list[bytes]]:
        return self._select(told)

    def _search(self, told: str) -> tuple[str, list[bytes]]:
        assert told == "UNSEEN UNFLAGGED UNDELETED"
        uids = [str(uid) for uid, it in self.mails.items() if not it.flags]
        return "OK", [f"* SEARCH {' '.join(uids)}".rstrip().encode() + b"\r\n"]

    def _fetch(self, told: str) -> tuple[str, list[bytes]]:
        uid, _, most = told.partition(" (BODY.PEEK[]<0.")
        found = self.mails.get(int(uid))
        if found is None:
            return "OK", []
        body = found.body[: int(most.removesuffix(">)"))]
        head = f"* 1 FETCH (UID {uid} BODY[]<0> {{{self.literal or len(body)}}}\r\n".encode()
        return "OK", [head, body, b")\r\n"]

    def _store(self, told: str) -> tuple[str, list[bytes]]:
        uid, way, flag = told.split(" ")
        assert way == "+FLAGS.SILENT"
        self.mails[int(uid)].flags.add(flag.strip("()"))
        return "OK", []

    def _starttls(self, _told: str) -> tuple[str, list[bytes]]:
        return "BAD", []

    def _logout(self, _told: str) -> tuple[str, list[bytes]]:
        return "OK", [b"* BYE\r\n"]


def _quoted(text: str) -> str:
    """RFC 3501 §4.3."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


@asynccontextmanager
async def imap_server(tls: ssl.SSLContext | None = None) -> AsyncIterator[ImapServer]:
    """One on this machine while the block runs."""
    it = ImapServer()
    listener = await asyncio.start_server(it.talk, "127.0.0.1", ssl=tls)
    it.port = listener.sockets[0].getsockname()[1]
    try:
        yield it
    finally:
        it.released.set()
        listener.close()
