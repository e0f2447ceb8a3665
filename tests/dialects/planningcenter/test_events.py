"""One meeting as their Event (seed 004)."""

import json
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kalends.domain.place import Place
from tests.builders import date, day
from tests.dialects.planningcenter.lobby import BASE, Lobby

SEEDS = Path(__file__).resolve().parents[4] / "shared/seeds"
HALL = Place("Hall", "1 Road", "64.148430", -21)


def attributes(lobby: Lobby, event: str) -> Any:
    return lobby.read(f"/events/{event}")["data"]["attributes"]


def relation(lobby: Lobby, event: str, name: str) -> Any:
    return lobby.read(f"/events/{event}")["data"]["relationships"][name]["data"]


class TestTheSeedsExample:
    """A meeting that has everything looks like the documented object: same keys, same order, same types."""

    @pytest.mark.skipif(not SEEDS.is_dir(), reason="../shared/seeds is not here")
    def test_has_the_same_keys_in_the_same_order_with_the_same_types(self, lobby: Lobby) -> None:
        (path,) = SEEDS.glob("004_*")
        example = json.JSONDecoder().raw_decode(
            path.read_text(encoding="utf-8").partition("Example Object")[2].strip()
        )[0]
        made = lobby.make(date(place=HALL, description="<p>Bring water.</p>"), rule="FREQ=WEEKLY;COUNT=2")
        event = lobby.id_of(made)
        lobby.cancel(event)
        lobby.call_roll(event, [lobby.mika])
        lobby.remind(event)
        row = lobby.read("/events")["data"][0]
        assert list(row) == [*example, "links"]
        for part in ("attributes", "relationships"):
            assert list(row[part]) == list(example[part])
        for name, value in example["attributes"].items():
            shown = row["attributes"][name]
            assert type(shown) is type(value) or (name == "virtual_location_url" and shown is None)
        for name, value in example["relationships"].items():
            assert row["relationships"][name]["data"]["type"] == value["data"]["type"]
            assert row["relationships"][name]["data"].keys() == {"type", "id"}


class TestTimes:
    def test_are_utc_in_whole_seconds(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal")
        shown = attributes(lobby, event)
        assert (shown["starts_at"], shown["ends_at"]) == ("2026-02-02T18:00:00Z", "2026-02-02T20:00:00Z")

    def test_a_whole_day_lasts_from_midnight_to_midnight_in_the_organization_s_zone(self, lobby: Lobby) -> None:
        shown = attributes(lobby, lobby.id_of(lobby.make(day())))
        assert (shown["starts_at"], shown["ends_at"]) == ("2026-05-31T22:00:00Z", "2026-06-01T22:00:00Z")
        assert shown["multi_day"] is False

    @pytest.mark.parametrize(
        ("fields", "spans"),
        [
            ({"start_time": "22:00", "end_date": "2026-02-03", "end_time": "00:00"}, False),
            ({"start_time": "22:00", "end_date": "2026-02-03", "end_time": "00:01"}, True),
            ({"end_date": "2026-02-05"}, True),
            ({"start_time": "00:30", "end_time": "23:30"}, False),
            ({"start_time": "19:00", "end_time": "19:00"}, False),
        ],
    )
    def test_it_spans_days_by_the_clocks_of_its_own_zone(
        self, one_lobby: Lobby, fields: dict[str, Any], spans: bool
    ) -> None:
        event = one_lobby.named("Late", **fields)
        assert attributes(one_lobby, event)["multi_day"] is spans

    def test_dates_that_count_from_today_are_not_there(self, lobby: Lobby) -> None:
        lobby.make(day(start_date="today+4"))
        assert lobby.read("/events")["data"] == []


class TestWhereItIs:
    def test_a_place_is_its_location(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal", place=HALL, virtual_url="https://meet.example/choir")
        shown = attributes(lobby, event)
        assert (shown["location_type_preference"], shown["virtual_location_url"]) == ("physical", None)
        assert relation(lobby, event, "location")["type"] == "Location"

    def test_without_a_place_it_is_where_its_address_leads(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal", virtual_url="https://meet.example/choir")
        shown = attributes(lobby, event)
        assert shown["location_type_preference"] == "virtual"
        assert shown["virtual_location_url"] == "https://meet.example/choir"
        assert relation(lobby, event, "location") is None

    def test_without_either_it_is_physical(self, lobby: Lobby) -> None:
        assert attributes(lobby, lobby.named("Rehearsal"))["location_type_preference"] == "physical"


class TestSeries:
    def test_each_meeting_of_a_rule_is_an_event_of_one_repeating_event(self, lobby: Lobby) -> None:
        made = lobby.make(date(), rule="FREQ=WEEKLY;COUNT=4")
        rows = lobby.read("/events")["data"]
        assert len({row["id"] for row in rows}) == 4
        assert {row["attributes"]["repeating"] for row in rows} == {True}
        series = {row["relationships"]["repeating_event"]["data"]["id"] for row in rows}
        assert series == {str(made.number)}

    def test_the_dates_of_an_event_without_a_rule_repeat_nothing(self, lobby: Lobby) -> None:
        lobby.make(date(), date(start_date="2026-01-12"))
        rows = lobby.read("/events")["data"]
        assert [row["attributes"]["repeating"] for row in rows] == [False, False]
        assert [row["relationships"]["repeating_event"]["data"] for row in rows] == [None, None]

    def test_a_cancelled_meeting_stays_in_the_list_with_its_moment(self, lobby: Lobby) -> None:
        event = lobby.id_of(lobby.make(date(), rule="FREQ=WEEKLY;COUNT=2"))
        lobby.clock.move(timedelta(milliseconds=1_500))
        lobby.cancel(event)
        rows = lobby.read("/events")["data"]
        assert [row["attributes"]["canceled"] for row in rows] == [True, False]
        assert [row["attributes"]["canceled_at"] for row in rows] == ["2026-01-05T09:00:01Z", None]


class TestMarks:
    def test_nothing_is_set_on_a_plain_meeting(self, lobby: Lobby) -> None:
        shown = attributes(lobby, lobby.named("Rehearsal"))
        assert shown["description"] == ""
        assert shown["image"] == {}
        unset = ("canceled_at", "reminders_sent_at", "virtual_location_url", "visitors_count")
        assert [shown[name] for name in unset] == [None] * 4
        flags = ("attendance_requests_enabled", "automated_reminder_enabled", "canceled", "reminders_sent", "repeating")
        assert [shown[name] for name in flags] == [False] * 5

    def test_reminders_by_mail_are_told(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal")
        lobby.remind(event)
        shown = attributes(lobby, event)
        assert (shown["automated_reminder_enabled"], shown["reminders_sent"]) == (True, True)
        assert shown["reminders_sent_at"].endswith("Z")

    def test_reminders_in_chat_are_none_of_these(self, lobby: Lobby) -> None:
        lobby.make(date(), reminders=(3600,))
        assert lobby.read("/events")["data"][0]["attributes"]["automated_reminder_enabled"] is False

    def test_who_called_the_roll_and_how_many_strangers_came(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal")
        lobby.call_roll(event, [lobby.mika])
        assert attributes(lobby, event)["visitors_count"] == 2
        assert relation(lobby, event, "attendance_submitter") == {"type": "Person", "id": str(lobby.olga.number)}

    def test_an_image_has_one_size_under_three_names(self, lobby: Lobby) -> None:
        path = "/pictures/1024x768.jpeg.0f15691677e444ceb64118bf39d41ec8"
        shown = attributes(lobby, lobby.named("Rehearsal", image=path))["image"]
        assert list(shown) == ["thumbnail", "medium", "original"]
        assert set(shown.values()) == {f"http://kalends.test{path}"}


class TestASingleRead:
    def test_has_links_to_its_edges_and_no_links_on_top(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal", place=HALL)
        document = lobby.read(f"/events/{event}")
        place = document["data"]["relationships"]["location"]["data"]["id"]
        assert list(document) == ["data", "included", "meta"]
        assert document["data"]["links"] == {
            "attendances": f"{BASE}/events/{event}/attendances",
            "group": f"{BASE}/groups/{lobby.choir.number}",
            "location": f"{BASE}/locations/{place}",
            "notes": f"{BASE}/events/{event}/notes",
            "rsvps": f"{BASE}/events/{event}/rsvps",
            "self": f"{BASE}/events/{event}",
        }
        assert list(document["data"]["links"])[-1] == "self"
        parent = {"id": str(lobby.organization), "type": "Organization"}
        assert document["meta"] == {"can_include": ["group", "location"], "parent": parent}

    def test_every_link_leads_somewhere(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal", place=HALL)
        for link in lobby.read(f"/events/{event}")["data"]["links"].values():
            assert lobby.call(link).status_code == 200

    def test_is_the_same_in_each_list_that_holds_it(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal")
        alone = lobby.read(f"/events/{event}")["data"]
        for path in (f"/groups/{lobby.choir.number}", f"/people/{lobby.mika.number}", "/group_types/unique"):
            assert lobby.read(f"{path}/events/{event}")["data"] == alone

    def test_is_not_there_in_a_list_that_does_not_hold_it(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal")
        for path in (f"/groups/{lobby.board.number}", f"/people/{lobby.nadia.number}", "/groups/7", "/group_types/7"):
            lobby.refused(f"{path}/events/{event}", 404)

    def test_names_the_containing_vertex_as_parent(self, lobby: Lobby) -> None:
        event = lobby.named("Rehearsal")
        document = lobby.read(f"/people/{lobby.mika.number}/events/{event}")
        assert document["meta"]["parent"] == {"id": str(lobby.mika.number), "type": "Person"}
