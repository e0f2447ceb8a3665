"""The recurrence set (RFC 5545 §3.8.5): what a rule and RDATE give, less EXDATE, some of it put elsewhere."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import partial
from heapq import merge
from itertools import groupby, islice
from typing import NamedTuple

from kalends.calendar.recurrence import Rule, expand
from kalends.domain.errors import invalid

_PAGE = 200
_MIDNIGHT = time()


class Instance(NamedTuple):
    """One of the set. recurrence_id: the start it has by rule or RDATE (§3.8.4.4). start: the one it has."""

    start: datetime | date
    recurrence_id: datetime | date


@dataclass(frozen=True, slots=True, kw_only=True)
class RecurrenceSet:
    """A series, its times naive wall-clock ones of `zone`, or all of them dates; of a PERIOD in RDATE, the start.

    start: DTSTART, an instance unless left out. exdates: starts, or days, which leave out whatever begins on them.
    moved: the new start of each instance that has a RECURRENCE-ID component, by its original start. One that the
    rest does not give is an instance too, as its calendar shows it.
    """

    start: datetime | date
    rule: Rule | None = None
    rdates: tuple[datetime | date, ...] = ()
    exdates: frozenset[datetime | date] = frozenset()
    moved: Mapping[datetime | date, datetime | date] = field(default_factory=dict)
    zone: str | None = None


def instances(
    series: RecurrenceSet,
    *,
    after: datetime | date | None = None,
    before: datetime | date | None = None,
    limit: int,
) -> list[Instance]:
    """The set in a window, ascending by start, at most `limit`; none twice, however often it is given.

    after (inclusive) and before (exclusive) bound the starts that instances have, moved ones where they moved to. Costs
    what `expand` costs for the window, and the lists. Raises Refused INVALID where days and times are mixed.
    """
    _check_types(series)
    within = _Window(after, before)
    moved = sorted(Instance(start, original) for original, start in series.moved.items() if start in within)
    staying = (Instance(start, start) for start in _staying(series, within))
    return list(islice(merge(staying, moved), max(0, limit)))


@dataclass(frozen=True, slots=True)
class _Window:
    after: datetime | date | None
    before: datetime | date | None

    def __contains__(self, start: datetime | date) -> bool:
        moment = _moment(start)
        return (self.after is None or moment >= _moment(self.after)) and (
            self.before is None or moment < _moment(self.before)
        )


def _staying(series: RecurrenceSet, within: _Window) -> Iterator[datetime | date]:
    """What is where DTSTART, rule and RDATE put it; each once."""
    gone = series.exdates.union(series.moved)
    listed = sorted(start for start in {series.start, *series.rdates} if start in within)
    for start, _ in groupby(merge(_ruled(series, within), listed)):
        if start not in gone and _day(start) not in series.exdates:
            yield start


def _ruled(series: RecurrenceSet, within: _Window) -> Iterator[datetime | date]:
    """The rule's instances, a page at a time, since it shows only later how many of them are left out."""
    if series.rule is None:
        return
    give = partial(expand, series.rule, series.start, before=within.before, zone=series.zone)
    page = give(after=within.after, limit=_PAGE)
    while page:
        yield from page
        page = give(after=page[-1], limit=_PAGE + 1)[1:] if len(page) == _PAGE else []


def _moment(start: datetime | date) -> datetime:
    return start if isinstance(start, datetime) else datetime.combine(start, _MIDNIGHT)


def _day(start: datetime | date) -> date:
    return start.date() if isinstance(start, datetime) else start


def _check_types(series: RecurrenceSet) -> None:
    timed = isinstance(series.start, datetime)
    for name, starts in (("rdate", series.rdates), ("recurrence_id", [*series.moved, *series.moved.values()])):
        if any(isinstance(it, datetime) is not timed for it in starts):
            raise invalid(f"names {'days' if timed else 'times'} in a series of {'times' if timed else 'days'}", name)
