"""Whatever people type, a file holds one event with the same properties (reliability reference, T090 to T096)."""

import json
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kalends.calendar.ics import Vevent
from tests.calendar.ics.builders import judged, lines, rehearsal, render

NAUGHTY = Path(__file__).parents[3].parent / "shared" / "vectors" / "strings" / "blns.json"
needs_vectors = pytest.mark.skipif(not NAUGHTY.is_file(), reason="needs ../shared/vectors/strings/blns.json")

LINE_ENDS = ["\r\n", "\r", "\n", "\x0b", "\x0c", "\x1c", "\x1d", "\x1e", "\x85", "\u2028", "\u2029"]
INJECTED = [f"a{end}ATTENDEE:mailto:e@x" for end in LINE_ENDS] + [
    "a\r\n ATTENDEE:mailto:e@x",
    "a\0b",
    "a\x7fb",
    "a\nEND:VEVENT\nBEGIN:VEVENT\nUID:2",
    "a\\nb\\;c\\,d\\\\",
    "a\\",
    '";ATTENDEE=x:',
    "^n^'^^",
    "\ud800",
]
DATES = st.dates(date(1970, 1, 2), date(2199, 1, 1))
TIMES = st.datetimes(datetime(1970, 1, 2), datetime(2199, 1, 1)).map(
    lambda moment: moment.replace(microsecond=0, fold=0)
)
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Cairo", "Etc/GMT", None])
TEXTS = st.text(max_size=300)


def event_saying(text: str) -> Vevent:
    return rehearsal(
        uid=text,
        summary=text,
        location=text,
        description_html=f"<p>{text}</p>",
        url=text,
        conference=text,
        organizer=(text, text + "@x"),
        status=text,
        rrule=text,
    )


def check_harmless(text: str) -> None:
    file = render(event_saying(text), name=text, description=text, source=text, url=text)
    clean = render(event_saying("a"), name="a", description="a", source="a", url="a")
    assert [line.partition(":")[0].partition(";")[0] for line in lines(file)] == _names(clean)
    assert not [octet for octet in file if (octet < 32 and octet not in b"\r\n\t") or octet == 127]
    assert file.count(b"\r") == file.count(b"\n") == file.count(b"\r\n")
    assert file.decode().split("\r\n") == [*file.decode().splitlines(), ""]
    assert max(map(len, file.split(b"\r\n"))) <= 75


def _names(file: bytes) -> list[str]:
    return [line.partition(":")[0].partition(";")[0] for line in lines(file)]


class TestATextInEveryField:
    @pytest.mark.parametrize("text", INJECTED)
    def test_adds_no_property(self, text: str) -> None:
        check_harmless(text)

    @pytest.mark.parametrize("text", [text for text in INJECTED if "\ud800" not in text])
    def test_is_one_event_to_another_reader(self, text: str) -> None:
        (event,) = judged(render(rehearsal(summary=text, location=text, organizer=(text, "o@x.test"))))
        (clean,) = judged(render(rehearsal(summary="a", location="a", organizer=("a", "o@x.test"))))
        assert sorted(event.keys()) == sorted(clean.keys())

    @given(TEXTS.filter(bool))
    def test_adds_nothing_whatever_it_is(self, text: str) -> None:
        check_harmless(text)

    @needs_vectors
    def test_adds_nothing_when_it_is_naughty(self) -> None:
        texts = [text for text in json.loads(NAUGHTY.read_text("utf-8")) if text]
        assert len(texts) > 500
        for text in texts:
            check_harmless(text)

    @needs_vectors
    def test_reads_back_equal_when_it_is_naughty(self) -> None:
        texts = [text for text in json.loads(NAUGHTY.read_text("utf-8")) if text.isprintable() and text]
        events = judged(render(*[rehearsal(summary=text) for text in texts]))
        assert [str(event["SUMMARY"]) for event in events] == texts


class TestAnyEvent:
    @settings(max_examples=150, deadline=None)
    @given(TIMES, st.integers(0, 10_000), ZONES, TEXTS.filter(str.isprintable))
    def test_reads_back_equal(self, start: datetime, minutes: int, zone: str | None, summary: str) -> None:
        end = start + timedelta(minutes=minutes)
        file = render(rehearsal(dtstart=start, dtend=end, zone=zone, summary=summary))
        (event,) = judged(file)
        assert (event["UID"], event["SUMMARY"]) == (rehearsal().uid, summary)
        assert [event[name].dt.replace(tzinfo=None) for name in ("DTSTART", "DTEND")] == [start, end]
        assert max(map(len, file.split(b"\r\n"))) <= 75

    @settings(max_examples=50, deadline=None)
    @given(DATES, st.integers(1, 400))
    def test_of_whole_days_reads_back_equal(self, start: date, length: int) -> None:
        end = start + timedelta(days=length)
        (event,) = judged(render(rehearsal(dtstart=start, dtend=end, zone=None)))
        assert (event["DTSTART"].dt, event["DTEND"].dt) == (start, end)
