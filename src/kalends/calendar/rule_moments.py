"""All moments that a rule names, one after another, from anywhere in its life (RFC 5545 §3.3.10)."""

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby, islice

from kalends.calendar.rule import Freq, Rule
from kalends.calendar.rule_days import DayParts, day_parts, days_of_year, week_year
from kalends.calendar.rule_times import ONE_BEGINNING, RuleTimes, places, rule_times
from kalends.domain import limits

_RUN = 16  # moments that are looked for at a time, where they are not found by the year
_LATER = [timedelta(day) for day in range(366)]
# How many days before a moment its interval may have begun; a year of whole weeks has up to 371 days.
_INTERVAL_DAYS = {Freq.YEARLY: 371, Freq.MONTHLY: 31, Freq.WEEKLY: 7}


@dataclass(frozen=True, slots=True)
class RuleMoments:
    """A rule completed from its start: `start` is naive wall-clock time, midnight for a date."""

    rule: Rule
    start: datetime
    days: DayParts
    times: RuleTimes

    def since(self, low: datetime, last_year: int) -> Iterator[list[datetime]]:
        """Moments ascending, in runs, every one from `low` on; some of the interval that holds `low` may come before.

        Intervals are counted from the one that holds `start`, whole ones: BYSETPOS counts in it from its beginning,
        though moments before `start` are no instances. Ends with `last_year` or after limits.RULE_STEPS.
        """
        if not self.times.offsets:
            return
        chosen = self.rule.bysetpos and self.rule.freq not in ONE_BEGINNING
        if self.times.is_once_a_day and not chosen:
            yield from self._once_a_day(low, last_year)
            return
        every = islice(self._chosen(low, last_year) if chosen else self._all(low, last_year), limits.RULE_STEPS)
        while run := list(islice(every, _RUN)):
            yield run

    def _once_a_day(self, low: datetime, last_year: int) -> Iterator[list[datetime]]:
        """A run for each year, as nearly all rules are: built at once, which costs a tenth of moment by moment."""
        time = timedelta(0, self.times.offsets[0])
        for january_1, offsets in self._years(low.toordinal(), last_year):
            first = datetime.fromordinal(january_1) + time
            yield [first + _LATER[offset] for offset in offsets]

    def _all(self, low: datetime, last_year: int) -> Iterator[datetime]:
        offsets = self.times.offsets
        for beginning in self._beginnings(low, last_year):
            past = bisect_left(offsets, (low - beginning).seconds) if beginning < low else 0
            for offset in offsets[past:] if past else offsets:
                yield beginning + timedelta(0, offset)

    def _chosen(self, low: datetime, last_year: int) -> Iterator[datetime]:
        """What BYSETPOS leaves of each interval, picked by its place without listing the interval's times."""
        offsets = self.times.offsets
        low_day = low.toordinal()
        back = min(_INTERVAL_DAYS[self.rule.freq], low_day - 1)
        days = islice(self._days(low_day - back, last_year), limits.RULE_STEPS)
        for _, interval in groupby(days, self._interval_number()):
            named = list(interval)
            for place in places(self.rule, len(named) * len(offsets)):
                day, time = divmod(place, len(offsets))
                yield datetime.fromordinal(named[day]) + timedelta(0, offsets[time])

    def _beginnings(self, low: datetime, last_year: int) -> Iterator[datetime]:
        low_day, beginnings = low.toordinal(), self.times.beginnings
        low_s = (low - datetime.fromordinal(low_day)).seconds
        for day in islice(self._days(low_day, last_year), limits.RULE_STEPS):
            for second in beginnings(day, low_s if day == low_day else 0):
                yield datetime.fromordinal(day) + timedelta(0, second)

    def _days(self, low: int, last_year: int) -> Iterator[int]:
        """Ordinals of the named days from `low` on, in those intervals that INTERVAL keeps."""
        for january_1, offsets in self._years(low, last_year):
            yield from map(january_1.__add__, offsets)

    def _years(self, low: int, last_year: int) -> Iterator[tuple[int, Sequence[int]]]:
        """The same by year: the ordinal of its January 1, and the days as offsets from it."""
        every = 1 if self.rule.freq.is_within_a_day else self.rule.interval
        number = self._interval_number()
        first = number(self.start.toordinal())
        for year in range(max(2, date.fromordinal(low).year), last_year + 1):
            january_1 = date(year, 1, 1).toordinal()
            offsets: Sequence[int] = days_of_year(self.days, year)
            if january_1 < low:
                offsets = offsets[bisect_left(offsets, low - january_1) :]
            if every > 1:
                offsets = [offset for offset in offsets if (number(january_1 + offset) - first) % every == 0]
            yield january_1, offsets

    def _interval_number(self) -> Callable[[int], int]:
        """Which interval a day (its ordinal) lies in; a week belongs whole to the year it is numbered in."""
        wkst = self.days.wkst
        match self.rule.freq:
            case Freq.YEARLY if self.days.weeks:
                return lambda day: week_year(date.fromordinal(day), wkst)
            case Freq.YEARLY:
                return lambda day: date.fromordinal(day).year
            case Freq.MONTHLY:
                return _month_number
            case Freq.WEEKLY:
                return lambda day: (day - 1 - wkst) // 7  # day 1 was a Monday
            case _:
                return lambda day: day


def rule_moments(rule: Rule, start: datetime) -> RuleMoments:
    """The moments of `rule`; where it leaves something open (a weekday, a time of day) `start` fills it in."""
    return RuleMoments(rule, start, day_parts(rule, start), rule_times(rule, start))


def _month_number(day: int) -> int:
    there = date.fromordinal(day)
    return there.year * 12 + there.month
