"""Which meetings an event has, and which of the old ones each of them is.

Meetings are rows made once; an edit of the event matches them to what it now makes, so that answers, attendance,
changes of their own and ids stay with their meeting (DESIGN §5, Occurrences are rows).
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, timedelta

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kalends.calendar.recurrence import Rule, expand, is_endless, last, parse_rule
from kalends.domain import limits
from kalends.domain.errors import invalid
from kalends.domain.event import DateStatus, Event, EventDate
from kalends.domain.group import Status
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.recurrence import leaves_out
from kalends.domain.timing import Timing, basic, instants, is_dynamic, timing


class Row(Struct, frozen=True):
    """One meeting as stored. override: what was changed on it alone. place: the effective place's number.

    name, place, starts_at, ends_at, live, cancelled are effective: date and override together.
    cancelled_by: the person who cancelled this meeting alone; None where the whole date was cancelled.
    """

    number: int
    public_id: str
    date: int
    ordinal: int
    recurrence_id: str
    starts_at: datetime
    ends_at: datetime
    name: str
    place: int | None = None
    live: bool = True
    cancelled: bool = False
    override: OccurrencePatch | None = None
    cancelled_at: datetime | None = None
    cancelled_by: int | None = None
    dropped_at: datetime | None = None
    visitors: int | None = None


class Slot(Struct, frozen=True):
    """One meeting that the event makes."""

    date: EventDate
    ordinal: int
    recurrence_id: str
    starts_at: datetime
    ends_at: datetime


class Plan(Struct, frozen=True):
    """slots: by date, then start. rows_until: the last start written when more are to come, else None.

    cut: more are to come at once, since it is their number that ended the list, not the horizon.
    """

    slots: tuple[Slot, ...]
    rows_until: str | None = None
    cut: bool = False


class Matched(Struct, frozen=True):
    """kept: old rows and what they become; new: slots without a row; gone: rows that the event no longer makes."""

    kept: tuple[tuple[Row, Slot], ...]
    new: tuple[Slot, ...]
    gone: tuple[Row, ...]


def plan(event: Event, home: str, now: datetime, most: int) -> Plan:
    """The event's meetings up to the horizon, at most `most` of a rule.

    home: the organization's zone. A rule that ends within `most` meetings is written out whole, however late.
    """
    if event.rrule is None:
        return Plan(tuple(_slot(date, home) for date in event.dates if not is_dynamic(date)))
    rule, date_ = parse_rule(event.rrule), event.dates[0]
    when = timing(date_)
    starts, more = _starts(rule, when, now, most)
    out = event.recurrence if event.recurrence.exdate else None
    slots = tuple(
        _instance(date_, when, home, ordinal, start)
        for ordinal, start in enumerate(starts)
        if out is None or not leaves_out(out, basic(start))
    )
    if not slots:
        raise invalid("a series keeps at least one of its meetings", "exdate")
    return Plan(slots, basic(starts[-1]) if more else None, more and len(starts) == most)


def check_size(event: Event, now: datetime) -> None:
    """Raise INVALID for a rule that makes more than OCCURRENCES_PER_RULE meetings before the horizon."""
    if event.rrule is None:
        return
    rule, when = parse_rule(event.rrule), timing(event.dates[0])
    most = limits.OCCURRENCES_PER_RULE
    if rule.count is not None and rule.count <= most:
        return
    if len(expand(rule, when.start, before=_horizon(when, now), limit=most + 1, zone=when.zone)) > most:
        raise invalid(f"the rule makes more than {most} meetings before {_horizon(when, now):%Y-%m-%d}", "rule")


def span(event: Event, home: str, plan_: Plan | None = None) -> tuple[datetime | None, datetime | None]:
    """Earliest start and latest end over all fixed dates, aware UTC; the end None when endless, both None without any.

    plan_: the event's meetings, where they are known: then the end of a rule need not be sought once more.
    """
    whens = [timing(date_) for date_ in event.dates if not is_dynamic(date_)]
    if not whens:
        return None, None
    reach = [instants(when, home) for when in whens]
    start, end = min(start for start, _ in reach), max(end for _, end in reach)
    if event.rrule is None:
        return start, end
    if plan_ is not None:
        start = plan_.slots[0].starts_at
        if plan_.rows_until is None:
            return start, plan_.slots[-1].ends_at
    final = last(parse_rule(event.rrule), whens[0].start, whens[0].zone)
    return start, None if final is None else instants(_moved(whens[0], final), home)[1]


def spanned(event: Event, meetings: Iterable[Row | Slot]) -> Event:
    """The event with its span over all of its meetings that are written, since some are at times of their own.

    Where more are to come, the end stays that of the rule, unless one of these ends later still.
    """
    standing = [it for it in meetings if isinstance(it, Slot) or it.dropped_at is None]
    if not standing:
        return event
    start, end = min(it.starts_at for it in standing), max(it.ends_at for it in standing)
    if event.rows_until is not None:
        return replace(event, first_start=start, last_end=event.last_end and max(event.last_end, end))
    return replace(event, first_start=start, last_end=end)


def match(rows: Sequence[Row], slots: Sequence[Slot], *, same_rhythm: bool) -> Matched:
    """Pair old rows with the event's meetings, inside each date.

    By original start; then by its local day; then, with frequency and interval unchanged (same_rhythm), by ordinal;
    and a date's only row goes with its first meeting wherever it moved.
    """
    kept: list[tuple[Row, Slot]] = []
    old: defaultdict[int, list[Row]] = defaultdict(list)
    free: defaultdict[int, list[Slot]] = defaultdict(list)
    for row in rows:
        old[row.date].append(row)
    for slot in slots:
        free[slot.date.number].append(slot)
    for number, rows_left in old.items():
        slots_left = free[number]
        standing = [row for row in rows_left if row.dropped_at is None] or list(rows_left)
        kept += _paired(rows_left, slots_left, lambda it: it.recurrence_id)
        kept += _paired(rows_left, slots_left, lambda it: it.recurrence_id[:8])
        if same_rhythm:
            kept += _paired(rows_left, slots_left, _ordinal)
        if len(standing) == 1 and standing[0] in rows_left and slots_left:
            rows_left.remove(standing[0])
            kept.append((standing[0], slots_left.pop(0)))
    return Matched(
        tuple(kept),
        tuple(slot for left in free.values() for slot in left),
        tuple(r for left in old.values() for r in left),
    )


def settle(row: Row, slot: Slot, event: Event, now: datetime) -> Row:
    """The row as it stands after its event was edited: its own changes outlive those of the series."""
    date_, own = slot.date, row.override or OccurrencePatch()
    starts_at, ends_at = slot.starts_at, slot.ends_at
    if own.start_date is not UNSET:
        starts_at, ends_at = row.starts_at, row.ends_at
    place = date_.place if own.place is UNSET else own.place
    whole = date_.status is DateStatus.CANCELLED
    cancelled_at = row.cancelled_at if row.cancelled_by is not None else (row.cancelled_at or now) if whole else None
    return replace(
        row,
        ordinal=slot.ordinal,
        recurrence_id=slot.recurrence_id,
        starts_at=starts_at,
        ends_at=ends_at,
        name=own.name or date_.name,
        place=None if place is None else place.number,
        live=event.status is Status.PUBLISHED,
        cancelled=cancelled_at is not None,
        cancelled_at=cancelled_at,
        dropped_at=None,
    )


def new_row(number: int, public_id: str, slot: Slot, event: Event, now: datetime) -> Row:
    """A meeting nobody has touched yet."""
    blank = Row(
        number,
        public_id,
        slot.date.number,
        slot.ordinal,
        slot.recurrence_id,
        slot.starts_at,
        slot.ends_at,
        slot.date.name,
    )
    return settle(blank, slot, event, now)


def drop(row: Row, now: datetime) -> Row:
    """A row that its event no longer makes, kept for the sake of what hangs on it."""
    return replace(row, cancelled=True, dropped_at=row.dropped_at or now)


def same_rhythm(before: str | None, after: str | None) -> bool:
    """Do two canonical rules step alike (FREQ and INTERVAL)?"""
    if before is None or after is None:
        return before == after
    old, new = parse_rule(before), parse_rule(after)
    return (old.freq, old.interval) == (new.freq, new.interval)


def _starts(rule: Rule, when: Timing, now: datetime, most: int) -> tuple[list[datetime | date], bool]:
    """The starts to be written, and whether more are to come."""
    whole = [] if is_endless(rule) else expand(rule, when.start, limit=most + 1, zone=when.zone)
    if whole and len(whole) <= most:
        return whole, False
    starts = expand(rule, when.start, before=_horizon(when, now), limit=most + 1, zone=when.zone) or [when.start]
    ended = len(starts) <= most and not is_endless(rule) and starts[-1] == last(rule, when.start, when.zone)
    return starts[:most], not ended


def _horizon(when: Timing, now: datetime) -> datetime | date:
    horizon = (now + timedelta(days=limits.HORIZON_DAYS)).replace(tzinfo=None)
    return horizon if isinstance(when.start, datetime) else horizon.date()


def _instance(date_: EventDate, when: Timing, home: str, ordinal: int, start: datetime | date) -> Slot:
    starts_at, ends_at = instants(when if start == when.start else _moved(when, start), home)
    return Slot(date_, ordinal, basic(start), starts_at, ends_at)


def _moved(when: Timing, start: datetime | date) -> Timing:
    """The same length of wall-clock time from another start."""
    if isinstance(start, datetime) and isinstance(when.start, datetime) and isinstance(when.end, datetime):
        return Timing(start, start + (when.end - when.start), when.zone)
    return Timing(start, start + (when.end - when.start), when.zone)


def _slot(date_: EventDate, home: str) -> Slot:
    when = timing(date_)
    return Slot(date_, 0, basic(when.start), *instants(when, home))


def _paired(rows: list[Row], slots: list[Slot], key: Callable[[Row | Slot], object]) -> list[tuple[Row, Slot]]:
    """Take out of both lists what has an equal key, in order."""
    by_key: defaultdict[object, list[Slot]] = defaultdict(list)
    for slot in reversed(slots):
        by_key[key(slot)].append(slot)
    pairs = [(row, waiting.pop()) for row in rows if (waiting := by_key[key(row)])]
    taken = {id(it) for pair in pairs for it in pair}
    rows[:] = [row for row in rows if id(row) not in taken]
    slots[:] = [slot for slot in slots if id(slot) not in taken]
    return pairs


def _ordinal(it: Row | Slot) -> object:
    """Where it stands in its series; a dropped row stands nowhere any more."""
    return ("dropped", it.number) if isinstance(it, Row) and it.dropped_at is not None else it.ordinal
