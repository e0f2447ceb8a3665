"""The process that writes mails: it stays, survives what cannot be written, and is replaced when it is lost."""

import os
import signal
from datetime import UTC, datetime
from email import message_from_bytes

import pytest

from kalends.actions.letter_facts import EventTold, Told
from kalends.domain.letter import Letter, LetterKind
from kalends.jobs.writing_apart import LetterWriter, Unwritten
from kalends.net.mail_server import Sender


def told(to: str = "vera@example.org", name: str = "Concert") -> Told:
    letter = Letter(kind=LetterKind.ANSWERED, key="1", to=to, language="de", said={"state": "accepted", "amount": 2})
    now = datetime(2026, 1, 5, 9, tzinfo=UTC)
    event = EventTold(name=name, when=None)
    return Told(letter=letter, number=1, site="Singers", now=now, message="1.1.abc", event=event)


async def test_it_writes_one_mail_after_another() -> None:
    writer = LetterWriter(Sender("events@kalends.example"))
    try:
        first = message_from_bytes(await writer.message(told()))
        assert (first["From"], first["To"]) == ("Singers <events@kalends.example>", "vera@example.org")
        process = writer._process
        with pytest.raises(Unwritten):
            await writer.message(told(to="nobody"))
        assert await writer.message(told(name="Rehearsal\r\nBcc: e@evil.example"))
        assert writer._process is process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        with pytest.raises(ConnectionError):
            await writer.message(told())
        assert await writer.message(told())
    finally:
        await writer.close()
