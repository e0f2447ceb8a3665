"""Which meetings an event has, and which of the old ones each of them is."""

from datetime import UTC, datetime
from typing import Any

import pytest
from msgspec.structs import replace

from kalends.domain import limits
from kalends.domain.errors import Refused
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.plan import Row, Slot, check_size, drop, match, new_row, plan, same_rhythm, settle, span
from kalends.domain.revision import revise
from tests.builders import MONDAY, TUESDAY, Counting, date, day, event

BERLIN = "Europe/Berlin"


def rows(made: Event) -> list[Row]:
    ids = Counting()
    return [new_row(ids.next_number(), ids.next_id(), it, made, MONDAY) for it in slots(made)]


def slots(made: Event, home: str = BERLIN) -> list[Slot]:
    return list(plan(made, home, MONDAY, limits.OCCURRENCES_IN_DEED).slots)


def starts(made: Event) -> list[str]:
    return [it.recurrence_id for it in plan(made, BERLIN, MONDAY, 400).slots]


def patched(before: Event, *dates: DatePatch, **fields: Any) -> Event:
    patch = EventPatch(dates=dates, **fields) if dates else EventPatch(**fields)
    return revise(Counting(), before, patch, TUESDAY)


class TestMeetings:
    def test_the_seeds_own_rule_gives_its_eight_dates(self) -> None:
        made = event(
            date(start_date="2026-01-06", start_time="09:00", end_time="10:00"),
            simplified=True, simple_type="monthly", by_day="2MO,TU", count=8,
        )  # fmt: skip
        expected = ["0106", "0112", "0113", "0120", "0127", "0203", "0209", "0210"]
        assert starts(made) == [f"2026{it}T090000" for it in expected]

    def test_wall_clock_time_stays_over_a_clock_change(self) -> None:
        made = event(date(start_date="2026-03-23"), rule="FREQ=WEEKLY;COUNT=2")
        first, second = plan(made, BERLIN, MONDAY, 400).slots
        assert (first.starts_at.hour, second.starts_at.hour) == (18, 17)

    def test_a_day_is_placed_in_its_own_zone_or_else_at_home(self) -> None:
        (at_home,) = plan(event(day()), BERLIN, MONDAY, 400).slots
        (there,) = plan(event(day(zone="America/New_York")), BERLIN, MONDAY, 400).slots
        assert at_home.starts_at == datetime(2026, 5, 31, 22, tzinfo=UTC)
        assert there.starts_at == datetime(2026, 6, 1, 4, tzinfo=UTC)
        assert there.ends_at == datetime(2026, 6, 2, 4, tzinfo=UTC)

    def test_dynamic_dates_have_no_meetings(self) -> None:
        made = event(day(start_date="today+4"), day())
        assert starts(made) == ["20260601"]
        (slot,) = plan(made, BERLIN, MONDAY, 400).slots
        assert span(made, BERLIN) == (slot.starts_at, slot.ends_at)
        assert span(event(day(start_date="today+4")), BERLIN) == (None, None)

    def test_an_endless_rule_is_cut_at_the_horizon(self) -> None:
        made = plan(event(rule="FREQ=WEEKLY"), BERLIN, MONDAY, 400)
        assert len(made.slots) == 105
        assert made.rows_until == made.slots[-1].recurrence_id
        assert span(event(rule="FREQ=WEEKLY"), BERLIN)[1] is None

    def test_a_short_rule_is_written_out_whole_however_late(self) -> None:
        made = plan(event(rule="FREQ=YEARLY;COUNT=8"), BERLIN, MONDAY, 400)
        assert (len(made.slots), made.rows_until) == (8, None)

    def test_a_long_rule_is_written_in_steps(self) -> None:
        first = plan(event(rule="FREQ=DAILY"), BERLIN, MONDAY, 10)
        assert (len(first.slots), first.rows_until) == (10, "20260114T190000")

    def test_a_rule_far_ahead_has_at_least_its_first_meeting(self) -> None:
        assert starts(event(date(start_date="2040-01-02"), rule="FREQ=WEEKLY")) == ["20400102T190000"]

    def test_a_rule_of_too_many_meetings_is_refused(self) -> None:
        with pytest.raises(Refused) as refused:
            check_size(event(rule="FREQ=HOURLY"), MONDAY)
        assert refused.value.field == "rule"


class TestMatching:
    def matched(self, before: Event, after: Event, old: list[Row]) -> dict[str, str]:
        """Old start to new start, for what is kept."""
        pairs = match(old, plan(after, BERLIN, MONDAY, 400).slots, same_rhythm=same_rhythm(before.rrule, after.rrule))
        return {row.recurrence_id: slot.recurrence_id for row, slot in pairs.kept}

    def test_a_dates_only_meeting_stays_with_it_wherever_it_moves(self) -> None:
        before = event()
        after = patched(before, DatePatch(start_date="2026-03-01"))
        assert self.matched(before, after, rows(before)) == {"20260105T190000": "20260301T190000"}

    def test_in_a_series_meetings_are_matched_by_local_day(self) -> None:
        before = event(rule="FREQ=WEEKLY;COUNT=3")
        after = patched(before, DatePatch(start_time="18:00", end_time="20:00"))
        assert self.matched(before, after, rows(before)) == {
            f"202601{it}T190000": f"202601{it}T180000" for it in ("05", "12", "19")
        }

    def test_a_series_moved_to_another_weekday_is_matched_by_ordinal(self) -> None:
        before = event(rule="FREQ=WEEKLY;COUNT=3")
        after = patched(before, DatePatch(start_date="2026-01-06"))
        assert self.matched(before, after, rows(before)) == {
            "20260105T190000": "20260106T190000", "20260112T190000": "20260113T190000",
            "20260119T190000": "20260120T190000",
        }  # fmt: skip

    def test_a_series_of_another_rhythm_keeps_only_equal_days(self) -> None:
        before = event(rule="FREQ=WEEKLY;COUNT=3")
        after = patched(before, rule="FREQ=WEEKLY;INTERVAL=2;COUNT=2")
        pairs = match(rows(before), plan(after, BERLIN, MONDAY, 400).slots, same_rhythm=False)
        assert [row.recurrence_id for row in pairs.gone] == ["20260112T190000"]

    def test_a_dropped_meeting_is_revived_when_it_is_made_again(self) -> None:
        made = event(rule="FREQ=WEEKLY;COUNT=3")
        dropped = drop(rows(made)[1], MONDAY)
        ((row, slot),) = match([dropped], [plan(made, BERLIN, MONDAY, 400).slots[1]], same_rhythm=True).kept
        assert settle(row, slot, made, TUESDAY).cancelled is False

    def test_a_dates_only_meeting_stays_with_it_beside_one_that_is_gone_for_good(self) -> None:
        before = event(rule="FREQ=WEEKLY;COUNT=2")
        standing, gone = rows(before)
        after = patched(before, DatePatch(start_date="2026-05-04", end_date="2026-05-04"))
        (slot,) = plan(replace(after, rrule=None), BERLIN, MONDAY, 400).slots
        matched = match([standing, drop(gone, MONDAY)], [slot], same_rhythm=False)
        assert [(row.number, kept) for row, kept in matched.kept] == [(standing.number, slot)]
        assert [row.number for row in matched.gone] == [gone.number]

    def test_meetings_never_cross_from_one_date_to_another(self) -> None:
        before = event(date(), date(name="Concert"))
        after = patched(before, DatePatch(start_date="2026-02-01"), DatePatch(start_date="2026-01-06"))
        pairs = match(rows(before), plan(after, BERLIN, MONDAY, 400).slots, same_rhythm=True)
        assert all(row.date == slot.date.number for row, slot in pairs.kept)

    def test_matching_a_thousand_meetings_is_no_square(self) -> None:
        made = event(rule="FREQ=DAILY;COUNT=400")
        old = rows(made)
        assert len(match(old * 1, slots(made), same_rhythm=True).kept) == 400


class TestSettling:
    def test_a_meetings_own_changes_outlive_those_of_the_series(self) -> None:
        before = event(rule="FREQ=WEEKLY;COUNT=2")
        row = replace(rows(before)[0], name="Special", override=OccurrencePatch(name="Special"))
        after = patched(before, DatePatch(name="Evensong"))
        settled = settle(row, plan(after, BERLIN, MONDAY, 400).slots[0], after, TUESDAY)
        assert settled.name == "Special"

    def test_what_a_person_cancelled_stays_cancelled(self) -> None:
        before = event(rule="FREQ=WEEKLY;COUNT=2")
        row = replace(rows(before)[0], cancelled=True, cancelled_at=MONDAY, cancelled_by=2)
        after = patched(before, DatePatch(name="Evensong"))
        assert settle(row, plan(after, BERLIN, MONDAY, 400).slots[0], after, TUESDAY).cancelled_at == MONDAY

    def test_a_cancelled_date_cancels_its_meetings_and_restores_them(self) -> None:
        before = event()
        gone = patched(before, DatePatch(status=DateStatus.CANCELLED))
        (row,) = rows(gone)
        assert (row.cancelled, row.cancelled_at) == (True, MONDAY)
        back = patched(gone, DatePatch(status=DateStatus.CONFIRMED))
        assert settle(row, plan(back, BERLIN, MONDAY, 400).slots[0], back, TUESDAY).cancelled is False
