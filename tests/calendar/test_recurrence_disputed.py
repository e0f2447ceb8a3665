"""Rules that engines read differently, and how we read them; each class has its page in docs/decisions."""

from datetime import date, datetime

import pytest

from kalends.calendar.recurrence import expand, parse_rule


def days(rule: str, start: str, limit: int = 4) -> list[str]:
    return [str(day) for day in expand(parse_rule(rule), date.fromisoformat(start), limit=limit)]


class TestAStartOffItsRule:
    """Decision 10."""

    def test_is_the_first_instance(self) -> None:
        assert days("FREQ=WEEKLY;BYDAY=FR", "2026-01-06", 3) == ["2026-01-06", "2026-01-09", "2026-01-16"]

    def test_is_counted(self) -> None:
        assert days("FREQ=WEEKLY;BYDAY=FR;COUNT=2", "2026-01-06") == ["2026-01-06", "2026-01-09"]

    def test_is_there_even_after_the_end(self) -> None:
        assert days("FREQ=WEEKLY;BYDAY=FR;UNTIL=20251231", "2026-01-06") == ["2026-01-06"]


class TestWhatTheStartFillsIn:
    """Decision 11."""

    def test_is_the_weekday_of_a_numbered_week(self) -> None:
        """2026-05-12 is a Tuesday, of week 20."""
        assert days("FREQ=YEARLY;BYWEEKNO=20", "2026-05-12", 3) == ["2026-05-12", "2027-05-18", "2028-05-16"]

    def test_is_the_month_of_yearly_days_of_a_month(self) -> None:
        expected = ["2026-03-01", "2026-03-15", "2027-03-01", "2027-03-15"]
        assert days("FREQ=YEARLY;BYMONTHDAY=1,15", "2026-03-01") == expected

    def test_is_their_month_beside_weekdays_too(self) -> None:
        """Fridays the 13th of March only."""
        assert days("FREQ=YEARLY;BYDAY=FR;BYMONTHDAY=13", "2026-03-13", 3) == ["2026-03-13", "2037-03-13", "2043-03-13"]

    def test_is_not_the_month_of_yearly_weekdays(self) -> None:
        expected = ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"]
        assert days("FREQ=YEARLY;BYDAY=MO", "2026-03-02") == expected


class TestPartsTogether:
    """Decision 11."""

    def test_all_must_hold(self) -> None:
        """December 30 in week 1, which is one of the next year."""
        rule = "FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=30;BYWEEKNO=1"
        assert days(rule, "2024-12-30", 3) == ["2024-12-30", "2025-12-30", "2030-12-30"]

    def test_hold_in_a_day_of_the_year_as_well(self) -> None:
        assert days("FREQ=YEARLY;BYYEARDAY=1,60;BYMONTH=2", "2028-02-29", 2) == ["2028-02-29", "2032-02-29"]


class TestPlacesInTheFirstInterval:
    """Decision 12."""

    def test_are_counted_from_the_beginning_of_its_month(self) -> None:
        """The third weekday of January 2026 is the 5th, so from the 15th on only the last one is left."""
        rule = "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=3,-1"
        assert days(rule, "2026-01-15") == ["2026-01-15", "2026-01-30", "2026-02-04", "2026-02-27"]

    def test_are_counted_from_the_beginning_of_its_week(self) -> None:
        """Wednesday is the second of Monday, Wednesday and Friday, though the series begins on it."""
        rule = "FREQ=WEEKLY;BYDAY=MO,WE,FR;BYSETPOS=2"
        assert days(rule, "2026-01-07", 2) == ["2026-01-07", "2026-01-14"]

    def test_are_counted_from_the_beginning_of_its_day(self) -> None:
        rule = parse_rule("FREQ=DAILY;BYHOUR=8,12,16;BYSETPOS=2,3")
        found = expand(rule, datetime(2026, 1, 6, 12), limit=3)
        assert [f"{moment:%d %H}" for moment in found] == ["06 12", "06 16", "07 12"]


class TestYearsOfNumberedWeeks:
    """Decision 13. Week 53 of 2026 ends on 2027-01-03; 2032 has a week 53 too, 2033 has none."""

    @pytest.mark.parametrize("start", ["2027-01-02", "2027-01-03"])
    def test_are_counted_from_that_of_the_starts_week(self, start: str) -> None:
        """On its rule (a Saturday) or off it."""
        found = days("FREQ=YEARLY;BYWEEKNO=53;BYDAY=SA;INTERVAL=6", start, 2)
        assert found == [start, "2033-01-01"]

    def test_keep_or_drop_a_week_whole(self) -> None:
        """Week 1 of 2025 begins in 2024, and its days of both calendar years come together."""
        rule = "FREQ=YEARLY;BYWEEKNO=1;BYDAY=MO,WE;INTERVAL=2"
        assert days(rule, "2024-12-30") == ["2024-12-30", "2025-01-01", "2027-01-04", "2027-01-06"]
