"""Files that many programs have written, and that once broke another reader: what the `icalendar` package ships."""

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import icalendar
import pytest
from icalendar.error import BrokenCalendarProperty

from kalends.calendar import zones
from kalends.calendar.ics_reading import ForeignEvent, read_calendar
from kalends.domain.errors import Refused
from kalends.domain.external_calendar import copy_of

SHIPPED = Path(icalendar.__file__).parent / "tests" / "calendars"
FILES = sorted(SHIPPED.glob("*.ics"))
MOST_LEFT_OUT = 80  # fragments without a start, zones that exist nowhere, rules of other calendars


def judged(body: bytes) -> dict[str, set[datetime]]:
    """UID → starts of the events that begin at an instant, as the other reader sees them."""
    found: dict[str, set[datetime]] = {}
    try:
        calendars: Any = icalendar.Calendar.from_ical(body, multiple=True)
    except ValueError:
        return {}
    for event in (it for calendar in calendars for it in calendar.walk("VEVENT")):
        try:
            start = getattr(event.get("DTSTART"), "dt", None)
        except BrokenCalendarProperty:
            continue
        if isinstance(start, datetime) and start.tzinfo is not None:
            found.setdefault(str(event.get("UID", "")).strip(), set()).add(start.astimezone(UTC))
    return found


def instant(event: ForeignEvent) -> datetime | None:
    if event.zone is None:
        return None
    return zones.to_instant(datetime.fromisoformat(event.start), event.zone)


@pytest.mark.filterwarnings("ignore::UserWarning")  # of the other reader
@pytest.mark.skipif(not FILES, reason="the installed icalendar package ships no files")
class TestFilesOfOthers:
    def test_are_read_or_refused_with_a_reason(self) -> None:
        events, left_out = 0, []
        for path in FILES:
            try:
                copy = copy_of(read_calendar(path.read_bytes()), "Europe/Berlin")
            except Refused as refused:
                assert refused.reason  # noqa: PT017
                continue
            events += copy.events
            left_out += [it.reason for it in copy.left_out]
        assert events > 50
        assert all(left_out)
        assert len(left_out) < MOST_LEFT_OUT

    @pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
    def test_begin_when_another_reader_says(self, path: Path) -> None:
        body = path.read_bytes()
        try:
            events = read_calendar(body).events
        except Refused:
            return
        theirs = judged(body)
        for event in events:
            for it in (event, *event.overrides):
                ours = instant(it)
                if ours is not None and it.uid in theirs:
                    assert ours in theirs[it.uid]
