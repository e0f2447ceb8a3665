"""Links that put an event into somebody's calendar."""

import json
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import icalendar
import pytest

from kalends.actions.meeting import cancel_meeting
from kalends.calendar.links import Service
from kalends.domain.event import DateStatus, Event
from kalends.domain.place import new_place
from tests.builders import date, day
from tests.cast import PUBLIC_URL
from tests.pages.site import UNKNOWN, Site

HOSTS = {
    "google": "calendar.google.com",
    "ms365": "outlook.office.com",
    "outlookcom": "outlook.live.com",
    "msteams": "teams.microsoft.com",
    "yahoo": "calendar.yahoo.com",
}
FILES = ("ical", "apple")
ALL = [it.value for it in Service]
LED = {"organizer_name": "Olga", "organizer_email": "olga@example.org"}
PIXEL = {"User-Agent": "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Mobile"}


def said(answer: httpx.Response) -> dict[str, str]:
    """What an address that somebody is sent to says."""
    assert answer.status_code == 302, answer.text
    read = parse_qs(urlsplit(answer.headers["Location"]).query, strict_parsing=True)
    return {name: values[0] for name, values in read.items()}


def asked(site: Site, event: Event, rest: str, **headers: str) -> dict[str, str]:
    return said(site.get(event, f"/o/{rest}", **headers))


class TestEveryProvider:
    @pytest.mark.parametrize("service", HOSTS)
    def test_is_asked_at_its_own_address(self, site: Site, service: str) -> None:
        event = site.make(date(place=new_place("Hall", "Lane 1")))
        answer = site.get(event, f"/o/{service}")
        assert urlsplit(answer.headers["Location"]).netloc == HOSTS[service]
        assert {"Rehearsal"} < {*said(answer).values()}
        assert any("Hall, Lane 1" in value for value in said(answer).values())

    @pytest.mark.parametrize("service", FILES)
    def test_a_calendar_of_one_s_own_gets_the_file(self, site: Site, service: str) -> None:
        event = site.make()
        assert site.get(event, f"/o/{service}").content == site.get(event, "/event.ics").content
        (read,) = site.calendar(event, f"/o/{service}")
        assert (read["UID"], read["SUMMARY"]) == (event.prokey, "Rehearsal")

    def test_the_time_is_the_event_s(self, site: Site) -> None:
        event = site.make()
        assert asked(site, event, "google")["dates"] == "20260105T190000/20260105T210000"
        assert asked(site, event, "ms365")["startdt"] == "2026-01-05T18:00:00Z"
        assert asked(site, event, "yahoo")["et"] == "20260105T200000Z"
        assert asked(site, event, "msteams")["startTime"] == "2026-01-05T19:00:00+01:00"

    def test_a_telephone_is_sent_where_telephones_go(self, site: Site) -> None:
        event = site.make()
        answer = site.get(event, "/o/ms365", **PIXEL)
        assert "/deeplink/compose?" in answer.headers["Location"]
        assert "User-Agent" in answer.headers["Vary"]
        assert "/calendar/render?" in site.get(event, "/o/google", **PIXEL).headers["Location"]

    def test_a_file_that_is_known_is_not_sent_again(self, site: Site) -> None:
        event = site.make()
        etag = site.get(event, "/o/ical").headers["ETag"]
        again = site.get(event, "/o/ical", **{"If-None-Match": etag})
        assert (again.status_code, again.content) == (304, b"")

    @pytest.mark.parametrize("service", ["google", "ical"])
    def test_head_answers_as_get_does(self, site: Site, service: str) -> None:
        path = f"/{site.make().prokey}/o/{service}"
        head, get = site.world.ask("HEAD", path), site.world.get(path)
        assert (head.status_code, head.headers.get("Location")) == (get.status_code, get.headers.get("Location"))

    def test_no_link_is_longer_than_browsers_take(self, site: Site) -> None:
        event = site.make(date(description="<p>" + "long " * 3_500 + "</p>"))
        for service in HOSTS:
            answer = site.get(event, f"/o/{service}")
            assert len(answer.headers["Location"]) <= 2_000
            assert any(value.endswith(f"{PUBLIC_URL}/{event.prokey}") for value in said(answer).values())


class TestWhoIsRefused:
    @pytest.mark.parametrize("service", ALL)
    def test_who_must_answer_first(self, site: Site, service: str) -> None:
        hidden, unknown = site.get(site.make(rsvp=True), f"/o/{service}"), site.get(UNKNOWN, f"/o/{service}")
        assert (hidden.status_code, hidden.content) == (404, unknown.content)
        assert sorted(hidden.headers.items()) == sorted(unknown.headers.items())

    @pytest.mark.parametrize("service", ["", "gcal", "GOOGLE", "google ", "o", "google.ics", "ical/", "🎻"])
    def test_a_calendar_that_does_not_exist(self, site: Site, service: str) -> None:
        for letter in "os":
            answer = site.get(site.make(), f"/{letter}/{service}")
            assert (answer.status_code, answer.content) == (404, site.get(UNKNOWN).content)

    def test_an_event_has_no_feed_and_a_group_no_date(self, site: Site) -> None:
        assert site.get(site.make(), "/s/google").status_code == 404
        assert site.get(site.group, "/o/google").status_code == 404

    @pytest.mark.parametrize(
        "query", ["sub-event=1", "sub-event=-1", "sub-event=x", "sub-event=", "o=7", "o=x", "o=-1"]
    )
    def test_a_date_it_does_not_have(self, site: Site, query: str) -> None:
        event = site.make()
        for service in ("google", "ical"):
            answer = site.get(event, f"/o/{service}?{query}")
            assert (answer.status_code, answer.content) == (404, site.get(UNKNOWN).content), query

    def test_a_meeting_of_another_event(self, site: Site) -> None:
        (other,) = site.meetings(site.make())
        assert site.get(site.make(), f"/o/google?o={other.number}").status_code == 404

    @pytest.mark.parametrize(
        "sent",
        ["{", "[]", '"x"', '{"a": {}}', '{"a": true}', '{"a": null}', '{"a": "\\u0007"}', '{"a": 1, "a": 2}', "\ud83d"],
    )
    def test_placeholders_that_are_none(self, site: Site, sent: str) -> None:
        event = site.make()
        answer = site.world.get(f"/{event.prokey}/o/google", params={"customvar": sent.encode(errors="replace")})
        assert answer.status_code == 400
        assert "Location" not in answer.headers

    def test_nobody_can_say_where_to_go(self, site: Site) -> None:
        event = site.make()
        evil = "https://evil.example"
        params: dict[str, Any] = dict.fromkeys(
            ("attendee", "url", "domain", "to", "next", "host", "redirect", "lang"), evil
        )
        headers = {"X-Forwarded-Host": "evil.example", "Referer": evil, "Origin": evil}
        for service, host in HOSTS.items():
            answer = site.world.get(f"/{event.prokey}/o/{service}", headers, params=params)
            assert urlsplit(answer.headers["Location"]).netloc == host
            assert "evil" not in answer.headers["Location"]


class TestSeveralDates:
    def test_are_counted_by_start(self, site: Site) -> None:
        event = site.make(date(name="Late", start_date="2026-01-09"), date(name="Early", start_date="2026-01-06"))
        assert [asked(site, event, f"google?sub-event={number}")["text"] for number in (0, 1)] == ["Early", "Late"]
        (read,) = site.calendar(event, "/o/ical?sub-event=1")
        assert read["SUMMARY"] == "Late"

    def test_are_one_file_when_nobody_says_which(self, site: Site) -> None:
        event = site.make(date(name="One"), date(name="Two", start_date="2026-01-06"))
        assert [it["SUMMARY"] for it in site.calendar(event, "/o/apple")] == ["One", "Two"]

    def test_are_files_of_their_own_with_an_organizer(self, site: Site) -> None:
        event = site.make(date(name="One", **LED), date(name="Two", start_date="2026-01-06"))
        for number, file in enumerate(("event.ics", "event-2.ics")):
            answer = site.get(event, f"/o/ical?sub-event={number}")
            assert answer.content == site.get(event, f"/{file}").content
            assert file in answer.headers["Content-Disposition"]
        assert [it["SUMMARY"] for it in site.calendar(event, "/o/ical")] == ["One", "Two"]

    def test_elsewhere_are_the_next_one_and_a_word_about_the_others(self, site: Site) -> None:
        event = site.make(date(name="Over", start_date="2026-01-02"), date(name="Next", start_date="2026-01-06"))
        read = asked(site, event, "yahoo")
        assert read["title"] == "Next"
        assert read["desc"] == f"See all dates of this event: {PUBLIC_URL}/{event.prokey}"
        assert "desc" not in asked(site, event, "yahoo?sub-event=1")

    def test_that_are_cancelled_are_passed_over(self, site: Site) -> None:
        gone = date(name="Gone", start_date="2026-01-06", status=DateStatus.CANCELLED)
        event = site.make(gone, date(name="Held", start_date="2026-01-07"))
        assert asked(site, event, "google")["text"] == "Held"


class TestSeries:
    def test_its_rule_goes_where_rules_are_kept(self, site: Site) -> None:
        event = site.make(rule="RRULE:FREQ=WEEKLY;COUNT=4")
        read = asked(site, event, "google")
        assert (read["recur"], read["dates"][:8]) == ("RRULE:FREQ=WEEKLY;COUNT=4", "20260105")
        assert "details" not in read
        (file,) = site.calendar(event, "/o/ical")
        assert file["RRULE"]["COUNT"] == [4]

    @pytest.mark.parametrize(
        ("service", "body"), [("ms365", "body"), ("outlookcom", "body"), ("msteams", "content"), ("yahoo", "desc")]
    )
    def test_elsewhere_its_next_date_says_that_there_are_more(self, site: Site, service: str, body: str) -> None:
        event = site.make(date(start_date="2026-01-01"), rule="RRULE:FREQ=WEEKLY")
        read = asked(site, event, service)
        start = read.get("startdt") or read.get("startTime") or read["st"]
        assert start.replace("-", "")[:8] == "20260108"
        assert read[body] == f"See all dates of this event: {PUBLIC_URL}/{event.prokey}"

    def test_it_is_said_in_the_visitor_s_language(self, site: Site) -> None:
        event = site.make(rule="RRULE:FREQ=WEEKLY")
        read = asked(site, event, "yahoo", **{"Accept-Language": "de-AT"})
        assert read["desc"].startswith("Alle Termine dieser Veranstaltung: ")

    def test_a_date_that_differs_is_told_of_where_only_the_rule_goes(self, site: Site) -> None:
        event = site.make(rule="RRULE:FREQ=WEEKLY;COUNT=4")
        site.alone(cancel_meeting, site.meetings(event)[1])
        read = asked(site, event, "google")
        assert "recur" in read
        assert f"{PUBLIC_URL}/{event.prokey}" in read["details"]

    def test_one_meeting_can_be_asked_for(self, site: Site) -> None:
        event = site.make(rule="RRULE:FREQ=WEEKLY;COUNT=4")
        third = site.meetings(event)[2]
        for service in ("google", "yahoo"):
            read = asked(site, event, f"{service}?o={third.number}")
            assert "recur" not in read
            assert (read.get("dates") or read["st"]).startswith("20260119")
            assert not {"details", "desc"} & {*read}
        (file,) = site.calendar(event, f"/o/ical?o={third.number}")
        assert (file["UID"], file.decoded("RECURRENCE-ID").day) == (event.prokey, 19)


class TestStates:
    @pytest.mark.parametrize("service", HOSTS)
    def test_of_what_is_cancelled_only_our_page_tells(self, site: Site, service: str) -> None:
        event = site.make(date(status=DateStatus.CANCELLED))
        assert site.get(event, f"/o/{service}").headers["Location"] == f"{PUBLIC_URL}/{event.prokey}"
        (read,) = site.calendar(event, "/o/ical")
        assert read["STATUS"] == "CANCELLED"

    def test_a_cancelled_meeting_is_its_own_page(self, site: Site) -> None:
        event = site.make(rule="RRULE:FREQ=WEEKLY;COUNT=4")
        meeting = site.meetings(event)[1]
        site.alone(cancel_meeting, meeting)
        target = site.get(event, f"/o/google?o={meeting.number}").headers["Location"]
        assert target == f"{PUBLIC_URL}/{event.prokey}?o={meeting.number}"

    def test_days_that_move_with_today_are_put_where_they_fall(self, site: Site) -> None:
        event = site.make(date(start_date="today+4", end_date="today+4"))
        assert site.get(event, "/event.ics").status_code == 404
        (read,) = site.calendar(event, "/o/ical")
        assert read.decoded("DTSTART").day == 9
        assert asked(site, event, "google")["dates"].startswith("20260109T190000/")

    def test_whole_days_end_with_the_day_after(self, site: Site) -> None:
        event = site.make(day(end_date="2026-06-03"))
        assert asked(site, event, "google")["dates"] == "20260601/20260604"
        assert asked(site, event, "ms365")["enddt"] == "2026-06-04"


class TestPlaceholders:
    def test_are_filled_with_text_alone(self, site: Site) -> None:
        told = date(
            name="Hi %%who%%", description="<p>For %%who%% &amp; %%else%%</p>", place=new_place("%%who%%'s", None)
        )
        event = site.make(told)
        query = {"customvar": json.dumps({"who": "<b>Vera</b>", "n": 2})}
        answer = site.world.get(f"/{event.prokey}/o/google", params=query)
        read = said(answer)
        assert (read["text"], read["location"]) == ("Hi <b>Vera</b>", "<b>Vera</b>'s")
        assert read["details"] == "<p>For &lt;b&gt;Vera&lt;/b&gt; &amp; %%else%%</p>"
        file = site.world.get(f"/{event.prokey}/o/ical", params=query)
        (vevent,) = icalendar.Calendar.from_ical(file.content).walk("VEVENT")
        assert (vevent["SUMMARY"], vevent["DESCRIPTION"]) == ("Hi <b>Vera</b>", "For <b>Vera</b> & %%else%%")

    def test_an_attendee_is_put_nowhere(self, site: Site) -> None:
        event = site.make()
        for service in ("google", "ical", "ms365"):
            plain, with_one = (site.get(event, f"/o/{service}{rest}") for rest in ("", "?attendee=Vera|v@example.org"))
            assert plain.headers.get("Location") == with_one.headers.get("Location")
            assert plain.content == with_one.content


class TestSubscribing:
    def test_goes_to_the_feed_by_each_way_there_is(self, site: Site) -> None:
        feed = f"{PUBLIC_URL.partition('://')[2]}/{site.group}/calendar.ics"
        for service in FILES:
            assert site.get(site.group, f"/s/{service}").headers["Location"] == f"webcal://{feed}"
        assert said(site.get(site.group, "/s/google"))["cid"] == f"webcal://{feed}"
        for service in ("ms365", "outlookcom"):
            answer = site.get(site.group, f"/s/{service}")
            assert urlsplit(answer.headers["Location"]).netloc == HOSTS[service]
            assert said(answer) == {"url": f"webcal://{feed}", "name": "Choir"}

    def test_by_hand_begins_at_the_group_s_page(self, site: Site) -> None:
        assert site.get(site.group, "/s/yahoo").headers["Location"] == f"{PUBLIC_URL}/{site.group}"

    def test_is_unknown_to_teams(self, site: Site) -> None:
        assert site.get(site.group, "/s/msteams").content == site.get(UNKNOWN).content

    def test_a_closed_group_is_as_if_it_were_not(self, site: Site) -> None:
        for service in ALL:
            hidden, unknown = (site.get(key, f"/s/{service}") for key in (site.world.board.prokey, UNKNOWN))
            assert (hidden.status_code, hidden.content) == (404, unknown.content)
