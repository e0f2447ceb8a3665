"""Dates, times and zones that others get wrong: alike in every view, or refused by their field (T119 to T130)."""

import re
from datetime import UTC, date, datetime
from typing import Any

import icalendar
import pytest
import recurring_ical_events

from tests.calendar.test_dates import NO_DATES
from tests.calendar.test_zones import NO_ZONES
from tests.hostile.programs import REHEARSAL, Programs, why

LOS_ANGELES = "America/Los_Angeles"
DAY: dict[str, Any] = {"startTime": None, "endTime": None, "timeZone": None}
NO_TIMES = [
    "24:00",
    "23:60",
    "23:59:60",
    "9:00",
    "T09:00",
    "09:00Z",
    "09:00+01:00",
    "0900",
    "٠٩:00",
    "09:00\n",
    "noon",
    9,
]
NO_DYNAMIC = [
    "today+99999999",
    "today+4;rm",
    "today+",
    "today 4",
    "Today+4",
    "today++4",
    "tomorrow",
    "today+4\n",
    "now",
]
_TIME = re.compile(r'<time id="when" datetime="([^"]*)"')

# What was typed, and its start and end in UTC. Gaps take the offset before them (RFC 5545 §3.3.5).
ODD_TIMES: list[tuple[dict[str, Any], str, str]] = [
    (
        {"startDate": "2026-03-08", "startTime": "02:30", "endTime": "04:00", "timeZone": LOS_ANGELES},
        "2026-03-08T10:30:00Z",
        "2026-03-08T11:00:00Z",
    ),
    (
        {"startDate": "2026-11-01", "startTime": "01:30", "endTime": "02:30", "timeZone": LOS_ANGELES},
        "2026-11-01T08:30:00Z",
        "2026-11-01T10:30:00Z",
    ),
    (
        {"startDate": "2026-04-05", "startTime": "01:15", "endTime": "02:15", "timeZone": "Australia/Lord_Howe"},
        "2026-04-04T14:15:00Z",
        "2026-04-04T15:45:00Z",
    ),
    ({"timeZone": "Asia/Kathmandu"}, "2026-03-02T13:15:00Z", "2026-03-02T15:15:00Z"),
    ({"timeZone": "Etc/GMT+5"}, "2026-03-03T00:00:00Z", "2026-03-03T02:00:00Z"),
    ({"timeZone": "US/Pacific"}, "2026-03-03T03:00:00Z", "2026-03-03T05:00:00Z"),
    ({"timeZone": "Asia/Calcutta"}, "2026-03-02T13:30:00Z", "2026-03-02T15:30:00Z"),
    ({"timeZone": "EST5EDT"}, "2026-03-03T00:00:00Z", "2026-03-03T02:00:00Z"),
    ({"timeZone": None}, "2026-03-02T19:00:00Z", "2026-03-02T21:00:00Z"),
    ({"endTime": "19:00"}, "2026-03-02T18:00:00Z", "2026-03-02T18:00:00Z"),
    (DAY, "2026-03-01T23:00:00Z", "2026-03-02T23:00:00Z"),
    (DAY | {"endDate": "2026-03-02"}, "2026-03-01T23:00:00Z", "2026-03-02T23:00:00Z"),
    (DAY | {"startDate": "2028-02-29", "timeZone": "Asia/Tokyo"}, "2028-02-28T15:00:00Z", "2028-02-29T15:00:00Z"),
    (DAY | {"endDate": "2126-03-02"}, "2026-03-01T23:00:00Z", "2126-03-02T23:00:00Z"),
]
# At the bounds of the years that are kept, where an instant may lie beyond them.
EDGES: list[dict[str, Any]] = [
    {"startDate": "1970-01-01", "startTime": "00:00", "endTime": "00:30", "timeZone": "Pacific/Kiritimati"},
    {"startDate": "2200-12-31", "startTime": "23:00", "endTime": "23:59", "timeZone": "Pacific/Honolulu"},
    DAY | {"startDate": "1970-01-01", "timeZone": "Asia/Tokyo"},
    DAY | {"startDate": "2200-12-31"},
    DAY | {"startDate": "1970-01-01", "endDate": "2200-12-31"},
]


def moments(event: Any) -> tuple[datetime, datetime]:
    """Start and end of a VEVENT; of whole days at midnight in Berlin, where the choir is, or in Tokyo."""
    start, end = event.decoded("DTSTART"), event.decoded("DTEND")
    assert isinstance(start, datetime) == isinstance(end, datetime)
    return start, end


class TestAnOddTime:
    @pytest.mark.parametrize(("typed", "start", "end"), ODD_TIMES)
    def test_is_one_moment_in_every_view(self, programs: Programs, typed: dict[str, Any], start: str, end: str) -> None:
        prokey = programs.make(typed)
        (planned,) = programs.planned()
        assert (planned["starts_at"], planned["ends_at"]) == (start, end)
        (meeting,) = programs.meetings()
        told = [datetime.fromisoformat(meeting[name]).astimezone(UTC) for name in ("start_at", "end_at")]
        assert told == [datetime.fromisoformat(start), datetime.fromisoformat(end)]
        (when,) = _TIME.findall(programs.page(prokey))
        (event,) = icalendar.Calendar.from_ical(programs.file(prokey)).walk("VEVENT")
        if len(when) == len("2026-03-02"):
            first, beyond = moments(event)
            assert (first, (beyond - first).days) == (date.fromisoformat(when), (told[1] - told[0]).days)
        else:
            assert datetime.fromisoformat(when).astimezone(UTC) == told[0]
            assert [it.astimezone(UTC) for it in moments(event)] == told

    @pytest.mark.parametrize(("typed", "start", "end"), ODD_TIMES)
    def test_comes_back_as_it_was_typed(
        self, programs_on_one: Programs, typed: dict[str, Any], start: str, end: str
    ) -> None:
        (shown,) = programs_on_one.event(programs_on_one.make(typed))["dates"]
        sent = REHEARSAL | typed
        if sent["startTime"] and not sent["timeZone"]:
            sent["timeZone"] = "Etc/GMT"
        assert {name: shown[name] for name in sent} == sent

    @pytest.mark.parametrize("typed", EDGES)
    def test_at_the_bounds_of_the_years_is_fine_in_every_view(self, programs: Programs, typed: dict[str, Any]) -> None:
        prokey = programs.make(typed)
        for rest in ("?lang=ar", "/event.ics", "/config.json", "/button.json", "/embed"):
            assert programs.ask("GET", f"/{prokey}{rest}").status_code == 200, rest
        for service in ("google", "ms365", "outlookcom", "msteams", "yahoo"):
            assert programs.ask("GET", f"/{prokey}/o/{service}").status_code == 302, service
        assert len(programs.meetings()) == len(programs.planned()) == len(programs.events()) == 1
        assert programs.ask("GET", f"/{programs.group}?past=1").status_code == 200
        feed = icalendar.Calendar.from_ical(programs.file(programs.group, "calendar.ics"))
        assert len(list(feed.walk("VEVENT"))) == 1


class TestANightOverAClockChange:
    @pytest.mark.parametrize(
        ("first", "hours"), [("2026-03-21", [8, 7, 8]), ("2026-10-17", [8, 9, 8]), ("2026-03-28", [7, 8, 8])]
    )
    def test_lasts_as_long_as_its_clocks_say_in_every_view(
        self, programs: Programs, first: str, hours: list[int]
    ) -> None:
        """From 22:00 to 06:00 each time, also where another reader of the file counts (T130)."""
        end = date.fromisoformat(first).replace(day=int(first[-2:]) + 1).isoformat()
        night = {"startDate": first, "endDate": end, "startTime": "22:00", "endTime": "06:00"}
        prokey = programs.make(night, recurrence="RRULE:FREQ=WEEKLY;COUNT=3")
        seen = [(it["starts_at"], it["ends_at"]) for it in programs.planned()]
        spans = [(datetime.fromisoformat(start), datetime.fromisoformat(end)) for start, end in seen]
        assert [(end - start).total_seconds() / 3_600 for start, end in spans] == hours
        talked = [(it["start_at"][11:16], it["end_at"][11:16]) for it in programs.meetings()]
        assert talked == [("22:00", "06:00")] * 3
        calendar = icalendar.Calendar.from_ical(programs.file(prokey))
        read = recurring_ical_events.of(calendar).between(datetime(2026, 1, 1), datetime(2027, 1, 1))
        assert [tuple(it.astimezone(UTC) for it in moments(event)) for event in read] == spans


class TestASeriesOverAGap:
    def test_leaves_out_what_no_clock_shows_in_every_view(self, programs: Programs) -> None:
        """RFC 5545 §3.3.10: an instance in the gap is no instance, and is not counted."""
        typed = {"startDate": "2026-03-07", "startTime": "02:30", "endTime": "04:00", "timeZone": LOS_ANGELES}
        programs.make(typed, recurrence="RRULE:FREQ=DAILY;COUNT=3")
        assert [it["starts_at"] for it in programs.planned()] == [
            "2026-03-07T10:30:00Z",
            "2026-03-09T09:30:00Z",
            "2026-03-10T09:30:00Z",
        ]
        assert [it["start_at"][8:16] for it in programs.meetings()] == ["07T02:30", "09T02:30", "10T02:30"]


class TestAZoneThatIsNone:
    def test_is_refused_by_all_and_changes_nothing(self, programs: Programs) -> None:
        prokey = programs.make()
        before = programs.event(prokey)
        for zone in [
            *(it for it in NO_ZONES if it.isprintable()),
            "America/Los_Angelese",
            "europe/berlin",
            "Europe/Berlin ",
        ]:
            if zone:  # an empty one is none, which is Etc/GMT here
                assert programs.refused({"timeZone": zone}).startswith("dates[0].timeZone: "), zone
                patch = {"dates": [{"timeZone": zone, "name": "Moved"}]}
                assert why(programs.by_key("PATCH", f"/event/{prokey}", patch)).startswith("dates[0].timeZone: ")
            assert programs.converse(timezone=zone).status_code == 400, zone
        assert programs.event(prokey) == before
        assert len(programs.meetings()) == len(programs.events()) == 1

    @pytest.mark.parametrize(
        ("typed", "meant"), [("America/Los_Angelese", LOS_ANGELES), ("europe/berlin", "Europe/Berlin")]
    )
    def test_is_told_the_nearest_one(self, programs_on_one: Programs, typed: str, meant: str) -> None:
        assert f"{meant}?" in programs_on_one.refused({"timeZone": typed})
        assert f"{meant}?" in programs_on_one.converse(timezone=typed).text


class TestADateThatIsNone:
    def test_is_refused_by_its_field_and_changes_nothing(self, programs: Programs) -> None:
        prokey = programs.make()
        before = programs.event(prokey)
        for field, values in (("startDate", NO_DATES), ("startTime", NO_TIMES), ("endTime", NO_TIMES)):
            for value in values:
                if value == "":
                    continue
                assert programs.refused({field: value}).startswith(f"dates[0].{field}: "), value
                patch = {"dates": [{field: value, "name": "Moved"}]}
                assert why(programs.by_key("PATCH", f"/event/{prokey}", patch)).startswith(f"dates[0].{field}: "), value
        for value in NO_DYNAMIC:
            assert programs.refused({"startDate": value} | DAY).startswith("dates[0].startDate: "), value
        assert programs.event(prokey) == before
        assert len(programs.events()) == 1

    def test_is_refused_for_one_meeting_and_for_days_left_out(self, programs: Programs) -> None:
        prokey = programs.make(recurrence="RRULE:FREQ=DAILY;COUNT=3")
        rows = programs.read(programs.by_key("GET", f"/event/{prokey}/occurrence/all"))
        before = programs.event(prokey)
        for value in NO_DATES:
            if value != "":
                patch = {"startDate": value, "endDate": value}
                answer = programs.by_key("PATCH", f"/event/{prokey}/occurrence/{rows[1]['id']}", patch)
                assert why(answer).startswith(("occurrence.startDate: ", "occurrence.endDate: ")), value
            if value != "2024-12-24T00:00":  # a start, which may be left out by itself
                skipped = programs.by_key("PUT", f"/event/{prokey}/skipped", {"dates": [value]})
                assert why(skipped).startswith("dates: "), value
        assert programs.event(prokey) == before
        assert programs.read(programs.by_key("GET", f"/event/{prokey}/occurrence/all")) == rows


class TestADynamicDate:
    def test_is_on_pages_and_in_links_but_in_no_file_and_no_other_dialect(self, programs: Programs) -> None:
        prokey = programs.make({"startDate": "today+4"})
        assert "9 January 2026" in programs.page(prokey)
        assert programs.ask("GET", f"/{prokey}/event.ics").status_code == 404
        assert "20260109T" in programs.ask("GET", f"/{prokey}/o/google").headers["Location"]
        assert programs.meetings() == programs.planned() == []


class TestAWindow:
    def test_that_ends_before_it_begins_holds_nothing(self, programs: Programs) -> None:
        programs.make(recurrence="RRULE:FREQ=DAILY")
        programs.make({"startDate": "today+4", "endDate": "today+200"})
        prokey = programs.make({"endDate": "2026-06-01"})
        window = "from=2026-05-01T00:00:00Z&to=2026-04-01T00:00:00Z"
        assert programs.read(programs.by_key("GET", f"/event/all?{window}")) == []
        assert programs.read(programs.by_key("GET", f"/event/{prokey}/occurrence/all?{window}")) == []
        planned = "where[starts_at][gt]=2026-05-01&where[starts_at][lt]=2026-04-01"
        answer = programs.ask("GET", f"/groups/v2/events?{planned}", programs.world.olga.by_application)
        assert programs.read(answer)["data"] == []
