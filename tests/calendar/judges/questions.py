"""Made-up series in the simple fields of recurrence, as the engine answers them."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from random import Random
from typing import Any

from kalends.calendar.recurrence import Rule, expand, parse_rule, rule_text
from kalends.domain.event import Recurrence
from kalends.domain.recurrence import typed_rule

MOST = 24
_WEEKDAYS = ["MO", "TU", "WE", "TH", "FR", "SA", "SU"]
_NTH = {"monthly": [1, 2, 3, 4, 5, -1, -2], "yearly": [1, 2, 5, 10, 20, -1, -10]}
_DAYS_SEEN = {"DAILY": 400, "WEEKLY": 800, "MONTHLY": 1_500, "YEARLY": 4_000}


@dataclass(frozen=True)
class Question:
    """A rule from `start` on, and what the engine says of it before `end`: at least three instances."""

    rule: Rule
    start: datetime
    end: datetime
    ours: list[datetime]

    @property
    def ended(self) -> Rule:
        """The rule with an end of its own, without which some engines look for the next instance until 9999."""
        return self.rule if self.rule.count else replace(self.rule, until=self.end)


def questions(seed: int, number: int) -> list[Question]:
    """So many, the same ones for the same seed. Series that come less than three times in their window are left out."""
    chance = Random(seed)
    found: list[Question] = []
    while len(found) < number:
        rule = typed_rule(_recurrence(chance))
        start = datetime(2015, 1, 1) + timedelta(days=chance.randrange(9_000), minutes=15 * chance.randrange(96))
        if rule is not None and (question := _question(chance, rule, start)):
            found.append(question)
    return found


def _recurrence(chance: Random) -> Recurrence:
    kind = chance.choice(["daily", "weekly", "monthly", "yearly"])
    given: dict[str, Any] = {
        "interval": chance.randint(1, 6),
        "by_day": _weekdays(chance, kind),
        "by_month": _listed(chance, range(1, 13)),
        "by_month_day": _listed(chance, [*range(1, 32), *range(-31, 0)]),
        "weekstart": chance.choice(_WEEKDAYS),
    }
    if kind == "weekly":
        del given["by_month_day"]
    return Recurrence(
        simplified=True, simple_type=kind, **{name: value for name, value in given.items() if chance.random() < 0.4}
    )


def _weekdays(chance: Random, kind: str) -> str:
    days = chance.sample(_WEEKDAYS, chance.randint(1, 4))
    if kind in _NTH:
        days = [f"{chance.choice(_NTH[kind])}{day}" if chance.random() < 0.4 else day for day in days]
    return ",".join(days)


def _listed(chance: Random, items: range | list[int]) -> str:
    return ",".join(map(str, chance.sample(list(items), chance.randint(1, 4))))


def _question(chance: Random, rule: Rule, near: datetime) -> Question | None:
    """One whose start is on its rule: engines differ over others, see decision 0010."""
    end = near + timedelta(days=_DAYS_SEEN[rule.freq])
    on_rule = _datetimes(rule, near, end)[1:2]
    found = _datetimes(rule, on_rule[0], end) if on_rule else []
    if len(found) < 3:
        return None
    if chance.random() < 0.3:
        rule = replace(rule, count=chance.randint(1, len(found)))
        found = found[: rule.count]
    elif len(found) == MOST:
        end = found[-1] + timedelta(seconds=1)
    return Question(rule, found[0], end, _datetimes(rule, found[0], end))


def _datetimes(rule: Rule, start: datetime, end: datetime) -> list[datetime]:
    found = expand(parse_rule(rule_text(rule)), start, before=end, limit=MOST)
    return [moment for moment in found if isinstance(moment, datetime)]
