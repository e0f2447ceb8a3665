"""`kalends mail`: what became of letters, which addresses get none, and reports of failed deliveries."""

from datetime import UTC, datetime, timedelta
from io import BytesIO, TextIOWrapper
from typing import Any

import pytest
from msgspec.structs import replace

from kalends.actions.letter import post
from kalends.actions.letter_told import MailRoom
from kalends.domain.access import system
from kalends.domain.letter import Letter, LetterKind, LetterState
from kalends.gate import Keyring
from kalends.settings import installation_secret
from kalends.store.nouns import TRANSACTIONS
from tests.builders import MONDAY
from tests.cli.command_line import CommandLine
from tests.loop import run

REPORT = """\
From: MAILER-DAEMON@inbox.example
To: events@kalends.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

Your mail could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; inbox.example

Final-Recipient: rfc822; {mail}
Action: {action}
Status: {status}

--b
Content-Type: text/rfc822-headers

Message-ID: <{message}@kalends.example>
Subject: You are coming
--b--
"""

IMIP = """\
BEGIN:VCALENDAR
METHOD:REPLY
BEGIN:VEVENT
UID:1
ATTENDEE;PARTSTAT=ACCEPTED:mailto:vera@example.org
END:VEVENT
END:VCALENDAR
"""


def written(
    choir: CommandLine, mail: str = "vera@example.org", state: LetterState = LetterState.WAITING, at: datetime = MONDAY
) -> int:
    """The number of a letter to this address."""

    async def deed(tx: Any, _actor: Any) -> int:
        await post(tx, Letter(kind=LetterKind.REMINDER, key=mail, to=mail), now=at)
        posted = next(it for it in await tx.letters((), 9) if it.letter.to == mail)
        await tx.mark_letter(replace(posted, state=state, error="it said no" if state is LetterState.WAITING else None))
        return int(posted.number)

    async def wrote() -> int:
        store = choir.address.store(TRANSACTIONS)
        await store.open(beside=True)
        try:
            return int(await store.write(deed, system(1)))
        finally:
            await store.close()

    return run(wrote())


def reports(
    choir: CommandLine, monkeypatch: pytest.MonkeyPatch, number: int, message: str | None = None, **said: str
) -> None:
    """Put a report about this letter on standard input. message: another proof than the right one."""
    room = MailRoom("", Keyring(installation_secret(choir.address.data)))
    values = {"mail": "vera@example.org", "action": "failed", "status": "5.1.1"} | said
    body = REPORT.format(message=message or room.message(1, number), **values)
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(body.encode())))


class TestLetters:
    def test_are_listed_by_what_became_of_them(self, choir: CommandLine) -> None:
        number = written(choir)
        (line,) = choir("mail", "list")
        assert (line["number"], line["to"], line["state"]) == (number, "vera@example.org", "waiting")
        assert choir("mail", "list", "--state", "uncertain") == []


class TestTheDoctor:
    def test_tells_of_letters_that_wait_too_long(self, choir: CommandLine) -> None:
        written(choir, "vera@example.org", at=datetime.now(UTC) - timedelta(minutes=20))
        written(choir, "nadia@example.org", at=datetime.now(UTC) - timedelta(days=9))
        written(choir, "mika@example.org", at=datetime.now(UTC) - timedelta(minutes=5))
        code, out, _ = choir.run("doctor")
        assert code == 1
        assert "2 mails have waited for more than 15 minutes" in out
        assert "it said no" in out

    @pytest.mark.parametrize("state", [LetterState.UNCERTAIN, LetterState.FAILED])
    def test_tells_of_what_went_wrong_lately(self, choir: CommandLine, state: LetterState) -> None:
        written(choir, "vera@example.org", state, datetime.now(UTC) - timedelta(days=2))
        written(choir, "nadia@example.org", state, datetime.now(UTC) - timedelta(days=9))
        code, out, _ = choir.run("doctor")
        assert code == 1
        assert f"`kalends mail list --state {state}`" in out
        assert "Singers: 1 mail" in out

    def test_says_nothing_of_what_just_waits_or_has_gone_out(self, choir: CommandLine) -> None:
        written(choir, "vera@example.org", at=datetime.now(UTC))
        written(choir, "nadia@example.org", LetterState.SENT)
        assert choir("doctor")["problems"] == []


class TestAReportOfAFailedDelivery:
    def test_keeps_further_mails_from_its_address(self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        reports(choir, monkeypatch, written(choir), mail="Vera@EXAMPLE.org")
        told = {"mail": "vera@example.org", "suppressed": True, "status": "5.1.1", "ignored": None}
        assert choir("mail", "bounce") == told
        (line,) = choir("mail", "suppressed")
        assert (line["mail"], line["kind"], line["why"]) == ("vera@example.org", "everything", "bounced")
        choir("mail", "allow", "vera@example.org")
        assert choir("mail", "suppressed") == []

    def test_of_a_delay_keeps_nothing(self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        reports(choir, monkeypatch, written(choir), action="delayed", status="4.4.1")
        assert choir("mail", "bounce")["suppressed"] is False
        assert choir("mail", "suppressed") == []

    @pytest.mark.parametrize("message", ["1.1.0123456789abcdef", "somebody", ""])
    def test_about_no_mail_of_ours_is_ignored(
        self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch, message: str
    ) -> None:
        reports(choir, monkeypatch, written(choir), message=message or "x")
        told = choir("mail", "bounce")
        assert "names no mail of ours" in told["ignored"]
        assert told["suppressed"] is False

    def test_that_is_none_sends_nobody_an_error(self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(b"Subject: Hi\n\nHello")))
        assert choir("mail", "bounce")["ignored"]

    def test_about_another_address_is_ignored(self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        reports(choir, monkeypatch, written(choir), mail="mika@example.org")
        assert "went to another address" in choir("mail", "bounce")["ignored"]
        assert choir("mail", "suppressed") == []


def test_an_address_that_gets_everything_cannot_be_allowed(choir: CommandLine) -> None:
    assert "nothing is kept from this address" in choir.refuses("mail", "allow", "vera@example.org")


class TestInviting:
    def test_writes_to_the_group_s_members_once(self, choir: CommandLine) -> None:
        event = choir("event", "create", "Choir", "--name", "Concert", "--start", "2030-03-02", "--by", "Olga")
        assert choir("mail", "invite", event["prokey"], "--by", "Olga")["invited"] == 1
        assert [it["to"] for it in choir("mail", "list")] == ["mika@example.org"]
        assert choir("mail", "invite", event["prokey"])["invited"] == 1
        choir("mail", "invite", event["prokey"])
        listed = choir("mail", "list")
        assert sorted(it["to"] for it in listed) == ["mika@example.org", "olga@example.org"]
        assert {it["kind"] for it in listed} == {"invitation"}

    def test_is_not_done_to_a_draft(self, choir: CommandLine) -> None:
        event = choir("event", "create", "Choir", "--name", "Concert", "--start", "2030-03-02", "--draft")
        assert "draft" in choir.refuses("mail", "invite", event["prokey"])
        assert choir("mail", "list") == []


class TestAMailThatComesIn:
    """What becomes of a reply stands in tests/mail/test_replies.py."""

    @staticmethod
    def comes(monkeypatch: pytest.MonkeyPatch, body: str) -> None:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(body.encode())))

    @pytest.mark.parametrize(
        ("body", "why"),
        [
            ("", "brings no reply"),
            ("Subject: Hi\n\nHello", "brings no reply"),
            ("Content-Type: text/calendar\n\nBEGIN:VCALENDAR\nMETHOD:REQUEST\n", "no reply to an invitation"),
            (f"To: e+1.{'0' * 32}.{'0' * 16}@k.example\nContent-Type: text/calendar\n\n{IMIP}", "went to no address"),
        ],
        ids=["empty", "a letter", "a request", "a forgery"],
    )
    def test_and_is_of_no_use_is_ignored(
        self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch, body: str, why: str
    ) -> None:
        self.comes(monkeypatch, body)
        told = choir("mail", "receive")
        assert told["taken"] == []
        assert why in told["ignored"]

    def test_to_the_right_address_is_looked_at(self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        answer = "00000000-0000-4000-8000-000000000001"
        room = MailRoom("", Keyring(installation_secret(choir.address.data)), "events@kalends.example")
        self.comes(monkeypatch, f"To: {room.replies_to(1, answer)}\nContent-Type: text/calendar\n\n{IMIP}")
        assert choir("mail", "receive")["ignored"] == "nobody was invited so"
