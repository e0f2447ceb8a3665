"""Calendar files from elsewhere: what they say is understood, and what they get wrong is borne (RFC 5545)."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.calendar.ics import Vcalendar, render_calendar
from kalends.calendar.ics_reading import ForeignEvent, read_calendar
from kalends.calendar.ics_reading.zone_names import by_name
from kalends.domain.errors import Refused
from tests.calendar.ics.builders import rehearsal

NEW_YORK_BY_ANOTHER_NAME = """\
BEGIN:VTIMEZONE
TZID:Our own zone
BEGIN:DAYLIGHT
DTSTART:20070311T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=2SU
TZOFFSETFROM:-0500
TZOFFSETTO:-0400
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:20071104T020000
RRULE:FREQ=YEARLY;BYMONTH=11;BYDAY=1SU
TZOFFSETFROM:-0400
TZOFFSETTO:-0500
END:STANDARD
END:VTIMEZONE
"""


def file(*lines: str, head: str = "", ending: str = "\n") -> bytes:
    """A calendar of one event that starts on 6 January unless the lines say otherwise."""
    start = [] if any(line.startswith("DTSTART") for line in lines) else ["DTSTART:20260106T183000Z"]
    text = "\n".join(["BEGIN:VCALENDAR", *head.splitlines(), "BEGIN:VEVENT", "UID:1", *start, *lines, "END:VEVENT"])
    return f"{text}\nEND:VCALENDAR\n".replace("\n", ending).encode()


def read(*lines: str, head: str = "", ending: str = "\n") -> ForeignEvent:
    found = read_calendar(file(*lines, head=head, ending=ending))
    assert found.left_out == ()
    (event,) = found.events
    return event


def why_left_out(*lines: str, head: str = "") -> str:
    found = read_calendar(file(*lines, head=head))
    assert found.events == ()
    (it,) = found.left_out
    return it.reason


class TestTimes:
    def test_in_utc(self) -> None:
        event = read("DTEND:20260106T203000Z")
        assert (event.start, event.end, event.zone) == ("20260106T183000", "20260106T203000", "Etc/UTC")

    def test_of_a_zone(self) -> None:
        event = read("DTSTART;TZID=Europe/Berlin:20260106T193000", "DTEND;TZID=Europe/Berlin:20260106T213000")
        assert (event.start, event.end, event.zone) == ("20260106T193000", "20260106T213000", "Europe/Berlin")

    def test_of_nobody_s_clock(self) -> None:
        event = read("DTSTART:20260106T193000")
        assert (event.start, event.end, event.zone) == ("20260106T193000", "20260106T193000", None)

    def test_that_are_days(self) -> None:
        event = read("DTSTART;VALUE=DATE:20260610", "DTEND;VALUE=DATE:20260613")
        assert (event.start, event.end, event.zone) == ("20260610", "20260613", None)

    def test_a_day_without_an_end_is_one_day_long(self) -> None:
        assert read("DTSTART;VALUE=DATE:20260610").end == "20260611"

    def test_a_day_that_ends_when_it_begins_is_one_day_long_too(self) -> None:
        assert read("DTSTART;VALUE=DATE:20260610", "DTEND;VALUE=DATE:20260610").end == "20260611"

    def test_the_end_is_by_the_clock_of_the_start(self) -> None:
        event = read("DTSTART;TZID=Europe/Berlin:20260106T193000", "DTEND;TZID=Europe/London:20260106T203000")
        assert event.end == "20260106T213000"

    @pytest.mark.parametrize(
        ("length", "end"),
        [
            ("PT1H30M", "20260329T040000"),
            ("P1D", "20260330T013000"),
            ("P1DT1H", "20260330T023000"),
            ("P1W", "20260405T013000"),
        ],
    )
    def test_a_length_counts_days_by_the_calendar_and_hours_by_the_clock_s_running(self, length: str, end: str) -> None:
        assert read("DTSTART;TZID=Europe/Berlin:20260329T013000", f"DURATION:{length}").end == end

    @pytest.mark.parametrize(
        "lines",
        [
            ("DTSTART:20260106T183000Z", "DTEND:20260106T173000Z"),
            ("DTSTART:20260230T183000Z",),
            ("DTSTART:tomorrow",),
            ("DTSTART;VALUE=DATE:20260106", "DTEND:20260106T173000Z"),
            ("DTSTART;TZID=Europe/Atlantis:20260106T193000",),
        ],
    )
    def test_that_make_no_sense_leave_the_event_out(self, lines: tuple[str, ...]) -> None:
        assert why_left_out(*lines)


class TestZones:
    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("W. Europe Standard Time", "Europe/Berlin"),
            ("Eastern Standard Time", "America/New_York"),
            ("europe/berlin", "Europe/Berlin"),
            ("/freeassociation.sourceforge.net/Tzfile/Europe/Berlin", "Europe/Berlin"),
            ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
            ("US/Pacific", "US/Pacific"),
            ("Pacific/Fake", None),
            ("../../etc/passwd", None),
            ("right/UTC", "UTC"),
            ("", None),
        ],
    )
    def test_are_known_by_many_names(self, name: str, meant: str | None) -> None:
        assert by_name(name) == meant

    def test_defined_by_the_file_are_matched_with_a_known_one(self) -> None:
        event = read("DTSTART;TZID=Our own zone:20260106T193000", head=NEW_YORK_BY_ANOTHER_NAME)
        assert event.zone == "America/New_York"

    def test_may_be_named_by_their_definition(self) -> None:
        head = NEW_YORK_BY_ANOTHER_NAME.replace("BEGIN:DAYLIGHT", "X-LIC-LOCATION:America/Toronto\nBEGIN:DAYLIGHT", 1)
        assert read("DTSTART;TZID=Our own zone:20260106T193000", head=head).zone == "America/Toronto"

    def test_defined_since_1601_as_some_programs_have_it_are_matched(self) -> None:
        head = NEW_YORK_BY_ANOTHER_NAME.replace("20070311", "16010101").replace("20071104", "16010101")
        assert read("DTSTART;TZID=Our own zone:20260706T193000", head=head).zone == "America/New_York"

    def test_of_one_offset_are_matched_too(self) -> None:
        head = (
            "BEGIN:VTIMEZONE\nTZID:GMT+0200\nBEGIN:STANDARD\nDTSTART:19700101T000000\nTZOFFSETFROM:+0200\n"
            "TZOFFSETTO:+0200\nEND:STANDARD\nEND:VTIMEZONE\n"
        )
        assert read("DTSTART;TZID=GMT+0200:20260106T193000", head=head).zone == "Etc/GMT-2"

    def test_defined_like_no_other_leave_the_event_out(self) -> None:
        head = NEW_YORK_BY_ANOTHER_NAME.replace("-0400", "-0417")
        assert "defined like no zone" in why_left_out("DTSTART;TZID=Our own zone:20260106T193000", head=head)


class TestRecurrence:
    def test_has_its_rule_and_what_it_leaves_out(self) -> None:
        event = read(
            "DTSTART;TZID=Europe/Berlin:20260106T193000",
            "RRULE:FREQ=WEEKLY;COUNT=9;X-NOTE=1",
            "EXDATE:20260113T183000Z,20260120T183000Z",
            "EXDATE;VALUE=DATE:20260127",
        )
        assert event.rule == "FREQ=WEEKLY;COUNT=9"
        assert event.exdates == ("20260113T193000", "20260120T193000", "20260127")

    def test_has_further_meetings_of_the_same_or_their_own_length(self) -> None:
        event = read(
            "DTSTART;TZID=Europe/Berlin:20260106T193000",
            "DTEND;TZID=Europe/Berlin:20260106T213000",
            "RDATE;TZID=Europe/Berlin:20260113T180000",
            "RDATE;VALUE=PERIOD:20260120T183000Z/PT1H,20260127T183000Z/20260127T203000Z",
        )
        assert event.rdates == (
            ("20260113T180000", "20260113T200000"),
            ("20260120T193000", "20260120T203000"),
            ("20260127T193000", "20260127T213000"),
        )

    def test_has_meetings_that_differ_by_the_clock_of_the_series(self) -> None:
        body = file("DTSTART;TZID=Europe/Berlin:20260106T193000", "RRULE:FREQ=WEEKLY")
        moved = file("RECURRENCE-ID:20260113T183000Z", "DTSTART:20260114T170000Z", "SUMMARY:Moved")
        (event,) = read_calendar(body + moved).events
        (own,) = event.overrides
        assert (own.recurrence_id, own.start, own.zone, own.summary) == (
            "20260113T193000", "20260114T170000", "Etc/UTC", "Moved",
        )  # fmt: skip

    def test_a_meeting_whose_series_is_not_there_is_an_event_by_itself(self) -> None:
        (event,) = read_calendar(file("RECURRENCE-ID:20260113T183000Z", "SUMMARY:Moved")).events
        assert (event.uid, event.summary, event.overrides) == ("1-20260113T183000", "Moved", ())

    def test_of_two_versions_the_newer_one_counts(self) -> None:
        newer, older = file("SEQUENCE:2", "SUMMARY:New"), file("SEQUENCE:1", "SUMMARY:Old")
        assert [it.summary for it in read_calendar(newer + older).events] == ["New"]
        assert [it.summary for it in read_calendar(older + newer).events] == ["New"]

    @pytest.mark.parametrize(
        "lines",
        [
            ("RRULE:FREQ=DAILY", "RRULE:FREQ=WEEKLY"),
            ("RRULE:FREQ=DAILY", "EXRULE:FREQ=WEEKLY"),
            ("RECURRENCE-ID;RANGE=THISANDFUTURE:20260113T183000Z",),
            ("RDATE;VALUE=DATE:20260113",),
        ],
    )
    def test_that_nobody_understands_leaves_the_event_out(self, lines: tuple[str, ...]) -> None:
        assert why_left_out(*lines)


class TestWords:
    def test_are_unescaped_and_unfolded_even_inside_a_character(self) -> None:
        folded = file("SUMMARY:Caf", "X-REST:").replace(b"Caf\n", "Café\\, \\;\\\\n\\Nend".encode() + b"\n")
        cut = folded.replace("é".encode(), b"\xc3\n \xa9")
        assert read_calendar(cut).events[0].summary == "Café, ;\\n\nend"

    def test_of_all_kinds(self) -> None:
        event = read(
            "SUMMARY;LANGUAGE=de:Probe",
            "DESCRIPTION:plain",
            "X-ALT-DESC;FMTTYPE=text/html:<p>rich</p>",
            "LOCATION:Church",
            "GEO:52.5;13.4",
            "URL:https://x.test/",
            "X-GOOGLE-CONFERENCE:https://meet.x.test/a",
            "ORGANIZER;CN=\"Jack ^'F^', ;:\":MAILTO:jack@x.test",
            "STATUS:tentative",
            "TRANSP:TRANSPARENT",
            "CLASS:CONFIDENTIAL",
            "CATEGORIES:a,b\\,c",
            "CATEGORIES:a",
            "SEQUENCE:7",
            "LAST-MODIFIED:20260102T030405Z",
        )
        assert (event.summary, event.description, event.html) == ("Probe", "plain", "<p>rich</p>")
        assert (event.location, event.geo, event.url) == ("Church", (52.5, 13.4), "https://x.test/")
        assert (event.conference, event.organizer) == ("https://meet.x.test/a", ('Jack "F", ;:', "jack@x.test"))
        assert (event.status, event.transparent, event.private) == ("TENTATIVE", True, True)
        assert (event.sequence, event.modified) == (7, "20260102T030405Z")

    @pytest.mark.parametrize(
        ("trigger", "leads"),
        [
            ("TRIGGER:-PT15M", (900,)),
            ("TRIGGER;RELATED=START:-P1D", (86_400,)),
            ("TRIGGER:PT0S", (0,)),
            ("TRIGGER;RELATED=END:-PT15M", ()),
            ("TRIGGER;VALUE=DATE-TIME:20260101T000000Z", ()),
            ("TRIGGER:PT15M", ()),
        ],
    )
    def test_of_alarms_are_leads_before_the_start(self, trigger: str, leads: tuple[int, ...]) -> None:
        assert read("BEGIN:VALARM", trigger, "END:VALARM").leads_s == leads

    def test_an_event_without_a_uid_gets_one_that_stays(self) -> None:
        body = file("SUMMARY:Nameless").replace(b"UID:1\n", b"")
        first, again = read_calendar(body).events[0], read_calendar(body).events[0]
        assert first.uid == again.uid != ""

    def test_the_moment_of_asking_does_not_make_it_another_event(self) -> None:
        assert read("DTSTAMP:20260101T000000Z").digest == read("DTSTAMP:20270101T000000Z").digest
        assert read("SUMMARY:a").digest != read("SUMMARY:b").digest


class TestClients:
    @pytest.mark.parametrize("ending", ["\r\n", "\n", "\r"])
    def test_end_lines_as_they_like(self, ending: str) -> None:
        assert read("SUMMARY:x", ending=ending).summary == "x"

    def test_begin_with_a_mark_of_utf_8(self) -> None:
        assert len(read_calendar(b"\xef\xbb\xbf" + file()).events) == 1

    def test_write_names_in_lower_case(self) -> None:
        assert read("summary:x", "transp:opaque").transparent is False

    def test_put_several_calendars_into_one_file(self) -> None:
        assert len(read_calendar(file("UID:2").replace(b"UID:1\n", b"") + file()).events) == 2

    def test_name_their_calendar_in_two_ways(self) -> None:
        found = read_calendar(file(head="X-WR-CALNAME:Ours\nX-WR-TIMEZONE:Europe/Berlin\nX-PUBLISHED-TTL:PT4H"))
        assert (found.name, found.zone, found.refresh_s) == ("Ours", "Europe/Berlin", 14_400)

    def test_one_broken_event_leaves_the_others(self) -> None:
        found = read_calendar(
            file("DTSTART:never", "SUMMARY:Broken").replace(b"UID:1", b"UID:2") + file("SUMMARY:Fine")
        )
        assert ([it.summary for it in found.events], found.left_out[0].summary) == (["Fine"], "Broken")


class TestFilesThatAreNone:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"\x00" * 100,
            b"<html>",
            b"BEGIN:VCALENDAR\n",
            b"BEGIN:VCALENDAR\nBEGIN:VEVENT\nEND:VCALENDAR\n",
            b"END:VCALENDAR\n",
            b"BEGIN:VEVENT\nEND:VEVENT\n",
            "BEGIN:VCALENDAR\nEND:VCALENDAR\n".encode("utf-16"),
            "BEGIN:VCALENDAR\nX:é\nEND:VCALENDAR\n".encode("latin-1"),
        ],
    )
    def test_are_refused(self, body: bytes) -> None:
        with pytest.raises(Refused):
            read_calendar(body)

    @given(st.binary(max_size=300))
    def test_whatever_they_are(self, body: bytes) -> None:
        for made in (body, file().replace(b"UID:1", body), file("RRULE:x").replace(b"x", body)):
            try:
                read_calendar(made)
            except Refused:
                continue

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_what_we_write_is_read_as_we_meant_it(self, summary: str, location: str) -> None:
        (event,) = read_calendar(
            render_calendar(Vcalendar(vevents=(rehearsal(summary=summary, location=location),)))
        ).events
        again = rehearsal(summary=event.summary, location=event.location)
        once = render_calendar(Vcalendar(vevents=(again,)))
        (second,) = read_calendar(once).events
        assert (second.summary, second.location) == (event.summary, event.location)
