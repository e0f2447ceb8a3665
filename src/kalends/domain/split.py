"""Splitting a series: this meeting and all that follow become an event of their own."""

import dataclasses
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import UNSET
from msgspec.structs import replace

from kalends.calendar.recurrence import parse_rule, rule_text
from kalends.domain.errors import Kind, Refused, invalid
from kalends.domain.event import Event, EventDate, EventPatch, Recurrence
from kalends.domain.plan import Row
from kalends.domain.revision import Ids, derived, revise
from kalends.domain.timing import clock, timing


def ended_before(ids: Ids, event: Event, row: Row, now: datetime) -> Event:
    """The series without this meeting and those after it. Raises INVALID where there is nothing to split."""
    if event.rrule is None:
        raise invalid("only a series can be split", "occurrence")
    if row.ordinal == 0:
        raise Refused(Kind.INVALID, "this is the first meeting: change the event itself", field="occurrence")
    exdate = tuple(text for text in event.recurrence.exdate if text[:8] < row.recurrence_id[:8])
    return revise(ids, event, EventPatch(**_counted(event.recurrence, event.rrule, row.ordinal), exdate=exdate), now)


def following(ids: Ids, event: Event, row: Row, now: datetime) -> Event:
    """The series from this meeting on, as an event of its own: a new UID, SEQUENCE 0, the rest of the rule.

    It begins where the meeting was planned, even when that one was moved alone.
    """
    prokey, first = ids.next_id(), event.dates[0]
    exdate = tuple(text for text in event.recurrence.exdate if text[:8] >= row.recurrence_id[:8])
    rest = parse_rule(event.rrule or "").count
    counted = {} if rest is None else _counted(event.recurrence, event.rrule or "", rest - row.ordinal)
    return derived(
        replace(
            event,
            number=ids.next_number(),
            prokey=prokey,
            dates=(replace(first, number=ids.next_number(), uid=prokey, **_beginning(first, row.recurrence_id)),),
            recurrence=replace(event.recurrence, **counted, exdate=exdate, follows=first.uid),
            created_at=now,
            revised_at=now,
            updated_at=None,
            rows_until=None,
            sequence=0,
        )
    )


def revised_following(ids: Ids, event: Event, patch: EventPatch, now: datetime) -> Event:
    """The new series as its organiser wants it from the beginning on. Raises as `revise`."""
    if patch.status is not UNSET:
        raise invalid("is that of the series it is split off", "status")
    return replace(revise(ids, event, patch, now), sequence=0, updated_at=None)


def _counted(recurrence: Recurrence, rrule: str, count: int) -> dict[str, Any]:
    """The recurrence as typed, with so many meetings in all, which takes the place of an UNTIL."""
    if recurrence.simplified:
        return {"count": count}
    return {"rule": rule_text(dataclasses.replace(parse_rule(rrule), count=count, until=None))}


def _beginning(first: EventDate, recurrence_id: str) -> dict[str, str]:
    """When a date of the same length begins and ends that starts then."""
    when, start = timing(first), datetime.fromisoformat(recurrence_id)
    if first.all_day:
        days = start.date() - date.fromisoformat(first.start_date)
        end = {} if first.end_date is None else {"end_date": _later(first.end_date, days)}
        return {"start_date": start.date().isoformat(), **end}
    length = when.end - when.start
    return {**_written("start", start), **_written("end", start + length)}


def _written(which: str, wall: datetime) -> dict[str, str]:
    return {f"{which}_date": wall.date().isoformat(), f"{which}_time": clock(wall)}


def _later(day: str, by: timedelta) -> str:
    return (date.fromisoformat(day) + by).isoformat()
