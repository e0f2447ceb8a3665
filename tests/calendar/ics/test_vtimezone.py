"""Whether a file's zones say what our zone table says (RFC 5545 §3.6.5)."""

from bisect import bisect_right
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from importlib import import_module
from io import StringIO
from typing import Any

import pytest

from kalends.calendar.ics.vtimezone import render_vtimezone
from kalends.calendar.recurrence import expand, parse_rule
from kalends.calendar.zones import names, to_local, zone
from tests.calendar.ics.builders import lines

FIRST, END = datetime(2020, 1, 1, tzinfo=UTC), datetime(2038, 1, 1, tzinfo=UTC)
ODD = ["Australia/Lord_Howe", "America/Vancouver", "Africa/Casablanca", "Africa/Cairo", "Europe/Dublin", "Asia/Gaza"]


def offset(text: str) -> timedelta:
    hours, minutes = int(text[1:3]), int(text[3:5])
    return (-1 if text[0] == "-" else 1) * timedelta(hours=hours, minutes=minutes, seconds=int(text[5:] or 0))


def onsets(component: bytes) -> list[tuple[datetime, timedelta]]:
    """When which offset begins, up to 2040, as the component's observances say."""
    found: list[tuple[datetime, timedelta]] = []
    for observance in component.replace(b"\r\n ", b"").decode().split("BEGIN:")[2:]:
        fields = dict(line.split(":", 1) for line in observance.splitlines() if ":" in line)
        before, after = offset(fields["TZOFFSETFROM"]), offset(fields["TZOFFSETTO"])
        found += [((local - before).replace(tzinfo=UTC), after) for local in _local_onsets(fields)]
    return sorted(found)


def _local_onsets(fields: dict[str, str]) -> Iterator[datetime]:
    starts = [fields["DTSTART"], *fields.get("RDATE", "").split(",")]
    yield from (datetime.strptime(text, "%Y%m%dT%H%M%S") for text in starts if text)
    if "RRULE" in fields:
        first = datetime.strptime(fields["DTSTART"], "%Y%m%dT%H%M%S")
        for moment in expand(parse_rule(fields["RRULE"]), first, before=datetime(2040, 1, 1), limit=50):
            yield datetime.combine(moment, first.time())


def check(name: str, component: bytes) -> None:
    """Compare each half month, and to the second around each change."""
    changes = onsets(component)
    moments = [FIRST + timedelta(days=15) * number for number in range((END - FIRST).days // 15)]
    moments += [at + timedelta(seconds=near) for at, _ in changes if FIRST < at < END for near in (-1, 0)]
    starts = [at for at, _ in changes]
    for moment in moments:
        said = changes[bisect_right(starts, moment) - 1][1]
        assert said == moment.astimezone(zone(name)).utcoffset(), (name, moment)


class TestAVtimezone:
    @pytest.mark.parametrize(
        "initial", ["Africa", "America", "Antarctica", "Asia", "Atlantic", "Australia", "Europe", "Pacific"]
    )
    def test_says_what_our_table_says_in_every_zone(self, initial: str) -> None:
        for name in sorted(names()):
            if name.startswith(f"{initial}/"):
                check(name, render_vtimezone(name, 2020, 2020))

    def test_says_so_under_other_names_too(self) -> None:
        for name in ("US/Pacific", "CET", "Iran", "NZ-CHAT", "Indian/Mauritius", "Arctic/Longyearbyen", "EST"):
            check(name, render_vtimezone(name, 2020, 2020))

    @pytest.mark.parametrize("name", ["Europe/Berlin", *ODD])
    def test_means_the_same_to_another_reader(self, name: str) -> None:
        file = b"BEGIN:VCALENDAR\r\n" + render_vtimezone(name, 2026, 2027) + b"END:VCALENDAR\r\n"
        theirs: Any = import_module("dateutil.tz").tzical(StringIO(file.decode().replace("\r\n", "\n"))).get(name)
        for day in range(0, 700, 5):
            moment = datetime(2026, 1, 1, 12, tzinfo=UTC) + timedelta(days=day)
            local = to_local(moment, name)
            assert local.replace(tzinfo=theirs).astimezone(UTC) == moment


class TestItsForm:
    def test_is_two_yearly_rules_where_the_clocks_keep_to_them(self) -> None:
        written = lines(render_vtimezone("Europe/Berlin", 2026, 2026))
        assert [line for line in written if line.startswith("RRULE")] == [
            "RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
            "RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU",
        ]
        assert written.count("BEGIN:DAYLIGHT") == written.count("BEGIN:STANDARD") == 1

    def test_is_one_observance_where_they_never_change(self) -> None:
        assert lines(render_vtimezone("Asia/Kathmandu", 2026, 2026)) == [
            "BEGIN:VTIMEZONE",
            "TZID:Asia/Kathmandu",
            "BEGIN:STANDARD",
            "DTSTART:19700101T000000",
            "TZOFFSETFROM:+0545",
            "TZOFFSETTO:+0545",
            "TZNAME:+0545",
            "END:STANDARD",
            "END:VTIMEZONE",
        ]

    def test_names_single_changes_where_no_rule_holds(self) -> None:
        """Vancouver changed its clocks for the last time in 2026."""
        written = lines(render_vtimezone("America/Vancouver", 2026, 2026))
        assert not [line for line in written if line.startswith("RRULE")]
        assert "RDATE:20260308T020000" in written

    def test_calls_summer_daylight_even_in_ireland(self) -> None:
        daylight = lines(render_vtimezone("Europe/Dublin", 2026, 2026))
        at = daylight.index("BEGIN:DAYLIGHT")
        assert "TZNAME:IST" in daylight[at : daylight.index("END:DAYLIGHT")]

    def test_begins_before_the_first_date_whatever_the_year(self) -> None:
        for year in (1970, 1987, 2026, 2100):
            january = datetime(year, 1, 1, tzinfo=UTC) - timedelta(days=1)
            assert onsets(render_vtimezone("America/New_York", year, year))[0][0] <= january
