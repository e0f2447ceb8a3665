"""What goes wrong is told in the envelope, whatever it is."""

import logging
from typing import Any

import httpx
import pytest

from kalends.dialects.groupme.errors import STATUS, told
from kalends.dialects.groupme.routes import ROUTES
from kalends.domain import limits
from kalends.domain.errors import Kind, Refused, Unavailable
from tests.dialects.groupme.room import REHEARSAL, Room

PATHS = sorted({path for path, _, _ in ROUTES})
VERBS = ["GET", "POST", "PUT", "PATCH", "DELETE"]


class TestPaths:
    @pytest.mark.parametrize("path", ["/v3", "/v3/", "/v3/x", "/v3/groups/", "/v3/users/you", "/v3/groups/1/2/3"])
    def test_that_lead_nowhere(self, one_room: Room, path: str) -> None:
        assert one_room.refused(one_room.get(path, one_room.olga.by_token), 404) == "not found"

    @pytest.mark.parametrize("path", PATHS)
    @pytest.mark.parametrize("verb", VERBS)
    def test_know_their_verbs(self, one_room: Room, path: str, verb: str) -> None:
        answer = one_room.ask(verb, path.format(conversation=1, group=1, name=1), one_room.olga.by_token)
        if answer.status_code == 405:
            assert one_room.refused(answer, 405) == "method not allowed"
            assert verb not in answer.headers["Allow"]
        else:
            assert answer.status_code in {200, 304, 400, 404}


class TestBodies:
    @pytest.mark.parametrize(("size", "code"), [(limits.BODY_BYTES, 201), (limits.BODY_BYTES + 1, 413)])
    def test_have_a_bound(self, one_room: Room, size: int, code: int) -> None:
        body = b'{"name":"x","start_at":"2026-01-01T00:00:00Z","end_at":"2026-01-01T00:00:00Z","timezone":"Etc/UTC"}'
        answer = one_room.post(f"{one_room.events}/create", one_room.olga.by_token, content=body.ljust(size))
        assert answer.status_code == code
        if code != 201:
            assert str(limits.BODY_BYTES) in one_room.refused(answer, code)

    def test_are_not_compressed(self, one_room: Room) -> None:
        headers = {**one_room.olga.by_token, "Content-Encoding": "gzip"}
        assert "compressed" in one_room.refused(one_room.post(f"{one_room.events}/create", headers, content=b"x"), 400)

    def test_may_say_they_are_anything(self, one_room: Room) -> None:
        for kind in ("text/plain", "application/x-www-form-urlencoded", "nonsense"):
            headers = {**one_room.olga.by_token, "Content-Type": kind}
            one_room.good(one_room.post(f"{one_room.events}/create", headers, json=REHEARSAL), 201)


class TestRefusals:
    @pytest.mark.parametrize("kind", list(Kind))
    def test_each_kind_has_a_status_of_its_own(self, kind: Kind) -> None:
        assert [other for other, status in STATUS.items() if status == STATUS[kind]] == [kind]

    @pytest.mark.parametrize(
        ("field", "theirs"),
        [
            ("dates[0].name", "name"),
            ("dates[12].start_time", "start_at"),
            ("occurrence.end_date", "end_at"),
            ("occurrence.zone", "timezone"),
            ("location.lat", "location.lat"),
            ("image", "image_url"),
            ("amount", "amount"),
        ],
    )
    def test_name_the_clients_field(self, field: str, theirs: str) -> None:
        assert told(Refused(Kind.INVALID, "is wrong", field=field)) == f"{theirs}: is wrong"

    def test_what_is_not_found_has_one_text(self) -> None:
        assert told(Refused(Kind.NOT_FOUND, "No entry found", field="x")) == "not found"


class TestFailures:
    def fail(self, one_room: Room, monkeypatch: pytest.MonkeyPatch, error: Exception) -> httpx.Response:
        async def failing(*_: Any, **__: Any) -> None:
            raise error

        monkeypatch.setattr(type(one_room.store), "read", failing)
        return one_room.get(f"{one_room.events}/list?token={one_room.olga.token}")

    def test_of_the_database_ask_to_come_back(self, one_room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        answer = self.fail(one_room, monkeypatch, Unavailable("the disk is full"))
        assert one_room.refused(answer, 503) == "temporarily unavailable"
        assert answer.headers["Retry-After"] == "1"

    def test_of_ours_are_told_in_full_to_the_log_only(
        self, one_room: Room, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
    ) -> None:
        one_room.asker.event_hooks = {}  # no description of ours has a failure of ours
        answer = self.fail(one_room, monkeypatch, ZeroDivisionError("by the treasurer"))
        assert one_room.refused(answer, 500) == "internal server error"
        (record,) = [record for record in caplog.records if record.levelno == logging.ERROR]
        assert "by the treasurer" in caplog.text
        assert one_room.olga.token not in record.getMessage()
