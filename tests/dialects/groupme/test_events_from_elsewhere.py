"""What another dialect made, as this one shows and changes it."""

from datetime import timedelta
from typing import Any

import pytest

from kalends.actions.event import GroupChoice, create_event, delete_event, revise_event, set_event_status, show_event
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.group import Status
from tests import builders
from tests.dialects.groupme.room import Room


def made(room: Room, *dates: DatePatch, **fields: Any) -> Event:
    """An event that Olga made with her API key."""
    choice, patch = GroupChoice(prokey=room.choir.prokey), builders.draft(*dates, **fields)
    new = room.do(create_event, room.olga.acting(), choice, patch, now=room.clock.now())
    assert isinstance(new.event, Event)
    return new.event


def weekly(room: Room) -> Event:
    return made(room, rule="FREQ=WEEKLY;COUNT=3")


class TestShowing:
    def test_nobody_is_going_yet(self, room: Room) -> None:
        made(room)
        (event,) = room.list()["events"]
        assert (event["creator_id"], event["going"], event["going_count"]) == (str(room.olga.number), [], 0)

    @pytest.mark.parametrize(
        ("date", "start", "end", "zone"),
        [
            (builders.date(), "2026-01-05T19:00:00+01:00", "2026-01-05T21:00:00+01:00", "Europe/Berlin"),
            (builders.date(zone=None), "2026-01-05T19:00:00+00:00", "2026-01-05T21:00:00+00:00", "Etc/GMT"),
            (builders.day(), "2026-06-01T00:00:00+02:00", "2026-06-02T00:00:00+02:00", "Europe/Berlin"),
            (
                builders.day(end_date="2026-06-03", zone="Asia/Tokyo"),
                "2026-06-01T00:00:00+09:00",
                "2026-06-04T00:00:00+09:00",
                "Asia/Tokyo",
            ),
        ],
        ids=["timed", "without-a-zone", "a-day", "days"],
    )
    def test_times_are_those_of_its_zone(self, room: Room, date: DatePatch, start: str, end: str, zone: str) -> None:
        made(room, date)
        (event,) = room.list()["events"]
        assert (event["start_at"], event["end_at"], event["timezone"]) == (start, end, zone)

    def test_its_html_is_text_here(self, room: Room) -> None:
        made(room, builders.date(description="<p>Bring <strong>water</strong></p><p>&amp; time</p>"))
        assert room.list()["events"][0]["description"] == "Bring water\n\n& time"

    def test_each_date_is_an_event(self, room: Room) -> None:
        made(room, builders.date(), builders.date(name="Concert", start_date="2026-02-07"))
        events = room.list()["events"]
        assert [event["name"] for event in events] == ["Rehearsal", "Concert"]
        assert len({event["event_id"] for event in events}) == 2

    def test_a_draft_and_what_depends_on_today_is_not_shown(self, room: Room) -> None:
        made(room, builders.day(start_date="today+4"))
        event = made(room)
        room.do(set_event_status, room.olga.acting(), event.prokey, Status.DRAFT, now=room.clock.now())
        assert room.list() == {"events": []}

    def test_what_stands_still_beside_it_is_shown_and_told(self, room: Room) -> None:
        event = made(room, builders.day(start_date="today+4"), builders.date(name="Concert"))
        (shown,) = room.list()["events"]
        assert [line["text"] for line in room.messages()] == [
            f"Olga created event 'Concert' http://kalends.test/{event.prokey}"
        ]
        olga, now = room.olga.acting(), room.clock.now()
        for dates in ((DatePatch(name="Soon"),), (DatePatch(), DatePatch(start_time="18:00"))):
            room.do(revise_event, olga, event.prokey, EventPatch(dates=dates), now=now)
        (line, _) = room.messages()
        assert line["text"] == "Olga updated the time for the event 'Concert'"
        assert line["event"]["data"]["event"]["id"] == shown["event_id"]

    def test_nor_is_what_was_deleted(self, room: Room) -> None:
        event = made(room)
        room.do(delete_event, room.olga.acting(), event.prokey, now=room.clock.now())
        assert room.list() == {"events": []}
        assert room.messages()[0]["text"] == "Olga canceled 'Rehearsal'"


class TestChanging:
    def test_sending_a_description_back_leaves_its_html_alone(self, room: Room) -> None:
        html = "<p>Bring <strong>water</strong></p>"
        event = made(room, builders.date(description=html))
        (seen,) = room.list()["events"]
        room.good(room.update(seen["event_id"], description=seen["description"], name="Concert"))
        assert room.see(show_event, room.olga.acting(), event.prokey).dates[0].description == html
        room.good(room.update(seen["event_id"], description="Bring water & time"))
        after = room.see(show_event, room.olga.acting(), event.prokey).dates[0]
        assert (after.name, after.description) == ("Concert", "Bring water &amp; time")


class TestASeries:
    def test_is_one_event_for_each_meeting_and_one_line(self, room: Room) -> None:
        weekly(room)
        starts = [event["start_at"] for event in room.list()["events"]]
        assert starts == [f"2026-01-{day:02}T19:00:00+01:00" for day in (5, 12, 19)]
        assert len(room.messages()) == 1

    def test_each_meeting_has_an_address_of_its_own(self, room: Room) -> None:
        event = weekly(room)
        urls = [it["share_url"] for it in room.list()["events"]]
        assert len(set(urls)) == 3
        assert all(url.startswith(f"http://kalends.test/{event.prokey}?o=") for url in urls)

    def test_each_meeting_is_answered_alone(self, room: Room) -> None:
        weekly(room)
        first, second, third = (event["event_id"] for event in room.list()["events"])
        room.rsvp(second, room.mika, "true")
        assert [room.show(it)["going_count"] for it in (first, second, third)] == [0, 1, 0]

    def test_each_meeting_is_changed_alone(self, room: Room) -> None:
        weekly(room)
        before = room.list()["events"]
        moved = {
            "start_at": "2026-01-13T18:00:00+01:00",
            "end_at": "2026-01-13T20:00:00+01:00",
            "timezone": "Europe/Berlin",
            "is_all_day": False,
        }
        sent = {**moved, "name": "Extra", "description": "<loud>", "location": {"name": "Hall"}, "reminders": [300]}
        room.good(room.update(before[1]["event_id"], **sent))
        after = room.list()["events"]
        assert [{name: it[name] for name in sent} for it in after if it["name"] == "Extra"] == [sent]
        assert [it["start_at"] for it in (after[0], after[2])] == [it["start_at"] for it in (before[0], before[2])]
        assert [it["name"] for it in (after[0], after[2])] == ["Rehearsal", "Rehearsal"]

    def test_what_was_changed_alone_outlives_a_change_of_the_series(self, room: Room) -> None:
        event = weekly(room)
        second = room.list()["events"][1]["event_id"]
        room.good(room.update(second, name="Extra"))
        patch = EventPatch(dates=(DatePatch(name="Singing", description="<p>x</p>"),))
        room.do(revise_event, room.olga.acting(), event.prokey, patch, now=room.clock.now())
        shown = room.show(second)
        assert (shown["name"], shown["description"]) == ("Extra", "x")

    def test_a_client_that_sends_everything_back_changes_only_what_is_new(self, room: Room) -> None:
        event = weekly(room)
        second = room.list()["events"][1]
        same = {name: second[name] for name in ("name", "start_at", "end_at", "timezone", "is_all_day", "reminders")}
        assert room.good(room.update(second["event_id"], **same))["event"] == second
        assert len(room.messages()) == 1
        room.good(room.update(second["event_id"], **same, description="Bring water"))
        assert room.messages()[0]["text"] == "Olga updated the description for the event 'Rehearsal'"
        later = EventPatch(dates=(DatePatch(start_time="20:00", end_time="22:00"),))
        room.do(revise_event, room.olga.acting(), event.prokey, later, now=room.clock.now())
        shown = room.show(second["event_id"])
        assert (shown["start_at"], shown["description"]) == ("2026-01-12T20:00:00+01:00", "Bring water")

    def test_a_meeting_that_was_moved_alone_stays_where_it_is(self, room: Room) -> None:
        event = weekly(room)
        second = room.list()["events"][1]
        times = {name: second[name] for name in ("start_at", "end_at", "timezone", "is_all_day")}
        times["start_at"] = "2026-01-12T18:30:00+01:00"
        room.good(room.update(second["event_id"], **times))
        assert room.messages()[0]["text"] == "Olga updated the time for the event 'Rehearsal'"
        later = EventPatch(dates=(DatePatch(start_time="20:00", end_time="22:00"),))
        room.do(revise_event, room.olga.acting(), event.prokey, later, now=room.clock.now())
        assert room.show(second["event_id"])["start_at"] == times["start_at"]

    def test_each_meeting_is_cancelled_alone(self, room: Room) -> None:
        weekly(room)
        second = room.list()["events"][1]["event_id"]
        room.good(room.delete(f"{room.events}/delete?event_id={second}", room.olga.by_token))
        assert [it["start_at"][:10] for it in room.list()["events"]] == ["2026-01-05", "2026-01-19"]
        told = room.messages()[0]
        assert (told["event"]["type"], told["event"]["data"]["event"]["id"]) == ("calendar.event.cancelled", second)

    def test_an_endless_one_is_listed_page_by_page(self, room: Room) -> None:
        made(room, rule="FREQ=DAILY")
        room.clock.move(timedelta(days=1))
        first = room.list(limit=200)
        second = room.good(room.get(first["next"], room.olga.by_token))
        ids = [event["event_id"] for event in first["events"] + second["events"]]
        assert len(ids) == len(set(ids)) == 400
