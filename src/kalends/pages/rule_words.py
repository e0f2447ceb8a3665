"""A recurrence rule as a sentence, for the rules that one sentence can hold."""

from datetime import datetime
from functools import lru_cache

from kalends.calendar.recurrence import Freq, Rule, RuleDay, parse_rule
from kalends.calendar.zones import to_local
from kalends.pages import words
from kalends.pages.language import Frequency, Gender, Language
from kalends.pages.languages import language

_KEPT = 2_048
_FREQUENCIES: dict[Freq, Frequency] = {
    Freq.DAILY: "DAILY",
    Freq.WEEKLY: "WEEKLY",
    Freq.MONTHLY: "MONTHLY",
    Freq.YEARLY: "YEARLY",
}
_GENDERS: dict[str, Gender] = {"m": "m", "f": "f", "n": "n"}


@lru_cache(_KEPT)
def sentence(tag: str, canonical: str, zone_name: str | None) -> str | None:
    """Like "Every month on the second Monday and every Tuesday, 8 times". None for one that takes more words.

    tag: of the language. zone_name: what the series' times are in; None for UTC and for whole days.
    """
    told, it = parse_rule(canonical), language(tag)
    if told.freq.is_within_a_day or _is_intricate(told, it):
        return None
    often = words.counted(it, it.rule.often[_FREQUENCIES[told.freq]], told.interval)
    days, months = _days(told, it), _months(told, it)
    shape = it.rule.shapes[("d" if days else "") + ("m" if months else "")]
    return shape.format(often=often, days=days, months=months) + _how_long(told, it, zone_name)


def _is_intricate(told: Rule, it: Language) -> bool:
    if any((told.byweekno, told.byyearday, told.byhour, told.byminute, told.bysecond, told.bysetpos)):
        return True
    if any(day.nth not in it.rule.nth["m"] for day in told.byday):
        return True
    if told.freq is Freq.YEARLY:  # "on the 3rd" of which month?
        return bool((told.byday or told.bymonthday) and not told.bymonth)
    return bool(told.byday and told.bymonthday)


def _days(told: Rule, it: Language) -> str:
    if told.byday and told.freq in (Freq.WEEKLY, Freq.DAILY):
        return it.rule.weekly.format(days=words.listed(it, [it.rule.weekly_days[day.weekday] for day in told.byday]))
    if told.byday:
        return it.rule.monthly.format(days=words.listed(it, [_weekday(day, it) for day in told.byday]))
    if told.bymonthday:
        return it.rule.month_days_in.format(days=words.listed(it, [_month_day(day, it) for day in told.bymonthday]))
    return ""


def _weekday(day: RuleDay, it: Language) -> str:
    form = it.rule.nth[_GENDERS[it.rule.genders[day.weekday]]][day.nth]
    return form.format(day=it.rule.monthly_days[day.weekday], weekday=it.rule.weekly_days[day.weekday])


def _month_day(number: int, it: Language) -> str:
    if number in it.rule.month_days:
        return it.rule.month_days[number]
    form = it.rule.month_day if number > 0 else it.rule.month_day_back
    return form.format(nth=it.nth(abs(number)))


def _months(told: Rule, it: Language) -> str:
    months = [it.rule.months[month - 1] for month in told.bymonth]
    return it.rule.in_months.format(months=words.listed(it, months)) if months else ""


def _how_long(told: Rule, it: Language, zone_name: str | None) -> str:
    if told.count is not None:
        return words.counted(it, it.rule.times, told.count)
    until = told.until
    if until is None:
        return ""
    if isinstance(until, datetime) and until.tzinfo is not None and zone_name is not None:
        until = to_local(until, zone_name)
    return it.rule.until.format(date=words.plain_date(it, until))
