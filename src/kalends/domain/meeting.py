"""Changing one meeting of a series alone."""

from datetime import datetime
from typing import Any

from msgspec import UNSET
from msgspec.structs import fields, replace

from kalends.calendar import zones
from kalends.domain import event_date
from kalends.domain.errors import invalid
from kalends.domain.event import DatePatch, EventDate
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.plan import Row
from kalends.domain.timing import instants, timing

_OWN = tuple(field.name for field in fields(OccurrencePatch) if field.name != "reminders")


def date_patch(patch: OccurrencePatch) -> DatePatch:
    """The same change, of a date that has no other meeting."""
    return DatePatch(**_sent(patch))


def changed_alone(row: Row, date: EventDate, patch: OccurrencePatch, home: str, now: datetime) -> Row:
    """The row with these fields set on it alone; they outlive edits of the series. The same one when nothing changes.

    Raises INVALID as for a date, under the name "occurrence".
    """
    sent = _sent(patch)
    present = _as_date(row, date, home)
    after = event_date.merged(present, DatePatch(**sent), "occurrence", now)
    if after is None:
        raise invalid("a meeting needs a name", "occurrence.name")
    if after == present:
        return row
    own = replace(row.override or OccurrencePatch(), **{name: getattr(after, name) for name in sent})
    moved = patch.start_date is not UNSET
    starts_at, ends_at = instants(timing(after), home) if moved else (row.starts_at, row.ends_at)
    place = None if after.place is None else after.place.number
    return replace(row, override=own, starts_at=starts_at, ends_at=ends_at, name=after.name, place=place)


def _sent(patch: OccurrencePatch) -> dict[str, Any]:
    return {name: value for name in _OWN if (value := getattr(patch, name)) is not UNSET}


def _as_date(row: Row, date: EventDate, home: str) -> EventDate:
    """The meeting as if it were a date of its own."""
    own = _sent(row.override or OccurrencePatch())
    if "start_date" in own:
        return replace(date, **own)
    zone = date.zone or (home if date.all_day else zones.GMT)
    start, end = zones.to_local(row.starts_at, zone), zones.to_local(row.ends_at, zone)
    days = {"start_date": start.date().isoformat(), "end_date": end.date().isoformat()}
    times = {"start_time": start.time().isoformat(), "end_time": end.time().isoformat()}
    folds = {"start_fold": start.fold, "end_fold": end.fold}
    return replace(date, **own, **days, **times, **folds)
