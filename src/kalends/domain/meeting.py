"""Changing one meeting of a series alone: what holds for it, and what it keeps for itself."""

from datetime import datetime
from hashlib import sha256
from typing import Any

from msgspec import UNSET, UnsetType
from msgspec.structs import fields, replace

from kalends.calendar import zones
from kalends.domain import event_date
from kalends.domain.errors import Kind, Refused, invalid
from kalends.domain.event import DatePatch, DateStatus, EventDate
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.place import Place, retold
from kalends.domain.plan import Row
from kalends.domain.timing import clock, instants, timing

TIME_FIELDS = ("start_date", "start_time", "start_fold", "end_date", "end_time", "end_fold", "zone", "all_day")
_OWN = tuple(field.name for field in fields(OccurrencePatch) if field.name != "reminders")


def date_patch(patch: OccurrencePatch) -> DatePatch:
    """The same change, of a date that has no other meeting."""
    return DatePatch(**_sent(patch))


def changed_alone(row: Row, date: EventDate, patch: DatePatch, home: str, now: datetime) -> Row:
    """The row with these fields set on it alone; they outlive edits of the series. The same one when nothing changes.

    What is sent and holds already is not set: some clients send everything back. The time fields are one.
    Raises INVALID as for a date, under the name "occurrence".
    """
    present = as_date(row, date, home)
    after = event_date.merged(present, patch, "occurrence", now)
    if after is None:
        raise invalid("a meeting needs a name", "occurrence.name")
    if after == present:
        return row
    changed = {name for name in _OWN if getattr(after, name) != getattr(present, name)}
    moved = not changed.isdisjoint(TIME_FIELDS)
    own = {name: getattr(after, name) for name in changed.difference(TIME_FIELDS)} | (_time_of(after) if moved else {})
    starts_at, ends_at = instants(timing(after), home) if moved else (row.starts_at, row.ends_at)
    place = None if after.place is None else after.place.number
    override = replace(row.override or OccurrencePatch(), **own)
    return replace(row, override=override, starts_at=starts_at, ends_at=ends_at, name=after.name, place=place)


def at_own_time(row: Row, date: EventDate, home: str) -> Row:
    """A meeting with times of its own at the instants that they are by the zone table of now; others as they are."""
    if row.override is None or row.override.start_date is UNSET:
        return row
    starts_at, ends_at = instants(timing(as_date(row, date, home)), home)
    return replace(row, starts_at=starts_at, ends_at=ends_at)


def standing(row: Row, date: EventDate, home: str) -> str:
    """The same of one meeting as revision.standing of an event."""
    seen = as_date(row, date, home)
    told = (row.starts_at, row.ends_at, seen.all_day, row.cancelled, row.place, seen.virtual_url)
    return sha256(repr(told).encode()).hexdigest()[:24]


def told_place(row: Row, date: EventDate, home: str, told: str | None) -> Place | None:
    """Where the meeting is by a free text; see place.retold."""
    return retold(as_date(row, date, home).place, told, "occurrence.place_told")


def stands(row: Row, date: EventDate, status: DateStatus | None | UnsetType, by: int | None, now: datetime) -> Row:
    """The meeting cancelled, or restored by CONFIRMED or null; the same one where it is so already.

    by: the person who cancels. Raises INVALID for TENTATIVE, which a series is as a whole only, and CONFLICT for a
    meeting to be restored of a series that is cancelled as a whole.
    """
    if status is DateStatus.TENTATIVE:
        raise invalid("one meeting of a series is CONFIRMED or CANCELLED", "occurrence.status")
    if status is UNSET or row.cancelled == (status is DateStatus.CANCELLED):
        return row
    if status is DateStatus.CANCELLED:
        return replace(row, cancelled=True, cancelled_at=now, cancelled_by=by or 0)
    if date.status is DateStatus.CANCELLED:
        raise Refused(Kind.CONFLICT, "the whole series is cancelled", field="occurrence.status")
    return replace(row, cancelled=False, cancelled_at=None, cancelled_by=None)


def _sent(patch: OccurrencePatch) -> dict[str, Any]:
    return {name: value for name in _OWN if (value := getattr(patch, name)) is not UNSET}


def _time_of(date: EventDate) -> dict[str, Any]:
    """What the date says of its time; a zone that it does not name stays that of the series."""
    return {name: value for name in TIME_FIELDS if (value := getattr(date, name)) is not None}


def as_date(row: Row, date: EventDate, home: str) -> EventDate:
    """The meeting as if it were a date of its own, cancelled where it is."""
    own = _sent(row.override or OccurrencePatch())
    if row.cancelled:
        own["status"] = DateStatus.CANCELLED
    if "start_date" in own:
        return replace(date, **own)
    zone = date.zone or (home if date.all_day else zones.GMT)
    start, end = zones.to_local(row.starts_at, zone), zones.to_local(row.ends_at, zone)
    days = {"start_date": start.date().isoformat(), "end_date": end.date().isoformat()}
    times = {"start_time": clock(start), "end_time": clock(end)}
    folds = {"start_fold": start.fold, "end_fold": end.fold}
    return replace(date, **own, **days, **times, **folds)


def changed_fields(before: Row, after: Row) -> tuple[str, ...]:
    """Which of "name", "description", "time", "location", "other" were changed on this meeting alone."""
    old, new = before.override or OccurrencePatch(), after.override or OccurrencePatch()
    told = {
        "name": ("name",),
        "description": ("description",),
        "time": TIME_FIELDS,
        "location": ("place", "virtual_url"),
    }
    differ = {name for name in _OWN if getattr(old, name) != getattr(new, name)}
    return tuple(field for field, names in told.items() if not differ.isdisjoint(names)) or ("other",)
