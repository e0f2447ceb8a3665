"""Making, showing, changing and cancelling events."""

from typing import Any

import pytest

from tests.dialects.groupme.room import REHEARSAL, UNKNOWN, Room


class TestMaking:
    def test_an_event_needs_a_name_times_and_a_zone_only(self, room: Room) -> None:
        event = room.create()
        assert {name: event[name] for name in REHEARSAL} == REHEARSAL
        assert (event["is_all_day"], event["reminders"]) == (False, [])

    def test_what_is_not_set_is_left_out(self, room: Room) -> None:
        unset = {"description", "image_url", "location", "deleted_at"}
        assert not unset & room.create().keys()
        assert not unset & room.create(description=None, image_url=None, location=None, reminders=None).keys()

    def test_its_maker_is_going(self, room: Room) -> None:
        event = room.create(room.mika)
        assert event["creator_id"] == str(room.mika.number)
        assert (event["going"], event["going_count"]) == ([str(room.mika.number)], 1)

    def test_the_id_is_32_digits_and_stands_under_both_names(self, room: Room) -> None:
        event = room.create()
        assert event["id"] == event["event_id"]
        assert len(event["event_id"]) == 32
        assert set(event["event_id"]) <= set("0123456789abcdef")

    def test_what_is_made_is_what_is_shown(self, room: Room) -> None:
        event = room.create(description="Bring\nwater", location={"name": "Hall"}, reminders=[3600, 0])
        assert room.show(event["event_id"], room.mika) == event

    def test_unknown_fields_are_ignored(self, room: Room) -> None:
        more = {"links": [], "going": [], "scheduled_call": True, "capacity": 5, "rrule": "FREQ=DAILY"}
        assert room.create(**more).keys() == room.create().keys()


class TestPlaces:
    @pytest.mark.parametrize("at", [("64.148430", "-21.9355508"), (38.88949419381217, -77.0352490246296), (64, -21)])
    def test_coordinates_come_back_as_they_were_sent(self, room: Room, at: tuple[Any, Any]) -> None:
        place = {"lat": at[0], "lng": at[1], "name": "Heaven?", "address": "Reykjavík"}
        shown = room.create(location=place)["location"]
        assert shown == place
        assert [type(shown[name]) for name in ("lat", "lng")] == [type(value) for value in at]

    def test_a_name_is_enough(self, room: Room) -> None:
        sent = {"name": "Hall", "address": None, "lat": None, "lng": None}
        assert room.create(location=sent)["location"] == {"name": "Hall"}


class TestDescriptions:
    @pytest.mark.parametrize(
        "text",
        ["<b>loud</b>", "a & b", "&amp;", "one\ntwo\n\nthree", "  indented  ", "1 < 2 > 0", "<script>x</script>"],
    )
    def test_every_character_comes_back_as_itself(self, room: Room, text: str) -> None:
        assert room.create(description=text)["description"] == text

    def test_lines_of_another_system_end_in_ours(self, room: Room) -> None:
        assert room.create(description="one\r\ntwo")["description"] == "one\ntwo"


class TestChanging:
    def test_only_what_is_sent_changes(self, room: Room) -> None:
        before = room.create(description="Bring water", location={"name": "Hall"}, reminders=[300])
        after = room.good(room.update(before["event_id"], name="Concert"))["event"]
        assert after == {**before, "name": "Concert", "updated_at": after["updated_at"]}
        assert after["updated_at"] > before["updated_at"]
        assert room.show(before["event_id"]) == after

    def test_null_takes_away(self, room: Room) -> None:
        full = {"description": "x", "location": {"name": "Hall"}, "reminders": [300], "image_url": room.picture()}
        event_id = room.create(**full)["event_id"]
        after = room.good(room.update(event_id, description=None, location=None, reminders=None, image_url=None))
        assert not {"description", "location", "image_url"} & after["event"].keys()
        assert after["event"]["reminders"] == []

    def test_the_four_time_fields_move_it(self, room: Room) -> None:
        event_id = room.create()["event_id"]
        times = {
            "start_at": "2026-03-03T18:00:00+00:00",
            "end_at": "2026-03-03T19:30:00+00:00",
            "timezone": "Europe/London",
            "is_all_day": False,
        }
        after = room.good(room.update(event_id, **times))["event"]
        assert {name: after[name] for name in times} == times

    def test_an_empty_change_is_none(self, room: Room) -> None:
        before = room.create()
        assert room.good(room.update(before["event_id"]))["event"] == before
        assert len(room.messages()) == 1

    def test_the_id_may_stand_in_the_body(self, room: Room) -> None:
        event_id = room.create()["event_id"]
        sent = {"event_id": event_id, "name": "Concert"}
        answer = room.post(f"{room.events}/update", room.olga.by_token, json=sent)
        assert room.good(answer)["event"]["name"] == "Concert"

    def test_but_not_another_one_than_in_the_query(self, room: Room) -> None:
        path = f"{room.events}/update?event_id={room.create()['event_id']}"
        answer = room.post(path, room.olga.by_token, json={"event_id": UNKNOWN, "name": "Concert"})
        assert "differ" in room.refused(answer, 400)

    def test_only_its_maker_may_not_even_an_administrator(self, room: Room) -> None:
        event = room.create(room.mika)
        for friend in (room.olga, room.lena):
            assert "creator" in room.refused(room.update(event["event_id"], friend, name="Mine"), 403)
        assert room.show(event["event_id"]) == event


class TestCancelling:
    def cancel(self, room: Room, event_id: str, **who: Any) -> Any:
        return room.delete(f"{room.events}/delete?event_id={event_id}", (who.get("who") or room.olga).by_token)

    def test_answers_with_null_and_takes_it_out_of_every_list(self, room: Room) -> None:
        event_id = room.create()["event_id"]
        assert room.good(self.cancel(room, event_id)) is None
        assert room.list() == {"events": []}

    def test_what_is_cancelled_is_as_unknown(self, room: Room) -> None:
        event_id = room.create()["event_id"]
        room.good(self.cancel(room, event_id))
        unknown = room.get(f"{room.events}/show?event_id={UNKNOWN}", room.olga.by_token)
        answers = [
            self.cancel(room, event_id),
            room.get(f"{room.events}/show?event_id={event_id}", room.olga.by_token),
            room.update(event_id, name="Back"),
            room.post(f"{room.events}/rsvp?event_id={event_id}&going=true", room.olga.by_token),
            room.delete(f"{room.events}/rsvp/delete?event_id={event_id}", room.olga.by_token),
        ]
        assert {(answer.status_code, answer.content) for answer in answers} == {(404, unknown.content)}

    def test_only_its_maker_may(self, room: Room) -> None:
        event = room.create()
        room.refused(self.cancel(room, event["event_id"], who=room.mika), 403)
        assert room.show(event["event_id"]) == event
