"""Calendars at addresses: imported once, or shown by a group; and what an operator sees of it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

import pytest

from kalends.actions.group import create_group
from kalends.actions.subscription import keep_failure
from kalends.domain.access import system
from kalends.domain.group import GroupPatch, Subscription
from kalends.store.nouns import TRANSACTIONS
from tests.cli.command_line import CommandLine, embedded_only
from tests.loop import run

FESTIVAL = (
    b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:1\nDTSTART;VALUE=DATE:20260610\nSUMMARY:Festival\nEND:VEVENT\nEND:VCALENDAR\n"
)
ELSEWHERE = "https://elsewhere.example/theirs.ics"


class _Theirs(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(404 if "none" in self.path else 200)
        self.end_headers()
        self.wfile.write(FESTIVAL)

    def log_message(self, *_: Any) -> None:
        """Nothing to say."""


@pytest.fixture
def port() -> Iterator[int]:
    """Of somebody else's server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Theirs)
    Thread(target=server.serve_forever, daemon=True).start()
    yield server.server_address[1]
    server.shutdown()
    server.server_close()


def shows(choir: CommandLine, failed: str | None = None, days_ago: int = 0) -> None:
    """A group that shows a calendar from elsewhere, fetched in vain so long ago."""
    actor, then = system(choir("organization", "list")[0]["number"]), datetime.now(UTC) - timedelta(days=days_ago)
    store = choir.address.store(TRANSACTIONS)

    async def make() -> None:
        await store.open(beside=True)
        patch = GroupPatch(name="Guests", subscription=Subscription.EXTERNAL, subscription_url=ELSEWHERE)
        group = await store.write(create_group, actor, patch, now=then)
        if failed:
            await store.write(keep_failure, actor, group.number, ELSEWHERE, failed, now=then)
        await store.close()

    run(make())


class TestImporting:
    @embedded_only
    def test_from_an_address_that_is_allowed(
        self, choir: CommandLine, port: int, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KALENDS_OUTBOUND_ALLOW", f"127.0.0.1:{port}")
        choir("import", f"http://127.0.0.1:{port}/theirs.ics", "--group", "Choir")
        assert [it["name"] for it in choir("event", "list")] == ["Festival"]
        assert "answered 404" in choir.refuses("import", f"http://127.0.0.1:{port}/none.ics", "--group", "Choir")

    @embedded_only
    def test_but_from_no_other(self, choir: CommandLine, port: int) -> None:
        refused = choir.refuses("import", f"http://127.0.0.1:{port}/theirs.ics", "--group", "Choir")
        assert refused == "kalends: the address could not be fetched\n"

    @embedded_only
    def test_what_is_allowed_is_a_list_of_hosts_and_ports(
        self, choir: CommandLine, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("KALENDS_OUTBOUND_ALLOW", "10.0.0.0/8")
        assert "is no host:port" in choir.refuses("group", "list")


class TestSubscriptions:
    def test_are_listed_with_how_it_goes(self, choir: CommandLine) -> None:
        shows(choir)
        (line,) = choir("subscription", "list")
        assert (line["group"], line["address"], line["error"]) == ("Guests", ELSEWHERE, "not fetched yet")

    def test_that_failed_say_why(self, choir: CommandLine) -> None:
        shows(choir, "the address could not be fetched")
        (line,) = choir("subscription", "list")
        assert (line["failures"], line["error"]) == (1, "the address could not be fetched")
        assert choir("doctor")["problems"] == []

    def test_that_failed_for_days_are_a_problem(self, choir: CommandLine) -> None:
        shows(choir, "the address could not be fetched", days_ago=3)
        code, out, _ = choir.run("doctor")
        assert code == 1
        assert '"Guests" shows has not come for two days: the address could not be fetched' in out
