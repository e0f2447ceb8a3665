"""How one event is written."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from kalends.calendar.ics import render_vevent
from kalends.calendar.ics.vevent import UTC_NAMES
from kalends.calendar.zones import zone
from kalends.domain.errors import Refused
from tests.calendar.ics.builders import EVENING, REVISED, judged, line_of, lines, rehearsal, render


class TestTheTimes:
    def test_are_wall_clock_times_of_their_zone(self) -> None:
        file = render(rehearsal())
        assert line_of(file, "DTSTART") == "DTSTART;TZID=Europe/Berlin:20260106T190000"
        assert line_of(file, "DTEND") == "DTEND;TZID=Europe/Berlin:20260106T210000"

    @pytest.mark.parametrize("name", ["Etc/GMT", "UTC", "Zulu"])
    def test_in_utc_end_in_z_and_need_no_zone(self, name: str) -> None:
        file = render(rehearsal(zone=name))
        assert line_of(file, "DTSTART") == "DTSTART:20260106T190000Z"
        assert b"TZID" not in file

    def test_without_a_zone_float(self) -> None:
        assert line_of(render(rehearsal(zone=None)), "DTSTART") == "DTSTART:20260106T190000"

    def test_of_whole_days_are_dates_with_an_end_the_day_after(self) -> None:
        file = render(rehearsal(dtstart=date(2026, 6, 10), dtend=date(2026, 6, 11), zone=None))
        assert line_of(file, "DTSTART") == "DTSTART;VALUE=DATE:20260610"
        assert line_of(file, "DTEND") == "DTEND;VALUE=DATE:20260611"
        assert b"TZID" not in file

    def test_the_second_of_two_equal_hours_is_said_in_utc(self) -> None:
        """With a TZID it would be the first one (§3.3.5)."""
        second = datetime(2026, 10, 25, 2, 30, fold=1)
        file = render(rehearsal(dtstart=second, dtend=datetime(2026, 10, 25, 4, 0)))
        assert line_of(file, "DTSTART") == "DTSTART:20261025T013000Z"
        assert line_of(file, "DTEND") == "DTEND:20261025T030000Z"

    def test_of_a_series_keep_their_zone_even_so(self) -> None:
        """In UTC every later one would move with the clocks."""
        second = datetime(2026, 10, 25, 2, 30, fold=1)
        file = render(rehearsal(dtstart=second, dtend=datetime(2026, 10, 25, 4, 0), rrule="FREQ=WEEKLY"))
        assert line_of(file, "DTSTART") == "DTSTART;TZID=Europe/Berlin:20261025T023000"

    def test_in_a_zone_that_is_not_there_are_refused(self) -> None:
        with pytest.raises(Refused):
            render_vevent(rehearsal(zone="Europe/Berlin\r\nATTENDEE:mailto:e@x"))

    def test_utc_has_no_other_names(self) -> None:
        names = {name for name in UTC_NAMES if zone(name).utcoffset(EVENING) == timedelta()}
        assert names == UTC_NAMES


class TestARecurringEvent:
    def test_names_its_rule_and_its_exceptions(self) -> None:
        exdates = (datetime(2026, 1, 13, 19), datetime(2026, 1, 20, 19))
        file = render(rehearsal(rrule="FREQ=WEEKLY;COUNT=5", exdates=exdates))
        assert line_of(file, "RRULE") == "RRULE:FREQ=WEEKLY;COUNT=5"
        assert line_of(file, "EXDATE") == "EXDATE;TZID=Europe/Berlin:20260113T190000,20260120T190000"

    def test_names_exceptions_by_dates_when_it_lasts_whole_days(self) -> None:
        days = {"dtstart": date(2026, 6, 10), "dtend": date(2026, 6, 11), "zone": None}
        file = render(rehearsal(**days, rrule="FREQ=WEEKLY", exdates=(date(2026, 6, 17),)))
        assert line_of(file, "EXDATE") == "EXDATE;VALUE=DATE:20260617"

    def test_moves_one_occurrence_by_its_original_start(self) -> None:
        moved = rehearsal(recurrence_id=EVENING, dtstart=datetime(2026, 1, 7, 18), dtend=datetime(2026, 1, 7, 20))
        assert line_of(render(moved), "RECURRENCE-ID") == "RECURRENCE-ID;TZID=Europe/Berlin:20260106T190000"


class TestWhatIsSaid:
    def test_appears_only_where_it_was_said(self) -> None:
        names = [line.partition(":")[0].partition(";")[0] for line in lines(render_vevent(rehearsal()))]
        assert names == ["BEGIN", "UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "SEQUENCE", "END"]

    @pytest.mark.parametrize(
        ("fields", "expected"),
        [
            ({"summary": "Tea; cake, songs"}, "SUMMARY:Tea\\; cake\\, songs"),
            ({"location": "Church\nMain St 1"}, "LOCATION:Church\\nMain St 1"),
            ({"geo": (48.1, -11.5)}, "GEO:48.100000;-11.500000"),
            ({"url": "https://x.test/a;b"}, "URL:https://x.test/a;b"),
            ({"conference": "https://x.test/call"}, "CONFERENCE;VALUE=URI;FEATURE=VIDEO:https://x.test/call"),
            ({"organizer": ("Olga", "o@x.test")}, "ORGANIZER;CN=Olga:mailto:o@x.test"),
            ({"organizer": ("", "o@x.test")}, "ORGANIZER:mailto:o@x.test"),
            ({"status": "CANCELLED"}, "STATUS:CANCELLED"),
            ({"sequence": 7}, "SEQUENCE:7"),
            ({"created": REVISED}, "CREATED:20260102T030405Z"),
            ({"last_modified": REVISED}, "LAST-MODIFIED:20260102T030405Z"),
            ({"transparent": False}, "TRANSP:OPAQUE"),
        ],
    )
    def test_is_written_in_its_property(self, fields: dict[str, Any], expected: str) -> None:
        assert expected in lines(render_vevent(rehearsal(**fields)))

    def test_is_nothing_for_an_organizer_without_an_address(self) -> None:
        assert b"ORGANIZER" not in render_vevent(rehearsal(organizer=("Olga", "")))

    def test_free_time_is_free_to_outlook_too(self) -> None:
        written = lines(render_vevent(rehearsal(transparent=True)))
        assert {"TRANSP:TRANSPARENT", "X-MICROSOFT-CDO-BUSYSTATUS:FREE"} <= set(written)

    def test_a_description_comes_as_text_and_as_html(self) -> None:
        written = lines(render_vevent(rehearsal(description_html="<ul><li>water</li><li>score</li></ul>")))
        assert "DESCRIPTION:- water\\n- score" in written
        html = "<html><body><ul><li>water</li><li>score</li></ul></body></html>"
        assert f"X-ALT-DESC;FMTTYPE=text/html:{html}" in written

    def test_a_description_without_markup_comes_as_text_only(self) -> None:
        file = render_vevent(rehearsal(description_html="Sing &amp; dance"))
        assert b"DESCRIPTION:Sing & dance\r\n" in file
        assert b"X-ALT-DESC" not in file

    def test_an_alarm_comes_before_the_start(self) -> None:
        file = render(rehearsal(alarms=(timedelta(minutes=15), timedelta(days=1))))
        triggers = [alarm["TRIGGER"].dt for alarm in judged(file)[0].walk("VALARM")]
        assert triggers == [timedelta(minutes=-15), timedelta(days=-1)]

    def test_never_names_an_attendee(self) -> None:
        everything = rehearsal(organizer=("Olga", "o@x.test"), url="https://x.test", alarms=(timedelta(),))
        assert b"ATTENDEE" not in render(everything)


class TestAnotherReader:
    @pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Los_Angeles", "Asia/Kathmandu", "Etc/GMT", None])
    def test_reads_the_same_event(self, zone: str | None) -> None:
        (event,) = judged(render(rehearsal(zone=zone, summary="Tea; cake, \\songs\n", sequence=3)))
        assert (event["UID"], event["SUMMARY"]) == ("5f0c2a1e-0000-4000-8000-000000000001", "Tea; cake, \\songs\n")
        assert event["DTSTART"].dt.replace(tzinfo=None) == EVENING
        assert (event["SEQUENCE"], event["DTSTAMP"].dt) == (3, REVISED)

    def test_reads_the_same_organizer(self) -> None:
        (event,) = judged(render(rehearsal(organizer=('Jack "F"; ,:^\n', "o@x.test"))))
        assert event["ORGANIZER"] == "mailto:o@x.test"
        assert event["ORGANIZER"].params["CN"] == 'Jack "F"; ,:^\n'

    def test_reads_the_same_instant(self) -> None:
        (event,) = judged(render(rehearsal(zone="America/Los_Angeles")))
        assert event["DTSTART"].dt.astimezone(UTC) == datetime(2026, 1, 7, 3, tzinfo=UTC)
