"""Sending letters: written apart, handed to the mail server, and what became of them kept."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Protocol

from msgspec.structs import replace

from kalends.actions.letter import Delivery, Outcome, begin_sending, end_sending, withhold
from kalends.actions.letter_facts import Told
from kalends.actions.letter_told import MailRoom, letter_to_send
from kalends.domain.access import system
from kalends.domain.job import LEASE
from kalends.jobs.worker import Errand, Lost
from kalends.jobs.writing_apart import Unwritten


class Writer(Protocol):
    """Makes messages."""

    async def message(self, told: Told) -> bytes:
        """The whole mail. Raises Unwritten for one that cannot be written at all."""


class Mailer(Protocol):
    """Takes mails: a mail server, or a folder."""

    async def send(self, to: str, message: bytes, go: Callable[[], Awaitable[bool]]) -> Delivery | None:
        """How it went; None when `go`, asked when nothing else is missing, said no."""


class Mails:
    """The handler of such jobs."""

    def __init__(self, room: MailRoom, writer: Writer, mailer: Mailer) -> None:
        self._room, self._writer, self._mailer = room, writer, mailer

    async def __call__(self, errand: Errand) -> None:
        """One letter. A server that is told to stop waits for what the mail server says to one that it has begun."""
        begun = asyncio.Event()
        sending = asyncio.create_task(self._send(errand, begun))
        try:
            await asyncio.shield(sending)
        except asyncio.CancelledError:
            if not begun.is_set():
                sending.cancel()
            await asyncio.wait([sending])
            raise

    async def _send(self, errand: Errand, begun: asyncio.Event) -> None:
        """begun: set when the letter is about to be marked as on its way."""
        number = int(errand.job.payload["letter"])
        actor, now = system(errand.job.organization), errand.clock.now()
        told = await errand.store.read(letter_to_send, actor, number, self._room, now=now)
        if told is None:
            await errand.do(withhold, errand.job, now=now)
            return
        try:
            message = await self._writer.message(told)
        except Unwritten as error:
            delivery: Delivery | None = Delivery(Outcome.REFUSED, str(error))
        else:
            delivery = await self._mailer.send(told.letter.to, message, lambda: self._go(errand, begun))
        if delivery is not None:
            kept = replace(delivery, begun=begun.is_set())
            await errand.do(end_sending, errand.job, kept, now=errand.clock.now())

    async def _go(self, errand: Errand, begun: asyncio.Event) -> bool:
        """Kept for good before the mail server has the letter. Raises Lost after a pause: another may have begun."""
        begun.set()
        asked_at = errand.clock.now()
        may = await errand.do(begin_sending, errand.job, now=asked_at)
        if errand.clock.now() - asked_at > LEASE / 2:
            raise Lost
        return may
