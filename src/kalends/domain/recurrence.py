"""From recurrence as typed to one canonical RRULE (RFC 5545 §3.3.10)."""

import re
from dataclasses import replace
from datetime import date, datetime

from kalends.calendar.recurrence import Rule, check_rule, parse_rule, rule_text, settled
from kalends.domain import limits
from kalends.domain.errors import invalid
from kalends.domain.event import Recurrence
from kalends.domain.timing import Timing

_FREQUENCIES = {"daily": "DAILY", "weekly": "WEEKLY", "monthly": "MONTHLY", "yearly": "YEARLY"}
_COUNTED = re.compile(r"[0-9]", re.ASCII)
_LEFT_OUT = re.compile(r"[0-9]{8}(T[0-9]{6})?", re.ASCII)
_LISTED = re.compile(r"[A-Z0-9,+-]*", re.ASCII)


def typed_rule(recurrence: Recurrence) -> Rule | None:
    """The rule that was typed, or None for no recurrence. Simple fields are checked, used or not; `rule` when used.

    Raises INVALID naming the field as it was typed.
    """
    simple = _simple(recurrence)
    if recurrence.simplified:
        return simple
    return None if recurrence.rule is None else parse_rule(recurrence.rule, "rule")


def canonical(rule: Rule, when: Timing) -> str:
    """The rule as it is stored and written beside this DTSTART, without prefix.

    An end past the years that are kept is the end of those years: no calendar can show it, and no zone tell its time.
    Raises INVALID for a rule that does not fit the start, or is denser than we keep.
    """
    check_rule(rule, when.start, "rule")
    if rule.until is not None and rule.until.year > limits.YEAR_LAST:
        rule = replace(rule, until=date(limits.YEAR_LAST, 12, 31))
    return rule_text(settled(rule, when.start, when.zone))


def checked_exdate(exdate: tuple[str, ...]) -> tuple[str, ...]:
    """What a rule leaves out, in order and each once. Raises INVALID under "exdate"."""
    if len(exdate) > limits.EXDATES_PER_EVENT:
        raise invalid(f"a series leaves out at most {limits.EXDATES_PER_EVENT} days", "exdate")
    for text in exdate:
        if not _LEFT_OUT.fullmatch(text) or not _exists(text):
            raise invalid(f"{text[:40]!r} is no day", "exdate")
    return tuple(sorted(set(exdate)))


def _exists(text: str) -> bool:
    try:
        return limits.YEAR_FIRST <= datetime.fromisoformat(text).year <= limits.YEAR_LAST
    except ValueError:
        return False


def leaves_out(recurrence: Recurrence, recurrence_id: str) -> bool:
    """Does the event leave out the meeting that begins then? recurrence_id: like "20261224T193000"."""
    return recurrence_id in recurrence.exdate or recurrence_id[:8] in recurrence.exdate


def _simple(recurrence: Recurrence) -> Rule | None:
    """The six simple fields as a rule; None without a simple type."""
    frequency = _frequency(recurrence)
    parts = {
        "interval": ("INTERVAL", recurrence.interval),
        "count": ("COUNT", recurrence.count),
        "by_day": ("BYDAY", recurrence.by_day),
        "by_month": ("BYMONTH", recurrence.by_month),
        "by_month_day": ("BYMONTHDAY", recurrence.by_month_day),
        "weekstart": ("WKST", recurrence.weekstart),
    }
    given = {field: (part, str(value)) for field, (part, value) in parts.items() if value not in (None, "")}
    for field, (part, value) in given.items():
        if len(value) > limits.RRULE_CHARACTERS or not _LISTED.fullmatch(value):
            raise invalid(f"{value[:40]!r} is no value for {part}", field)
        parse_rule(f"FREQ={frequency or 'YEARLY'};{part}={value}", field)
    if frequency is None:
        return None
    return parse_rule(";".join([f"FREQ={frequency}", *(f"{part}={value}" for part, value in given.values())]), "by_day")


def _frequency(recurrence: Recurrence) -> str | None:
    """FREQ of the simple type. Every day that is a second Monday or a Tuesday is, in RFC 5545, a monthly rule:
    counted weekdays belong to a month there, and the seed's own example writes them beside "daily".
    """
    if recurrence.simple_type in (None, ""):
        return None
    frequency = _FREQUENCIES.get(recurrence.simple_type or "")
    if frequency is None:
        raise invalid(f"must be one of {', '.join(_FREQUENCIES)}", "simple_type")
    every_day = frequency == "DAILY" and recurrence.interval in (None, 1)
    return "MONTHLY" if every_day and _COUNTED.search(recurrence.by_day or "") else frequency
