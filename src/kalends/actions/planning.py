"""Bringing an event's meetings in line with what the event says."""

from datetime import datetime

from msgspec.structs import replace

from kalends.actions.ports import Tx
from kalends.actions.ports.plan import Tally
from kalends.actions.reminding import plan_reminders
from kalends.calendar import zones
from kalends.domain import limits
from kalends.domain.event import Event
from kalends.domain.meeting import at_own_time
from kalends.domain.plan import Matched, Plan, Row, drop, match, new_row, plan, same_rhythm, settle, span, spanned
from kalends.domain.timing import floats


async def planned(tx: Tx, event: Event, now: datetime, rows: int = 0) -> tuple[Event, Plan]:
    """The event with its places stored and its span filled in, and its meetings. rows: how many it has already."""
    home = (await tx.organization()).zone if any(floats(date) for date in event.dates) else zones.GMT
    dates = [
        date if date.place is None else replace(date, place=await tx.stored_place(date.place)) for date in event.dates
    ]
    event = replace(event, dates=tuple(dates))
    most = max(limits.OCCURRENCES_IN_DEED, rows) + len(event.recurrence.exdate)
    plan_ = plan(event, home, now, most)
    if plan_.cut:
        await tx.add_job("horizon", f"event:{event.number}", {"event": event.number}, now)
    first_start, last_end = span(event, home, plan_)
    return replace(event, first_start=first_start, last_end=last_end, rows_until=plan_.rows_until), plan_


async def write_first(tx: Tx, event: Event, plan_: Plan, now: datetime) -> Tally:
    """The meetings of a new event; the first one carries the event's prokey as its id."""
    rows = [
        new_row(tx.next_number(), tx.next_id() if position else event.prokey, slot, event, now)
        for position, slot in enumerate(plan_.slots)
    ]
    await tx.add_rows(event, rows)
    return Tally(sum(row.live for row in rows), sum(row.live and row.cancelled for row in rows))


async def rewrite(tx: Tx, before: Event, event: Event, now: datetime) -> Event:
    """The meetings of a revised event, and the event as it is then stored. Raises the group's version."""
    rows = await tx.rows(event.number)
    event, plan_ = await planned(tx, event, now, len(rows))
    matched = match(rows, plan_.slots, same_rhythm=same_rhythm(before.rrule, event.rrule))
    event = spanned(event, [*(settle(row, slot, event, now) for row, slot in matched.kept), *matched.new])
    tally = await tx.tally(event.number)
    await tx.save_event(event, before, now)
    await _write(tx, event, matched, now)
    await count(tx, event, tally)
    await plan_reminders(tx, event, now)
    return event


async def _write(tx: Tx, event: Event, matched: Matched, now: datetime) -> None:
    traces = await tx.rows_with_traces(event.number) if matched.gone else set()
    kept = [(row, settle(row, slot, event, now)) for row, slot in matched.kept]
    dropped = [(row, drop(row, now)) for row in matched.gone if _has_traces(row, traces)]
    await tx.save_rows(event, [after for row, after in kept + dropped if after != row])
    await tx.remove_rows(event.number, [row.number for row in matched.gone if not _has_traces(row, traces)])
    await tx.add_rows(event, [new_row(tx.next_number(), tx.next_id(), slot, event, now) for slot in matched.new])


def _has_traces(row: Row, answered: set[int]) -> bool:
    return (
        row.number in answered or row.override is not None or row.cancelled_by is not None or row.visitors is not None
    )


async def count(tx: Tx, event: Event, before: Tally) -> None:
    """Bring the group's counters in line after the event's meetings changed."""
    after = await tx.tally(event.number)
    await tx.touch_group(
        event.group,
        occurrences=after.occurrences - before.occurrences,
        cancelled=after.cancelled - before.cancelled,
    )


async def rederive(tx: Tx, event: Event, now: datetime) -> None:
    """Coming meetings at their instants by the zone table of now; those begun by the old one stay as they were.

    The organizer's work is untouched: SEQUENCE and the time of revision stay. Raises the group's version.
    """
    rows = await tx.rows(event.number)
    after, plan_ = await planned(tx, replace(event, zone_table=zones.table_version()), now, len(rows))
    coming = [row for row in rows if row.starts_at > now]
    known = {(row.date, row.recurrence_id): row.starts_at for row in rows}
    slots = [it for it in plan_.slots if known.get((it.date.number, it.recurrence_id), it.starts_at) > now]
    tally = await tx.tally(event.number)
    await _write(tx, after, match(coming, slots, same_rhythm=True), now)
    await _move_own(tx, after, {row.number for row in coming})
    await tx.save_event(spanned(after, await tx.rows(event.number)), event, now)
    await count(tx, after, tally)
    await plan_reminders(tx, after, now)


async def _move_own(tx: Tx, event: Event, numbers: set[int]) -> None:
    """The same for meetings that were given times of their own, which no slot says."""
    home, dates = (await tx.organization()).zone, {date.number: date for date in event.dates}
    rows = [row for row in await tx.rows(event.number) if row.number in numbers and row.date in dates]
    moved = [(row, at_own_time(row, dates[row.date], home)) for row in rows]
    await tx.save_rows(event, [after for row, after in moved if after != row])


async def extend(tx: Tx, event: Event, now: datetime) -> bool:
    """Write the next meetings of a long rule, up to the horizon; True while more are to come at once."""
    rows = await tx.rows(event.number)
    event, plan_ = await planned(tx, event, now, len(rows) + limits.OCCURRENCES_IN_DEED)
    matched = match(rows, plan_.slots, same_rhythm=True)
    tally = await tx.tally(event.number)
    await tx.save_event(spanned(event, [*rows, *matched.new]), event, now)
    await tx.add_rows(event, [new_row(tx.next_number(), tx.next_id(), slot, event, now) for slot in matched.new])
    await count(tx, event, tally)
    await plan_reminders(tx, event, now)
    return plan_.cut
