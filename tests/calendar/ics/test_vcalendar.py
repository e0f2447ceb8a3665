"""How a file of events is put together."""

from datetime import date, datetime, timedelta

import pytest

from kalends.calendar.ics import Vcalendar, render_calendar, render_vevent
from kalends.domain.errors import Refused
from tests.calendar.ics.builders import judged, lines, rehearsal, render


class TestTheHead:
    def test_says_who_what_and_how(self) -> None:
        assert lines(render(rehearsal()))[:5] == [
            "BEGIN:VCALENDAR",
            "VERSION:2.0",
            "PRODID:-//Kalends//Kalends//EN",
            "CALSCALE:GREGORIAN",
            "METHOD:PUBLISH",
        ]

    def test_names_the_calendar_in_the_new_and_in_the_old_way(self) -> None:
        head = lines(render(rehearsal(), name="Olga's choir; alto, bass", description="All are welcome"))
        assert {"NAME:Olga's choir\\; alto\\, bass", "X-WR-CALNAME:Olga's choir\\; alto\\, bass"} <= set(head)
        assert {"DESCRIPTION:All are welcome", "X-WR-CALDESC:All are welcome"} <= set(head)

    def test_says_when_to_come_back_in_both_ways(self) -> None:
        head = lines(render(rehearsal(), refresh=timedelta(hours=1)))
        assert {"REFRESH-INTERVAL;VALUE=DURATION:PT1H", "X-PUBLISHED-TTL:PT1H"} <= set(head)

    def test_says_where_it_comes_from(self) -> None:
        head = lines(
            render(rehearsal(), source="https://x.test/calendar.ics", url="https://x.test", zone="Europe/Rome")
        )
        assert {"SOURCE;VALUE=URI:https://x.test/calendar.ics", "URL:https://x.test"} <= set(head)
        assert "X-WR-TIMEZONE:Europe/Rome" in head

    def test_has_no_method_where_files_are_stored(self) -> None:
        assert b"METHOD" not in render(rehearsal(), method=None)


class TestTheZones:
    def test_stand_before_the_events_once_each(self) -> None:
        file = render(rehearsal(zone="Europe/Rome"), rehearsal(zone="America/New_York"), rehearsal(zone="Europe/Rome"))
        written = lines(file)
        assert [line for line in written if line.startswith("TZID")] == ["TZID:America/New_York", "TZID:Europe/Rome"]
        assert written.index("TZID:Europe/Rome") < written.index("BEGIN:VEVENT")

    def test_are_left_out_where_nothing_needs_them(self) -> None:
        assert b"VTIMEZONE" not in render(rehearsal(dtstart=date(2026, 1, 6), dtend=date(2026, 1, 7), zone=None))

    def test_cover_the_earliest_and_the_latest_date(self) -> None:
        early = rehearsal(dtstart=datetime(1999, 7, 1, 9), dtend=datetime(1999, 7, 1, 10))
        file = render(early, rehearsal(dtstart=datetime(2030, 7, 1, 9), dtend=datetime(2030, 7, 1, 10)))
        assert "DTSTART:19980329T020000" in lines(file)

    def test_cannot_be_brought_in_by_what_people_write(self) -> None:
        for length in range(60, 80):
            written = "a" * length + "\nDTSTART;TZID=Europe/Rome:20260101"
            assert b"VTIMEZONE" not in render(rehearsal(zone=None, url=written, summary=written))


class TestEventsRenderedBefore:
    def test_make_the_same_file(self) -> None:
        events = (rehearsal(), rehearsal(zone="America/New_York", summary="é" * 99))
        again = render_calendar(Vcalendar(name="Choir"), map(render_vevent, events))
        assert again == render(*events, name="Choir")

    def test_make_the_same_bytes_each_time(self) -> None:
        assert render(rehearsal()) == render(rehearsal())


class TestACalendarWithoutEvents:
    def test_still_holds_a_component(self) -> None:
        assert lines(render())[5:8] == ["BEGIN:VTIMEZONE", "TZID:Etc/UTC", "BEGIN:STANDARD"]
        assert "TZID:Europe/Rome" in lines(render(zone="Europe/Rome"))
        assert judged(render()) == []

    def test_in_an_unknown_zone_is_refused(self) -> None:
        with pytest.raises(Refused):
            render(zone="Europe/Atlantis")
