"""What the vendor's own button asks and sends (§3.3)."""

from datetime import timedelta
from typing import Any

import httpx
import pytest

from kalends.dialects.addtocalendarpro.component_routes import FORM, SEATS
from kalends.domain import limits
from tests.cast import World
from tests.dialects.addtocalendarpro.test_answers import Desk
from tests.pages.site import UNKNOWN

HEADERS = {"Origin": "https://shop.example", "RSVP": "true", "Cache-Control": "no-cache"}


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


def send(desk: Desk, **body: Any) -> httpx.Response:
    usual = {"prokey": desk.prokey, "language": "de", "status": "confirmed", "amount": 1, "email": "vera@example.org"}
    return desk.world.post(FORM, HEADERS, json=usual | body)


def total(desk: Desk) -> Any:
    return desk.world.get(SEATS, HEADERS, params={"prokey": desk.prokey}).json()


class TestSeats:
    def test_are_those_taken(self, desk: Desk) -> None:
        assert total(desk) == {"total": 0}
        send(desk, amount=2)
        send(desk, email="b@example.org", status="undecided")
        assert total(desk) == {"total": 2}

    def test_those_kept_are_among_them_until_they_are_given_up(self, desk: Desk) -> None:
        desk.prokey = desk.event(rsvp_block=desk.block(name="Doi", doi=True, max=2))
        assert send(desk).json() == {"status": "doi"}
        assert total(desk) == {"total": 1}

    @pytest.mark.parametrize("prokey", [UNKNOWN, "", "x", "\x00"])
    def test_of_nothing_are_an_error(self, desk: Desk, prokey: str) -> None:
        answer = desk.world.get(SEATS, params={"prokey": prokey})
        assert answer.status_code in (400, 404)
        assert answer.json()["error"]


class TestTheForm:
    def test_is_an_answer_for_the_whole_event(self, desk: Desk) -> None:
        answer = send(desk, payload={"diet": "cake", "bus": True}, amount=2)
        assert (answer.status_code, answer.json()) == (200, {"status": "success"})
        (said,) = desk.list()
        assert (said["status"], said["amount"], said["payload"]) == ("confirmed", 2, {"diet": "cake", "bus": True})

    def test_sent_again_looks_the_same_and_changes_nothing(self, desk: Desk) -> None:
        first, second = send(desk), send(desk, status="declined")
        assert first.content == second.content
        assert desk.said() == {"vera": "confirmed"}

    def test_sent_again_later_looks_the_same_where_the_last_seat_is_kept_for_it(self, desk: Desk) -> None:
        desk.prokey = desk.event(rsvp_block=desk.block(name="Doi", doi=True, max=1))
        assert send(desk).json() == {"status": "doi"}
        desk.world.clock.move(timedelta(minutes=5))
        assert send(desk).json() == {"status": "doi"}
        assert send(desk, email="b@example.org").json() == {"error": 6}

    def test_of_who_comes_too_late_waits(self, desk: Desk) -> None:
        send(desk, amount=3)
        assert send(desk, email="b@example.org").json() == {"status": "waitlisted"}

    def test_whose_first_answer_is_a_yes_takes_no_other(self, desk: Desk) -> None:
        desk.prokey = desk.event(rsvp_block=desk.block(name="Yes", initial_confirmation=True))
        assert send(desk, status="declined").status_code == 200
        assert desk.said() == {"vera": "confirmed"}

    @pytest.mark.parametrize(
        ("block", "body", "status", "error"),
        [
            ({}, {"email": "vera"}, 400, 2),
            ({}, {"email": None}, 400, 2),
            ({"expires": "2026-01-01T00:00:00.000Z"}, {}, 409, 5),
            ({"max": 1}, {"amount": 2}, 400, 1),
            ({"max": 1, "maxpp": 2}, {"amount": 2}, 409, 6),
            ({}, {"status": "waitlisted"}, 400, 1),
            ({}, {"status": "undecided"}, 403, 1),
            ({}, {"amount": 0}, 400, 1),
            ({}, {"amount": -1}, 400, 1),
            ({}, {"amount": 1.5}, 400, 1),
            ({}, {"payload": "x"}, 400, 1),
            ({"fields": [{"type": "text", "name": "diet", "required": True}]}, {}, 400, 1),
            ({}, {"prokey": UNKNOWN}, 404, 1),
            ({}, {"prokey": 1}, 400, 1),
        ],
    )
    def test_that_cannot_be_taken_says_why_by_number(
        self, desk: Desk, block: Any, body: Any, status: int, error: int
    ) -> None:
        desk.prokey = desk.event(rsvp_block=desk.block(name="Block", **block))
        answer = send(desk, **body)
        assert (answer.status_code, answer.json()) == (status, {"error": error})
        assert desk.list() == []

    @pytest.mark.parametrize("body", [b"", b"[]", b"{", b'{"a": 1, "a": 2}', b"\xff", b"[" * 99_999])
    def test_that_is_none_is_an_error(self, desk: Desk, body: bytes) -> None:
        answer = desk.world.post(FORM, HEADERS, content=body)
        assert (answer.status_code, answer.json()) == (400, {"error": 1})

    def test_sent_too_often_waits(self, desk: Desk) -> None:
        for _ in range(limits.ANSWERS_PER_ADDRESS_PER_MINUTE):
            send(desk)
        answer = send(desk)
        assert (answer.status_code, answer.json(), answer.headers["Retry-After"]) == (429, {"error": 1}, "60")


class TestFromAnyPage:
    @pytest.mark.parametrize("path", [SEATS, FORM])
    def test_the_headers_that_it_sends_are_allowed(self, world: World, path: str) -> None:
        answer = world.ask("OPTIONS", path, HEADERS | {"Access-Control-Request-Headers": "rsvp,cache-control"})
        assert answer.status_code == 204
        allowed = answer.headers["Access-Control-Allow-Headers"].lower()
        assert {"rsvp", "cache-control", "content-type"} <= set(allowed.split(", "))
        assert answer.headers["Access-Control-Allow-Origin"] == "*"

    def test_errors_can_be_read_too(self, world: World) -> None:
        for answer in (world.get(SEATS), world.get(FORM), world.post(FORM, json={})):
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            assert answer.json() == {"error": 1}
