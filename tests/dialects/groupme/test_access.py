"""Who gets in, and how far."""

import logging

import pytest

from kalends.actions.group import set_group_status
from kalends.dialects.groupme.routes import ROUTES
from kalends.domain import limits
from kalends.domain.group import Status
from tests import loop
from tests.dialects.groupme.room import REHEARSAL, UNKNOWN, Room, drawn

VERBS = {
    "list": "GET", "show": "GET", "create": "POST", "update": "POST", "delete": "DELETE", "rsvp": "POST",
    "no_rsvp": "DELETE", None: "GET", "one": "GET", "subgroups": "GET", "me": "GET",
}  # fmt: skip
CLOSED = [
    (VERBS[suffix] if path != "/pictures" else "POST", path) for path, _, suffix in ROUTES if path != "/pictures/{name}"
] + [("POST", "/v3/groups/{group}/messages")]
IN_A_GROUP = [(verb, path) for verb, path in CLOSED if "{" in path]


def ask(room: Room, verb: str, path: str, group: object, headers: dict[str, str], event_id: str = UNKNOWN) -> bytes:
    """Status and body of a call that would be good for a member of the choir."""
    filled = path.format(conversation=group, group=group) + f"?event_id={event_id}&going=true"
    body = {**REHEARSAL, "is_all_day": False, "message": {"text": "Hello"}}
    answer = room.ask(verb, filled, headers, json=body)
    return str(answer.status_code).encode() + answer.content


class TestTokens:
    @pytest.mark.parametrize(("verb", "path"), CLOSED)
    def test_are_needed_on_every_route(self, one_room: Room, verb: str, path: str) -> None:
        filled = path.format(conversation=one_room.choir.number, group=one_room.choir.number)
        for headers in (
            {},
            {"X-Access-Token": "x" * 40},
            {"X-Access-Token": one_room.olga.key},
            {"Authorization": one_room.olga.key},
        ):
            answer = one_room.ask(verb, filled, headers)
            assert one_room.refused(answer, 401) == "unauthorized"

    @pytest.mark.parametrize(("verb", "path"), CLOSED)
    def test_may_stand_in_the_query_or_in_a_header_or_in_both(self, one_room: Room, verb: str, path: str) -> None:
        filled = path.format(conversation=one_room.choir.number, group=one_room.choir.number)
        query = f"{filled}?token={one_room.olga.token}"
        ways = [
            (query, {}),
            (filled, one_room.olga.by_token),
            (query, one_room.olga.by_token),
            (filled, {"x-access-token": one_room.olga.token}),
        ]
        answers = [one_room.ask(verb, target, headers) for target, headers in ways]
        assert len({(answer.status_code, answer.content) for answer in answers}) == 1
        assert answers[0].status_code != 401

    def test_that_differ_are_refused(self, one_room: Room) -> None:
        answer = one_room.get(f"/v3/users/me?token={one_room.olga.token}", one_room.mika.by_token)
        assert "differ" in one_room.refused(answer, 400)

    def test_given_twice_are_refused(self, one_room: Room) -> None:
        twice = f"token={one_room.olga.token}&token={one_room.olga.token}"
        assert "more than once" in one_room.refused(one_room.get(f"/v3/users/me?{twice}"), 400)
        for second in (one_room.olga.token, one_room.mika.token):
            headers = [("X-Access-Token", one_room.olga.token), ("X-Access-Token", second)]
            answer = loop.run(one_room.asker.get("/v3/users/me", headers=headers))
            assert "more than once" in one_room.refused(answer, 400)

    @pytest.mark.parametrize("token", ["", " ", "%00", "é", "x" * 7_000, "'; DROP TABLE persons; --"])
    def test_that_nobody_has_are_refused(self, one_room: Room, token: str) -> None:
        one_room.refused(one_room.get(f"/v3/users/me?token={token}"), 401)

    def test_are_in_no_log(self, one_room: Room, caplog: pytest.LogCaptureFixture) -> None:
        with caplog.at_level(logging.DEBUG):
            one_room.get(f"/v3/users/me?token={one_room.olga.token}")
            one_room.get(f"/v3/users/me?token={one_room.olga.token}x")
            one_room.get(f"{one_room.events}/show?event_id=x&token={one_room.olga.token}")
        ours = [record for record in caplog.records if record.name.startswith("kalends")]
        assert not [record for record in ours if one_room.olga.token in record.getMessage()]


class TestStrangers:
    @pytest.mark.parametrize(("verb", "path"), IN_A_GROUP)
    def test_cannot_tell_a_conversation_from_one_that_nobody_has(self, room: Room, verb: str, path: str) -> None:
        event_id = room.create()["event_id"]
        unknown = ask(room, verb, path, 12_321, dict(room.olga.by_token))
        assert unknown.startswith(b'404{"meta":{"code":404,"errors":["not found"]}')
        for friend in (room.nadia, room.theirs.otto):
            assert ask(room, verb, path, room.choir.number, dict(friend.by_token), event_id) == unknown
        assert ask(room, verb, path, room.theirs.group.number, dict(room.olga.by_token), event_id) == unknown
        for name in ("x", "0", "-1", "1+2", "1%2B2", "9" * 30, "٣", room.choir.prokey):
            assert ask(room, verb, path, name, dict(room.olga.by_token), event_id) == unknown

    @pytest.mark.parametrize("route", ["show", "update", "delete", "rsvp", "rsvp/delete"])
    def test_an_event_is_found_in_its_own_conversation_only(self, room: Room, route: str) -> None:
        event_id = room.create()["event_id"]
        (verb,) = {VERBS[suffix] for path, _, suffix in ROUTES if path.endswith(f"/events/{route}")}
        path = "/v3/conversations/{conversation}/events/" + route
        unknown = ask(room, verb, path, room.board.number, dict(room.olga.by_token))
        assert ask(room, verb, path, room.board.number, dict(room.olga.by_token), event_id) == unknown
        assert unknown.startswith(b"404")

    @pytest.mark.parametrize(("verb", "path"), IN_A_GROUP)
    def test_a_draft_is_in_no_conversation(self, room: Room, verb: str, path: str) -> None:
        event_id = room.create()["event_id"]
        room.do(set_group_status, room.olga.acting(), room.choir.prokey, Status.DRAFT, now=room.clock.now())
        assert ask(room, verb, path, room.choir.number, dict(room.olga.by_token), event_id).startswith(b"404")
        assert "Choir" not in room.get("/v3/groups", room.olga.by_token).text

    def test_a_member_may_make_events_and_answer_them(self, room: Room) -> None:
        event = room.create(room.mika)
        assert room.rsvp(event["event_id"], room.lena, "true")["going_count"] == 2


class TestRates:
    def test_a_token_that_asks_too_often_has_to_wait(self, room: Room) -> None:
        async def asked(times: int) -> list[int]:
            """Without a second between them."""
            answers = [await room.asker.get("/v3/users/me", headers=room.olga.by_token) for _ in range(times)]
            assert {answer.headers.get("Retry-After") for answer in answers if answer.status_code == 429} <= {"1"}
            return [answer.status_code for answer in answers]

        assert loop.run(asked(limits.REQUESTS_PER_SECOND + 1)) == [200] * limits.REQUESTS_PER_SECOND + [429]
        assert loop.run(asked(1)) == [429]
        assert room.get("/v3/users/me", room.olga.by_token).status_code == 200
        assert room.get("/v3/users/me", room.mika.by_token).status_code == 200


class TestPicturesOfEverybody:
    def test_whoever_has_the_address_sees_a_picture(self, room: Room) -> None:
        url = room.picture(9, 9)
        assert room.get(url).status_code == 200
        assert room.post("/pictures", content=drawn(1, 1, "PNG")).status_code == 401
