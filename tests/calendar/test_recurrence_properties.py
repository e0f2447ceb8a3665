"""What holds of every series, whatever its rule."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kalends.calendar.recurrence import check_rule, expand, last, parse_rule
from kalends.calendar.rule import Freq, Rule, RuleDay, Weekday
from kalends.domain import limits
from kalends.domain.errors import Refused

MOST = 300
STARTS = st.datetimes(datetime(1970, 1, 1), datetime(2150, 12, 31)).map(lambda moment: moment.replace(microsecond=0))
ZONES = st.sampled_from([None, "Etc/UTC", "Europe/Berlin", "America/Los_Angeles", "Australia/Lord_Howe"])


def some(low: int, high: int, *, from_end: bool = False) -> st.SearchStrategy[tuple[int, ...]]:
    numbers = st.integers(low, high)
    either = numbers | numbers.map(lambda number: -number) if from_end else numbers
    return st.just(()) | st.lists(either, min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def rules(draw: st.DrawFn) -> Rule:
    """Any rule that we take and keep, endless."""
    freq = draw(st.sampled_from(Freq))
    has_nth = freq in {Freq.MONTHLY, Freq.YEARLY}
    days = st.builds(RuleDay, st.sampled_from(Weekday), st.integers(-5, 5) if has_nth else st.just(0))
    rule = Rule(
        freq=freq,
        interval=draw(st.integers(1, 5) | st.integers(1, 100_000)),
        bymonth=draw(some(1, 12)),
        bymonthday=() if freq is Freq.WEEKLY else draw(some(1, 31, from_end=True)),
        byyearday=draw(some(1, 366, from_end=True)) if freq is Freq.YEARLY and draw(st.booleans()) else (),
        byday=tuple(draw(st.just([]) | st.lists(days, min_size=1, max_size=3, unique=True))),
        byhour=draw(some(0, 23)),
        byminute=draw(some(0, 59)),
        bysecond=draw(some(0, 59)),
        wkst=draw(st.sampled_from(Weekday)),
    )
    return rule if _is_kept(rule) else Rule(freq=Freq.DAILY, byhour=rule.byhour)


def _is_kept(rule: Rule) -> bool:
    try:
        check_rule(rule, datetime(2026, 1, 6, 9))
    except Refused:
        return False
    return True


class TestEverySeries:
    @settings(max_examples=80, deadline=None)
    @given(rules(), STARTS, ZONES)
    def test_goes_forward_from_its_start(self, rule: Rule, start: datetime, zone: str | None) -> None:
        found = expand(rule, start, limit=MOST, zone=zone)
        assert found[0] == start
        assert all(earlier < later for earlier, later in pairwise(found))

    @settings(max_examples=80, deadline=None)
    @given(rules(), STARTS, ZONES, st.timedeltas(timedelta(), timedelta(days=2_000)))
    def test_is_the_same_looked_at_in_two_windows(
        self, rule: Rule, start: datetime, zone: str | None, far: timedelta
    ) -> None:
        whole = expand(rule, start, limit=MOST, zone=zone)
        middle, end = min(start + far, datetime(2190, 1, 1)), whole[-1]
        first = expand(rule, start, before=min(middle, end), limit=MOST, zone=zone)
        second = expand(rule, start, after=min(middle, end), before=end, limit=MOST, zone=zone)
        assert [*first, *second] == whole[:-1]

    @settings(max_examples=80, deadline=None)
    @given(rules(), STARTS)
    def test_names_only_days_and_times_of_its_rule(self, rule: Rule, start: datetime) -> None:
        for moment in expand(rule, start, limit=MOST)[1:]:
            assert isinstance(moment, datetime)
            assert _has(rule.bymonth, moment.month)
            assert _has(rule.byhour, moment.hour)
            assert _has(rule.byminute, moment.minute)
            assert _has(rule.bysecond, moment.second)
            assert _has(tuple(day.weekday for day in rule.byday), Weekday(moment.weekday()))
            assert _has(rule.bymonthday, moment.day) or _has(rule.bymonthday, _from_end(moment))

    @settings(max_examples=80, deadline=None)
    @given(rules(), STARTS, ZONES, st.integers(1, MOST))
    def test_has_as_many_as_it_counts(self, rule: Rule, start: datetime, zone: str | None, count: int) -> None:
        whole = expand(rule, start, limit=MOST, zone=zone)
        counted = Rule(**{name: getattr(rule, name) for name in rule.__slots__} | {"count": count})
        found = expand(counted, start, limit=MOST, zone=zone)
        assert found == whole[:count]
        assert last(counted, start, zone) == found[-1]

    @settings(max_examples=100, deadline=None)
    @given(rules(), STARTS, ZONES)
    def test_ends_where_it_says(self, rule: Rule, start: datetime, zone: str | None) -> None:
        whole = expand(rule, start, limit=MOST, zone=zone)
        for end in (whole[-1], whole[len(whole) // 2]):
            ended = Rule(**{name: getattr(rule, name) for name in rule.__slots__} | {"until": end})
            assert expand(ended, start, limit=MOST, zone=zone) == whole[: whole.index(end) + 1]
            assert last(ended, start, zone) == end


def _has(part: tuple[int, ...], value: int) -> bool:
    return not part or value in part


def _from_end(moment: datetime) -> int:
    following = (moment.replace(day=28) + timedelta(days=4)).replace(day=1)
    return moment.day - (following - timedelta(days=1)).day - 1


class TestASparseSeries:
    """Looking for a next one may take all the years there are; it is never given up before."""

    def test_comes_once_in_a_century(self) -> None:
        hours = 1_000_000
        start = datetime(limits.YEAR_FIRST, 1, 1, 9)
        expected = [start + timedelta(hours=hours * number) for number in range(3)]
        assert expected[-1].year == 2198
        assert expand(parse_rule(f"FREQ=HOURLY;INTERVAL={hours}"), start, limit=9) == expected

    def test_is_chosen_from_all_times_of_each_year(self) -> None:
        rule = parse_rule("FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=9,10;BYSETPOS=1")
        found = expand(rule, datetime(limits.YEAR_FIRST, 1, 1, 9), limit=1_000)
        assert found == [datetime(year, 1, 1, 9) for year in range(limits.YEAR_FIRST, limits.YEAR_LAST + 1)]

    @pytest.mark.parametrize(("freq", "unit_s"), [("MINUTELY", 60), ("SECONDLY", 1)])
    def test_meets_its_time_of_day_seldom(self, freq: str, unit_s: int) -> None:
        """Found by walking here, by arithmetic there."""
        start, end, step = datetime(2026, 1, 1), datetime(2126, 1, 1), timedelta(seconds=unit_s * 777_777)
        walked = [moment for number in range((end - start) // step + 1) if (moment := start + number * step).hour == 5]
        assert walked
        rule = parse_rule(f"FREQ={freq};INTERVAL=777777;BYHOUR=5")
        assert expand(rule, start, before=end, limit=5_000)[1:] == walked
