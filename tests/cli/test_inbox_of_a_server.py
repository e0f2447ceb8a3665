"""Where replies and reports come in: a server looks there by itself, `doctor` says when it cannot; or by a pipe."""

import asyncio
import time
from io import BytesIO, TextIOWrapper
from urllib.parse import quote

import httpx
import pytest

from tests.cli.command_line import CommandLine, embedded_only
from tests.cli.test_mail import reports, written
from tests.cli.test_serving import Operator, operator  # noqa: F401  a fixture
from tests.mail.imap_server import PASSWORD, USER, ImapServer, imap_server

WAIT_S = 20
SENDER = "events@kalends.example"


def address(server: ImapServer, password: str = PASSWORD) -> str:
    return f"imap://{USER}:{quote(password, safe='')}@127.0.0.1:{server.port}/{server.folder}"


class TestAServer:
    async def test_looks_there_from_its_start_on_and_stops_at_once(self, operator: Operator) -> None:  # noqa: F811
        async with imap_server() as server:
            server.receive(b"Subject: Hi\n\nHello")
            operator.environ = {"KALENDS_IMAP_URL": address(server), "KALENDS_MAIL_FROM": SENDER}
            started = await asyncio.to_thread(operator.start)
            until = time.monotonic() + WAIT_S
            while server.marks() != [{r"\Seen"}]:
                assert time.monotonic() < until, server.said
                await asyncio.sleep(0.05)
            code, said = await asyncio.to_thread(started.stop)
            assert code == 0
            assert "brings no reply" in said
            assert PASSWORD not in said

    async def test_serves_on_where_it_cannot_look(self, operator: Operator) -> None:  # noqa: F811
        async with imap_server() as server:
            server.drops_at = "CAPABILITY"
            operator.environ = {"KALENDS_IMAP_URL": address(server), "KALENDS_MAIL_FROM": SENDER}
            started = await asyncio.to_thread(operator.start)
            until = time.monotonic() + WAIT_S
            while not server.connections:
                assert time.monotonic() < until
                await asyncio.sleep(0.05)
            health = await asyncio.to_thread(httpx.get, f"{started.url}/health")
            assert health.json()["status"] == "up"
            assert (await asyncio.to_thread(started.stop))[0] == 0


@embedded_only
class TestTheDoctor:
    async def test_finds_nothing_wrong_with_an_inbox_that_opens(
        self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with imap_server() as server:
            monkeypatch.setenv("KALENDS_IMAP_URL", address(server))
            monkeypatch.setenv("KALENDS_MAIL_FROM", SENDER)
            assert (await asyncio.to_thread(choir, "doctor"))["problems"] == []
            assert any(it.startswith("EXAMINE") for it in server.said)

    async def test_says_why_an_inbox_does_not_open(self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        async with imap_server() as server:
            monkeypatch.setenv("KALENDS_IMAP_URL", address(server, "another"))
            monkeypatch.setenv("KALENDS_MAIL_FROM", SENDER)
            code, said, _ = await asyncio.to_thread(choir.run, "doctor")
            assert code == 1
            assert "no mails can be fetched by --imap-url: [AUTHENTICATIONFAILED]" in said
            assert "another" not in said


@embedded_only
class TestAPipe:
    def test_takes_reports_as_well_as_replies(self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch) -> None:
        reports(choir, monkeypatch, written(choir))
        told = choir("mail", "receive")
        assert told == {"taken": [], "suppressed": "vera@example.org", "ignored": None}
        (line,) = choir("mail", "suppressed")
        assert line["why"] == "bounced"

    @pytest.mark.parametrize(
        "body",
        [
            b"Content-Type: message/rfc822\n\n" * 30_000,
            b"Content-Type: multipart/mixed; boundary=b\n\n" + b"--b\n\n" * 200_000,
            b"".join(b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n" % (it, it) for it in range(500)),
        ],
        ids=["mails in mails", "many parts", "parts in parts"],
    )
    def test_ignores_what_would_keep_it_busy(
        self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch, body: bytes
    ) -> None:
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(body)))
        assert choir("mail", "receive")["ignored"] == "the mail has too many parts"
        monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(body)))
        assert "too many parts" in choir("mail", "bounce")["ignored"]
