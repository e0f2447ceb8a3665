"""Which moments a recurrence rule names (RFC 5545 §3.3.10), at a cost that hostile rules cannot raise.

A rule's days are found year by year from the window's beginning (without COUNT nothing before it is looked at) to
limits.YEAR_LAST. Inside a day, intervals are found by arithmetic, not by walking. limits.RULE_STEPS bounds days and
moments; no series that starts in limits.YEAR_FIRST or later and passes `check_rule` is cut short by it.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import chain, islice

from kalends.calendar.rule import Freq, Rule, RuleDay, Weekday, is_endless, rule_text
from kalends.calendar.rule_moments import RuleMoments, rule_moments
from kalends.calendar.rule_reading import parse_rule
from kalends.calendar.rule_times import times_a_day
from kalends.calendar.zones import gaps, to_instant, to_local
from kalends.domain import limits
from kalends.domain.errors import invalid

__all__ = [
    "Freq",
    "Rule",
    "RuleDay",
    "Weekday",
    "check_rule",
    "expand",
    "is_endless",
    "last",
    "parse_rule",
    "rule_text",
    "settled",
]

# How far before UNTIL the last instance is looked for: the nearest stretch that holds one ends the search.
_STRETCHES = (timedelta(hours=1), timedelta(days=1), timedelta(days=32), timedelta(days=400), timedelta(days=3_660))
_DAY_END = time(23, 59, 59)


def expand(
    rule: Rule,
    start: datetime | date,
    *,
    after: datetime | date | None = None,
    before: datetime | date | None = None,
    limit: int,
    zone: str | None = None,
) -> list[datetime | date]:
    """The starts that `rule` gives from `start` on, ascending, at most `limit`.

    start: a naive wall-clock time, or a date, which gives dates. It is the first instance (and the first of COUNT)
    even off its rule. after (inclusive) and before (exclusive) bound the result in wall-clock time, not the counting.
    zone: the name of the zone the times are in. With it, times that fall into a gap of that zone are neither given
    nor counted, and an UNTIL in UTC is compared as an instant; without it, as if it were wall-clock time.
    Days and times that do not exist (February 30) are skipped, not moved, and not counted.
    Raises Refused INVALID where a rule needs a time of day and `start` is a date.
    """
    series = _series(rule, start, zone)
    low = series.start if after is None else max(series.start, _moment(after))
    high = None if before is None else _moment(before)
    moments = list(islice(chain.from_iterable(series.between(low, high)), max(0, limit)))
    return [*moments] if series.timed else [moment.date() for moment in moments]


def last(rule: Rule, start: datetime | date, zone: str | None = None) -> datetime | date | None:
    """The last start of the series, as `expand` would give it; None when nothing ends the rule.

    A series that its rule ends after limits.YEAR_LAST ends with the last start of that year.
    """
    if is_endless(rule):
        return None
    series = _series(rule, start, zone)
    final = series.last()
    return final if series.timed else final.date()


def check_rule(rule: Rule, start: datetime | date, field: str = "rrule") -> None:
    """Raise Refused INVALID naming `field` when `rule` does not fit `start` or is denser than we keep.

    A rule within the day needs a time of day; no rule may give more than limits.OCCURRENCES_PER_DAY a day.
    """
    if rule.freq.is_within_a_day and not isinstance(start, datetime):
        raise invalid(f"FREQ={rule.freq} needs a time of day", field)
    if isinstance(start, datetime) and times_a_day(rule) > limits.OCCURRENCES_PER_DAY:
        raise invalid(f"the rule gives more than {limits.OCCURRENCES_PER_DAY} occurrences a day", field)


def settled(rule: Rule, start: datetime | date, zone: str | None = None) -> Rule:
    """The same rule with what RFC 5545 demands beside this DTSTART, naming the same instances.

    UNTIL gets DTSTART's type, in UTC where there is a zone; a whole day as UNTIL runs to its last second. With a date
    as DTSTART the parts that name times, which MUST be ignored there, are dropped.
    """
    if not isinstance(start, datetime):
        rule = replace(rule, byhour=(), byminute=(), bysecond=())
    if rule.until is None:
        return rule
    return replace(rule, until=_settled_until(rule.until, start, zone))


@dataclass(frozen=True, slots=True)
class _Series:
    """A rule from its start on. timed: whether its instances are times, not dates (kept as their midnights)."""

    moments: RuleMoments
    zone: str | None
    timed: bool

    @property
    def rule(self) -> Rule:
        return self.moments.rule

    @property
    def start(self) -> datetime:
        return self.moments.start

    def between(self, low: datetime, high: datetime | None = None) -> Iterator[list[datetime]]:
        """Instances from `low` on and before `high` (None: without bound), both wall-clock time; ascending, in runs."""
        if self.rule.count is None:
            later = self._after_start(low, self._last_year(high))
        else:
            later = _first_of(self._after_start(self.start, self._last_year(high)), self.rule.count - 1)
        for run in chain([[self.start]], later):
            end = len(run) if high is None else bisect_left(run, high)
            if within := run[bisect_left(run, low) : end]:
                yield within
            if end < len(run):
                return

    def last(self) -> datetime:
        until = self._until_on_the_wall()
        for stretch in _STRETCHES:
            if self.rule.count is not None or until - self.start < stretch:
                break
            if found := list(self.between(until - stretch)):
                return found[-1][-1]
        return list(self.between(self.start))[-1][-1]

    def _last_year(self, high: datetime | None) -> int:
        """Where looking can stop; one year beyond the end, since a zone may be ahead of UTC, and a week of its year."""
        ends = [bound.year + 1 for bound in (high, self.rule.until) if bound is not None]
        return min([limits.YEAR_LAST, *ends])

    def _after_start(self, low: datetime, last_year: int) -> Iterator[list[datetime]]:
        for run in self.moments.since(low, last_year):
            begin, end = bisect_right(run, self.start), len(run)
            if run and self._is_over(run[-1]):
                end = bisect_left(run, True, key=self._is_over)
            if begin < end:
                yield self._shown_by_clocks(run[begin:end])
            if end < len(run):
                return

    def _shown_by_clocks(self, run: list[datetime]) -> list[datetime]:
        """The run without the times that the zone's clocks skip; they are not counted either (§3.3.10)."""
        if self.zone is None or not self.timed:
            return run
        for year in range(run[0].year - 1, run[-1].year + 1):
            for first, beyond in gaps(self.zone, year):
                del run[bisect_left(run, first) : bisect_left(run, beyond)]
        return run

    def _is_over(self, moment: datetime) -> bool:
        until = self.rule.until
        if until is None:
            return False
        if not isinstance(until, datetime):
            return moment.date() > until
        if until.tzinfo is not None and self.zone is not None and self.timed:
            return to_instant(moment, self.zone) > until
        return moment > until.replace(tzinfo=None)

    def _until_on_the_wall(self) -> datetime:
        """UNTIL as wall-clock time, not later than the calendar goes."""
        until, end = self.rule.until, datetime(limits.YEAR_LAST, 12, 31, 23, 59, 59)
        if not isinstance(until, datetime):
            return end if until is None else min(end, datetime.combine(until, _DAY_END))
        if until.tzinfo is not None and self.zone is not None and until.year <= limits.YEAR_LAST:
            return to_local(until, self.zone)
        return min(end, until.replace(tzinfo=None))


def _first_of(runs: Iterator[list[datetime]], count: int) -> Iterator[list[datetime]]:
    """The runs with so many moments in all."""
    for run in runs:
        if count <= 0:
            return
        yield run[:count]
        count -= len(run)


def _series(rule: Rule, start: datetime | date, zone: str | None) -> _Series:
    timed = isinstance(start, datetime)
    if not timed:
        if rule.freq.is_within_a_day:
            raise invalid(f"FREQ={rule.freq} needs a time of day", "rrule")
        rule = replace(rule, byhour=(), byminute=(), bysecond=())  # §3.3.10: MUST be ignored beside a DATE
    return _Series(rule_moments(rule, _moment(start)), zone, timed)


def _moment(bound: datetime | date) -> datetime:
    return bound if isinstance(bound, datetime) else datetime.combine(bound, time())


def _settled_until(until: datetime | date, start: datetime | date, zone: str | None) -> datetime | date:
    if not isinstance(start, datetime):
        return until.date() if isinstance(until, datetime) else until
    moment = until if isinstance(until, datetime) else datetime.combine(until, _DAY_END)
    if zone is None or moment.tzinfo is not None:
        return moment.replace(tzinfo=None if zone is None else UTC)
    return to_instant(moment, zone)
