"""Texts and bodies from outside that have broken others."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.dialects.groupme.room import REHEARSAL, Room

VECTORS = Path(__file__).resolve().parents[4] / "shared" / "vectors"
BODIES = sorted((VECTORS / "json").glob("*.json"))
REFUSED_EVERYWHERE = ("duplicated_key", "null_escape", "escaped_null")  # RFC 7493; see test_strict_json.py
NAUGHTY = VECTORS / "strings" / "blns.json"
STRINGS: list[str] = json.loads(NAUGHTY.read_text(encoding="utf-8")) if NAUGHTY.exists() else []


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


@pytest.mark.skipif(not STRINGS, reason="../shared/vectors/strings is not beside this checkout")
class TestStrings:
    def shown(self, room: Room, fields: dict[str, Any]) -> Any:
        """The event made with these fields as everybody sees it; None where it is refused."""
        answer = room.post(f"{room.events}/create", room.olga.by_token, json=REHEARSAL | fields)
        if answer.status_code == 400:
            return None
        return room.show(room.good(answer, 201)["event"]["event_id"])

    def test_come_back_equal_or_are_refused(self, room: Room) -> None:
        taken = 0
        for text in STRINGS:
            fields = {"name": text, "description": text, "location": {"name": text, "address": text}}
            event = self.shown(room, fields)
            if event is None:
                for name, value in fields.items():  # one of them may be taken alone
                    event = self.shown(room, {name: value})
                    assert event is None or event.get(name, "") == value
            else:
                taken += 1
                assert {name: event[name] for name in fields} == fields
        assert taken > 480

    def test_said_in_the_conversation_come_back_equal_or_are_refused(self, room: Room) -> None:
        path = f"/v3/groups/{room.choir.number}/messages"
        for text in STRINGS:
            answer = room.post(path, room.olga.by_token, json={"message": {"text": text}})
            assert answer.status_code == 400 or room.good(answer, 201)["message"]["text"] == text

    def test_anywhere_in_an_address_break_nothing(self, room: Room) -> None:
        for text in STRINGS:
            words = {"event_id": text, "going": text, "end_at": text, "limit": text, "after": text}
            for route in ("list", "show"):
                answer = room.get(f"{room.events}/{route}", room.olga.by_token, params=words)
                assert answer.status_code in {200, 400, 404}
