"""Events from elsewhere become events like ours: checked alike, and nothing is passed on as it came (T090, T100)."""

import json
import re
from pathlib import Path
from typing import Any

import icalendar
import pytest
from msgspec import UNSET

from kalends.calendar.ics import Vcalendar, render_calendar
from kalends.calendar.ics_reading import ForeignEvent
from kalends.domain import limits
from kalends.domain.errors import Refused
from kalends.domain.event import DatePatch, DateStatus, EventPatch
from kalends.domain.foreign_event import (
    Origin,
    Surroundings,
    event_patch,
    foreign_vevents,
    is_older,
    meeting_patch,
    parts,
)

NAUGHTY = Path(__file__).parents[2].parent / "shared" / "vectors" / "strings" / "blns.json"
STRINGS: list[str] = json.loads(NAUGHTY.read_text("utf-8")) if NAUGHTY.exists() else []
AROUND = Surroundings("Europe/Berlin", "https://kalends.test/")
CONTROL = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HOSTILE = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '<a href="javascript:x">y</a>', "<svg><a title='",
    "a\r\nATTENDEE:mailto:e@x", "a\x00\x0b\x0c\x1c\x85\u2028\u2029b", "\x7f", "<p>" * 3_000, "&#11;&#0;&lt;script&gt;",
]  # fmt: skip
FOREIGN_TAG = re.compile(r"<(?!/?(?:html|body|p|strong|em|u|h[1-4]|ul|ol|li|a)\b)")


def foreign(**fields: Any) -> ForeignEvent:
    dull: dict[str, Any] = {
        "uid": "1@elsewhere.example", "start": "20260106T193000", "end": "20260106T213000", "zone": "Europe/Berlin",
        "summary": "Rehearsal",
    }  # fmt: skip
    return ForeignEvent(**(dull | fields))


def date_of(**fields: Any) -> DatePatch:
    """The only date of the event that it becomes."""
    patch: EventPatch = event_patch(foreign(**fields), AROUND)
    assert patch.dates is not UNSET
    (date,) = patch.dates
    return date


def shown(*events: ForeignEvent) -> bytes:
    return render_calendar(Vcalendar(vevents=tuple(it for event in events for it in foreign_vevents(event, AROUND))))


class TestTimes:
    def test_without_a_zone_are_by_the_clock_of_home(self) -> None:
        assert date_of(zone=None).zone == "Europe/Berlin"

    def test_of_days_end_with_the_last_one(self) -> None:
        date = date_of(start="20260610", end="20260613", zone=None)
        assert (date.start_date, date.end_date, date.start_time, date.all_day) == (
            "2026-06-10",
            "2026-06-12",
            None,
            True,
        )

    @pytest.mark.parametrize("start", ["16040101", "22010101"])
    def test_too_far_away_are_refused(self, start: str) -> None:
        with pytest.raises(Refused):
            foreign_vevents(foreign(start=start, end=start, zone=None), AROUND)


class TestWords:
    def test_that_are_missing_are_made_up(self) -> None:
        assert date_of(summary="").name == "–"

    def test_that_are_too_long_are_cut(self) -> None:
        name = date_of(summary="x" * 5_000).name
        assert isinstance(name, str)
        assert (len(name), name[-1]) == (limits.NAME, "…")
        assert len(str(date_of(description="&" * limits.TEXT).description)) <= limits.TEXT

    def test_in_html_go_before_plain_ones_unless_they_cannot_be_kept(self) -> None:
        assert date_of(html="<p>a<b>c</b></p>", description="plain").description == "<p>ac</p>"
        assert date_of(html="<p>" + "x" * 50_000, description="a < b").description == "a &lt; b"

    def test_of_an_organizer_without_a_mail_address_are_dropped(self) -> None:
        assert date_of(organizer=("Olga", "not an address")).organizer_name is None

    def test_of_a_page_elsewhere_join_the_description(self) -> None:
        assert date_of(url="https://x.test/a?b&c").description == "https://x.test/a?b&amp;c"
        assert date_of(url="https://x.test/", html="<p>a</p>").description == "<p>a</p><p>https://x.test/</p>"
        assert date_of(url="https://x.test/", description="see https://x.test/").description == "see https://x.test/"

    def test_of_a_page_of_ours_or_of_no_web_do_not(self) -> None:
        for url in ("https://kalends.test/abc", "javascript:alert(1)", "message:%3Cx%3E"):
            assert date_of(url=url).description is None

    def test_whatever_they_hold_make_one_clean_event(self) -> None:
        for text in [*HOSTILE, *STRINGS]:
            event = foreign(
                summary=text, description=text, html=text, location=text, url=text, conference=text,
                organizer=(text, text), categories=(text,),
            )  # fmt: skip
            body = shown(event)
            assert CONTROL.search(body.replace(b"\t", b"")) is None
            (read,) = icalendar.Calendar.from_ical(body).walk("VEVENT")
            assert "ATTENDEE" not in read
            rich = str(read.get("X-ALT-DESC", ""))
            assert FOREIGN_TAG.search(rich) is None
            assert re.search(r"<a [^>]*javascript:", rich) is None


class TestSeries:
    def test_of_dates_alone_have_several_dates(self) -> None:
        patch = event_patch(foreign(rdates=(("20260113T180000", "20260113T190000"),)), AROUND)
        assert patch.dates is not UNSET
        assert [it.start_date for it in patch.dates] == ["2026-01-06", "2026-01-13"]

    def test_with_a_rule_and_further_dates_are_two_events(self) -> None:
        further = (("20260113T180000", "20260113T190000"), ("20260120T180000", "20260120T190000"))
        first, second = parts(foreign(rule="FREQ=MONTHLY", rdates=further))
        assert (first.rule, first.rdates) == ("FREQ=MONTHLY", ())
        assert (second.uid, second.rule, second.start) == ("1@elsewhere.example-rdate", None, "20260113T180000")
        assert second.rdates == further[1:]

    def test_show_each_further_date_under_a_uid_of_its_own(self) -> None:
        body = shown(foreign(rule="FREQ=MONTHLY;COUNT=2", rdates=(("20260113T180000", "20260113T190000"),)))
        assert re.findall(rb"UID:(\S+)", body) == [b"1@elsewhere.example", b"1@elsewhere.example-rdate"]

    def test_show_a_meeting_that_differs_by_the_clock_of_the_series(self) -> None:
        own = foreign(
            start="20260113T123000", end="20260113T133000", zone="America/New_York", recurrence_id="20260113T193000"
        )
        body = shown(foreign(rule="FREQ=WEEKLY;COUNT=3", overrides=(own,))).decode()
        assert (
            "RECURRENCE-ID;TZID=Europe/Berlin:20260113T193000\r\nDTSTART;TZID=Europe/Berlin:20260113T183000\r\n" in body
        )

    def test_a_cancelled_meeting_says_only_that(self) -> None:
        assert meeting_patch(foreign(status="CANCELLED"), AROUND) == DatePatch(status=DateStatus.CANCELLED)

    @pytest.mark.parametrize(
        "rule", ["FREQ=SECONDLY", "FREQ=DAILY;COUNT=1000000", "FREQ=WEEKLY;BYDAY=9MO", "", "COUNT=1"]
    )
    def test_with_a_rule_that_we_would_refuse_are_refused(self, rule: str) -> None:
        with pytest.raises(Refused):
            foreign_vevents(foreign(rule=rule), AROUND)


class TestWhatIsNotForAll:
    def test_is_not_shown(self) -> None:
        with pytest.raises(Refused, match="private"):
            foreign_vevents(foreign(private=True), AROUND)


class TestVersions:
    @pytest.mark.parametrize(
        ("sequence", "modified", "older"),
        [
            (1, "20260101T000000Z", True), (2, "20260101T000000Z", True), (2, "20260102T000000Z", False),
            (2, "20260103T000000Z", False), (3, "20250101T000000Z", False), (2, None, False),
        ],
    )  # fmt: skip
    def test_go_by_sequence_and_then_by_when_they_were_made(
        self, sequence: int, modified: str | None, *, older: bool
    ) -> None:
        taken = Origin("1@elsewhere.example", 1, 2, "20260102T000000Z", "")
        assert is_older(foreign(sequence=sequence, modified=modified), taken) is older
