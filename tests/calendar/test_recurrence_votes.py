"""The engine against those of others, on random rules that they get right."""

from dataclasses import replace
from datetime import datetime, timedelta
from importlib import import_module
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kalends.calendar.recurrence import expand, parse_rule
from tests.calendar.judges import engines
from tests.calendar.judges.questions import questions
from tests.calendar.judges.votes import votes

rrulestr: Any = import_module("dateutil.rrule").rrulestr

WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
STARTS = st.datetimes(datetime(2020, 1, 1), datetime(2035, 12, 31)).map(lambda moment: moment.replace(microsecond=0))
MONTHS = st.lists(st.integers(1, 12), min_size=1, max_size=3, unique=True)
SAFE_DAYS = st.lists(st.integers(-28, 28).filter(bool), min_size=1, max_size=4, unique=True)
MONTH_DAYS = st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=4, unique=True)
PLAIN_DAYS = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True)
NUMBERS = st.sampled_from([1, 2, 3, 4, 5, -1, -2])
NUMBERED_DAYS = st.lists(st.builds("{}{}".format, NUMBERS, st.sampled_from(WEEKDAYS)), min_size=1, max_size=3)
HOURS = st.lists(st.integers(0, 23), min_size=1, max_size=2, unique=True)
POSITIONS = st.lists(st.sampled_from([1, 2, 3, -1, -2]), min_size=1, max_size=2, unique=True)


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Rules without what dateutil gets wrong, or reads otherwise than RFC 8984 §4.3.3.1 does.

    Left out: numbered beside plain weekdays (none is found), BYSETPOS of a weekly rule (its first week is cut),
    BYMONTHDAY without BYMONTH in a year; and what may never be true, for which dateutil searches until 9999.
    """
    freq = draw(st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY", "HOURLY"]))
    parts = {"FREQ": freq, "INTERVAL": draw(st.integers(1, 5)), "WKST": draw(st.sampled_from(WEEKDAYS))}
    listed: dict[str, st.SearchStrategy[Any]] = {"BYMONTH": MONTHS, "BYDAY": PLAIN_DAYS}
    if freq in {"MONTHLY", "YEARLY"}:
        listed["BYDAY"] = st.one_of(PLAIN_DAYS, NUMBERED_DAYS)
    if freq == "HOURLY":
        del listed["BYMONTH"]
    else:
        listed["BYHOUR"] = HOURS
    for name, items in listed.items():
        if draw(st.booleans()):
            parts[name] = ",".join(map(str, draw(items)))
    if _narrows_by_month_days(parts) and draw(st.booleans()):
        parts["BYMONTHDAY"] = ",".join(map(str, draw(SAFE_DAYS if "BYMONTH" in parts else MONTH_DAYS)))
    if freq in {"MONTHLY", "YEARLY"} and _names_weekdays(parts) and draw(st.booleans()):
        parts["BYSETPOS"] = ",".join(map(str, draw(POSITIONS)))
    return ";".join(f"{name}={value}" for name, value in parts.items())


def _narrows_by_month_days(parts: dict[str, Any]) -> bool:
    """Not beside weekdays, with which a day may never come."""
    in_a_year = parts["FREQ"] == "YEARLY" and "BYMONTH" in parts
    return "BYDAY" not in parts and (in_a_year or parts["FREQ"] in {"DAILY", "HOURLY", "MONTHLY"})


def _names_weekdays(parts: dict[str, Any]) -> bool:
    """At least four days in each month, so that a second one is always there."""
    return "BYMONTHDAY" not in parts and str(parts.get("BYDAY", "1")).replace(",", "").isalpha()


class TestTwoEngines:
    @settings(max_examples=80, deadline=None)
    @given(rules(), STARTS)
    def test_agree_on_simple_rules(self, text: str, start: datetime) -> None:
        end = start + timedelta(days=15 if "HOURLY" in text else 1_200)
        theirs = [moment for moment in rrulestr(text, dtstart=start).between(start, end, inc=True) if moment < end]
        expected = theirs if start in theirs else [start, *theirs]
        assert expand(parse_rule(text), start, before=end, limit=5_000) == expected

    @settings(max_examples=100, deadline=None)
    @given(rules().filter(lambda text: "HOURLY" not in text), STARTS, st.integers(1, 40))
    def test_agree_on_how_many_a_count_gives(self, text: str, start: datetime, count: int) -> None:
        """A start that is off the rule is the first instance to us, and none to dateutil."""
        end = start + timedelta(days=4_000)
        theirs = rrulestr(text, dtstart=start).between(start, end, inc=True)[:count]
        expected = (theirs if start in theirs else [start, *theirs])[:count]
        assert expand(parse_rule(f"{text};COUNT={count}"), start, before=end, limit=5_000)[:count] == expected


class TestTheSimpleFields:
    """A few of the ten thousand series of the long proof."""

    def test_mean_the_same_to_two_engines_of_python(self) -> None:
        answered = votes([engines.python_dateutil, engines.recurring_ical_events], questions(7, 300))
        assert (answered["python_dateutil"] > 290, answered["recurring_ical_events"] > 240) == (True, True)

    @pytest.mark.skipif(not engines.has_ical_js(), reason="needs node, and ical.js, which bin/prove installs")
    def test_mean_the_same_to_one_of_javascript(self) -> None:
        assert votes([engines.ical_js], questions(7, 300))["ical_js"] > 180

    def test_judges_notice_a_day_too_few(self) -> None:
        asked = [replace(it, ours=it.ours[:-1]) for it in questions(7, 3)]
        with pytest.raises(AssertionError, match="python_dateutil: FREQ"):
            votes([engines.python_dateutil], asked)
