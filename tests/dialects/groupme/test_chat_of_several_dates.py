"""A line of the calendar names the very meeting that it is about."""

from typing import Any

import pytest

from tests.cast import World
from tests.dialects.groupme.room import Room

FIRST = {"name": "Concert", "startDate": "2026-06-11"}
SECOND = {"name": "Party", "startDate": "2026-06-12"}


def by_key(room: Room, method: str, path: str, **body: Any) -> Any:
    """Over the whole server, as a program of another vendor does."""
    answer = World.ask(room, method, f"/v1{path}", room.olga.by_key, json=body)
    assert answer.is_success, answer.text
    return answer.json()


class Tour:
    """An event of two dates made over `/v1`, and the last line that was said of it."""

    def __init__(self, room: Room) -> None:
        self.room = room
        made = by_key(room, "POST", "/event", event_group=room.choir.prokey, dates=[FIRST, SECOND])
        self.prokey = made["prokey"]
        self.first, self.second = (it["event_id"] for it in room.list()["events"])

    def revise(self, *dates: dict[str, Any]) -> None:
        by_key(self.room, "PATCH", f"/event/{self.prokey}", dates=list(dates))

    def last(self) -> tuple[str, str]:
        """The text of the last line, and the id that it names, twice alike."""
        (line,) = self.room.messages(limit=1)
        (attachment,) = line["attachments"]
        data = line["event"]["data"]["event"]
        assert attachment["event_id"] == data["id"]
        assert f"'{data['name']}'" in line["text"]
        return line["text"], attachment["event_id"]


@pytest.fixture
def tour(room: Room) -> Tour:
    return Tour(room)


class TestSeveralDates:
    def test_the_one_that_is_cancelled_is_named(self, tour: Tour) -> None:
        tour.revise({}, {"status": "CANCELLED"})
        assert tour.last() == ("Olga canceled 'Party'", tour.second)

    def test_one_that_takes_place_after_all_is_not_said_to_have_moved(self, tour: Tour) -> None:
        tour.revise({}, {"status": "CANCELLED"})
        tour.revise({}, {"status": "CONFIRMED"})
        assert tour.last() == ("Olga updated the event 'Party'", tour.second)

    def test_the_one_that_is_moved_is_named(self, tour: Tour) -> None:
        tour.revise({}, {"startDate": "2026-06-13"})
        assert tour.last() == ("Olga updated the time for the event 'Party'", tour.second)

    def test_the_one_that_is_answered_is_named(self, tour: Tour) -> None:
        tour.room.rsvp(tour.second, tour.room.mika, "true")
        assert tour.last() == ("Mika is going to 'Party'", tour.second)

    def test_one_that_is_taken_out_is_called_off(self, tour: Tour) -> None:
        tour.revise({"name": None, "startDate": None})
        assert tour.last() == ("Olga canceled 'Concert'", tour.first)

    def test_afterwards_the_other_one_is_named_by_its_own_id(self, tour: Tour) -> None:
        tour.revise({"name": None, "startDate": None})
        tour.revise({"name": "Feast"})
        assert tour.last() == ("Olga updated the name for the event 'Feast'", tour.second)
        assert tour.room.show(tour.second)["name"] == "Feast"

    def test_one_that_is_added_is_named(self, tour: Tour) -> None:
        tour.revise({}, {}, {"name": "Encore", "startDate": "2026-06-14"})
        third = tour.room.list()["events"][2]["event_id"]
        assert tour.last()[1] == third

    def test_one_that_was_cancelled_already_is_taken_out_without_calling_it_off_again(self, tour: Tour) -> None:
        tour.revise({}, {"status": "CANCELLED"})
        tour.revise({}, {"name": None, "startDate": None, "status": None})
        texts = [line["text"] for line in tour.room.messages()]
        assert texts.count("Olga canceled 'Party'") == 1

    def test_the_one_that_takes_place_is_announced(self, room: Room) -> None:
        dates = [FIRST | {"status": "CANCELLED"}, SECOND]
        by_key(room, "POST", "/event", event_group=room.choir.prokey, dates=dates)
        (line,) = room.messages(limit=1)
        assert line["event"]["data"]["event"] == {"id": room.list()["events"][0]["event_id"], "name": "Party"}

    def test_what_is_cancelled_from_the_beginning_is_not_announced(self, room: Room) -> None:
        date = FIRST | {"status": "CANCELLED"}
        by_key(room, "POST", "/event", event_group=room.choir.prokey, dates=[date])
        assert room.get(f"/v3/groups/{room.choir.number}/messages", room.olga.by_token).status_code == 304  # no lines


class TestOneOfASeries:
    def test_renamed_alone_is_called_by_its_own_name(self, room: Room) -> None:
        weekly = {"simplified_recurrence": True, "recurrence_simple_type": "weekly", "recurrence_count": 3}
        by_key(room, "POST", "/event", event_group=room.choir.prokey, dates=[FIRST], **weekly)
        second = room.list()["events"][1]["event_id"]
        room.update(second, name="Evensong")
        room.rsvp(second, room.mika, "true")
        room.delete(f"{room.events}/delete?event_id={second}", room.olga.by_token)
        assert [line["text"] for line in room.messages(limit=3)] == [
            "Olga canceled 'Evensong'", "Mika is going to 'Evensong'", "Olga updated the name for the event 'Evensong'",
        ]  # fmt: skip
