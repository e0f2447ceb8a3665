"""Mails of a server that has no mail server: kept in a folder, the newest ones, for whoever runs it."""

import asyncio
import os
import re
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from typing import Protocol

from kalends.actions.letter import Delivery, Outcome
from kalends.domain import limits
from kalends.net.mail_server import Go

_NAME = re.compile(r"[0-9]{8}T[0-9]{12}-[0-9]{1,12}-[0-9a-z.]{1,60}\.eml", re.ASCII)
_ROOM = 50  # mails beyond the bound that may lie there before somebody tidies up


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """Aware UTC."""


class MailFolder:
    """Takes mails instead of a mail server, and shows them again. folder: made when the first one comes."""

    def __init__(self, folder: Path, clock: Clock) -> None:
        self._folder, self._clock = folder, clock
        self._since_tidied = _ROOM
        self._count = count(1)  # two of one moment are two

    async def send(self, to: str, message: bytes, go: Go) -> Delivery | None:
        """Kept at once, unless `go` says no."""
        if not await go():
            return None
        await asyncio.to_thread(self._keep, to, message)
        return Delivery(Outcome.SENT, "kept in the mailbox")

    async def close(self) -> None:
        """Nothing is open."""

    async def names(self) -> list[str]:
        """Of the mails that are kept, the newest first."""
        return await asyncio.to_thread(self._names)

    async def read(self, name: str) -> bytes | None:
        """One mail as it would have been sent; None where there is none of this name."""
        return await asyncio.to_thread(self._read, name) if _NAME.fullmatch(name) else None

    def _keep(self, to: str, message: bytes) -> None:
        """Whole or not at all, and for its owner only from the first byte on."""
        self._folder.mkdir(mode=0o700, exist_ok=True)
        moment = f"{self._clock.now().astimezone(UTC):%Y%m%dT%H%M%S%f}"
        whom = re.sub("[^0-9a-z.]", ".", to.lower())[:60]
        path = self._folder / f"{moment}-{next(self._count)}-{whom}.eml"
        fresh = path.with_suffix(".unfinished")
        fresh.unlink(missing_ok=True)
        with os.fdopen(os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
            file.write(message)
        fresh.rename(path)
        self._since_tidied += 1
        if self._since_tidied > _ROOM:
            self._tidy()

    def _tidy(self) -> None:
        oldest = f"{self._clock.now() - timedelta(days=limits.MAILBOX_DAYS):%Y%m%dT%H%M%S}"
        for position, name in enumerate(self._names()):
            if position >= limits.MAILBOX_MAILS or name < oldest:
                (self._folder / name).unlink(missing_ok=True)
        self._since_tidied = 0

    def _names(self) -> list[str]:
        try:
            return sorted((it.name for it in self._folder.iterdir() if _NAME.fullmatch(it.name)), reverse=True)
        except FileNotFoundError:
            return []

    def _read(self, name: str) -> bytes | None:
        try:
            return (self._folder / name).read_bytes()
        except FileNotFoundError:
            return None
