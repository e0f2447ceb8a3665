"""Which days of a year a rule names, before INTERVAL and BYSETPOS choose among them (RFC 5545 §3.3.10).

Every BY part that names days narrows the year: the "expand" and "limit" of the RFC's table come to the same
intersection once DTSTART has filled in what the rule leaves open, as RFC 8984 §4.3.3.1 spells out.
"""

from calendar import isleap, monthrange
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import chain

from kalends.calendar.rule import Freq, Rule, RuleDay, Weekday


@dataclass(frozen=True, slots=True)
class DayParts:
    """The parts of a rule that name days, DTSTART's month, day and weekday filled in where the rule needs them.

    by_month: whether a numbered weekday counts within its month rather than its year.
    """

    months: tuple[int, ...]
    weeks: tuple[int, ...]
    year_days: tuple[int, ...]
    month_days: tuple[int, ...]
    weekdays: tuple[RuleDay, ...]
    by_month: bool
    wkst: Weekday


def day_parts(rule: Rule, start: date) -> DayParts:
    """The day parts of `rule`, completed from `start` (RFC 8984 §4.3.3.1, which settles what RFC 5545 leaves open).

    So YEARLY;BYMONTHDAY=29 stays in the month of `start`, and BYWEEKNO without BYDAY keeps its weekday.
    """
    months, month_days, weekdays = rule.bymonth, rule.bymonthday, rule.byday
    same_weekday = (RuleDay(Weekday(start.weekday())),)
    match rule.freq:
        case Freq.WEEKLY:
            weekdays = weekdays or same_weekday
        case Freq.MONTHLY if not (weekdays or month_days):
            month_days = (start.day,)
        case Freq.YEARLY if not rule.byyearday:
            if not (months or rule.byweekno) and (month_days or not weekdays):
                months = (start.month,)
            if not (month_days or weekdays):
                month_days, weekdays = ((), same_weekday) if rule.byweekno else ((start.day,), ())
    by_month = rule.freq is Freq.MONTHLY or bool(months)
    return DayParts(months, rule.byweekno, rule.byyearday, month_days, weekdays, by_month, rule.wkst)


def days_of_year(parts: DayParts, year: int) -> tuple[int, ...]:
    """The named days of a calendar year as offsets from January 1, ascending."""
    days = _days_but_weeks(parts, isleap(year), date(year, 1, 1).weekday())
    if not parts.weeks:
        return days
    in_weeks = _days_in_weeks(parts, year)
    return tuple(day for day in days if day in in_weeks)


def week_year(day: date, wkst: Weekday) -> int:
    """The year that the week of `day` is numbered in: the one that holds at least four days of that week."""
    return date.fromordinal(max(1, day.toordinal() - (day.weekday() - wkst) % 7 + 3)).year


@lru_cache(1024)
def _days_but_weeks(parts: DayParts, leap: bool, first_weekday: int) -> tuple[int, ...]:
    months = _months(leap)
    named = set(range(365 + leap))
    if parts.months:
        named &= set(chain.from_iterable(months[month - 1] for month in parts.months))
    if parts.year_days:
        named &= {_counted(365 + leap, number) for number in parts.year_days}
    if parts.month_days:
        named &= {
            month[0] + _counted(len(month), number)
            for month in months
            for number in parts.month_days
            if abs(number) <= len(month)
        }
    if parts.weekdays:
        spans = months if parts.by_month else [range(365 + leap)]
        named &= {day for span in spans for day in _weekdays_in(span, parts.weekdays, first_weekday)}
    return tuple(sorted(named))


def _months(leap: bool) -> list[range]:
    months, first = [], 0
    for month in range(1, 13):
        length = monthrange(2000 if leap else 2001, month)[1]
        months.append(range(first, first + length))
        first += length
    return months


def _counted(length: int, number: int) -> int:
    """The offset of the `number`th of `length` items, from the end when negative; may lie outside them."""
    return number - 1 if number > 0 else length + number


def _weekdays_in(span: range, weekdays: tuple[RuleDay, ...], first_weekday: int) -> list[int]:
    days: list[int] = []
    for weekday, nth in weekdays:
        all_of_them = span[(weekday - first_weekday - span[0]) % 7 :: 7]
        if not nth:
            days += all_of_them
        elif abs(nth) <= len(all_of_them):
            days.append(all_of_them[_counted(len(all_of_them), nth)])
    return days


def _days_in_weeks(parts: DayParts, year: int) -> set[int]:
    """Days of the named weeks, of which some at either end of a year are numbered in the year before or after."""
    january_1 = date(year, 1, 1).toordinal()
    days: set[int] = set()
    for numbered_in in (year - 1, year, year + 1):
        first = _first_week(numbered_in, parts.wkst)
        weeks = (_first_week(numbered_in + 1, parts.wkst) - first) // 7
        for number in parts.weeks:
            if abs(number) <= weeks:
                week = first - january_1 + 7 * _counted(weeks, number)
                days.update(range(week, week + 7))
    return days


def _first_week(year: int, wkst: Weekday) -> int:
    """The ordinal of the first day of week 1, the week that holds January 4."""
    january_4 = date(year, 1, 4)
    return january_4.toordinal() - (january_4.weekday() - wkst) % 7
