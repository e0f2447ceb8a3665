"""Whatever people type, a mail has the headers that were meant and goes to whom it was meant for (T180 to T183).

Judged by two readers that have nothing in common: the standard library's, and fast-mail-parser, which is not in Python.
"""

import json
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from fast_mail_parser import parse_email

from kalends.domain.errors import Refused
from kalends.net import mail as mails
from kalends.net.mail import CalendarPart, Mail, Party, UnsafeMail, built, plain
from tests.house.source import ROOT

CASES = [
    "=?utf-8?q?x=0ABcc=3A_e=40x?=",
    "=?utf-8?q?x=0A=0A<script>?=",
    "=?utf-8?b?eApCY2M6IGVAeA==?=",
    "=?utf-8?q?x?= =?utf-8?q?=0D=0ABcc=3A_e=40x?=",
    "=\x00?utf-8?q?x=0ABcc=3A_e=40x?=",
    "=\u202e?utf-8?q?x=0ABcc=3A_e=40x?=",
    "==??utf-8?q?x=0ABcc=3A_e=40x?=",
    "x\r\nBcc: e@evil.example",
    "x\nBcc: e@evil.example\n\nbody",
    "x\rBcc: e@evil.example",
    "x\x0bBcc: e@evil.example",
    "x\x0cBcc: e@evil.example",
    "x\x1cBcc: e@evil.example",
    "x\x85Bcc: e@evil.example",
    "x\u2028Bcc: e@evil.example",
    "x\0Bcc: e@evil.example",
    "x\r\n Bcc: e@evil.example",
    'x" <e@evil.example>, "y',
    "x <e@evil.example>",
    "x, e@evil.example",
    "x; e@evil.example",
    "x (comment",
    "x\\",
    '"',
    "e@evil.example",
    "undisclosed: e@evil.example;",
    "日本語" * 60,
    "é" * 300,
    "مرحبا",
    "a" * 300,
    "a " * 150,
    "\ud800",
    "",
    " ",
    "%0aBcc: e@evil.example",
    "\\r\\nBcc: e@evil.example",
]
NAUGHTY = ROOT.parent / "shared/vectors/strings/blns.json"
HEADERS = {
    "from", "to", "reply-to", "subject", "date", "message-id", "auto-submitted", "list-unsubscribe",
    "list-unsubscribe-post", "mime-version", "content-type",
}  # fmt: skip


def about(text: str) -> Mail:
    """A mail with this text wherever people's texts go."""
    return Mail(
        from_=Party("events@kalends.example", text),
        to=Party("vera@example.org", text),
        reply_to=Party("olga@example.org", text),
        subject=text,
        text=f"{text}\n",
        html=f"<p>{text}</p>",
        date=datetime(2026, 1, 5, 9, tzinfo=UTC),
        message="1.2.abc",
        unsubscribe="https://kalends.example/unsubscribe/1-2/0123456789abcdef0123456789abcdef",
        calendar=CalendarPart(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "PUBLISH"),
    )


def read(body: bytes) -> EmailMessage:
    return message_from_bytes(body, policy=default)


class TestWhateverIsTyped:
    @pytest.mark.parametrize("text", CASES, ids=ascii)
    def test_the_headers_are_those_that_were_meant(self, text: str) -> None:
        body = built(about(text))
        ours: Any = read(body)
        theirs = parse_email(body)
        assert {name.lower() for name in ours} == {name.lower() for name in theirs.headers} == HEADERS
        assert all(len(values) == 1 for values in theirs.headers.values())
        for name, address in (("From", "events@kalends.example"), ("To", "vera@example.org")):
            assert [it.addr_spec for it in ours[name].addresses] == [address]
        assert [it.address for it in theirs.to] == ["vera@example.org"]
        assert [it.addr_spec for it in ours["Reply-To"].addresses] == ["olga@example.org"]
        assert (theirs.cc, theirs.bcc) == ([], [])
        assert "".join(str(ours["Subject"]).split()) == "".join(theirs.subject.split()) == "".join(plain(text).split())

    @pytest.mark.skipif(not NAUGHTY.is_file(), reason="../shared/vectors is not here")
    def test_nothing_naughty_changes_a_header(self) -> None:
        for text in json.loads(NAUGHTY.read_text("utf-8")):
            body = built(about(text))
            assert {name.lower() for name in read(body)} == HEADERS
            assert {name.lower() for name in parse_email(body).headers} == HEADERS

    @pytest.mark.parametrize("text", CASES, ids=ascii)
    def test_the_lines_end_as_mail_servers_want(self, text: str) -> None:
        body = built(about(text))
        assert b"\n" not in body.replace(b"\r\n", b"")
        assert max(map(len, body.split(b"\r\n"))) <= 998

    @pytest.mark.parametrize(
        "address", ["a@b.example\r\nBcc: e@x.example", "a@b.example, e@x.example", "a b@c.example", ""]
    )
    def test_what_is_no_address_is_refused(self, address: str) -> None:
        with pytest.raises(Refused):
            built(Mail(**{**fields(about("x")), "to": Party(address)}))


class TestTheRuleBites:
    def test_on_a_header_that_nobody_meant(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mails, "_words", lambda text, _name: f"{text}\r\nBcc: e@evil.example")
        with pytest.raises(UnsafeMail):
            built(about("x"))

    def test_on_a_subject_that_is_read_otherwise(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(mails, "plain", lambda text: text)
        with pytest.raises((UnsafeMail, ValueError)):
            built(about("=?utf-8?q?x=0ABcc=3A_e=40x?="))


class TestAMail:
    def test_has_a_written_text_beside_its_html(self) -> None:
        message = read(built(about("Grüße")))
        (texts, _) = message.iter_parts()
        assert texts.get_content_type() == "multipart/alternative"
        assert [part.get_content_type() for part in texts.iter_parts()] == ["text/plain", "text/html"]
        text: Any = message.get_body(("plain",))
        assert text.get_content() == "Grüße\r\n"

    def test_brings_its_event_as_a_file(self) -> None:
        (file,) = read(built(about("x"))).iter_attachments()
        assert (file.get_content_type(), file.get_param("method"), file.get_filename()) == (
            "text/calendar", "PUBLISH", "event.ics",
        )  # fmt: skip
        assert file.get_payload(decode=True) == b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"

    def test_brings_an_invitation_in_both_places(self) -> None:
        invitation = CalendarPart(b"BEGIN:VCALENDAR\r\nMETHOD:REQUEST\r\nEND:VCALENDAR\r\n", "REQUEST")
        message = read(built(Mail(**{**fields(about("x")), "calendar": invitation})))
        texts, file = message.iter_parts()
        *_, part = texts.iter_parts()
        assert (part.get_content_type(), part.get_param("method")) == ("text/calendar", "REQUEST")
        assert part["Content-Disposition"] is None
        assert file.get_content_type() == "application/ics"

    def test_is_unsubscribed_from_with_one_click(self) -> None:
        message = read(built(about("x")))
        assert message["List-Unsubscribe"].startswith("<https://kalends.example/unsubscribe/1-2/")
        assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    def test_writes_domains_beyond_ascii_as_mail_servers_know_them(self) -> None:
        message: Any = read(built(Mail(**{**fields(about("x")), "to": Party("vera@bücher.example")})))
        assert message["To"].addresses[0].domain == "xn--bcher-kva.example"


def fields(of: Mail) -> dict[str, Any]:
    return {name: getattr(of, name) for name in Mail.__struct_fields__}
