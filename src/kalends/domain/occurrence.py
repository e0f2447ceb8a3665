"""One meeting of an event: what numeric dialects call an event."""

from datetime import datetime
from typing import Generic, TypeVar

from msgspec import UNSET, Struct, UnsetType

from kalends.domain.event import DateStatus
from kalends.domain.group import Group
from kalends.domain.group_query import GroupQuery
from kalends.domain.pattern import Pattern
from kalends.domain.place import Place

T = TypeVar("T")


class Occurrence(Struct, frozen=True):
    """One meeting with everything that holds for it, its own changes before its date's.

    number: shown by numeric dialects. public_id: UUID text; of the event's first occurrence, the event's prokey.
    event, event_prokey, date, group: what it belongs to. uid: of its date.
    recurrence_id: the original local start, "YYYYMMDDTHHMMSS" or "YYYYMMDD" (RFC 5545 §3.8.4.4).
    starts_at, ends_at: aware UTC, end exclusive; an all-day one from midnight to midnight in `zone`.
    zone: IANA name the wall-clock is in (never None: GMT or the organization's where none was typed).
    typed_start, typed_end: "YYYY-MM-DD HH:MM:SS" as sent with an all-day flag, else None.
    cancelled: cancelled, or dropped by an edit that no longer makes it. cancelled_at: None unless so.
    """

    number: int
    public_id: str
    event: int
    event_prokey: str
    date: int
    group: int
    uid: str
    recurrence_id: str
    starts_at: datetime
    ends_at: datetime
    name: str
    zone: str
    all_day: bool
    repeating: bool
    created_at: datetime
    sequence: int = 0
    updated_at: datetime | None = None
    creator: int | None = None
    description: str | None = None
    place: Place | None = None
    virtual_url: str | None = None
    image: str | None = None
    status: DateStatus | None = None
    typed_start: str | None = None
    typed_end: str | None = None
    cancelled: bool = False
    cancelled_at: datetime | None = None
    dropped: bool = False
    reminders_sent_at: datetime | None = None
    attendance_submitter: int | None = None
    visitors: int | None = None


class OccurrencePatch(Struct, frozen=True, kw_only=True):
    """A change to one meeting alone. UNSET keeps, None clears. All time fields come together or not at all."""

    name: str | None | UnsetType = UNSET
    start_date: str | UnsetType = UNSET
    start_time: str | UnsetType = UNSET
    start_fold: int | UnsetType = UNSET
    end_date: str | UnsetType = UNSET
    end_time: str | UnsetType = UNSET
    end_fold: int | UnsetType = UNSET
    zone: str | UnsetType = UNSET
    all_day: bool | UnsetType = UNSET
    description: str | None | UnsetType = UNSET
    place: Place | None | UnsetType = UNSET
    image: str | None | UnsetType = UNSET
    virtual_url: str | None | UnsetType = UNSET
    reminders: tuple[int, ...] | UnsetType = UNSET


class OccurrenceQuery(Struct, frozen=True, kw_only=True):
    """Which meetings, in which order. None does not narrow; cancelled ones are there unless `cancelled` says otherwise.

    group: what must hold for their group. number: this meeting only. located: only meetings with a place, or without.
    starts_from, starts_to, ends_from, ends_to: aware UTC, inclusive.
    order: "starts_at", "ends_at" or "name", equal ones by number. nothing: asked for what nothing can fulfil.
    """

    group: GroupQuery = GroupQuery()
    number: int | None = None
    name: Pattern | None = None
    cancelled: bool | None = None
    located: bool | None = None
    starts_from: datetime | None = None
    starts_to: datetime | None = None
    ends_from: datetime | None = None
    ends_to: datetime | None = None
    nothing: bool = False
    order: str = "starts_at"
    descending: bool = False
    limit: int = 25
    offset: int = 0


class Entry(Struct, frozen=True):
    """A meeting in a list. mailed: whether mail goes out to remind of it."""

    occurrence: Occurrence
    group: Group
    mailed: bool


class Page(Struct, Generic[T], frozen=True):
    """Part of a list. total: how many there are in all, or None when nobody counted."""

    items: tuple[T, ...]
    total: int | None = None
