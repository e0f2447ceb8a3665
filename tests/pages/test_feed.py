"""A group's calendar, as calendar programs fetch it again and again."""

from datetime import UTC, datetime, timedelta
from typing import Any

from kalends.actions.group import create_group, revise_group
from kalends.actions.meeting import cancel_meeting, revise_meeting
from kalends.domain import limits
from kalends.domain.event import Event
from kalends.domain.group import GroupPatch
from kalends.domain.occurrence import OccurrencePatch
from tests.builders import date, day
from tests.pages.site import Site

FEED = "/calendar.ics"
MOVED: dict[str, Any] = {
    "start_date": "2026-01-13", "start_time": "18:00", "end_date": "2026-01-13", "end_time": "20:00",
    "zone": "Europe/Berlin", "all_day": False,
}  # fmt: skip


def weekly(site: Site) -> Event:
    return site.make(date(), simplified=True, simple_type="weekly", count=6)


def uids(site: Site) -> list[str]:
    return [str(it["UID"]) for it in site.calendar(site.group, FEED)]


def by_recurrence_id(site: Site) -> dict[Any, Any]:
    every = site.calendar(site.group, FEED)
    return {it.decoded("RECURRENCE-ID").date() if "RECURRENCE-ID" in it else None: it for it in every}


class TestWhatIsInIt:
    def test_every_date_of_every_published_event_under_the_uid_of_its_file(self, site: Site) -> None:
        events = [site.make(), site.make(date(), date(start_date="2026-01-06")), site.make(day())]
        assert uids(site) == [it["UID"] for event in events for it in site.calendar(event, "/event.ics")]

    def test_events_that_ask_for_answers_too(self, site: Site) -> None:
        event = site.make(rsvp=True)
        assert uids(site) == [event.prokey]

    def test_days_that_move_with_today_not(self, site: Site) -> None:
        site.make(date(start_date="today+4", end_date="today+4"))
        assert uids(site) == []

    def test_days_that_stand_still_beside_them_do(self, site: Site) -> None:
        event = site.make(day(start_date="today+4"), date(name="Concert"), day(start_date="today+5"))
        (read,) = site.calendar(site.group, FEED)
        assert (read["UID"], read["SUMMARY"]) == (event.dates[1].uid, "Concert")
        site.revise(event, dates=[day(), date(name="Late concert")])
        assert [it["SUMMARY"] for it in site.calendar(site.group, FEED)] == ["Outing", "Late concert"]

    def test_an_empty_group_still_has_a_calendar(self, site: Site) -> None:
        answer = site.get(site.group, FEED)
        assert answer.status_code == 200
        assert b"\r\nX-WR-CALNAME:Choir\r\n" in answer.content

    def test_it_says_where_it_comes_from_and_how_often_to_look(self, site: Site) -> None:
        lines = site.get(site.group, FEED).content.split(b"\r\n")
        assert b"METHOD:PUBLISH" in lines
        assert b"REFRESH-INTERVAL;VALUE=DURATION:PT1H" in lines
        assert b"X-PUBLISHED-TTL:PT1H" in lines

    def test_nobody_s_attendance(self, site: Site) -> None:
        site.make(date(attendee_name="Santa", attendee_email="santa@example.org"))
        assert b"santa" not in site.get(site.group, FEED).content.lower()

    def test_only_as_many_events_as_a_calendar_holds(self, site: Site, monkeypatch: Any) -> None:
        events = [site.make(date(name=f"Number {number}")) for number in range(3)]
        monkeypatch.setattr(limits, "EVENTS_PER_CALENDAR", 2)
        assert uids(site) == [it.prokey for it in events[1:]]


class TestASeries:
    def test_is_one_event_with_its_rule(self, site: Site) -> None:
        event = weekly(site)
        (read,) = site.calendar(site.group, FEED)
        assert (read["UID"], read["RRULE"].to_ical()) == (event.prokey, b"FREQ=WEEKLY;COUNT=6")

    def test_a_meeting_cancelled_alone_is_told(self, site: Site) -> None:
        event = weekly(site)
        site.alone(cancel_meeting, site.meetings(event)[1])
        read = by_recurrence_id(site)[datetime(2026, 1, 12, tzinfo=UTC).date()]
        assert (read["UID"], read["STATUS"], read["SEQUENCE"]) == (event.prokey, "CANCELLED", 1)

    def test_a_meeting_moved_alone_is_told_and_outlives_edits(self, site: Site) -> None:
        event = weekly(site)
        site.alone(revise_meeting, site.meetings(event)[1], OccurrencePatch(name="Evensong", **MOVED))
        site.revise(event, dates=[date(name="Singing")])
        every = by_recurrence_id(site)
        assert {str(it["UID"]) for it in every.values()} == {event.prokey}
        moved = every[datetime(2026, 1, 12, tzinfo=UTC).date()]
        assert (moved["SUMMARY"], every[None]["SUMMARY"]) == ("Evensong", "Singing")
        assert moved.decoded("DTSTART").astimezone(UTC) == datetime(2026, 1, 13, 17, tzinfo=UTC)

    def test_a_meeting_that_an_edit_dropped_is_in_no_feed(self, site: Site) -> None:
        event = weekly(site)
        site.alone(revise_meeting, site.meetings(event)[-1], OccurrencePatch(name="Farewell"))
        site.revise(event, count=3)
        assert list(by_recurrence_id(site)) == [None]


class TestTwoGroups:
    def test_alike_in_every_way_have_feeds_of_their_own(self, site: Site) -> None:
        olga, now = site.world.olga.acting(), site.world.clock.now()
        groups = [site.world.do(create_group, olga, GroupPatch(name=name), now=now) for name in ("Altos", "Basses")]
        events = [site.make(group=group.prokey) for group in groups]
        for _ in range(2):
            fetched = [site.calendar(group.prokey, FEED) for group in groups]
            assert [[it["UID"] for it in one] for one in fetched] == [[it.prokey] for it in events]


class TestFetchingAgain:
    def test_nothing_new_is_nothing_sent(self, site: Site) -> None:
        weekly(site)
        first = site.get(site.group, FEED)
        site.world.clock.move(timedelta(days=1))
        again = site.get(site.group, FEED, **{"If-None-Match": first.headers["ETag"]})
        assert (again.status_code, again.content, again.headers["ETag"]) == (304, b"", first.headers["ETag"])
        assert site.get(site.group, FEED).content == first.content

    def test_whatever_changes_changes_the_etag(self, site: Site) -> None:
        event = weekly(site)
        seen = {site.get(site.group, FEED).headers["ETag"]}
        second, third = site.meetings(event)[1:3]
        olga, now = site.world.olga.acting(), site.world.clock.now()
        changes: list[Any] = [
            lambda: site.revise(event, dates=[date(description="New")]),
            lambda: site.alone(cancel_meeting, second),
            lambda: site.alone(revise_meeting, third, OccurrencePatch(name="Evensong")),
            site.make,
            lambda: site.world.do(revise_group, olga, site.group, GroupPatch(name="Chorus"), now=now),
        ]
        for number, change in enumerate(changes, 2):
            change()
            seen.add(site.get(site.group, FEED).headers["ETag"])
            assert len(seen) == number

    def test_an_edit_never_makes_a_second_event(self, site: Site) -> None:
        event = site.make(date(), date(name="Two", start_date="2026-01-06", end_date="2026-01-06"))
        before = uids(site)
        site.revise(event, dates=[date(start_date="2026-02-02", end_date="2026-02-02"), date(name="Second")])
        assert uids(site) == before
