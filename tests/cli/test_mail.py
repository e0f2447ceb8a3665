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

COMPLAINT = """\
From: feedback@inbox.example
To: events@kalends.example
MIME-Version: 1.0
Content-Type: multipart/report; report-type=feedback-report; boundary="b"

--b
Content-Type: text/plain

This is a report of a mail that somebody called spam.
--b
Content-Type: message/feedback-report

Feedback-Type: {type}
User-Agent: Inbox/1.0
Version: 1
Original-Mail-From: <events@kalends.example>

--b
Content-Type: message/rfc822

From: events@kalends.example
To: redacted@inbox.example
Message-ID: <{message}@kalends.example>
Subject: Reminder

Come!
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

    return int(done(choir, deed))


def done(choir: CommandLine, deed: Any) -> Any:
    """A deed as the server itself does it."""

    async def doing() -> Any:
        store = choir.address.store(TRANSACTIONS)
        await store.open(beside=True)
        try:
            return await store.write(deed, system(1))
        finally:
            await store.close()

    return run(doing())


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


@pytest.mark.parametrize("state", [LetterState.FAILED, LetterState.UNCERTAIN])
class TestALetterThatWentWrong:
    def test_is_sent_again_by_hand(self, choir: CommandLine, state: LetterState) -> None:
        number = written(choir, state=state)
        assert choir("mail", "retry", str(number)) == {"number": number, "due": "now"}
        (line,) = choir("mail", "list")
        assert (line["number"], line["state"], line["tries"]) == (number, "waiting", 0)
        assert [it["kind"] for it in choir("jobs", "list") if it["key"] == str(number)] == ["mail"]

    def test_is_not_sent_again_twice(self, choir: CommandLine, state: LetterState) -> None:
        number = str(written(choir, state=state))
        choir("mail", "retry", number)
        assert "it waits to be sent already" in choir.refuses("mail", "retry", number)

    def test_is_put_aside_by_hand(self, choir: CommandLine, state: LetterState) -> None:
        number = str(written(choir, state=state))
        choir("mail", "discard", number)
        assert [it["state"] for it in choir("mail", "list")] == ["dropped"]
        assert [it for it in choir("jobs", "list") if it["key"] == number] == []
        assert "holds no more" in choir.refuses("mail", "discard", number)

    def test_to_an_address_that_gets_none_says_so(self, choir: CommandLine, state: LetterState) -> None:
        number = str(written(choir, state=state))

        async def bounced(tx: Any, _actor: Any) -> None:
            await tx.suppress("vera@example.org", None, "bounced", MONDAY)

        done(choir, bounced)
        assert "`kalends mail suppressed` says why" in choir.refuses("mail", "retry", number)
        choir("mail", "allow", "vera@example.org")
        choir("mail", "retry", number)

    def test_is_found_in_the_organization_that_has_it(self, choir: CommandLine, state: LetterState) -> None:
        number = str(written(choir, state=state))
        choir("organization", "create", "Runners")
        assert "there is no such letter" in choir.refuses("mail", "retry", number, "--organization", "Runners")
        choir("mail", "retry", number)
        choir("mail", "discard", number)


class TestALetterThatDidNotGoWrong:
    @pytest.mark.parametrize(
        ("state", "why"),
        [
            (LetterState.WAITING, "it waits to be sent already"),
            (LetterState.SENDING, "it is being sent"),
            (LetterState.SENT, "it was sent"),
            (LetterState.SUPPRESSED, "gets none like it"),
            (LetterState.DROPPED, "holds no more"),
        ],
    )
    def test_is_not_sent_again(self, choir: CommandLine, state: LetterState, why: str) -> None:
        number = str(written(choir, state=state))
        assert why in choir.refuses("mail", "retry", number)
        assert [it["state"] for it in choir("mail", "list")] == [state]

    def test_but_is_when_its_job_is_gone(self, choir: CommandLine) -> None:
        number = str(written(choir))
        (job,) = [it for it in choir("jobs", "list") if it["key"] == number]
        choir("jobs", "discard", str(job["number"]))
        choir("mail", "retry", number)
        assert [it["key"] for it in choir("jobs", "list") if it["kind"] == "mail"] == [number]

    def test_nor_put_aside_when_it_was_sent(self, choir: CommandLine) -> None:
        number = str(written(choir, state=LetterState.SENT))
        assert "it was sent" in choir.refuses("mail", "discard", number)

    @pytest.mark.parametrize("number", ["0", "-1", "7", str(2**63)])
    def test_or_is_not_there_is_not_found(self, choir: CommandLine, number: str) -> None:
        for verb in ("retry", "discard"):
            assert "there is no such letter" in choir.refuses("mail", verb, number)


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


class TestAComplaint:
    """A feedback report (RFC 5965), which names its giver by the mail of ours in it only."""

    @staticmethod
    def comes(choir: CommandLine, monkeypatch: pytest.MonkeyPatch, type_: str, message: str | None = None) -> None:
        room = MailRoom("", Keyring(installation_secret(choir.address.data)))
        number = written(choir, state=LetterState.SENT)
        body = COMPLAINT.format(type=type_, message=message or room.message(1, number))
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(body.encode())))

    @pytest.mark.parametrize("verb", ["receive", "bounce"])
    def test_keeps_further_mails_from_who_complains(
        self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch, verb: str
    ) -> None:
        self.comes(choir, monkeypatch, "Abuse")
        assert choir("mail", verb)["ignored"] is None
        (line,) = choir("mail", "suppressed")
        assert (line["mail"], line["kind"], line["why"]) == ("vera@example.org", "everything", "complained")
        assert [it["state"] for it in choir("mail", "list")] == ["sent"]

    def test_that_is_none_keeps_nothing(self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.comes(choir, monkeypatch, "not-spam")  # RFC 6430
        choir("mail", "receive")
        assert choir("mail", "suppressed") == []

    def test_about_no_mail_of_ours_is_ignored(self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        self.comes(choir, monkeypatch, "abuse", "1.1.0123456789abcdef")
        assert "names no mail of ours" in choir("mail", "bounce")["ignored"]
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
