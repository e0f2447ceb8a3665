"""Other people's engines, asked what they say of a series."""

import json
import shutil
import subprocess
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from heapq import merge
from importlib import import_module
from itertools import groupby, islice
from pathlib import Path
from typing import Any, TypeAlias

import icalendar

from kalends.calendar.recurrence import Freq, Rule, rule_text
from tests.calendar.judges.questions import MOST, Question

Answer: TypeAlias = list[datetime] | None  # None: it was not asked, fails, or finds no end
Engine: TypeAlias = Callable[[Sequence[Question]], list[Answer]]

ICAL_JS = Path(__file__).parent / "ical_js"
_rrulestr: Any = import_module("dateutil.rrule").rrulestr
_recurring: Any = import_module("recurring_ical_events")


def python_dateutil(asked: Sequence[Question]) -> list[Answer]:
    """Numbered and plain weekdays are asked for apart, since together it finds none (reliability reference, §0.1)."""
    return [_by_dateutil(question) for question in asked]


def recurring_ical_events(asked: Sequence[Question]) -> list[Answer]:
    """Built on python-dateutil; what its own code adds is the file's reading and the window."""
    return [None if _is_mixed(question.rule) else _by_recurring(question) for question in asked]


def ical_js(asked: Sequence[Question]) -> list[Answer]:
    """Needs node, and its package in the folder of that name. Not asked where it is known to be at fault."""
    questions = [
        {"rule": rule_text(_in_order(it)), "start": it.start.isoformat(), "end": it.end.isoformat()}
        for it in asked
        if not _at_fault(it)
    ]
    done = subprocess.run(
        ["node", "expand.mjs"], input=json.dumps(questions), cwd=ICAL_JS, capture_output=True, text=True, check=True
    )
    answers = iter(json.loads(done.stdout))
    return [None if _at_fault(it) else _moments(next(answers)) for it in asked]


def has_ical_js(*, install: bool = False) -> bool:
    """Is it here? install: else it is fetched, by the lock file beside it."""
    if not shutil.which("node"):
        return False
    if install and not (ICAL_JS / "node_modules").is_dir() and shutil.which("npm"):
        command = ["npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
        subprocess.run(command, cwd=ICAL_JS, capture_output=True, timeout=120, check=False)
    return (ICAL_JS / "node_modules" / "ical.js").is_dir()


def _by_dateutil(question: Question) -> Answer:
    try:
        instances = merge(*(_rrulestr(text, dtstart=question.start) for text in _parts(question)))
        found = islice(_before(instances, question.end), question.rule.count)
        return list(found)
    except IndexError:  # in a year that is no leap year it looks for weekdays past its end
        return None


def _before(instances: Iterator[datetime], end: datetime) -> Iterator[datetime]:
    for moment, _ in groupby(instances):
        if moment >= end:
            return
        yield moment


def _parts(question: Question) -> list[str]:
    rule = _in_one_month(replace(question.rule, count=None, until=question.end), question.start)
    if not _is_mixed(rule):
        return [rule_text(replace(rule, count=question.rule.count, until=None if question.rule.count else rule.until))]
    plain, counted = ([day for day in rule.byday if bool(day.nth) is numbered] for numbered in (False, True))
    return [rule_text(replace(rule, byday=tuple(days))) for days in (plain, counted)]


def _by_recurring(question: Question) -> Answer:
    event = icalendar.Event()
    event.add("uid", "series")
    event.add("dtstart", question.start)
    (text,) = _parts(question)
    event["RRULE"] = icalendar.vRecur.from_ical(text)
    calendar = icalendar.Calendar()
    calendar.add_component(event)
    try:
        return sorted(it["DTSTART"].dt for it in _recurring.of(calendar).between(question.start, question.end))[:MOST]
    except IndexError:
        return None


def _in_order(question: Question) -> Rule:
    """ical.js takes months and days of a month as they come, whatever their order."""
    rule = question.ended
    return replace(rule, bymonth=tuple(sorted(rule.bymonth)), bymonthday=tuple(sorted(rule.bymonthday)))


def _at_fault(question: Question) -> bool:
    """ical.js 2.2.1 gives days that the rule does not name, or leaves out some that it names:

    - counting days of a month from its end;
    - MONTHLY with BYMONTH, when DTSTART is not in the first of the months, or INTERVAL is not 1;
    - YEARLY with weekdays beside days of a month, or counted further than a month has them;
    - YEARLY by days of a month that not every month has: February 29 may come on March 1.
    """
    rule = question.rule
    yearly = rule.freq is Freq.YEARLY
    counts_back = any(day < 0 for day in rule.bymonthday)
    counts_far = any(abs(day.nth) > 5 for day in rule.byday)
    months = rule.freq is Freq.MONTHLY and bool(rule.bymonth)
    both = yearly and bool(rule.byday and rule.bymonthday)
    not_in_all = yearly and max(question.start.day, *rule.bymonthday, 0) > 28
    return counts_back or counts_far or months or both or not_in_all


def _moments(found: list[str] | None) -> Answer:
    return None if found is None else [datetime.fromisoformat(text) for text in found]


def _is_mixed(rule: Rule) -> bool:
    return len({bool(day.nth) for day in rule.byday}) == 2


def _in_one_month(rule: Rule, start: datetime) -> Rule:
    """Days of a month in a yearly rule without a month are those of DTSTART's: decision 0011."""
    if rule.freq is Freq.YEARLY and rule.bymonthday and not rule.bymonth:
        return replace(rule, bymonth=(start.month,))
    return rule
