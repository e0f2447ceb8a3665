"""Texts and bodies from outside that have broken others."""

import json
from pathlib import Path

import pytest

from tests.dialects.groupme.room import REHEARSAL, Room
from tests.dialects.naughty import THEIRS, texts

VECTORS = Path(__file__).resolve().parents[4] / "shared" / "vectors"
BODIES = sorted((VECTORS / "json").glob("*.json"))
REFUSED_EVERYWHERE = ("duplicated_key", "null_escape", "escaped_null")  # RFC 7493; see test_strict_json.py


@pytest.mark.skipif(not BODIES, reason="../shared/vectors/json is not beside this checkout")
class TestBodies:
    def test_none_makes_an_event_or_breaks_anything(self, one_room: Room) -> None:
        for vector in BODIES:
            answer = one_room.post(f"{one_room.events}/create", one_room.olga.by_token, content=vector.read_bytes())
            assert one_room.refused(answer, 400), vector.name
        assert one_room.list() == {"events": []}

    def test_good_ones_may_stand_in_an_event_beside_its_fields(self, one_room: Room) -> None:
        start = json.dumps(REHEARSAL)[:-1].encode() + b', "links": '
        for vector in BODIES:
            body = start + vector.read_bytes() + b"}"
            answer = one_room.post(f"{one_room.events}/create", one_room.olga.by_token, content=body)
            assert answer.status_code in expected(vector.name), vector.name


def expected(name: str) -> set[int]:
    """Good JSON is taken unless readers disagree on it; bad JSON may be whole inside another text."""
    if name.startswith("y_"):
        return {400} if any(part in name for part in REFUSED_EVERYWHERE) else {201}
    return {201, 400}


@pytest.mark.skipif(not THEIRS, reason="../shared/vectors/strings is not beside this checkout")
class TestStrings:
    """In an event: see test_strings_of_events.py."""

    def test_said_in_the_conversation_come_back_equal_or_are_refused(self, room: Room, kind: str) -> None:
        path = f"/v3/groups/{room.choir.number}/messages"
        for text in texts(kind, THEIRS):
            answer = room.post(path, room.olga.by_token, json={"message": {"text": text}})
            assert answer.status_code == 400 or room.good(answer, 201)["message"]["text"] == text

    def test_anywhere_in_an_address_break_nothing(self, one_room: Room) -> None:
        for text in THEIRS:
            words = {"event_id": text, "going": text, "end_at": text, "limit": text, "after": text}
            for route in ("list", "show"):
                answer = one_room.get(f"{one_room.events}/{route}", one_room.olga.by_token, params=words)
                assert answer.status_code in {200, 400, 404}
