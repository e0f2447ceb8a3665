"""When a series takes place (RFC 5545 §3.3.10)."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise

import pytest

from kalends.calendar.recurrence import expand, last, parse_rule
from kalends.calendar.zones import to_instant
from kalends.domain import limits
from kalends.domain.errors import Refused

LOS_ANGELES = "America/Los_Angeles"
NINE = datetime(2026, 1, 6, 9, 0)  # a Tuesday


def days(rule: str, start: datetime | date = NINE, limit: int = 12, zone: str | None = None) -> list[str]:
    """The days of the series as `month-day`, the year before those of another year than the one before."""
    shown, year = [], start.year
    for moment in expand(parse_rule(rule), start, limit=limit, zone=zone):
        shown.append(f"{moment:%m-%d}" if moment.year == year else f"{moment:%Y-%m-%d}")
        year = moment.year
    return shown


class TestASeries:
    def test_may_mix_a_numbered_and_a_plain_weekday(self) -> None:
        """2MO,TU: the second Monday and every Tuesday of the month."""
        expected = ["01-06", "01-12", "01-13", "01-20", "01-27", "02-03", "02-09", "02-10"]
        assert days("FREQ=MONTHLY;BYDAY=2MO,TU;COUNT=8") == expected

    def test_begins_with_its_start_even_off_its_rule_and_counts_it(self) -> None:
        assert days("FREQ=WEEKLY;BYDAY=FR;COUNT=3") == ["01-06", "01-09", "01-16"]

    def test_begins_with_its_start_even_after_its_end(self) -> None:
        assert days("FREQ=DAILY;UNTIL=20260101") == ["01-06"]

    def test_keeps_the_time_of_day_and_gives_wall_clock_times(self) -> None:
        assert expand(parse_rule("FREQ=WEEKLY"), NINE, limit=2)[1] == datetime(2026, 1, 13, 9, 0)

    def test_of_dates_gives_dates_and_ignores_times(self) -> None:
        found = expand(parse_rule("FREQ=DAILY;BYHOUR=9,10"), date(2026, 1, 6), limit=2)
        assert found == [date(2026, 1, 6), date(2026, 1, 7)]
        assert not any(isinstance(day, datetime) for day in found)

    def test_of_dates_cannot_repeat_within_the_day(self) -> None:
        with pytest.raises(Refused, match="time of day"):
            expand(parse_rule("FREQ=HOURLY"), date(2026, 1, 6), limit=2)

    def test_ends_with_the_last_year_that_is_kept(self) -> None:
        found = expand(parse_rule("FREQ=YEARLY"), NINE, limit=1_000)
        assert (found[-1].year, len(found)) == (limits.YEAR_LAST, limits.YEAR_LAST - 2025)

    def test_is_never_longer_than_asked(self) -> None:
        assert [len(expand(parse_rule("FREQ=DAILY"), NINE, limit=limit)) for limit in (-1, 0, 1, 7)] == [0, 0, 1, 7]


class TestDaysThatDoNotExist:
    def test_the_31st_is_skipped_in_short_months_and_not_counted(self) -> None:
        expected = ["01-31", "03-31", "05-31", "07-31", "08-31"]
        assert days("FREQ=MONTHLY;COUNT=5", datetime(2026, 1, 31, 9)) == expected

    def test_february_29_comes_in_leap_years_only(self) -> None:
        assert days("FREQ=YEARLY;COUNT=3", date(2024, 2, 29)) == ["02-29", "2028-02-29", "2032-02-29"]
        found = expand(parse_rule("FREQ=YEARLY"), date(2092, 2, 29), limit=3)
        assert [day.year for day in found] == [2092, 2096, 2104]

    def test_a_leap_second_is_never_shown(self) -> None:
        assert days("FREQ=DAILY;BYSECOND=60") == ["01-06"]

    def test_a_fifth_monday_is_there_in_some_months_only(self) -> None:
        assert days("FREQ=MONTHLY;BYDAY=5MO", date(2026, 3, 30), 4) == ["03-30", "06-29", "08-31", "11-30"]

    def test_february_30_never_comes(self) -> None:
        assert days("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30") == ["01-06"]


class TestTheFirstDayOfTheWeek:
    """The example of RFC 5545 §3.8.5.3: changing only WKST changes the days."""

    def test_on_monday(self) -> None:
        expected = ["08-05", "08-10", "08-19", "08-24"]
        assert days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=MO", date(1997, 8, 5)) == expected

    def test_on_sunday(self) -> None:
        expected = ["08-05", "08-17", "08-19", "08-31"]
        assert days("FREQ=WEEKLY;INTERVAL=2;COUNT=4;BYDAY=TU,SU;WKST=SU", date(1997, 8, 5)) == expected


class TestAWindow:
    def test_includes_its_first_moment_and_excludes_its_last(self) -> None:
        rule = parse_rule("FREQ=DAILY")
        found = expand(rule, NINE, after=datetime(2026, 1, 8, 9), before=datetime(2026, 1, 10, 9), limit=9)
        assert found == [datetime(2026, 1, 8, 9), datetime(2026, 1, 9, 9)]

    def test_may_be_given_as_dates(self) -> None:
        found = expand(parse_rule("FREQ=DAILY"), NINE, after=date(2026, 1, 8), before=date(2026, 1, 9), limit=9)
        assert found == [datetime(2026, 1, 8, 9)]

    def test_of_a_series_of_dates_may_be_given_as_times(self) -> None:
        low, high = datetime(2026, 1, 8), datetime(2026, 1, 9, 12)
        found = expand(parse_rule("FREQ=DAILY"), date(2026, 1, 6), after=low, before=high, limit=9)
        assert found == [date(2026, 1, 8), date(2026, 1, 9)]

    def test_before_the_start_holds_nothing(self) -> None:
        assert expand(parse_rule("FREQ=DAILY"), NINE, before=NINE, limit=9) == []

    def test_does_not_begin_the_counting(self) -> None:
        rule = parse_rule("FREQ=DAILY;COUNT=4")
        assert expand(rule, NINE, after=date(2026, 1, 8), limit=9) == [datetime(2026, 1, 8, 9), datetime(2026, 1, 9, 9)]

    @pytest.mark.parametrize("low", [datetime(2027, 2, 17, 12, 7), datetime(2026, 12, 31, 3), datetime(2027, 1, 2, 3)])
    def test_shows_what_the_whole_series_shows_there(self, low: datetime) -> None:
        """Skipping ahead must not change the phase of INTERVAL, nor what BYSETPOS counts."""
        for text in _RULES_TO_SKIP_IN:
            rule = parse_rule(text)
            whole = expand(rule, NINE, before=datetime(2027, 6, 1), limit=60_000)
            expected = [moment for moment in whole if isinstance(moment, datetime) and moment >= low]
            assert expected, text
            assert expand(rule, NINE, after=low, before=datetime(2027, 6, 1), limit=60_000) == expected, text


_RULES_TO_SKIP_IN = [
    "FREQ=SECONDLY;INTERVAL=3601",
    "FREQ=SECONDLY;INTERVAL=7;BYHOUR=3;BYMINUTE=4",
    "FREQ=MINUTELY;INTERVAL=61",
    "FREQ=MINUTELY;INTERVAL=7;BYHOUR=12;BYSECOND=1,5;BYSETPOS=-1",
    "FREQ=HOURLY;INTERVAL=5;BYMINUTE=0,7,20;BYSETPOS=2,-1",
    "FREQ=HOURLY;BYHOUR=12;BYMINUTE=0,8",
    "FREQ=DAILY;INTERVAL=3;BYHOUR=12;BYMINUTE=5,10",
    "FREQ=DAILY;BYMINUTE=0,8;BYHOUR=12,13;BYSETPOS=2",
    "FREQ=WEEKLY;INTERVAL=3;BYDAY=MO,WE,SU;WKST=SU",
    "FREQ=WEEKLY;BYDAY=MO,TU,WE;BYSETPOS=-1;WKST=WE",
    "FREQ=MONTHLY;INTERVAL=2;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1,2",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=22,23",
    "FREQ=MONTHLY;BYMONTHDAY=-1,15",
    "FREQ=YEARLY;BYDAY=WE;BYSETPOS=8,10",
    "FREQ=YEARLY;BYWEEKNO=8,9,10;BYDAY=WE,SU;BYSETPOS=2,-1",
]


class TestASpringForward:
    """America/Los_Angeles skips 02:00 to 03:00 on 2026-03-08."""

    def test_drops_the_instance_in_the_gap_without_counting_it(self) -> None:
        start = datetime(2026, 3, 6, 2, 30)
        assert days("FREQ=DAILY;COUNT=4", start, zone=LOS_ANGELES) == ["03-06", "03-07", "03-09", "03-10"]
        assert days("FREQ=DAILY;COUNT=4", start) == ["03-06", "03-07", "03-08", "03-09"]

    def test_gives_no_instant_twice_in_an_hourly_series(self) -> None:
        start = datetime(2026, 3, 8, 0, 0)
        found = expand(parse_rule("FREQ=HOURLY"), start, limit=5, zone=LOS_ANGELES)
        instants = [to_instant(moment, LOS_ANGELES) for moment in found if isinstance(moment, datetime)]
        assert [moment.strftime("%H") for moment in found] == ["00", "01", "03", "04", "05"]
        assert {later - earlier for earlier, later in pairwise(instants)} == {timedelta(hours=1)}

    def test_keeps_a_start_in_the_gap_itself(self) -> None:
        start = datetime(2026, 3, 8, 2, 30)
        assert days("FREQ=DAILY;COUNT=2", start, zone=LOS_ANGELES) == ["03-08", "03-09"]

    def test_takes_away_a_day_that_a_zone_never_had(self) -> None:
        start = datetime(2011, 12, 29, 9)
        assert days("FREQ=DAILY;COUNT=3", start, zone="Pacific/Apia") == ["12-29", "12-31", "2012-01-01"]

    def test_means_nothing_to_dates(self) -> None:
        assert days("FREQ=DAILY;COUNT=3", date(2011, 12, 29), zone="Pacific/Apia") == ["12-29", "12-30", "12-31"]


class TestAFallBack:
    def test_does_not_double_the_instance(self) -> None:
        found = expand(parse_rule("FREQ=DAILY"), datetime(2026, 10, 31, 1, 30), limit=3, zone=LOS_ANGELES)
        assert [(moment.day, getattr(moment, "fold", 0)) for moment in found] == [(31, 0), (1, 0), (2, 0)]


class TestAnEnd:
    @pytest.mark.parametrize("until", ["20260108", "20260108T090000", "20260108T090000Z", "20260108T235959Z"])
    def test_is_included(self, until: str) -> None:
        assert days(f"FREQ=DAILY;UNTIL={until}") == ["01-06", "01-07", "01-08"]

    def test_in_utc_is_an_instant_of_the_zone(self) -> None:
        """09:00 in Los Angeles is 17:00 UTC."""
        rule = "FREQ=DAILY;UNTIL=20260108T{}Z"
        assert days(rule.format("170000"), zone=LOS_ANGELES) == ["01-06", "01-07", "01-08"]
        assert days(rule.format("165959"), zone=LOS_ANGELES) == ["01-06", "01-07"]

    def test_in_utc_is_exact_in_the_hour_that_comes_twice(self) -> None:
        """01:30 in its first pass is 08:30 UTC, so 09:15 UTC, shown as 01:15, still includes it."""
        start = datetime(2026, 10, 31, 1, 30)
        assert days("FREQ=DAILY;UNTIL=20261101T091500Z", start, zone=LOS_ANGELES) == ["10-31", "11-01"]

    def test_in_utc_may_lie_in_the_year_before(self) -> None:
        """05:00 in Tokyo is 20:00 UTC of the day before."""
        start = datetime(2026, 12, 30, 5)
        assert days("FREQ=DAILY;UNTIL=20261231T200000Z", start, zone="Asia/Tokyo") == ["12-30", "12-31", "2027-01-01"]

    def test_counts_dates_by_their_day(self) -> None:
        for until in ("20260108", "20260108T000000Z", "20260108T120000"):
            assert days(f"FREQ=DAILY;UNTIL={until}", date(2026, 1, 6)) == ["01-06", "01-07", "01-08"]


class TestTheLastOne:
    def test_of_an_endless_series_there_is_none(self) -> None:
        assert last(parse_rule("FREQ=DAILY"), NINE) is None

    @pytest.mark.parametrize(
        ("rule", "expected"),
        [
            ("FREQ=DAILY;COUNT=8", datetime(2026, 1, 13, 9)),
            ("FREQ=DAILY;COUNT=1", NINE),
            ("FREQ=DAILY;UNTIL=20260113", datetime(2026, 1, 13, 9)),
            ("FREQ=YEARLY;UNTIL=20400101", datetime(2039, 1, 6, 9)),
            ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;UNTIL=21030101", datetime(2096, 2, 29, 9)),
            ("FREQ=DAILY;UNTIL=20250101", NINE),
            ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;UNTIL=20400101", NINE),
            ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30;COUNT=7", NINE),
            ("FREQ=DAILY;UNTIL=99991231T235959Z", datetime(limits.YEAR_LAST, 12, 31, 9)),
            ("FREQ=SECONDLY;UNTIL=21991231T120000Z", datetime(2199, 12, 31, 12)),
        ],
    )
    def test_is_found_from_the_end(self, rule: str, expected: datetime) -> None:
        assert last(parse_rule(rule), NINE) == expected

    def test_is_a_date_in_a_series_of_dates(self) -> None:
        assert last(parse_rule("FREQ=WEEKLY;COUNT=2"), date(2026, 1, 6)) == date(2026, 1, 13)

    def test_heeds_the_zone(self) -> None:
        """02:30 on March 8 does not exist there."""
        rule = parse_rule("FREQ=DAILY;UNTIL=20260308T110000Z")
        assert last(rule, datetime(2026, 3, 1, 2, 30), LOS_ANGELES) == datetime(2026, 3, 7, 2, 30)

    def test_is_what_the_whole_series_ends_with(self) -> None:
        end = datetime(2026, 11, 1, 9, 15, tzinfo=UTC)
        for freq in ("DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"):
            rule = parse_rule(f"FREQ={freq};UNTIL={end:%Y%m%dT%H%M%SZ}")
            start = datetime(2024, 11, 1, 1, 30)
            assert last(rule, start, LOS_ANGELES) == expand(rule, start, limit=60_000, zone=LOS_ANGELES)[-1]
