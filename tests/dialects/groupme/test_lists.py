"""Which events are listed, and page by page."""

from typing import Any
from urllib.parse import quote

import pytest

from tests.dialects.groupme.room import Room


def on(day: int, **fields: Any) -> dict[str, Any]:
    """An event in January 2026, from 10 to 11 in UTC."""
    when = {"start_at": f"2026-01-{day:02}T10:00:00Z", "end_at": f"2026-01-{day:02}T11:00:00Z", "timezone": "Etc/UTC"}
    return {"name": f"Day {day}"} | when | fields


def names(page: dict[str, Any]) -> list[str]:
    return [event["name"] for event in page["events"]]


class TestTheList:
    def test_is_by_start_and_has_past_events_too(self, room: Room) -> None:
        for day in (20, 2, 11):
            room.create(**on(day))
        assert names(room.list()) == ["Day 2", "Day 11", "Day 20"]

    def test_of_one_conversation_holds_nothing_of_another(self, room: Room) -> None:
        room.create()
        answer = room.get(f"/v3/conversations/{room.board.number}/events/list", room.olga.by_token)
        assert room.good(answer) == {"events": []}

    def test_an_event_shows_the_same_as_alone(self, room: Room) -> None:
        event = room.create(description="x", location={"name": "Hall"}, reminders=[0])
        room.rsvp(event["event_id"], room.mika, "false")
        assert room.list() == {"events": [room.show(event["event_id"])]}


class TestTheLowerBound:
    @pytest.mark.parametrize(
        ("bound", "expected"),
        [
            ("1970-01-01T00:00:00Z", [2, 11]),
            ("2026-01-02T11:00:00Z", [2, 11]),
            ("2026-01-02T11:00:00.000001Z", [11]),
            ("2026-01-02T11:00:01Z", [11]),
            ("2026-01-02T11:00:01", [11]),
            ("2026-01-02T12:00:00+01:00", [2, 11]),
            ("2026-01-02T12:00:01 01:00", [11]),
            ("2026-01-02T05:00:00-06:00", [2, 11]),
            ("2026-01-02 11:00:01.5 00:00", [11]),
            ("2026-01-02T11:00:01.123456+00:00", [11]),
            ("0001-01-01T00:00:00Z", [2, 11]),
            ("9999-12-31T23:59:59Z", []),
            ("0", [2, 11]),
            ("1767351601", [11]),
            ("", [2, 11]),
        ],
    )
    def test_is_on_the_end_and_counts_itself(self, room: Room, bound: str, expected: list[int]) -> None:
        for day in (2, 11):
            room.create(**on(day))
        assert names(room.list(end_at=bound)) == [f"Day {day}" for day in expected]

    def test_keeps_a_plus_that_nobody_escaped(self, room: Room) -> None:
        room.create(**on(2))
        path = f"{room.events}/list?end_at=2026-01-02T12:00:00+01:00&limit=20"
        assert names(room.good(room.get(path, room.olga.by_token))) == ["Day 2"]

    @pytest.mark.parametrize(
        "bound",
        ["soon", "2026-01-02", "2026-02-30T00:00:00Z", "99999999999", "-1", "1e9", "0001-01-01T00:00:00+14:00", "٣"],
    )
    def test_is_refused_where_it_is_none(self, room: Room, bound: str) -> None:
        answer = room.get(f"{room.events}/list?end_at={quote(bound)}", room.olga.by_token)
        assert room.refused(answer, 400).startswith("end_at: ")


class TestPages:
    def test_hold_twenty_unless_told_otherwise(self, room: Room) -> None:
        for day in range(1, 22):
            room.create(**on(day))
        assert len(room.list()["events"]) == 20
        assert len(room.list(limit=200)["events"]) == 21

    @pytest.mark.parametrize("limit", [1, 2, 3, 4])
    def test_lead_through_everything_once(self, room: Room, limit: int) -> None:
        for day, name in ((3, "a"), (3, "b"), (3, "c"), (9, "d")):
            room.create(**on(day, name=name))
        page, seen = room.list(limit=limit, end_at="2026-01-01T00:00:00.25 00:00"), []
        for _ in range(5):
            seen += names(page)
            if "next" not in page:
                break
            assert page["next"].startswith("/v3/")
            assert room.olga.token not in page["next"]
            page = room.good(room.get(page["next"], room.olga.by_token))
        assert seen == ["a", "b", "c", "d"]

    def test_go_on_where_they_were_though_an_event_went_away(self, room: Room) -> None:
        first, *_ = [room.create(**on(day)) for day in (1, 2, 3)]
        page = room.list(limit=1)
        room.good(room.delete(f"{room.events}/delete?event_id={first['event_id']}", room.olga.by_token))
        assert names(room.good(room.get(page["next"], room.olga.by_token))) == ["Day 2"]

    @pytest.mark.parametrize("limit", ["0", "201", "-1", "1.5", "x", "9" * 30, "٣", " 5"])
    def test_a_limit_out_of_range_is_refused(self, room: Room, limit: str) -> None:
        answer = room.get(f"{room.events}/list", room.olga.by_token, params={"limit": limit})
        assert room.refused(answer, 400) == "limit must be between 1 and 200"

    @pytest.mark.parametrize("after", ["x", "1", "1_", "_1", "1_1_1", "9" * 40, "-1_-1"])
    def test_a_page_that_was_made_up_is_refused(self, room: Room, after: str) -> None:
        answer = room.get(f"{room.events}/list", room.olga.by_token, params={"after": after})
        assert room.refused(answer, 400).startswith("after: ")
