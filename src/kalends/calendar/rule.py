"""A recurrence rule (RFC 5545 §3.3.10) as a value, and its one canonical spelling. `rule_reading` reads the text."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum, StrEnum
from typing import NamedTuple


class Freq(StrEnum):
    """How often the rule's intervals come."""

    SECONDLY = "SECONDLY"
    MINUTELY = "MINUTELY"
    HOURLY = "HOURLY"
    DAILY = "DAILY"
    WEEKLY = "WEEKLY"
    MONTHLY = "MONTHLY"
    YEARLY = "YEARLY"

    @property
    def is_within_a_day(self) -> bool:
        """Whether several of its intervals fit into one day."""
        return self in (Freq.SECONDLY, Freq.MINUTELY, Freq.HOURLY)


class Weekday(IntEnum):
    """Days of the week, numbered as `date.weekday` does."""

    MO = 0
    TU = 1
    WE = 2
    TH = 3
    FR = 4
    SA = 5
    SU = 6


class RuleDay(NamedTuple):
    """One item of BYDAY: every `weekday`, or with `nth` not 0 only the nth of the month or year, -1 being the last."""

    weekday: Weekday
    nth: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A valid recurrence rule. Lists keep the order they were written in; an empty one means the part is absent.

    until: a date, a naive wall-clock time, or an aware UTC instant, the last moment included; None with `count`.
    count: how many instances in all, DTSTART being the first; None with `until`. Neither: the rule has no end.
    """

    freq: Freq
    interval: int = 1
    count: int | None = None
    until: datetime | date | None = None
    bymonth: tuple[int, ...] = ()
    byweekno: tuple[int, ...] = ()
    byyearday: tuple[int, ...] = ()
    bymonthday: tuple[int, ...] = ()
    byday: tuple[RuleDay, ...] = ()
    byhour: tuple[int, ...] = ()
    byminute: tuple[int, ...] = ()
    bysecond: tuple[int, ...] = ()
    bysetpos: tuple[int, ...] = ()
    wkst: Weekday = Weekday.MO


NUMBER_LISTS = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS")


def is_endless(rule: Rule) -> bool:
    """Whether nothing in the rule itself ends it."""
    return rule.count is None and rule.until is None


def rule_text(rule: Rule) -> str:
    """The rule in one canonical order of parts, defaults left out, without the leading `RRULE:`."""
    parts = [("FREQ", rule.freq.value)]
    if rule.interval != 1:
        parts.append(("INTERVAL", str(rule.interval)))
    if rule.count is not None:
        parts.append(("COUNT", str(rule.count)))
    if rule.until is not None:
        parts.append(("UNTIL", until_text(rule.until)))
    parts += [(name, value) for name, value in _list_texts(rule) if value]
    if rule.wkst is not Weekday.MO:
        parts.append(("WKST", rule.wkst.name))
    return ";".join(f"{name}={value}" for name, value in parts)


def until_text(until: datetime | date) -> str:
    """`until` in the basic form of RFC 5545 §3.3.4-5; an aware one (it is UTC) ends in Z."""
    if not isinstance(until, datetime):
        return f"{until.year:04}{until.month:02}{until.day:02}"
    clock = f"T{until.hour:02}{until.minute:02}{until.second:02}"
    return until_text(until.date()) + clock + ("Z" if until.tzinfo else "")


def _list_texts(rule: Rule) -> list[tuple[str, str]]:
    texts = {name: ",".join(map(str, getattr(rule, name.lower()))) for name in NUMBER_LISTS}
    days = ",".join(f"{day.nth or ''}{day.weekday.name}" for day in rule.byday)
    order = ("BYMONTH", "BYWEEKNO", "BYYEARDAY", "BYMONTHDAY", "BYDAY", "BYHOUR", "BYMINUTE", "BYSECOND", "BYSETPOS")
    return [(name, days if name == "BYDAY" else texts[name]) for name in order]
