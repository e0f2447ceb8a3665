"""When a series from elsewhere takes place once RDATE, EXDATE and RECURRENCE-ID have their say (RFC 5545 §3.8.5).

Judged by another reader, which is shown the same file, and what we write of it.
"""

from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any, NamedTuple

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.calendar.ics import Vcalendar, render_calendar
from kalends.calendar.ics_reading import read_calendar
from kalends.domain.errors import Refused
from kalends.domain.foreign_event import Surroundings, foreign_vevents

NINE = datetime(2026, 1, 6, 9, 0)  # a Tuesday
DAY, WEEK = timedelta(days=1), timedelta(days=7)
LOW, HIGH = NINE - DAY, NINE + 150 * DAY
recurring: Any = import_module("recurring_ical_events")


class Series(NamedTuple):
    """A file with one series in it. moved: where each meeting that has a RECURRENCE-ID is now, by its first start."""

    rule: str | None = None
    rdates: tuple[datetime | date, ...] = ()
    exdates: frozenset[datetime | date] = frozenset()
    moved: dict[datetime | date, datetime | date] = {}  # noqa: RUF012
    start: datetime | date = NINE


def ours(series: Series) -> list[str]:
    """The starts as our own feed has them."""
    (event,) = read_calendar(as_file(series).to_ical()).events
    try:
        body = render_calendar(Vcalendar(vevents=foreign_vevents(event, Surroundings("Etc/UTC"))))
    except Refused:  # nothing is left of it
        return []
    return starts(icalendar.Calendar.from_ical(body))


def starts(file: Any) -> list[str]:
    return sorted(f"{it['DTSTART'].dt:%m-%d %H}" for it in recurring.of(file).between(LOW, HIGH))


class TestASeries:
    def test_holds_added_meetings_in_order(self) -> None:
        assert ours(Series("FREQ=WEEKLY;COUNT=2", rdates=(NINE + 8 * DAY, NINE + DAY))) == [
            "01-06 09", "01-07 09", "01-13 09", "01-14 09",
        ]  # fmt: skip

    def test_may_consist_of_added_ones_even_earlier_ones(self) -> None:
        assert ours(Series(rdates=(NINE + DAY, NINE - DAY))) == ["01-05 09", "01-06 09", "01-07 09"]

    @pytest.mark.parametrize("rule", [None, "FREQ=WEEKLY;COUNT=2"])
    def test_holds_a_meeting_once_that_is_given_twice(self, rule: str | None) -> None:
        assert ours(Series(rule, rdates=(NINE, NINE + WEEK, NINE + WEEK))) == ["01-06 09", "01-13 09"]

    def test_counts_what_is_taken_away(self) -> None:
        """§3.3.10: COUNT is the rule's; §3.8.5.1 takes away afterwards."""
        assert ours(Series("FREQ=WEEKLY;COUNT=3", exdates=frozenset({NINE + WEEK}))) == ["01-06 09", "01-20 09"]

    def test_leaves_out_what_is_added_and_taken_away(self) -> None:
        added = Series("FREQ=WEEKLY;COUNT=2", rdates=(NINE + DAY, NINE + 2 * DAY), exdates=frozenset({NINE + DAY}))
        assert ours(added) == ["01-06 09", "01-08 09", "01-13 09"]

    def test_leaves_out_all_that_begins_on_a_day(self) -> None:
        less = Series("FREQ=HOURLY;COUNT=20", rdates=(NINE + DAY,), exdates=frozenset({date(2026, 1, 6)}))
        assert ours(less) == ["01-07 00", "01-07 01", "01-07 02", "01-07 03", "01-07 04", "01-07 09"]

    @pytest.mark.parametrize("rule", [None, "FREQ=WEEKLY;COUNT=2"])
    def test_has_an_added_meeting_where_it_was_moved_to(self, rule: str | None) -> None:
        moved = Series(rule, rdates=(NINE + DAY, NINE + WEEK), moved={NINE + DAY: NINE + 3 * DAY})
        assert ours(moved) == ["01-06 09", "01-09 09", "01-13 09"]

    @pytest.mark.parametrize("rule", [None, "FREQ=WEEKLY;COUNT=2"])
    def test_shows_a_meeting_that_stands_for_none(self, rule: str | None) -> None:
        """Senders renumber their series; everybody else shows it."""
        moved = Series(rule, rdates=(NINE + WEEK,), moved={NINE + DAY: NINE + 3 * DAY})
        assert ours(moved) == ["01-06 09", "01-09 09", "01-13 09"]

    def test_of_days_holds_days(self) -> None:
        first = date(2026, 1, 6)
        days = Series("FREQ=WEEKLY;COUNT=2", (first + WEEK, first + DAY), frozenset({first}), start=first)
        assert ours(days) == ["01-07 00", "01-13 00"]


STARTS = st.integers(0, 120).map(lambda day: NINE + day * DAY)
RULES = st.sampled_from(
    ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=MONTHLY;BYDAY=2MO", "FREQ=DAILY;COUNT=30", "FREQ=YEARLY"]
)
SERIES = st.builds(
    Series,
    rule=st.none() | RULES,
    rdates=st.lists(STARTS, min_size=1, max_size=5).map(tuple),
    exdates=st.frozensets(STARTS, max_size=20),
    moved=st.dictionaries(STARTS, STARTS.map(lambda start: start + timedelta(hours=1)), max_size=4),
    start=st.just(NINE),
)


class TestEverySeries:
    @given(SERIES.filter(lambda series: series.exdates.isdisjoint(series.moved)))
    def test_is_what_another_reader_of_the_same_file_finds(self, series: Series) -> None:
        assert ours(series) == starts(as_file(series))


def as_file(series: Series) -> icalendar.Calendar:
    calendar, event = icalendar.Calendar(), component(series.start)
    if series.rule is not None:
        event["RRULE"] = icalendar.vRecur.from_ical(series.rule)
    if series.rdates:
        event.add("rdate", list(series.rdates))
    for exdate in sorted(series.exdates):
        event.add("exdate", exdate)
    calendar.add_component(event)
    for original, start in series.moved.items():
        calendar.add_component(component(start))
        calendar.subcomponents[-1].add("recurrence-id", original)
    return calendar


def component(start: datetime | date) -> icalendar.Event:
    event = icalendar.Event()
    event.add("uid", "series")
    event.add("dtstart", start)
    return event
