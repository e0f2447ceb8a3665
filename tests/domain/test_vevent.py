"""What stands in an event's files and feeds. The golden files are looked at, byte for byte."""

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
import recurring_ical_events
from msgspec.structs import replace

from kalends.calendar import zones
from kalends.calendar.ics import Vcalendar, Vevent, render_calendar
from kalends.domain.event import DateStatus, Event, Transparency
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place
from kalends.domain.timing import instants, timing
from kalends.domain.vevent import Shown, vevents
from tests.builders import MONDAY, date, day, event

GOLDEN = Path(__file__).parents[1] / "golden"
PAGE = "https://kalends.test/page"
CHURCH = Place("Church; St. Anne", "Main St 1\n10179 Berlin", "52.5126900", 13.41632)


def meeting(it: Event, original: str, **fields: Any) -> Occurrence:
    """A meeting of the event's first date, where its series puts it, until a test says otherwise."""
    first, when = it.dates[0], timing(it.dates[0])
    start, end = instants(when, "Europe/Berlin")
    local = datetime.fromisoformat(original)
    starts_at = fields.pop("starts_at", zones.to_instant(local, first.zone or "Europe/Berlin"))
    usual: dict[str, Any] = {
        "number": 7, "public_id": "00000000-0000-4000-8000-000000000077", "event": it.number, "event_prokey": it.prokey,
        "date": first.number, "group": 1, "uid": first.uid, "recurrence_id": original, "starts_at": starts_at,
        "ends_at": starts_at + (end - start), "name": first.name, "zone": first.zone or "Europe/Berlin",
        "all_day": first.all_day, "repeating": it.rrule is not None, "created_at": MONDAY, "place": first.place,
        "description": first.description,
    }  # fmt: skip
    return Occurrence(**usual | fields)


def weekly(**fields: Any) -> Event:
    return event(date(**fields), simplified=True, simple_type="weekly", count=6)


def only(it: Event, *changed: Occurrence) -> Vevent:
    (vevent,) = vevents(it, changed, Shown(PAGE))
    return vevent


CONCERT = event(
    date(
        name="Spring concert",
        description="<p>Brahms &amp; <strong>Björk</strong>.</p>",
        place=CHURCH,
        virtual_url="https://stream.test/secret",
        organizer_name="Olga",
        organizer_email="olga@example.org",
        attendee_name="Santa",
        attendee_email="santa@example.org",
        availability=Transparency.OPAQUE,
    )
)
TOUR = event(
    date(name="Lisbon", zone="Europe/Lisbon", start_date="2026-03-02", end_date="2026-03-02"),
    date(name="Tokyo", zone="Asia/Tokyo", start_date="2026-03-09", end_date="2026-03-09", status=DateStatus.CANCELLED),
    day(name="On the way", start_date="2026-03-03", end_date="2026-03-08"),
    title="On tour",
)
SERIES = weekly()
ALONE = (
    meeting(SERIES, "20260112T190000", starts_at=datetime(2026, 1, 13, 17, tzinfo=UTC), name="Evensong", place=CHURCH),
    meeting(SERIES, "20260119T190000", cancelled=True),
    meeting(SERIES, "20260126T190000", cancelled=True, dropped=True),
    meeting(SERIES, "20251229T190000", cancelled=True, dropped=True),
)
FILES = {"page_single": (CONCERT, ()), "page_tour": (TOUR, ()), "page_series": (SERIES, ALONE)}


class TestGoldenFiles:
    @pytest.mark.parametrize("name", FILES)
    def test_are_as_they_were_looked_at(self, name: str) -> None:
        it, changed = FILES[name]
        file = render_calendar(Vcalendar(vevents=vevents(it, changed, Shown(PAGE))))
        assert file.decode() == (GOLDEN / f"{name}.ics").read_bytes().decode()

    @pytest.mark.parametrize("name", FILES)
    def test_mean_the_same_to_another_reader(self, name: str) -> None:
        it, changed = FILES[name]
        written = vevents(it, changed, Shown(PAGE))
        read: Any = icalendar.Calendar.from_ical((GOLDEN / f"{name}.ics").read_bytes())
        seen = [(e["UID"], e["SUMMARY"], e.decoded("DTSTART"), e.decoded("DTEND")) for e in read.walk("VEVENT")]
        assert [(uid, str(name)) for uid, name, _, _ in seen] == [(v.uid, v.summary) for v in written]
        for (_, _, start, end), vevent in zip(seen, written, strict=True):
            if isinstance(vevent.dtstart, datetime):
                assert start.replace(tzinfo=None) == vevent.dtstart
                assert str(start.tzinfo) == vevent.zone
                assert end - start == vevent.dtend - vevent.dtstart
            else:
                assert (start, end) == (vevent.dtstart, vevent.dtend)


class TestWhatIsSaid:
    def test_neither_attendee_nor_virtual_address(self) -> None:
        file = (GOLDEN / "page_single.ics").read_text("utf-8")
        assert "santa" not in file.casefold()
        assert "secret" not in file

    def test_an_organizer_only_with_an_address(self) -> None:
        assert only(CONCERT).organizer == ("Olga", "olga@example.org")
        assert only(event(date(organizer_name="Olga"))).organizer is None
        assert only(event(date(organizer_email="olga@example.org"))).organizer == ("", "olga@example.org")

    @pytest.mark.parametrize(
        ("availability", "transparent"), [(None, None), (Transparency.TRANSPARENT, True), (Transparency.OPAQUE, False)]
    )
    def test_free_or_busy_only_where_somebody_said_so(
        self, availability: Transparency | None, transparent: bool | None
    ) -> None:
        assert only(event(date(availability=availability))).transparent is transparent

    @pytest.mark.parametrize(("status", "said"), [(None, "CONFIRMED"), (DateStatus.TENTATIVE, "TENTATIVE")])
    def test_a_date_without_a_status_takes_place(self, status: DateStatus | None, said: str) -> None:
        assert only(event(date(status=status))).status == said

    def test_a_time_without_a_zone_is_in_utc(self) -> None:
        assert b"\r\nDTSTART:20260105T190000Z\r\n" in render_calendar(
            Vcalendar(vevents=vevents(event(date(zone=None)), (), Shown(PAGE)))
        )

    def test_the_second_of_two_equal_times_is_told_in_utc(self) -> None:
        twice = date(start_date="2026-10-25", start_time="02:30", end_time="03:30", start_fold=1)
        file = render_calendar(Vcalendar(vevents=vevents(event(twice), (), Shown(PAGE))))
        assert b"\r\nDTSTART:20261025T013000Z\r\n" in file


class TestASeries:
    def test_what_was_dropped_is_left_out_where_the_rule_still_gives_it(self) -> None:
        series, *_ = vevents(SERIES, ALONE, Shown(PAGE))
        assert series.exdates == (datetime(2026, 1, 26, 19),)

    def test_a_moved_meeting_keeps_its_uid_and_says_where_it_was(self) -> None:
        _, moved, _ = vevents(SERIES, ALONE, Shown(PAGE))
        assert (moved.uid, moved.recurrence_id) == (SERIES.prokey, datetime(2026, 1, 12, 19))
        assert (moved.dtstart, moved.zone, moved.summary) == (datetime(2026, 1, 13, 18), "Europe/Berlin", "Evensong")

    def test_a_meeting_cancelled_alone_is_there_as_cancelled(self) -> None:
        *_, cancelled = vevents(SERIES, ALONE, Shown(PAGE))
        assert (cancelled.status, cancelled.recurrence_id) == ("CANCELLED", datetime(2026, 1, 19, 19))

    def test_a_meeting_moved_to_another_zone_is_told_in_the_zone_of_its_series(self) -> None:
        there = meeting(SERIES, "20260112T190000", zone="Asia/Tokyo", starts_at=datetime(2026, 1, 12, 9, tzinfo=UTC))
        _, moved = vevents(SERIES, (there,), Shown(PAGE))
        assert (moved.dtstart, moved.zone) == (datetime(2026, 1, 12, 10), "Europe/Berlin")

    def test_a_meeting_that_became_all_day_keeps_the_time_it_had_as_recurrence_id(self) -> None:
        midnight = datetime(2026, 1, 11, 23, tzinfo=UTC)
        whole = meeting(
            SERIES, "20260112T190000", all_day=True, starts_at=midnight, ends_at=midnight + timedelta(days=1)
        )
        file = render_calendar(Vcalendar(vevents=vevents(SERIES, (whole,), Shown(PAGE)))).decode()
        assert "\r\nRECURRENCE-ID;TZID=Europe/Berlin:20260112T190000\r\nDTSTART;VALUE=DATE:20260112\r\n" in file
        assert "\r\nDTEND;VALUE=DATE:20260113\r\n" in file

    def test_an_all_day_series_with_one_evening(self) -> None:
        outings = event(day(start_date="2026-06-01"), simplified=True, simple_type="daily", count=3)
        start = datetime(2026, 6, 2, 17, tzinfo=UTC)
        evening = meeting(outings, "20260602", all_day=False, starts_at=start, ends_at=start + timedelta(hours=2))
        file = render_calendar(Vcalendar(vevents=vevents(outings, (evening,), Shown(PAGE)))).decode()
        assert "\r\nRECURRENCE-ID;VALUE=DATE:20260602\r\nDTSTART;TZID=Europe/Berlin:20260602T190000\r\n" in file

    def test_starts_of_another_type_than_the_series_are_not_left_out(self) -> None:
        before = meeting(SERIES, "20260112", dropped=True, cancelled=True)
        assert only(SERIES, before).exdates == ()

    def test_a_series_cancelled_as_a_whole_is_one_cancelled_event(self) -> None:
        assert only(weekly(status=DateStatus.CANCELLED)).status == "CANCELLED"

    def test_once_its_rule_is_gone_the_last_meeting_keeps_its_own_changes(self) -> None:
        single = event(date())
        own = meeting(single, "20260105T190000", name="Evensong")
        assert (only(single, own).summary, only(single, own).recurrence_id) == ("Evensong", None)


class TestToAnotherReader:
    def test_the_series_has_the_same_meetings(self) -> None:
        calendar = icalendar.Calendar.from_ical((GOLDEN / "page_series.ics").read_bytes())
        seen = recurring_ical_events.of(calendar).between(datetime(2026, 1, 1), datetime(2026, 12, 31))
        starts = [it.decoded("DTSTART").replace(tzinfo=None) for it in seen if it["STATUS"] != "CANCELLED"]
        january = [datetime(2026, 1, 5, 19), datetime(2026, 1, 13, 18)]
        assert starts == [*january, datetime(2026, 2, 2, 19), datetime(2026, 2, 9, 19)]


class TestIdentity:
    def test_each_date_has_a_uid_of_its_own_and_the_first_one_the_prokey(self) -> None:
        uids = [it.uid for it in vevents(TOUR, (), Shown(PAGE))]
        assert uids[0] == TOUR.prokey
        assert len(set(uids)) == 3

    def test_unchanged_events_give_unchanged_bytes(self) -> None:
        first, second = (render_calendar(Vcalendar(vevents=vevents(SERIES, ALONE, Shown(PAGE)))) for _ in range(2))
        assert first == second

    def test_the_stamp_is_that_of_the_last_revision(self) -> None:
        later = replace(CONCERT, revised_at=MONDAY + timedelta(days=1), sequence=3)
        assert (only(later).dtstamp, only(later).sequence, only(later).created) == (
            MONDAY + timedelta(days=1), 3, MONDAY,
        )  # fmt: skip
