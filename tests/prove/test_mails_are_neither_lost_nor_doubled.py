"""Killed again and again while it sends, the server loses no mail and sends none twice (T187).

But for the moment between a mail's last byte and the mail server's answer: there, what must arrive is sent again, and
what must not come twice is listed as uncertain.
"""

import asyncio
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from email import message_from_bytes
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from kalends.actions.letter import post
from kalends.cli.command import desk
from kalends.domain.letter import Letter, LetterKind, LetterState
from kalends.settings import read_settings

MAILS = 1_000
KILLS = 100
KILLED_AFTER_S = (0.0, 0.25)  # from the first mail on
PORT, SMTP_PORT = 8_913, 8_914
PATIENCE_S = 180  # for what a killed server still held


class Inbox:
    """Counts what came, by recipient."""

    def __init__(self) -> None:
        self.mails: Counter[str] = Counter()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        message_from_bytes(envelope.original_content or b"")
        self.mails[str(envelope.rcpt_tos[0])] += 1
        return "250 taken"


def start(data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kalends", "serve", "--demo", "--data", str(data), "--port", str(PORT)]
    mail = ["--smtp-url", f"smtp://127.0.0.1:{SMTP_PORT}", "--mail-from", "events@kalends.example"]
    return subprocess.Popen([*command, *mail], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)


def wait_until_ready(server: subprocess.Popen[bytes]) -> None:
    assert server.stdout is not None
    while b"is ready" not in (line := server.stdout.readline()):
        assert line, "the server did not start"


async def write(data: Path) -> None:
    async def deed(tx: Any, _actor: Any, kind: LetterKind, first: int) -> None:
        for number in range(first, first + 50):
            letter = Letter(kind=kind, key=str(number), to=f"{kind}-{number}@example.org", said={"state": "accepted"})
            await post(tx, letter, now=opened.clock.now())

    async with desk(read_settings({"data": str(data)}), "1") as opened:
        for first in range(0, MAILS // 2, 50):
            for kind in (LetterKind.ANSWERED, LetterKind.REMINDER):
                await opened.store.write(deed, await opened.actor(), kind, first)


async def letters(data: Path, *states: LetterState) -> list[str]:
    """Addresses of the letters in these states."""

    async def view(read: Any, _actor: Any) -> list[str]:
        return [it.letter.to for it in await read.letters(states, 2 * MAILS)]

    async with desk(read_settings({"data": str(data)}), "1") as opened:
        return await opened.store.read(view, await opened.actor())


@pytest.fixture
def inbox() -> Any:
    found = Inbox()
    controller = Controller(found, "127.0.0.1", SMTP_PORT)
    controller.start()
    yield found
    controller.stop()


def test_killed_at_random_points_every_mail_comes_once(tmp_path: Path, inbox: Inbox) -> None:
    server = start(tmp_path)
    wait_until_ready(server)
    for _ in range(KILLS):
        if not inbox.mails:
            asyncio.run(write(tmp_path))
        seen, until = inbox.mails.total(), time.monotonic() + 5
        while inbox.mails.total() == seen and time.monotonic() < until:
            time.sleep(0.005)
        time.sleep(random.uniform(*KILLED_AFTER_S))
        server.send_signal(signal.SIGKILL)
        server.communicate()
        server = start(tmp_path)
        wait_until_ready(server)
    try:
        until = time.monotonic() + PATIENCE_S
        while waiting := asyncio.run(letters(tmp_path, LetterState.WAITING, LetterState.SENDING)):
            assert time.monotonic() < until, f"{len(waiting)} letters never went out"
            time.sleep(1)
    finally:
        server.terminate()
        server.communicate()
    uncertain = set(asyncio.run(letters(tmp_path, LetterState.UNCERTAIN)))
    reminders = {f"reminder-{number}@example.org" for number in range(MAILS // 2)}
    confirmations = {f"answered-{number}@example.org" for number in range(MAILS // 2)}
    assert all(inbox.mails[address] == 1 for address in reminders - uncertain)
    assert all(inbox.mails[address] <= 1 for address in uncertain)
    assert all(inbox.mails[address] >= 1 for address in confirmations)
    twice = [address for address in confirmations if inbox.mails[address] > 1]
    assert len(twice) + len(uncertain) <= KILLS  # one mail at a time is on its way
