"""When an event is: what clients write, and what they read."""

from typing import Any

import pytest

from tests.dialects.groupme.room import REHEARSAL, Room


def times(event: dict[str, Any]) -> tuple[str, str]:
    return event["start_at"], event["end_at"]


class TestOffsets:
    @pytest.mark.parametrize(
        ("start", "end", "zone"),
        [
            ("2021-07-11T20:45:00-05:00", "2021-07-12T20:45:00-05:00", "America/Chicago"),
            ("2026-01-05T23:59:59+01:00", "2026-01-06T00:00:01+01:00", "Europe/Berlin"),
            ("2026-03-02T19:00:00+05:45", "2026-03-02T20:00:00+05:45", "Asia/Kathmandu"),
            ("2026-03-02T19:00:00+00:00", "2026-03-02T20:00:00+00:00", "Etc/UTC"),
            ("2026-03-28T12:00:00+01:00", "2026-03-29T12:00:00+02:00", "Europe/Berlin"),
        ],
    )
    def test_times_in_the_zones_own_offset_come_back_equal(self, room: Room, start: str, end: str, zone: str) -> None:
        assert times(room.create(start_at=start, end_at=end, timezone=zone)) == (start, end)

    @pytest.mark.parametrize(
        "start",
        [
            "2026-03-02T18:00:00Z",
            "2026-03-02T18:00:00.000Z",
            "2026-03-02T18:00:00.999999Z",
            "2026-03-02T18:00Z",
            "2026-03-02t18:00:00z",
            "2026-03-02 18:00:00Z",
            "2026-03-02T12:00:00-06:00",
            "2026-03-02T12:00:00-0600",
            "2026-03-02T12:00:00-06",
            "2026-03-02T19:00:00",
        ],
    )
    def test_every_spelling_of_an_instant_is_the_zones_clock(self, room: Room, start: str) -> None:
        assert room.create(start_at=start)["start_at"] == "2026-03-02T19:00:00+01:00"

    def test_an_offset_that_contradicts_the_zone_wins(self, room: Room) -> None:
        event = room.create(start_at="2026-03-02T09:00:00-08:00", end_at="2026-03-02T10:00:00-08:00")
        assert times(event) == ("2026-03-02T18:00:00+01:00", "2026-03-02T19:00:00+01:00")

    def test_each_of_two_equal_times_is_itself(self, room: Room) -> None:
        event = room.create(start_at="2026-10-25T02:30:00+02:00", end_at="2026-10-25T02:30:00+01:00")
        assert times(event) == ("2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00")
        assert times(room.show(event["event_id"])) == times(event)

    def test_the_second_of_two_equal_times_can_be_the_start(self, room: Room) -> None:
        event = room.create(start_at="2026-10-25T02:30:00+01:00", end_at="2026-10-25T02:45:00+01:00")
        assert times(event) == ("2026-10-25T02:30:00+01:00", "2026-10-25T02:45:00+01:00")

    def test_an_event_may_end_when_it_begins(self, room: Room) -> None:
        event = room.create(end_at="2026-03-02T19:00:00+01:00")
        assert event["start_at"] == event["end_at"]

    def test_the_audit_stamps_are_in_utc(self, room: Room) -> None:
        event = room.create()
        assert event["created_at"] == event["updated_at"] == "2026-01-05T09:00:01Z"


class TestAllDay:
    @pytest.mark.parametrize(
        ("start", "end"),
        [
            ("2026-06-06T00:00:00+02:00", "2026-06-07T00:00:00+02:00"),
            ("2026-06-06T00:00:00+02:00", "2026-06-06T23:59:00+02:00"),
            ("2026-06-06T09:30:00+02:00", "2026-06-08T17:00:05+02:00"),
            ("2026-03-29T00:00:00+01:00", "2026-03-30T00:00:00+02:00"),
        ],
    )
    def test_the_times_sent_come_back(self, room: Room, start: str, end: str) -> None:
        event = room.create(start_at=start, end_at=end, is_all_day=True)
        assert event["is_all_day"] is True
        assert times(event) == times(room.show(event["event_id"])) == (start, end)

    def test_days_and_hours_can_change_into_each_other(self, room: Room) -> None:
        event = room.create()
        whole = {
            "start_at": "2026-06-06T00:00:00+02:00",
            "end_at": "2026-06-07T00:00:00+02:00",
            "timezone": "Europe/Berlin",
        }
        days = room.good(room.update(event["event_id"], **whole, is_all_day=True))["event"]
        assert (times(days), days["is_all_day"]) == ((whole["start_at"], whole["end_at"]), True)
        hours = room.good(room.update(event["event_id"], **whole, is_all_day=False))["event"]
        assert (times(hours), hours["is_all_day"]) == ((whole["start_at"], whole["end_at"]), False)


class TestTimesThatAreRefused:
    @pytest.mark.parametrize(
        "start",
        [
            "yesterday",
            "2026-03-02",
            "2026-02-30T19:00:00Z",
            "2026-13-01T19:00:00Z",
            "2026-03-02T24:00:00Z",
            "2026-03-02T19:60:00Z",
            "2026-03-02T23:59:60Z",
            "2026-03-02T19:00:00+24:00",
            "2026-03-02T19:00:00+01:60",
            "2026-03-02T19:00:00 01:00",
            "2026-03-02T19:00:00Europe/Berlin",
            "٢٠٢٦-03-02T19:00:00Z",
            "0000-01-01T00:00:00Z",
            "0001-01-01T00:00:00+14:00",
            "9999-12-31T23:59:59-14:00",
            "0001-01-01T00:00:00",
            "9999-12-31T23:59:59",
            "1969-12-31T12:00:00Z",
            "2201-01-01T12:00:00Z",
            "20260302T190000Z",
            "2026-W10-1T19:00:00Z",
            " 2026-03-02T19:00:00Z",
            "2026-03-02T19:00:00Z\n",
            1_772_474_400,
            True,
            ["2026-03-02T19:00:00Z"],
            {},
        ],
    )
    def test_what_is_no_date_and_time_is_named(self, one_room: Room, start: Any) -> None:
        for name in ("start_at", "end_at"):
            answer = one_room.post(f"{one_room.events}/create", one_room.olga.by_token, json=REHEARSAL | {name: start})
            assert one_room.refused(answer, 400).startswith(f"{name}: ")
        assert one_room.list() == {"events": []}

    def test_an_end_before_the_start(self, one_room: Room) -> None:
        late = REHEARSAL | {"start_at": "2026-03-02T21:00:01+01:00"}
        answer = one_room.post(f"{one_room.events}/create", one_room.olga.by_token, json=late)
        assert one_room.refused(answer, 400) == "end_at: the end is before the start"

    @pytest.mark.parametrize(
        "zone", ["America/Los_Angelese", "CET+1", "../UTC", "europe/berlin", "Factory", "x" * 500, 1, []]
    )
    def test_a_zone_that_nobody_has(self, one_room: Room, zone: Any) -> None:
        answer = one_room.post(f"{one_room.events}/create", one_room.olga.by_token, json=REHEARSAL | {"timezone": zone})
        assert one_room.refused(answer, 400).startswith("timezone: ")

    def test_a_zone_that_is_nearly_right_is_named(self, one_room: Room) -> None:
        answer = one_room.post(
            f"{one_room.events}/create", one_room.olga.by_token, json=REHEARSAL | {"timezone": "America/Los_Angelese"}
        )
        assert "America/Los_Angeles?" in one_room.refused(answer, 400)
