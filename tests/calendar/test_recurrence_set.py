"""When a series takes place once RDATE, EXDATE and RECURRENCE-ID have their say (RFC 5545 §3.8.5)."""

from datetime import date, datetime, timedelta
from importlib import import_module
from typing import Any

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.calendar.recurrence import parse_rule, rule_text
from kalends.calendar.recurrence_set import RecurrenceSet, instances
from kalends.domain.errors import Refused

NINE = datetime(2026, 1, 6, 9, 0)  # a Tuesday
DAY, WEEK = timedelta(days=1), timedelta(days=7)
WEEKLY = parse_rule("FREQ=WEEKLY")
recurring: Any = import_module("recurring_ical_events")


def starts(series: RecurrenceSet, limit: int = 4, **window: Any) -> list[str]:
    return [f"{it.start:%m-%d %H}" for it in instances(series, limit=limit, **window)]


class TestASet:
    def test_of_a_start_alone_is_that_start(self) -> None:
        assert starts(RecurrenceSet(start=NINE)) == ["01-06 09"]

    def test_is_what_its_rule_gives(self) -> None:
        assert starts(RecurrenceSet(start=NINE, rule=WEEKLY)) == ["01-06 09", "01-13 09", "01-20 09", "01-27 09"]

    def test_holds_added_starts_in_order(self) -> None:
        added = RecurrenceSet(start=NINE, rule=WEEKLY, rdates=(NINE + 8 * DAY, NINE + DAY))
        assert starts(added) == ["01-06 09", "01-07 09", "01-13 09", "01-14 09"]

    def test_may_consist_of_added_starts_even_earlier_ones(self) -> None:
        assert starts(RecurrenceSet(start=NINE, rdates=(NINE + DAY, NINE - DAY))) == [
            "01-05 09",
            "01-06 09",
            "01-07 09",
        ]

    def test_holds_a_start_once_that_is_given_twice(self) -> None:
        twice = RecurrenceSet(start=NINE, rule=WEEKLY, rdates=(NINE, NINE + WEEK))
        assert starts(twice, 2) == ["01-06 09", "01-13 09"]

    def test_leaves_out_what_is_taken_away_even_its_first(self) -> None:
        less = RecurrenceSet(start=NINE, rule=WEEKLY, rdates=(NINE + DAY,), exdates=frozenset({NINE, NINE + DAY}))
        assert starts(less, 2) == ["01-13 09", "01-20 09"]

    def test_counts_what_is_taken_away(self) -> None:
        """§3.3.10: COUNT is the rule's; §3.8.5.1 takes away afterwards."""
        three = RecurrenceSet(start=NINE, rule=parse_rule("FREQ=WEEKLY;COUNT=3"), exdates=frozenset({NINE + WEEK}))
        assert starts(three) == ["01-06 09", "01-20 09"]

    def test_leaves_out_all_that_begins_on_a_day(self) -> None:
        hourly = RecurrenceSet(start=NINE, rule=parse_rule("FREQ=HOURLY"), exdates=frozenset({date(2026, 1, 6)}))
        assert starts(hourly, 2) == ["01-07 00", "01-07 01"]

    def test_is_asked_for_until_enough_is_left(self) -> None:
        most = frozenset(NINE + number * DAY for number in range(1, 1_500))
        thinned = RecurrenceSet(start=NINE, rule=parse_rule("FREQ=DAILY"), exdates=most)
        assert [it.start for it in instances(thinned, limit=2)] == [NINE, NINE + 1_500 * DAY]

    def test_of_days_holds_days(self) -> None:
        days = RecurrenceSet(start=date(2026, 1, 6), rule=WEEKLY, exdates=frozenset({date(2026, 1, 13)}))
        assert [it.start for it in instances(days, limit=2)] == [date(2026, 1, 6), date(2026, 1, 20)]

    @pytest.mark.parametrize("odd", [{"rdates": (date(2026, 1, 7),)}, {"moved": {NINE: date(2026, 1, 7)}}])
    def test_never_mixes_days_and_times(self, odd: dict[str, Any]) -> None:
        with pytest.raises(Refused, match="names days in a series of times"):
            instances(RecurrenceSet(start=NINE, **odd), limit=1)

    def test_drops_only_what_its_rule_puts_into_a_gap(self) -> None:
        """§3.3.10 speaks of what a rule gives; a time somebody named is one (§3.3.5)."""
        start, gap = datetime(2026, 3, 7, 2, 30), datetime(2026, 3, 8, 2, 30)
        zone, rule = "America/Los_Angeles", parse_rule("FREQ=DAILY;COUNT=2")
        assert starts(RecurrenceSet(start=start, rule=rule, zone=zone)) == ["03-07 02", "03-09 02"]
        named = RecurrenceSet(start=start, rule=rule, rdates=(gap,), zone=zone)
        assert starts(named) == ["03-07 02", "03-08 02", "03-09 02"]


class TestAMovedInstance:
    SERIES = RecurrenceSet(start=NINE, rule=WEEKLY, moved={NINE + WEEK: NINE + 20 * DAY})

    def test_is_where_it_was_put_and_keeps_its_name(self) -> None:
        found = instances(self.SERIES, limit=3)
        assert found == [(NINE, NINE), (NINE + 14 * DAY, NINE + 14 * DAY), (NINE + 20 * DAY, NINE + WEEK)]

    def test_is_in_the_window_that_it_came_into(self) -> None:
        window = {"after": NINE + 19 * DAY, "before": NINE + 21 * DAY}
        assert instances(self.SERIES, limit=9, **window) == [(NINE + 20 * DAY, NINE + WEEK)]

    def test_is_not_in_the_one_that_it_left(self) -> None:
        assert instances(self.SERIES, limit=9, after=NINE + 6 * DAY, before=NINE + 8 * DAY) == []

    def test_may_meet_another_one(self) -> None:
        met = RecurrenceSet(start=NINE, rule=WEEKLY, moved={NINE: NINE + WEEK})
        assert instances(met, limit=2) == [(NINE + WEEK, NINE), (NINE + WEEK, NINE + WEEK)]


STARTS = st.integers(0, 120).map(lambda day: NINE + day * DAY)
RULES = st.sampled_from(
    ["FREQ=DAILY;INTERVAL=3", "FREQ=WEEKLY;BYDAY=TU,TH", "FREQ=MONTHLY;BYDAY=2MO", "FREQ=DAILY;COUNT=30", "FREQ=YEARLY"]
).map(parse_rule)
SERIES = st.builds(
    RecurrenceSet,
    start=st.just(NINE),
    rule=st.none() | RULES,
    rdates=st.lists(STARTS, max_size=5).map(tuple),
    exdates=st.frozensets(STARTS, max_size=20),
    moved=st.dictionaries(STARTS, STARTS.map(lambda start: start + timedelta(hours=1)), max_size=4),
)
LOW, HIGH = NINE - DAY, NINE + 150 * DAY


class TestEverySet:
    @given(SERIES, STARTS)
    def test_is_the_same_looked_at_in_two_windows(self, series: RecurrenceSet, middle: datetime) -> None:
        parts = [
            *instances(series, after=LOW, before=middle, limit=500),
            *instances(series, after=middle, before=HIGH, limit=500),
        ]
        assert parts == instances(series, after=LOW, before=HIGH, limit=500)

    @given(SERIES)
    def test_goes_forward_and_names_each_once(self, series: RecurrenceSet) -> None:
        found = instances(series, before=HIGH, limit=500)
        names = [it.recurrence_id for it in found]
        assert found == sorted(found)
        assert len(names) == len(set(names))

    @given(SERIES, st.integers(0, 20))
    def test_begins_alike_however_much_is_asked_for(self, series: RecurrenceSet, limit: int) -> None:
        assert instances(series, before=HIGH, limit=limit) == instances(series, before=HIGH, limit=500)[:limit]

    @given(SERIES.filter(lambda series: series.exdates.isdisjoint(series.moved)))
    def test_is_what_another_reader_of_the_same_file_finds(self, series: RecurrenceSet) -> None:
        theirs = recurring.of(as_file(series)).between(LOW, HIGH)
        assert [it.start for it in instances(series, before=HIGH, limit=500)] == sorted(
            it["DTSTART"].dt for it in theirs
        )


def as_file(series: RecurrenceSet) -> icalendar.Calendar:
    calendar, event = icalendar.Calendar(), component(series.start)
    if series.rule is not None:
        event["RRULE"] = icalendar.vRecur.from_ical(rule_text(series.rule))
    if series.rdates:
        event.add("rdate", list(series.rdates))
    if series.exdates:
        event.add("exdate", sorted(series.exdates))
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
