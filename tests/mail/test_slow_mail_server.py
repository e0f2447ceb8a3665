"""Mail servers that take their time, or say what no mail server says."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest

from kalends.actions.letter import Outcome
from kalends.actions.letter_told import MailRoom
from kalends.domain import limits
from kalends.domain.letter import LetterKind, LetterState
from kalends.jobs.mail import Mails
from kalends.jobs.worker import Errand
from kalends.net.mail_server import mail_server
from kalends.net.smtp import SmtpMailer
from tests.cast import KEYRING, PUBLIC_URL, World
from tests.mail.post_office import SENDER, Here, letter, post_office

WAIT_S = 0.2
_USUAL = {b"EHLO": b"250 hello", b"MAIL": b"250 ok", b"RCPT": b"250 ok", b"DATA": b"354 go on", b".": b"250 taken"}


@dataclass
class Slow:
    """says, after_s: instead of the usual, by what was said to it."""

    says: dict[bytes, bytes] = field(default_factory=dict)
    after_s: dict[bytes, float] = field(default_factory=dict)
    asked: asyncio.Event = field(default_factory=asyncio.Event)

    async def talk(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"220 slow.example\r\n")
        while line := await reader.readline():
            word = line.strip()[:4].upper()
            if word not in _USUAL | {b"RSET": b"", b"QUIT": b""}:
                continue
            if word in self.after_s:
                self.asked.set()
            await asyncio.sleep(self.after_s.get(word, 0))
            writer.write(self.says.get(word, _USUAL.get(word, b"250 ok")) + b"\r\n")
        writer.close()


@asynccontextmanager
async def mailer(server: Slow) -> AsyncIterator[SmtpMailer]:
    listener = await asyncio.start_server(server.talk, "127.0.0.1")
    made = SmtpMailer(mail_server(f"smtp://127.0.0.1:{listener.sockets[0].getsockname()[1]}"), SENDER.mail)
    try:
        yield made
    finally:
        await made.close()
        listener.close()


async def yes() -> bool:
    return True


async def send(to: SmtpMailer, go: Callable[[], Awaitable[bool]] = yes) -> Outcome:
    delivery = await to.send("vera@example.org", b"Subject: Concert\r\n\r\nCome.\r\n", go)
    assert delivery is not None
    return delivery.outcome


class TestASlowMailServer:
    async def test_is_not_waited_for_longer_than_the_job_is_held(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "MAIL_WAIT_S", WAIT_S)
        async with mailer(Slow(after_s={b"DATA": WAIT_S * 0.7, b".": WAIT_S * 0.7})) as slow:
            assert await send(slow) is Outcome.UNKNOWN

    async def test_holds_up_no_server_that_is_told_to_stop(self, world: World) -> None:
        server = Slow(after_s={b"RCPT": 3})
        async with post_office(world) as office, mailer(server) as slow:
            await office.write(letter(LetterKind.ANSWERED))
            (job,) = await office.jobs()
            room = MailRoom(PUBLIC_URL, KEYRING, SENDER.mail)
            sending = asyncio.create_task(Mails(room, Here(), slow)(Errand(world.store, world.clock, job)))
            await server.asked.wait()
            sending.cancel()
            async with asyncio.timeout(1):
                await asyncio.wait([sending])
            assert await office.state() is LetterState.WAITING

    async def test_that_talks_nonsense_leaves_the_letter_uncertain(self) -> None:
        async with mailer(Slow(says={b".": b"nonsense"})) as slow:
            assert await send(slow) is Outcome.UNKNOWN

    async def test_is_asked_anew_after_a_letter_that_was_broken_off(self) -> None:
        async def lost() -> bool:
            raise ConnectionError("no database")

        async with mailer(Slow()) as slow:
            with pytest.raises(ConnectionError):
                await send(slow, lost)
            assert not slow._idle
            assert await send(slow) is Outcome.SENT
