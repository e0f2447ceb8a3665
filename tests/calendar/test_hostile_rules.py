"""No rule costs more than a moment: never-true, endless, dense and far-away ones (reliability reference, T111-T115)."""

import time
from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from kalends.calendar import rule_days
from kalends.calendar.recurrence import expand, last, parse_rule
from kalends.domain import limits
from kalends.domain.errors import Refused

CPU_S = 0.1  # fifty milliseconds where nothing else runs
START = datetime(2026, 1, 6, 9, 0)
FAR = datetime(2190, 5, 5, 23, 59)


def numbers(count: int) -> str:
    return ",".join(map(str, range(count)))


EVERY_TIME = f"BYHOUR={numbers(24)};BYMINUTE={numbers(60)};BYSECOND={numbers(60)}"
NEVER_TRUE = [
    "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30,31",
    "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=MINUTELY;BYMONTH=4,6,9,11;BYMONTHDAY=31",
    "FREQ=YEARLY;INTERVAL=400;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYWEEKNO=53;BYMONTH=6",
    "FREQ=YEARLY;BYWEEKNO=20;BYYEARDAY=1",
    "FREQ=YEARLY;BYYEARDAY=366;BYMONTHDAY=1",
    "FREQ=YEARLY;BYDAY=53MO;BYMONTH=1",
    "FREQ=MONTHLY;INTERVAL=12;BYMONTH=2",
    "FREQ=SECONDLY;INTERVAL=60;BYSECOND=1",
    "FREQ=MINUTELY;INTERVAL=60;BYMINUTE=1",
    "FREQ=HOURLY;INTERVAL=24;BYHOUR=10",
    "FREQ=DAILY;INTERVAL=7;BYDAY=MO",
    "FREQ=WEEKLY;BYDAY=MO;BYSETPOS=300",
    "FREQ=DAILY;BYHOUR=9;BYSETPOS=300",
    "FREQ=SECONDLY;BYSECOND=1;BYSETPOS=2",
    "FREQ=MINUTELY;BYHOUR=9;BYSETPOS=-2",
    "FREQ=YEARLY;BYDAY=MO;BYSETPOS=366",
    "FREQ=DAILY;BYSECOND=60",
    "FREQ=DAILY;INTERVAL=1000000",
    f"FREQ=DAILY;{EVERY_TIME};BYMONTH=2;BYMONTHDAY=30",
]
ENDLESS = [
    "FREQ=SECONDLY",
    "FREQ=MINUTELY",
    "FREQ=HOURLY",
    "FREQ=DAILY",
    "FREQ=SECONDLY;INTERVAL=59",
    "FREQ=DAILY;UNTIL=99991231T235959Z",
    "FREQ=SECONDLY;UNTIL=99991231T235959Z",
    f"FREQ=DAILY;{EVERY_TIME}",
    f"FREQ=SECONDLY;{EVERY_TIME}",
    f"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;{EVERY_TIME};BYSETPOS=-1,1,180",
    f"FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;{EVERY_TIME}",
]


def cheapest(work: Callable[[], object]) -> float:
    """Seconds of CPU that `work` takes with empty caches, the least of three tries: others use the machine too."""
    spent = []
    for _ in range(3):
        rule_days._days_but_weeks.cache_clear()
        began = time.process_time()
        work()
        spent.append(time.process_time() - began)
    return min(spent)


class TestARuleThatIsNeverTrue:
    @pytest.mark.parametrize("text", NEVER_TRUE)
    def test_ends_soon_with_its_start_alone(self, text: str) -> None:
        rule = parse_rule(text)
        assert expand(rule, START, limit=400, zone="Europe/Berlin") == [START]
        assert cheapest(lambda: expand(rule, START, limit=400, zone="Europe/Berlin")) < CPU_S

    @pytest.mark.parametrize("text", [f"{text};UNTIL=99991231" for text in NEVER_TRUE])
    def test_has_its_start_as_its_last_soon(self, text: str) -> None:
        rule = parse_rule(text)
        assert last(rule, START) == START
        assert cheapest(lambda: last(rule, START)) < CPU_S


class TestARuleWithoutEnd:
    @pytest.mark.parametrize("text", ENDLESS)
    def test_gives_what_was_asked_for_soon(self, text: str) -> None:
        rule = parse_rule(text)
        assert cheapest(lambda: expand(rule, START, limit=400)) < CPU_S

    @pytest.mark.parametrize("text", ENDLESS)
    def test_shows_a_far_window_soon(self, text: str) -> None:
        rule = parse_rule(text)
        assert cheapest(lambda: expand(rule, START, limit=400, after=FAR, before=FAR + timedelta(minutes=2))) < CPU_S

    def test_is_right_in_the_far_window(self) -> None:
        found = expand(parse_rule("FREQ=MINUTELY"), START, limit=400, after=FAR, before=FAR + timedelta(minutes=2))
        assert found == [FAR, FAR + timedelta(minutes=1)]

    @pytest.mark.parametrize("text", [f"FREQ={freq};UNTIL=99991231T235959Z" for freq in ("DAILY", "SECONDLY")])
    def test_or_with_one_past_all_years_has_its_last_soon(self, text: str) -> None:
        rule = parse_rule(text)
        assert cheapest(lambda: last(rule, START, "Europe/Berlin")) < CPU_S


class TestACount:
    def test_may_be_as_long_as_we_keep(self) -> None:
        rule = parse_rule(f"FREQ=DAILY;COUNT={limits.OCCURRENCES_PER_RULE}")
        assert len(expand(rule, START, limit=limits.OCCURRENCES_PER_RULE + 1)) == limits.OCCURRENCES_PER_RULE
        assert cheapest(lambda: last(rule, START, "Europe/Berlin")) < CPU_S

    @pytest.mark.parametrize("text", [f"{text};COUNT=3660" for text in NEVER_TRUE])
    def test_that_is_never_reached_ends_soon(self, text: str) -> None:
        rule = parse_rule(text)
        assert cheapest(lambda: last(rule, START, "Europe/Berlin")) < CPU_S


class TestReading:
    @pytest.mark.parametrize("part", ["BYSECOND=", "BYDAY=", "BYSETPOS=", "X", ";", "=", "FREQ=", "1,", "-", "RRULE:"])
    def test_of_endless_text_is_refused_soon(self, part: str) -> None:
        text = "FREQ=DAILY;" + part * 100_000
        assert cheapest(lambda: _refused(text)) < CPU_S


def _refused(text: str) -> None:
    with pytest.raises(Refused):
        parse_rule(text)


class TestAnOddStart:
    @pytest.mark.parametrize("start", [date(1, 1, 1), date(1, 12, 31), date(9999, 12, 31), date(2201, 1, 1)])
    @pytest.mark.parametrize("text", ["FREQ=YEARLY;BYWEEKNO=1;BYSETPOS=1", "FREQ=WEEKLY;BYDAY=MO,SU;BYSETPOS=1"])
    def test_raises_nothing(self, start: date, text: str) -> None:
        assert expand(parse_rule(text), start, limit=3)[0] == start
