"""The front door: where requests go, and what holds for every answer."""

import asyncio
import io
import json
import logging
from collections.abc import MutableMapping
from typing import Any

import httpx
import pytest

from kalends.access_log import AccessLog, JsonLines
from kalends.app import MOUNTS, Door
from kalends.domain import limits
from kalends.domain.errors import Unavailable
from kalends.health import Health
from kalends.store.nouns import TRANSACTIONS, Rows
from kalends.store.transaction import Store
from tests.databases import Address
from tests.loop import run

Message = MutableMapping[str, Any]


class Room:
    """An application that says its name, and does what a path asks for."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.scope: Any = None

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        self.scope = scope
        if scope["path"].endswith("/broken"):
            raise ValueError("the secret recipe")
        if scope["path"].endswith("/unavailable"):
            raise Unavailable("no database at 10.0.0.1")
        headers = [(b"cache-control", b"max-age=60")] if scope["path"].endswith("/keep") else []
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        if scope["path"].endswith("/breaks-off"):
            raise ValueError("too late")
        await send({"type": "http.response.body", "body": self.name.encode()})


class Visit:
    """A door before rooms that are named after their first segments."""

    def __init__(self, proxies: frozenset[str] = frozenset(), client: str = "192.0.2.7") -> None:
        self.lines = io.StringIO()
        self.log = AccessLog(self.lines)
        self.rooms = {segment: Room(segment or "pages") for segment in MOUNTS}
        health: Any = None
        door: Any = Door(self.rooms, health, self.log, proxies)
        transport = httpx.ASGITransport(door, client=(client, 40_000))
        self.client = httpx.AsyncClient(transport=transport, base_url="http://kalends.test")

    def get(self, path: str, method: str = "GET", headers: dict[str, str] | None = None) -> httpx.Response:
        return run(self.client.request(method, path, headers=headers))

    def logged(self) -> list[dict[str, Any]]:
        self.log.flush()
        return [json.loads(line) for line in self.lines.getvalue().splitlines()]


class TestWhereRequestsGo:
    @pytest.mark.parametrize(
        ("path", "room"),
        [
            ("/v1/event/all", "v1"),
            ("/v1", "v1"),
            ("/v3/groups", "v3"),
            ("/pictures", "pictures"),
            ("/groups/v2/events", "groups"),
            ("/", "pages"),
            ("/v10/event", "pages"),
            ("/V1/event", "pages"),
            ("//v1/event", "pages"),
            ("/8c5ba7bb-0f5e-4d2d-93cf-b8a1ad3ad9f0", "pages"),
            ("/v1%2Fevent", "v1"),
        ],
    )
    def test_the_first_segment_decides(self, path: str, room: str) -> None:
        assert Visit().get(path).text == room

    def test_a_head_is_a_get_whose_body_stays_here(self) -> None:
        visit = Visit()
        assert visit.get("/v1/event/all", "HEAD").status_code == 200
        assert visit.rooms["v1"].scope["method"] == "GET"
        assert visit.logged()[0]["method"] == "HEAD"


class TestEveryAnswer:
    @pytest.mark.parametrize("path", ["/v1/x", "/v3/x", "/groups/x", "/x", "/v1/broken", "/v1/unavailable", "/%FF"])
    def test_bears_the_headers_that_protect_its_reader(self, path: str) -> None:
        headers = Visit().get(path).headers
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"

    def test_of_a_dialect_is_kept_nowhere_unless_it_says_so_itself(self) -> None:
        visit = Visit()
        assert visit.get("/v1/x").headers["cache-control"] == "no-store"
        assert visit.get("/v1/keep").headers.get_list("cache-control") == ["max-age=60"]
        assert "cache-control" not in visit.get("/x").headers


class TestNonsense:
    @pytest.mark.parametrize(
        "path", ["/v1/%FF", "/v1/event/%C3%28", "/v1/%ED%A0%80", "/v1/event/%00", "/v1/event/all?group=a%00b"]
    )
    def test_that_is_no_text_is_an_address_of_the_same_dialect_where_nothing_is(self, path: str) -> None:
        visit = Visit()
        visit.get(path)
        assert visit.rooms["v1"].scope["path"] == "/v1/unreadable/address"

    def test_in_the_first_segment_is_the_pages_to_answer(self) -> None:
        visit = Visit()
        visit.get("/%FF")
        assert visit.rooms[""].scope["path"].endswith("/unreadable/address")

    def test_a_path_and_a_query_are_bounded(self) -> None:
        path, query = "/v1/".ljust(limits.PATH_CHARACTERS, "x"), "a=".ljust(limits.QUERY_CHARACTERS, "x")
        for asked, is_read in ((path, True), (path + "x", False), (f"/v1/x?{query}", True), (f"/v1/x?{query}x", False)):
            visit = Visit()
            visit.get(asked)
            assert (visit.rooms["v1"].scope["path"] != "/v1/unreadable/address") is is_read


class TestFailures:
    def test_are_told_to_us_in_full_and_to_nobody_else(self, caplog: pytest.LogCaptureFixture) -> None:
        answer = Visit().get("/v1/broken")
        assert (answer.status_code, answer.json()) == (500, {"error": "something went wrong here"})
        assert "the secret recipe" in caplog.text

    def test_of_the_database_ask_to_come_back(self) -> None:
        answer = Visit().get("/v1/unavailable")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "1")
        assert "10.0.0.1" not in answer.text

    def test_after_the_answer_began_break_it_off(self, caplog: pytest.LogCaptureFixture) -> None:
        with pytest.raises(ConnectionAbortedError):
            Visit().get("/v1/breaks-off")
        assert "too late" in caplog.text


FORWARDED = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9"}


class TestProxies:
    def client_of(self, visit: Visit, headers: dict[str, str]) -> str:
        visit.get("/v1/x", headers=headers)
        return str(visit.rooms["v1"].scope["client"][0])

    def test_nobody_is_believed_without_being_named(self) -> None:
        assert self.client_of(Visit(), FORWARDED) == "192.0.2.7"
        assert self.client_of(Visit(frozenset({"192.0.2.8"})), FORWARDED) == "192.0.2.7"

    def test_a_named_one_tells_who_asked_it(self) -> None:
        assert self.client_of(Visit(frozenset({"192.0.2.7"})), FORWARDED) == "203.0.113.9"

    def test_several_in_a_row_are_looked_through(self) -> None:
        both = frozenset({"192.0.2.7", "203.0.113.9"})
        assert self.client_of(Visit(both), FORWARDED) == "198.51.100.1"

    @pytest.mark.parametrize("told", ["", ",", "192.0.2.7", " , 192.0.2.7"])
    def test_one_that_tells_nothing_is_the_client_itself(self, told: str) -> None:
        assert self.client_of(Visit(frozenset({"192.0.2.7"})), {"X-Forwarded-For": told}) == "192.0.2.7"


class TestTheAccessLog:
    @pytest.mark.parametrize(
        ("path", "shown"),
        [
            ("/0a/rsvp/1b/5EC2E7", "/0a/rsvp/1b/..."),
            ("/unsubscribe/1-2/5EC2E7", "/unsubscribe/1-2/..."),
            ("/mailbox/5EC2E7", "/mailbox/..."),
            ("/mailbox/5EC2E7/20260105.eml/raw", "/mailbox/..."),
            ("/feed/person/5EC2E7.ics", "/feed/person/..."),
            ("/0a/rsvp", "/0a/rsvp"),
        ],
    )
    def test_shows_no_secret_that_an_address_is_made_of(self, path: str, shown: str) -> None:
        visit = Visit()
        visit.get(path)
        assert [line["path"] for line in visit.logged()] == [shown]

    def test_has_one_line_per_request_and_no_query(self) -> None:
        visit = Visit()
        visit.get("/v3/groups?token=SECRET", headers={"Authorization": "SECRET", "X-Access-Token": "SECRET"})
        (line,) = visit.logged()
        assert {name: line[name] for name in ("peer", "method", "path", "status")} == {
            "peer": "192.0.2.7",
            "method": "GET",
            "path": "/v3/groups",
            "status": 200,
        }
        assert "SECRET" not in visit.lines.getvalue()

    def test_tells_failures_as_they_were_answered(self) -> None:
        visit = Visit()
        for path in ("/v1/broken", "/v1/unavailable"):
            visit.get(path)
        assert [line["status"] for line in visit.logged()] == [500, 503]

    def test_cannot_be_made_to_say_something_else(self) -> None:
        visit = Visit()
        visit.get("/x%0a%1b[31m{%22forged%22:1}\u2028é" + "y" * 1_000)
        (line,) = visit.logged()
        text = visit.lines.getvalue().removesuffix("\n")
        assert line["status"] == 200
        assert "\n" not in text
        assert text.isascii()
        assert "\x1b" not in text
        assert len(text) < 600

    def test_writes_what_it_gathered_after_a_moment(self) -> None:
        visit = Visit()
        visit.get("/x")
        run(asyncio.sleep(0.3))
        assert visit.lines.getvalue().count("\n") == 1


class TestRemarks:
    def test_are_single_lines_whatever_they_say(self) -> None:
        try:
            raise ValueError("one\ntwo")
        except ValueError as error:
            caught = (ValueError, error, error.__traceback__)
        record = logging.LogRecord("kalends.app", logging.ERROR, "", 1, "three\n%s", ("fo\x1bur",), caught)
        line = JsonLines().format(record)
        assert "\n" not in line
        assert "\x1b" not in line
        assert json.loads(line)["remark"] == "three\nfo\x1bur"
        assert "ValueError: one\ntwo" in json.loads(line)["trace"]


class TestHealth:
    LOCAL, AWAY = ("127.0.0.1", 1), ("192.0.2.7", 1)

    def test_anybody_learns_whether_it_is_up_and_no_more(self, database: Store[Rows]) -> None:
        report = run(Health(database, "test").report({"client": self.AWAY, "headers": []}))
        assert report == (200, {"status": "up"})

    def test_this_machine_learns_more(self, database: Store[Rows]) -> None:
        status, body = run(Health(database, "test").report({"client": self.LOCAL, "headers": []}))
        assert (status, list(body)) == (200, ["status", "version", "database", "zone_table", "pending_jobs"])

    @pytest.mark.parametrize("header", [b"x-forwarded-for", b"forwarded", b"x-real-ip", b"via"])
    def test_what_a_proxy_on_this_machine_passes_on_is_from_elsewhere(
        self, database: Store[Rows], header: bytes
    ) -> None:
        report = run(Health(database, "test").report({"client": self.LOCAL, "headers": [(header, b"192.0.2.7")]}))
        assert report == (200, {"status": "up"})

    def test_without_a_database_it_is_down(self, address: Address) -> None:
        report = run(Health(address.store(TRANSACTIONS), "test").report({"client": self.LOCAL, "headers": []}))
        assert report == (503, {"status": "down"})
