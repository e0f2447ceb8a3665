"""Whole files, byte for byte. A file that is wanted otherwise is written anew by hand, and looked at."""

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from kalends.calendar.ics import Vcalendar, render_calendar
from tests.calendar.ics.builders import judged, rehearsal

GOLDEN = Path(__file__).parents[2] / "golden"
CREATED = datetime(2026, 1, 1, 12, tzinfo=UTC)

SINGLE = Vcalendar(
    name="Choir rehearsal",
    vevents=(
        rehearsal(
            created=CREATED,
            last_modified=CREATED,
            description_html='<p>Bring:</p><ul><li>water</li><li>the <a href="https://x.test/s?a=1&amp;b=2">score</a></li></ul>',
            location="Church, Main St 1",
            geo=(52.520008, 13.404954),
            url="https://x.test/5f0c2a1e",
            organizer=("Olga", "olga@x.test"),
            status="CONFIRMED",
            transparent=True,
            alarms=(timedelta(minutes=15),),
        ),
    ),
)
ALL_DAY = Vcalendar(
    name="Festival",
    vevents=(rehearsal(dtstart=date(2026, 6, 10), dtend=date(2026, 6, 13), zone=None, summary="Festival"),),
)
AWKWARD = Vcalendar(
    name="Ä, b; c\\d\ne",
    vevents=(
        rehearsal(
            summary="é" * 80,
            location="\\" * 80,
            organizer=('Jack "F"; ,:^\n', "jack@x.test"),
            description_html="a\r\nATTENDEE:mailto:e@x\0\u2028b",
        ),
    ),
)
SERIES = Vcalendar(
    name="The choir's evenings",
    refresh=timedelta(hours=1),
    source="https://x.test/calendar.ics",
    zone="America/Los_Angeles",
    vevents=(
        rehearsal(
            zone="America/Los_Angeles",
            dtstart=datetime(2026, 2, 22, 2, 30),
            dtend=datetime(2026, 2, 22, 4, 0),
            rrule="FREQ=WEEKLY;COUNT=6",
            exdates=(datetime(2026, 3, 1, 2, 30),),
            sequence=2,
        ),
        rehearsal(
            zone="America/Los_Angeles",
            recurrence_id=datetime(2026, 3, 15, 2, 30),
            dtstart=datetime(2026, 3, 16, 18, 0),
            dtend=datetime(2026, 3, 16, 19, 30),
            sequence=3,
        ),
        rehearsal(
            zone="America/Los_Angeles",
            recurrence_id=datetime(2026, 3, 22, 2, 30),
            dtstart=datetime(2026, 3, 22, 2, 30),
            dtend=datetime(2026, 3, 22, 4, 0),
            status="CANCELLED",
            sequence=3,
        ),
    ),
)
ZONES = Vcalendar(
    name="Everywhere",
    vevents=tuple(
        rehearsal(uid=f"{number}", zone=zone)
        for number, zone in enumerate(("America/Vancouver", "Australia/Lord_Howe", "Asia/Kathmandu", "Etc/GMT", None))
    ),
)
FILES = {
    "single": SINGLE,
    "all_day": ALL_DAY,
    "awkward": AWKWARD,
    "series": SERIES,
    "zones": ZONES,
    "empty": Vcalendar(name="Nothing yet"),
}


class TestTheFiles:
    @pytest.mark.parametrize("name", FILES)
    def test_are_as_they_were_looked_at(self, name: str) -> None:
        assert render_calendar(FILES[name]).decode() == (GOLDEN / f"{name}.ics").read_bytes().decode()

    @pytest.mark.parametrize("name", FILES)
    def test_hold_their_events_for_another_reader(self, name: str) -> None:
        events = judged((GOLDEN / f"{name}.ics").read_bytes())
        assert [event["UID"] for event in events] == [vevent.uid for vevent in FILES[name].vevents]
