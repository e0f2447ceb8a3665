"""Dates as people and programs write them: one spelling each, everything else is refused."""

import re
from datetime import date, timedelta

from kalends.domain import limits
from kalends.domain.errors import invalid

_DATE = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})")
_DYNAMIC = re.compile(r"today(?:[+-][0-9]{1,4})?|[0-9]{4}-[0-9]{2}-[0-9]{2}\+[0-9]{1,4}")


def parse_date(text: str, field: str) -> date:
    """The day that `text` names: exactly `YYYY-MM-DD` in ASCII digits, within limits.YEAR_FIRST to YEAR_LAST.

    Stricter than `date.fromisoformat`, which also takes the compact and the week forms.
    Raises Refused INVALID naming `field`.
    """
    found = _DATE.fullmatch(text)
    if found is None:
        raise invalid("a date is written YYYY-MM-DD", field)
    try:
        day = date(*map(int, found.groups()))
    except ValueError as error:
        raise invalid(f"there is no {text}", field) from error
    return _within_years(day, field)


def is_dynamic(text: str) -> bool:
    """Whether `text` has the shape of a date that moves: `today`, `today+N`, `today-N` or `YYYY-MM-DD+N`.

    N has one to four digits (§5.7 of the reference of the dialect that has them). A plain date is not dynamic.
    """
    return ("+" in text or text.startswith("today")) and _DYNAMIC.fullmatch(text) is not None


def check_dynamic(text: str, field: str) -> None:
    """Raise Refused INVALID naming `field` unless `text` is a plain date or a dynamic one that can be resolved."""
    if not is_dynamic(text) or not text.startswith("today"):
        _resolve(text, date(limits.YEAR_FIRST, 1, 1), field)


def resolve_dynamic(text: str, today: date) -> date:
    """The day that a plain or dynamic date stands for when it is `today` (in UTC; the caller reads the clock).

    Raises Refused INVALID for anything else, and for a day outside limits.YEAR_FIRST to YEAR_LAST.
    """
    return _resolve(text, today, "date")


def _resolve(text: str, today: date, field: str) -> date:
    if not is_dynamic(text):
        return parse_date(text, field)
    if text.startswith("today"):
        base, days = today, int(text[5:] or 0)
    else:
        base, days = parse_date(text[:10], field), int(text[11:])
    try:
        return _within_years(base + timedelta(days=days), field)
    except OverflowError as error:
        raise invalid("the date is out of range", field) from error


def _within_years(day: date, field: str) -> date:
    if not limits.YEAR_FIRST <= day.year <= limits.YEAR_LAST:
        raise invalid(f"a year is from {limits.YEAR_FIRST} to {limits.YEAR_LAST}", field)
    return day
