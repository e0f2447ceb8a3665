"""A mail server of a test's own, which fails on demand, and the way letters take to it."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any, cast

from aiosmtpd.smtp import SMTP, Envelope, Session

from kalends.actions.job import finish_job, list_jobs
from kalends.actions.letter import JOB, post
from kalends.actions.letter_facts import Told
from kalends.actions.letter_told import MailRoom
from kalends.actions.ports import Tx
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.job import Job
from kalends.domain.letter import Letter, LetterKind, LetterState, Posted
from kalends.jobs.mail import Mails
from kalends.jobs.worker import Errand
from kalends.jobs.writing_apart import Order
from kalends.letter_writer import message
from kalends.net.mail_server import Sender, mail_server
from kalends.net.smtp import SmtpMailer
from tests.cast import KEYRING, PUBLIC_URL, World

SENDER = Sender("events@kalends.example", "Kalends")


@dataclass
class Inbox:
    """What came, and what is answered instead. at_rcpt, at_data: replies used up one by one, "" for a good one.

    `drop` in at_data ends the connection when the whole message is there.
    """

    at_rcpt: list[str] = field(default_factory=list)
    at_data: list[str] = field(default_factory=list)
    mails: list[tuple[list[str], bytes]] = field(default_factory=list)
    connections: int = 0

    async def handle_EHLO(  # noqa: N802
        self, _server: SMTP, session: Session, _envelope: Envelope, hostname: str, responses: list[str]
    ) -> list[str]:
        session.host_name = hostname
        self.connections += 1
        return responses

    async def handle_RCPT(  # noqa: N802
        self, _server: SMTP, _session: Session, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if self.at_rcpt and (reply := self.at_rcpt.pop(0)):
            return reply
        envelope.rcpt_tos.append(address)
        return "250 fine"

    async def handle_DATA(self, server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        reply = self.at_data.pop(0) if self.at_data else ""
        if reply in ("", "drop"):
            self.mails.append(([str(it) for it in envelope.rcpt_tos], envelope.original_content or b""))
        if reply == "drop":
            cast(Any, server).transport.abort()
        return reply or "250 taken"

    def read(self, position: int = -1) -> EmailMessage:
        """A mail that came, the last one unless said otherwise."""
        return message_from_bytes(self.mails[position][1], policy=default)


class Here:
    """Writes letters in this process: what the other one does, without its start."""

    async def message(self, told: Told) -> bytes:
        return message(Order(told, SENDER))


@dataclass
class PostOffice:
    """Letters of a world, sent to the inbox."""

    world: World
    inbox: Inbox
    mailer: SmtpMailer
    listener: asyncio.Server

    async def vanish(self) -> None:
        """No mail server any more."""
        await self.mailer.close()
        self.listener.close()

    async def write(self, *letters: Letter) -> None:
        """A deed that posts these."""

        async def deed(tx: Tx, _actor: Actor) -> None:
            for letter in letters:
                await post(tx, letter, now=self.world.clock.now())

        await self.world.store.write(deed, self.itself)

    async def work(self) -> None:
        """Send what is due in this world; other tests' jobs are theirs."""
        now = self.world.clock.now()
        for job in await self.jobs():
            if job.due_at <= now:
                await self.handler(Errand(self.world.store, self.world.clock, job))
                await self.world.store.write(finish_job, self.itself, job, now=now)

    async def jobs(self) -> list[Job]:
        """Letters that are still to be sent."""
        return [it for it in await self.world.store.read(list_jobs, self.itself) if it.kind == JOB]

    @property
    def itself(self) -> Actor:
        return access.system(self.world.organization)

    @property
    def handler(self) -> Mails:
        return Mails(MailRoom(PUBLIC_URL, KEYRING, SENDER.mail), Here(), self.mailer)

    async def letters(self, *states: LetterState) -> list[Posted]:
        """As kept, the newest first."""
        return await self.world.store.read(_letters, self.itself, states)

    async def state(self) -> LetterState:
        """Of the newest letter."""
        return (await self.letters())[0].state


async def _letters(read: Any, _actor: Actor, states: tuple[LetterState, ...]) -> list[Posted]:
    found: list[Posted] = await read.letters(states, 1_000)
    return found


@asynccontextmanager
async def post_office(
    world: World, at_rcpt: Sequence[str] = (), at_data: Sequence[str] = ()
) -> AsyncIterator[PostOffice]:
    """at_rcpt, at_data: see Inbox."""
    inbox, loop = Inbox(list(at_rcpt), list(at_data)), asyncio.get_running_loop()
    listener = await loop.create_server(lambda: SMTP(inbox, hostname="inbox.example", loop=loop), "127.0.0.1")
    mailer = SmtpMailer(mail_server(f"smtp://127.0.0.1:{listener.sockets[0].getsockname()[1]}"), SENDER.mail)
    try:
        yield PostOffice(world, inbox, mailer, listener)
    finally:
        await mailer.close()
        listener.close()


def letter(kind: LetterKind, event: int | None = None, **more: Any) -> Letter:
    """To Vera, about an event. more: fields of Letter."""
    fields: dict[str, Any] = {"key": "1", "to": "vera@example.org", "name": "Vera", "said": {"state": "accepted"}}
    return Letter(kind=kind, event=event, **fields | more)
