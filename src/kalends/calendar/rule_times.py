"""Which times of a day a rule names, found by arithmetic: no rule makes a day longer than its own answers."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from math import gcd

from kalends.calendar.rule import Freq, Rule

_DAY_S = 86_400
_UNIT_S = {Freq.SECONDLY: 1, Freq.MINUTELY: 60, Freq.HOURLY: 3_600}  # coarser rules have one beginning a day
ONE_BEGINNING = frozenset({Freq.SECONDLY, Freq.MINUTELY, Freq.HOURLY, Freq.DAILY})


@dataclass(frozen=True, slots=True)
class RuleTimes:
    """A day's beginnings (midnight, or each hour, minute or second the rule names) and the times after each.

    unit_s: seconds from one possible beginning to the next. phase: the number of DTSTART's unit, day 0 being its
    first. named: beginnings that BYHOUR, BYMINUTE and BYSECOND allow, by their unit's number modulo `interval`;
    None where they allow all. offsets: seconds, ascending, less than unit_s, BYSETPOS already heeded where an
    interval has one beginning only; none where no day has a beginning.
    """

    unit_s: int
    interval: int
    phase: int
    named: dict[int, list[int]] | None
    offsets: list[int]

    @property
    def is_once_a_day(self) -> bool:
        """Is there one time on each day?"""
        return self.unit_s == _DAY_S and len(self.offsets) == 1

    def beginnings(self, day: int, since_s: int) -> Sequence[int]:
        """Seconds of the day with that ordinal at which an interval begins, from the one holding `since_s` on."""
        if self.unit_s == _DAY_S:
            return (0,)
        first = (self.phase - day * (_DAY_S // self.unit_s)) % self.interval
        low = since_s // self.unit_s
        if self.named is None:
            low += (first - low) % self.interval
            return range(low * self.unit_s, _DAY_S, self.interval * self.unit_s)
        named = self.named.get(first, [])
        return named[bisect_left(named, low * self.unit_s) :]


def rule_times(rule: Rule, start: datetime) -> RuleTimes:
    """The times of `rule`, completed from `start`, a naive wall-clock time (midnight for a date)."""
    unit_s = _UNIT_S.get(rule.freq, _DAY_S)
    phase = start.toordinal() * (_DAY_S // unit_s) + _second_of_day(start) // unit_s
    named = _named(rule, unit_s, phase)
    return RuleTimes(unit_s, rule.interval, phase, named, [] if named == {} else _offsets(rule, start, unit_s))


def times_a_day(rule: Rule) -> int:
    """An upper bound of the instances that one day can hold."""
    hours, minutes, seconds = (len(items) or None for items in (rule.byhour, rule.byminute, rule.bysecond))
    if not rule.freq.is_within_a_day:
        return (hours or 1) * (minutes or 1) * (seconds or 1)
    unit_s = _UNIT_S[rule.freq]
    in_step = -(-_DAY_S // unit_s // rule.interval)
    match rule.freq:
        case Freq.HOURLY:
            return min(in_step, hours or 24) * (minutes or 1) * (seconds or 1)
        case Freq.MINUTELY:
            return min(in_step, (hours or 24) * (minutes or 60)) * (seconds or 1)
        case _:
            return min(in_step, (hours or 24) * (minutes or 60) * (seconds or 60))


def _named(rule: Rule, unit_s: int, phase: int) -> dict[int, list[int]] | None:
    limiting = (rule.byhour, rule.byminute if unit_s <= 60 else (), rule.bysecond if unit_s == 1 else ())
    if unit_s == _DAY_S or not any(limiting):
        return None
    hours = rule.byhour or range(24)
    minutes = (rule.byminute or range(60)) if unit_s <= 60 else (0,)
    seconds = (rule.bysecond or range(60)) if unit_s == 1 else (0,)
    named: dict[int, list[int]] = defaultdict(list)
    alike = gcd(_DAY_S // unit_s, rule.interval)  # whatever the day, its intervals begin in units equal modulo this
    for second in _seconds_of_day(hours, minutes, seconds):
        if (second // unit_s - phase) % alike == 0:
            named[second // unit_s % rule.interval].append(second)
    return dict(named)


def _offsets(rule: Rule, start: datetime, unit_s: int) -> list[int]:
    hours = (rule.byhour or (start.hour,)) if unit_s == _DAY_S else (0,)
    minutes = (rule.byminute or (start.minute,)) if unit_s > 60 else (0,)
    seconds = (rule.bysecond or (start.second,)) if unit_s > 1 else (0,)
    named = _seconds_of_day(hours, minutes, seconds)
    if rule.bysetpos and rule.freq in ONE_BEGINNING:
        named = [named[place] for place in places(rule, len(named))]
    return named


def places(rule: Rule, size: int) -> list[int]:
    """Which of an interval's `size` instances BYSETPOS keeps: ascending, counted from 0."""
    found = {place - 1 if place > 0 else size + place for place in rule.bysetpos}
    return sorted(place for place in found if 0 <= place < size)


def _seconds_of_day(hours: Sequence[int], minutes: Sequence[int], seconds: Sequence[int]) -> list[int]:
    """Ascending. A leap second (BYSECOND=60) is a time that no clock of ours shows, so it is left out."""
    shown = [second for second in sorted(seconds) if second < 60]
    clocks = [hour * 3_600 + minute * 60 for hour in sorted(hours) for minute in sorted(minutes)]
    return [clock + second for clock in clocks for second in shown]


def _second_of_day(moment: datetime) -> int:
    return moment.hour * 3_600 + moment.minute * 60 + moment.second
