"""Handing mails to a mail server (RFC 5321): a connection for many of them, and a plain word on how each went."""

import asyncio
import logging
import re

from aiosmtplib import (
    SMTP,
    SMTPDataError,
    SMTPException,
    SMTPRecipientRefused,
    SMTPResponseException,
)

from kalends.actions.letter import Delivery, Outcome
from kalends.domain import limits
from kalends.net.mail import bare
from kalends.net.mail_server import Go, MailServer

_IDLE_S = 2.0
_ABOUT_US = re.compile(r"5\.7\.\d+")  # policy (RFC 3463 §3.8): it says nothing of the address
_GOING = 421

_log = logging.getLogger("kalends.mail")


class _Line:
    """One connection. handed: letters over it so far. used_at: by the loop's clock, in seconds."""

    def __init__(self, client: SMTP, used_at: float) -> None:
        self.client, self.handed, self.used_at = client, 0, used_at

    async def is_good(self, now: float) -> bool:
        """Does it still answer, and has it not had enough?"""
        if not self.client.is_connected or self.handed >= limits.MAILS_PER_CONNECTION:
            return False
        if now - self.used_at < _IDLE_S:
            return True
        try:
            await self.client.noop()
        except (SMTPException, OSError):
            return False
        return True

    async def leave(self) -> None:
        """Take leave of the mail server."""
        if not self.client.is_connected:
            return
        try:
            await self.client.quit(timeout=1)
        except (SMTPException, OSError):
            self.client.close()

    async def forget(self) -> None:
        """The mail server forgets whom the next letter was for."""
        try:
            await self.client.rset()
        except (SMTPException, OSError):
            self.client.close()


class SmtpMailer:
    """Sends mails over at most MAIL_CONNECTIONS connections, each used for many.

    sender: the address of the envelope, which reports of failures go to.
    """

    def __init__(self, server: MailServer, sender: str) -> None:
        self._server, self._sender = server, bare(sender)
        self._room = asyncio.Semaphore(limits.MAIL_CONNECTIONS)
        self._idle: list[_Line] = []
        self._rests_until = 0.0
        self._fails = False

    async def send(self, to: str, message: bytes, go: Go) -> Delivery | None:
        """How it went; None when `go` said no. to: one address. Raises nothing of the network's."""
        async with self._room:
            now = asyncio.get_running_loop().time()
            if now < self._rests_until:
                return Delivery(Outcome.LATER, "the mail server was out of reach a moment ago")
            try:
                line = await self._ready(now)
            except (SMTPException, OSError, ValueError) as error:
                self._note_failure(error)
                return self._put_off(error)
            is_through = False
            try:
                delivery = await self._hand_over(line, bare(to), message, go)
                is_through = True
            finally:
                if not is_through:
                    line.client.close()  # it is in the middle of a letter
            line.used_at = asyncio.get_running_loop().time()
            if line.client.is_connected:
                self._idle.append(line)
            return delivery

    async def close(self) -> None:
        """Take leave of the mail server."""
        while self._idle:
            await self._idle.pop().leave()

    async def _ready(self, now: float) -> _Line:
        """A connection that still answers, else a new one."""
        while self._idle:
            line = self._idle.pop()
            if await line.is_good(now):
                return line
            await line.leave()
        client = self._connection()
        await client.connect()
        return _Line(client, now)

    def _connection(self) -> SMTP:
        there = self._server
        return SMTP(
            hostname=there.host,
            port=there.port,
            username=there.user,
            password=there.password,
            local_hostname=self._sender.rpartition("@")[2],
            use_tls=there.tls,
            start_tls=there.starttls,
            timeout=limits.MAIL_WAIT_S,
        )

    async def _hand_over(self, line: _Line, to: str, message: bytes, go: Go) -> Delivery | None:
        client = line.client
        try:
            await client.mail(self._sender)
            await client.rcpt(to)
        except SMTPRecipientRefused as error:
            await line.forget()
            return self._refused(error)
        except (SMTPException, OSError) as error:
            await line.leave()
            self._note_failure(error)
            return self._put_off(error)
        if not await go():
            await line.forget()
            return None
        line.handed += 1
        try:
            async with asyncio.timeout(limits.MAIL_WAIT_S):  # for both answers: the job's lease must outlast them
                response = await client.data(message)
        except SMTPDataError as error:
            await line.forget()
            return self._put_off(error) if error.code < 500 else Delivery(Outcome.REFUSED, _told(error))
        except (SMTPException, OSError) as error:
            client.close()
            self._note_failure(error)
            return Delivery(Outcome.UNKNOWN, _told(error))
        self._note_success()
        return Delivery(Outcome.SENT, f"{response.code} {response.message}")

    def _refused(self, error: SMTPResponseException) -> Delivery:
        """The one recipient was refused: for now, for good, or because of who we are."""
        if error.code < 500:
            return self._put_off(error)
        about_us = _ABOUT_US.search(error.message) is not None
        return Delivery(Outcome.REFUSED if about_us else Outcome.BOUNCED, _told(error))

    def _note_failure(self, error: Exception) -> None:
        """One line in the log for the first of many: nobody is told of a mail server's silence otherwise."""
        if not self._fails:
            _log.warning("no mails can be handed over to the mail server: %s", _told(error))
        self._fails = True

    def _note_success(self) -> None:
        if self._fails:
            _log.info("mails are handed over again")
        self._fails = False

    def _put_off(self, error: Exception) -> Delivery:
        """Where the mail server is leaving, or cannot be reached, it is left alone for a while."""
        if not isinstance(error, SMTPResponseException) or error.code == _GOING:
            self._rests_until = asyncio.get_running_loop().time() + limits.MAIL_SERVER_REST_S
        return Delivery(Outcome.LATER, _told(error))


def _told(error: Exception) -> str:
    """What went wrong, in one line."""
    told = f"{error.code} {error.message}" if isinstance(error, SMTPResponseException) else str(error)
    return " ".join(told.split()) or type(error).__name__
