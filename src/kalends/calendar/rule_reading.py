"""Reading a recurrence rule (RFC 5545 §3.3.10), strictly: what is not in the grammar, or makes no sense, is refused."""

import re
from datetime import UTC, date, datetime
from typing import Any

from kalends.calendar.rule import Freq, Rule, RuleDay, Weekday
from kalends.domain import limits
from kalends.domain.errors import invalid

_DAY = re.compile(r"([+-]?[0-9]{1,2})?(MO|TU|WE|TH|FR|SA|SU)")
_NUMBER = re.compile(r"[0-9]{1,10}")
_SIGNED = re.compile(r"[+-]?[0-9]{1,3}")
_UNTIL = re.compile(r"([0-9]{4})([0-9]{2})([0-9]{2})(?:T([0-9]{2})([0-9]{2})([0-9]{2})(Z?))?")

# Lists of numbers: the bounds, and whether counting from the end with a minus makes sense.
_LISTS = {
    "BYSECOND": (0, 60, False),
    "BYMINUTE": (0, 59, False),
    "BYHOUR": (0, 23, False),
    "BYMONTHDAY": (1, 31, True),
    "BYYEARDAY": (1, 366, True),
    "BYWEEKNO": (1, 53, True),
    "BYMONTH": (1, 12, False),
    "BYSETPOS": (1, 366, True),
}
# Parts that a frequency forbids (the table and the text of §3.3.10).
_FORBIDDEN = {
    "BYWEEKNO": frozenset(Freq) - {Freq.YEARLY},
    "BYYEARDAY": frozenset({Freq.DAILY, Freq.WEEKLY, Freq.MONTHLY}),
    "BYMONTHDAY": frozenset({Freq.WEEKLY}),
}


def parse_rule(text: str, field: str = "rrule") -> Rule:
    """The rule that `text` spells, with or without a leading `RRULE:`.

    Upper case, no spaces, no empty or repeated part. COUNT is at most limits.OCCURRENCES_PER_RULE, INTERVAL at most
    limits.RULE_INTERVAL. Raises Refused INVALID naming `field`, the reason naming the part at fault.
    """
    try:
        return _rule(_parts(text))
    except _Fault as fault:
        raise invalid(str(fault), field) from fault


class _Fault(ValueError):
    """What is wrong with the text, in a sentence."""


def _parts(text: str) -> dict[str, str]:
    if len(text) > limits.RRULE_CHARACTERS:
        raise _Fault(f"a recurrence rule has at most {limits.RRULE_CHARACTERS} characters")
    parts: dict[str, str] = {}
    for part in text.removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if name not in _READERS:
            raise _Fault(f"unknown part {name[:20]!r} in the recurrence rule")
        if not equals or not value:
            raise _Fault(f"{name} has no value")
        if name in parts:
            raise _Fault(f"{name} is given twice")
        parts[name] = value
    return parts


def _rule(parts: dict[str, str]) -> Rule:
    if "FREQ" not in parts:
        raise _Fault("FREQ is missing")
    values: dict[str, Any] = {name.lower(): _READERS[name](name, value) for name, value in parts.items()}
    rule = Rule(**values)
    _check_together(rule, parts)
    return rule


def _check_together(rule: Rule, parts: dict[str, str]) -> None:
    if "COUNT" in parts and "UNTIL" in parts:
        raise _Fault("COUNT and UNTIL exclude each other")
    for name, forbidden in _FORBIDDEN.items():
        if name in parts and rule.freq in forbidden:
            raise _Fault(f"{name} does not go with FREQ={rule.freq}")
    if "BYSETPOS" in parts and not any(name.startswith("BY") and name != "BYSETPOS" for name in parts):
        raise _Fault("BYSETPOS needs another BY part")
    for day in rule.byday:
        _check_day(rule, day)


def _check_day(rule: Rule, day: RuleDay) -> None:
    if not day.nth:
        return
    if rule.freq not in (Freq.MONTHLY, Freq.YEARLY):
        raise _Fault(f"BYDAY takes no number with FREQ={rule.freq}")
    if rule.byweekno:
        raise _Fault("BYDAY takes no number beside BYWEEKNO")
    if rule.freq is Freq.MONTHLY and abs(day.nth) > 5:
        raise _Fault("BYDAY counts at most five weekdays in a month")


def _freq(name: str, value: str) -> Freq:
    try:
        return Freq(value)
    except ValueError as error:
        raise _Fault(f"{name} is one of {', '.join(Freq)}") from error


def _weekday(name: str, value: str) -> Weekday:
    if value not in Weekday.__members__:
        raise _Fault(f"{name} is one of {', '.join(Weekday.__members__)}")
    return Weekday[value]


def _positive(name: str, value: str) -> int:
    highest = limits.RULE_INTERVAL if name == "INTERVAL" else limits.OCCURRENCES_PER_RULE
    if not _NUMBER.fullmatch(value) or not 1 <= int(value) <= highest:
        raise _Fault(f"{name} is a whole number from 1 to {highest}")
    return int(value)


def _until(name: str, value: str) -> datetime | date:
    found = _UNTIL.fullmatch(value)
    if found is None:
        raise _Fault(f"{name} is written YYYYMMDD or YYYYMMDDTHHMMSSZ")
    numbers = [int(number) for number in found.groups()[:6] if number is not None]
    try:
        if len(numbers) == 3:
            return date(*numbers)
        return datetime(*numbers, tzinfo=UTC if found[7] else None)  # type: ignore[arg-type, misc]
    except ValueError as error:
        raise _Fault(f"{name} names no moment that exists") from error


def _numbers(name: str, value: str) -> tuple[int, ...]:
    lowest, highest, from_end = _LISTS[name]
    numbers = []
    for item in _items(name, value):
        number = int(item) if (_SIGNED if from_end else _NUMBER).fullmatch(item) else highest + 1
        if not lowest <= (abs(number) if from_end else number) <= highest:
            raise _Fault(f"{name} holds numbers from {lowest} to {highest}{' or their negatives' * from_end}")
        numbers.append(number)
    return tuple(dict.fromkeys(numbers))


def _days(name: str, value: str) -> tuple[RuleDay, ...]:
    days = []
    for item in _items(name, value):
        found = _DAY.fullmatch(item)
        if found is None or (found[1] and not 1 <= abs(int(found[1])) <= 53):
            raise _Fault(f"{name} holds days such as MO, 2TU or -1FR")
        days.append(RuleDay(Weekday[found[2]], int(found[1] or 0)))
    return tuple(dict.fromkeys(days))


def _items(name: str, value: str) -> list[str]:
    items = value.split(",")
    if len(items) > limits.RULE_LIST_ITEMS:
        raise _Fault(f"{name} holds at most {limits.RULE_LIST_ITEMS} items")
    return items


_READERS: dict[str, Any] = {
    "FREQ": _freq,
    "INTERVAL": _positive,
    "COUNT": _positive,
    "UNTIL": _until,
    "WKST": _weekday,
    "BYDAY": _days,
    **dict.fromkeys(_LISTS, _numbers),
}
