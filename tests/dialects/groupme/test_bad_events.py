"""What is refused when an event is made or changed: with a clear error, and nothing is changed."""

from typing import Any

import pytest

from tests.cast import PUBLIC_URL
from tests.dialects.groupme.room import REHEARSAL, Room, drawn

WHEN = {name: REHEARSAL[name] for name in ("start_at", "end_at", "timezone")} | {"is_all_day": False}
NAMES = ["", None, "   ", "two\nlines", "bell\x07", "nul\x85", "x" * 301]
WRONG = {
    "name": [1, True, [], {}],
    "description": [1, False, [], {}, "bell\x07", "x" * 20_001],
    "is_all_day": ["true", 1, 0, [], {}],
    "location": ["Hall", 1, [], {}, {"name": ""}, {"name": None}, {"address": "x"}, {"name": 1}],
    "reminders": [
        300, "300", "", 0, False, {}, [1], [100, 2], ["300"], [300.0], [True], [-300], [None], [[300]], [0, 300, 900],
        [300, 300],
    ],
    "image_url": [1, True, [], {}],
}  # fmt: skip
PLACES = [
    {"name": "Hall", "address": 1},
    {"name": "Hall", "lat": "64.1"},
    {"name": "Hall", "lng": 1},
    {"name": "Hall", "lat": 91, "lng": 0},
    {"name": "Hall", "lat": 0, "lng": "180.1"},
    {"name": "Hall", "lat": "north", "lng": "west"},
    {"name": "Hall", "lat": "", "lng": ""},
    {"name": "Hall", "lat": True, "lng": False},
    {"name": "Hall", "lat": [1], "lng": {}},
    {"name": "bell\x07"},
    {"name": "x" * 1_001},
    {"name": "Hall", "address": "x" * 1_001},
]
FOREIGN_PICTURES = [
    "https://i.groupme.com/1024x1024.png.8560aca484bf41f4863e2abec6016e07",
    f"{PUBLIC_URL}/pictures/8x4.png.{'0' * 32}",
    f"{PUBLIC_URL}/pictures/8x4.png",
    f"{PUBLIC_URL}/pictures/../v1/event",
    f"{PUBLIC_URL}.evil.example/pictures/8x4.png.{'0' * 32}",
    f"/pictures/8x4.png.{'0' * 32}",
    "javascript:alert(1)",
]


class TestMaking:
    def refused(self, one_room: Room, **fields: Any) -> str:
        answer = one_room.post(f"{one_room.events}/create", one_room.olga.by_token, json=REHEARSAL | fields)
        error = one_room.refused(answer, 400)
        assert one_room.list() == {"events": []}
        assert one_room.get(f"/v3/groups/{one_room.choir.number}/messages", one_room.olga.by_token).status_code == 304
        return error

    @pytest.mark.parametrize("name", ["name", "start_at", "end_at", "timezone"])
    def test_without_a_required_field(self, one_room: Room, name: str) -> None:
        body = {key: value for key, value in REHEARSAL.items() if key != name}
        answer = one_room.post(f"{one_room.events}/create", one_room.olga.by_token, json=body)
        assert one_room.refused(answer, 400) == f"{name} is required"
        assert self.refused(one_room, **{name: None}) == f"{name} is required"
        assert self.refused(one_room, **{name: ""}) == f"{name} is required"

    @pytest.mark.parametrize("name", NAMES)
    def test_with_a_name_that_is_none(self, one_room: Room, name: str | None) -> None:
        assert self.refused(one_room, name=name).startswith("name")

    @pytest.mark.parametrize("field", list(WRONG))
    def test_with_a_value_of_the_wrong_kind(self, one_room: Room, field: str) -> None:
        for value in WRONG[field]:
            assert self.refused(one_room, **{field: value}).startswith(field)

    @pytest.mark.parametrize("place", PLACES)
    def test_with_a_place_that_is_none(self, one_room: Room, place: dict[str, Any]) -> None:
        assert self.refused(one_room, location=place).startswith("location.")

    @pytest.mark.parametrize("url", FOREIGN_PICTURES)
    def test_with_a_picture_that_is_not_ours(self, one_room: Room, url: str) -> None:
        assert self.refused(one_room, image_url=url).startswith("image_url: ")

    def test_with_a_picture_of_another_organization(self, one_room: Room) -> None:
        answer = one_room.post("/pictures", one_room.theirs.otto.by_token, content=drawn(8, 4, "PNG", "orange"))
        assert self.refused(one_room, image_url=answer.json()["payload"]["url"]).startswith("image_url: ")

    def test_with_a_picture_of_ours_in_another_size(self, one_room: Room) -> None:
        assert self.refused(one_room, image_url=one_room.picture(8, 4).replace("8x4", "9x4")).startswith("image_url: ")

    @pytest.mark.parametrize(
        "body", ["", "null", "[]", '"x"', "1", "{", '{"name":1,"name":2}', '{"name":NaN}', "{} {}"]
    )
    def test_with_a_body_that_is_no_object(self, one_room: Room, body: str) -> None:
        one_room.refused(one_room.post(f"{one_room.events}/create", one_room.olga.by_token, content=body), 400)


class TestChanging:
    @pytest.mark.parametrize("missing", [1, 2, 3])
    def test_with_some_of_the_four_time_fields(self, one_room: Room, missing: int) -> None:
        event = one_room.create()
        for start in range(4):
            left_out = [list(WHEN)[(start + step) % 4] for step in range(missing)]
            sent = {name: value for name, value in WHEN.items() if name not in left_out}
            assert one_room.refused(one_room.update(event["event_id"], **sent), 400).endswith("must be sent together")
        assert one_room.show(event["event_id"]) == event

    @pytest.mark.parametrize("name", list(WHEN))
    def test_with_null_for_one_of_them(self, one_room: Room, name: str) -> None:
        event = one_room.create()
        assert one_room.refused(one_room.update(event["event_id"], **WHEN | {name: None}), 400).startswith(name)
        assert one_room.show(event["event_id"]) == event

    @pytest.mark.parametrize("name", NAMES)
    def test_with_a_name_that_is_none(self, one_room: Room, name: str | None) -> None:
        event = one_room.create()
        assert one_room.refused(one_room.update(event["event_id"], name=name), 400).startswith("name")
        assert one_room.show(event["event_id"]) == event

    @pytest.mark.parametrize("field", [field for field in WRONG if field != "is_all_day"])
    def test_with_a_value_of_the_wrong_kind(self, one_room: Room, field: str) -> None:
        event = one_room.create()
        for value in WRONG[field]:
            assert one_room.refused(one_room.update(event["event_id"], **{field: value}), 400).startswith(field)
        assert one_room.show(event["event_id"]) == event

    def test_with_an_end_before_the_start(self, one_room: Room) -> None:
        event = one_room.create()
        sent = WHEN | {"end_at": "2026-03-02T18:59:59+01:00"}
        assert (
            one_room.refused(one_room.update(event["event_id"], **sent), 400) == "end_at: the end is before the start"
        )
        assert one_room.show(event["event_id"]) == event

    def test_with_a_good_field_beside_a_bad_one(self, one_room: Room) -> None:
        event = one_room.create()
        assert one_room.refused(one_room.update(event["event_id"], name="Concert", reminders=[7]), 400)
        assert one_room.show(event["event_id"]) == event


class TestIds:
    @pytest.mark.parametrize("method", ["GET show", "POST update", "DELETE delete", "POST rsvp", "DELETE rsvp/delete"])
    def test_an_event_id_is_required(self, one_room: Room, method: str) -> None:
        verb, name = method.split()
        answer = one_room.ask(verb, f"{one_room.events}/{name}?going=true", one_room.olga.by_token, content="{}")
        assert one_room.refused(answer, 400) == "event_id is required"

    @pytest.mark.parametrize("event_id", ["x", "0", "'", "%00", "0" * 31, "0" * 33, "A" * 32, "..%2f", "0" * 3_000])
    def test_what_is_no_event_id_is_not_found(self, one_room: Room, event_id: str) -> None:
        answer = one_room.get(f"{one_room.events}/show?event_id={event_id}", one_room.olga.by_token)
        assert one_room.refused(answer, 404) == "not found"

    def test_twice_the_same_parameter(self, one_room: Room) -> None:
        event_id = one_room.create()["event_id"]
        answer = one_room.get(f"{one_room.events}/show?event_id={event_id}&event_id={event_id}", one_room.olga.by_token)
        assert one_room.refused(answer, 400) == "event_id: is given more than once"
