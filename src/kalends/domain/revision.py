"""Making an event, and changing one: what stays, what is derived, and when SEQUENCE rises."""

from datetime import date, datetime, timedelta
from hashlib import sha256
from typing import Any, Protocol

from msgspec import UNSET
from msgspec.structs import replace

from kalends.calendar import zones
from kalends.domain import event_date, limits, recurrence, text
from kalends.domain.errors import Kind, Refused, invalid
from kalends.domain.event import DatePatch, DateStatus, Event, EventDate, EventPatch, Recurrence
from kalends.domain.group import check_status_kept
from kalends.domain.timing import is_dynamic, resolved, timing

_OWN = ("title", "layout", "landingpage", "rsvp_block", "cta_block")
_IN_RECURRENCE = (
    "rule", "simple_type", "interval", "by_day", "by_month", "by_month_day", "count", "weekstart", "exdate",
)  # fmt: skip
_IN_SETTINGS = ("rsvp", "call_to_action", "button_hidden", "distribution", "file_name")
_NOTHING = DatePatch()
_SOME_DAY = date(2000, 1, 1)
_TICK = timedelta(microseconds=1)


class Ids(Protocol):
    """Where new numbers and UUIDs come from."""

    def next_number(self) -> int:
        """A number nobody has."""

    def next_id(self) -> str:
        """A fresh UUID, as text."""


def new_event(ids: Ids, group: int, creator: int | None, patch: EventPatch, now: datetime) -> Event:
    """An event as first written, published, SEQUENCE 0. A status in the patch is ignored (seed 001).

    Raises INVALID under our field names, as does `revise`.
    """
    if patch.dates is UNSET or not patch.dates:
        raise invalid("an event needs at least one date", "dates")
    blank = Event(ids.next_number(), ids.next_id(), group, creator, (), created_at=now, revised_at=now)
    event = _applied(ids, blank, replace(patch, status=UNSET), now)
    return replace(event, sequence=0, updated_at=None, revised_at=now)


def revise(ids: Ids, event: Event, patch: EventPatch, now: datetime) -> Event:
    """The event after the change; the very same object when nothing changes.

    SEQUENCE rises by one when time, recurrence or status of any date changed (RFC 5545 §3.8.7.4); other edits
    move only the revision time.
    """
    if patch.status is not UNSET:
        check_status_kept(event.status, patch.status)
    after = _applied(ids, event, patch, now)
    if after == event:
        return event
    moved = rhythm(after) != rhythm(event)
    return stamped(replace(after, sequence=event.sequence + moved), now)


def stamped(event: Event, now: datetime) -> Event:
    """The event as revised now. Two revisions never bear one moment, whatever the clock says: what is rendered of the
    event is kept by it, and a later message is told from an earlier one (RFC 5546 §2.1.5).
    """
    return replace(event, updated_at=now, revised_at=max(now, event.revised_at + _TICK))


def rhythm(event: Event) -> tuple[object, ...]:
    """What a rise of SEQUENCE depends on: when, how often, and whether."""
    return _times(event), _statuses(event)


def _times(event: Event) -> tuple[object, ...]:
    """When and how often, however it was typed: a last day that is the first one says nothing new."""
    return event.rrule, event.recurrence.exdate, *((it.number, *_when(it)) for it in event.dates)


def _when(it: EventDate) -> tuple[object, ...]:
    return is_dynamic(it) and it.start_date, timing(resolved(it, _SOME_DAY))


def _statuses(event: Event) -> list[DateStatus]:
    return [it.status or DateStatus.CONFIRMED for it in event.dates]


def changed_fields(before: Event, after: Event) -> tuple[str, ...]:
    """Which of "name", "description", "time", "location", "status", "other" an edit changed, for those who are told."""
    old, new = _told(before), _told(after)
    return tuple(name for name in old if old[name] != new[name]) or ("other",)


def standing(event: Event, date: int | None = None) -> str:
    """A digest of when, where and whether it takes place: the same one as before gives nobody anything to be told.

    date: the number of the only date that is meant; None for all, and how they recur.
    """
    meant = [it for it in event.dates if date in (None, it.number)]
    told = [(it.number, _when(it), it.is_off, it.place and it.place.number, it.virtual_url) for it in meant]
    how_often = (event.rrule, event.recurrence.exdate) if date is None else ()
    return sha256(repr((how_often, told)).encode()).hexdigest()[:24]


def only_news(before: Event, after: Event) -> EventDate | None:
    """The one of several dates that an edit moved, called off or on, as it was; None for anything beyond that.

    An event that is called off as a whole, or was, is told of as a whole.
    """
    pairs = list(zip(before.dates, after.dates, strict=False))
    same_dates = [it.number for it in before.dates] == [it.number for it in after.dates]
    if len(pairs) < 2 or not same_dates or before.dynamic or after.dynamic:
        return None
    if any(all(it.is_off for it in event.dates) for event in (before, after)):
        return None
    differ = [old for old, new in pairs if _stands(old) != _stands(new)]
    return differ[0] if len(differ) == 1 else None


def _stands(it: EventDate) -> tuple[object, ...]:
    return _when(it), it.is_off, it.place and replace(it.place, number=0), it.virtual_url


def told_date(before: Event, after: Event) -> EventDate:
    """The date that a revision is told of: one that was called off, else a changed or added one, else the first."""
    return _called_off(before, after) or _changed(before, after) or after.dates[0]


def calls_off(before: Event, after: Event) -> bool:
    """Was a date cancelled, or taken out before it was?"""
    return _called_off(before, after) is not None


def takes_up(before: Event, after: Event) -> bool:
    """Does a date that was cancelled take place again?"""
    off = {date.number for date in before.dates if date.is_off}
    return any(date.number in off and not date.is_off for date in after.dates)


def taken_out(before: Event, after: Event) -> list[EventDate]:
    """The dates that the event has no more."""
    kept = {date.number for date in after.dates}
    return [date for date in before.dates if date.number not in kept]


def _called_off(before: Event, after: Event) -> EventDate | None:
    kept = {date.number: date for date in after.dates}
    off = (kept.get(date.number, date) for date in before.dates if not date.is_off)
    return next((date for date in off if date.is_off or date.number not in kept), None)


def _changed(before: Event, after: Event) -> EventDate | None:
    known = {date.number: date for date in before.dates}
    return next((date for date in after.dates if known.get(date.number) != date), None)


def _told(event: Event) -> dict[str, object]:
    return {
        "name": [date.name for date in event.dates],
        "description": [date.description for date in event.dates],
        "time": _times(event),
        "location": [(date.place, date.virtual_url) for date in event.dates],
        "status": _statuses(event),
    }


def _applied(ids: Ids, event: Event, patch: EventPatch, now: datetime) -> Event:
    own = _sent(patch, _OWN)
    settings = _sent(patch, _IN_SETTINGS)
    typed = _sent(patch, _IN_RECURRENCE)
    typed["simplified"] = _simplified(event.recurrence, patch)
    after = replace(
        event,
        **own,
        dates=event.dates if patch.dates is UNSET else _dates(ids, event, patch.dates, now),
        settings=replace(event.settings, **settings) if settings else event.settings,
        recurrence=replace(event.recurrence, **typed),
    )
    return after if after == event else derived(after)


def _simplified(present: Recurrence, patch: EventPatch) -> bool:
    """Are the simple fields read? Where nobody says: those are that say something new now, a rule before them."""
    if patch.simplified is not UNSET:
        return bool(patch.simplified)
    if patch.rule not in (UNSET, None, present.rule):
        return False
    return present.simplified or patch.simple_type not in (UNSET, None, present.simple_type)


def _sent(patch: EventPatch, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: value for name in names if (value := getattr(patch, name)) is not UNSET}


def _dates(ids: Ids, event: Event, patches: tuple[DatePatch, ...], now: datetime) -> tuple[EventDate, ...]:
    """Positional: each patch meets the date at its place; what is left over at the end appends."""
    if len(patches) > limits.DATES_PER_EVENT:
        raise invalid(f"an event has at most {limits.DATES_PER_EVENT} dates", "dates")
    after: list[EventDate] = []
    for position in range(max(len(event.dates), len(patches))):
        patch = patches[position] if position < len(patches) else _NOTHING
        present = event.dates[position] if position < len(event.dates) else _blank(ids, event, after)
        date = event_date.merged(present, patch, f"dates[{position}]", now)
        if date is not None and date.start_date:
            after.append(date)
    if not after:
        raise invalid("an event keeps at least one date", "dates")
    return tuple(after)


def _blank(ids: Ids, event: Event, made: list[EventDate]) -> EventDate:
    """The date an event is made with carries its prokey as UID; no other date ever does."""
    uid = ids.next_id() if event.dates or made else event.prokey
    return EventDate(ids.next_number(), uid, "", "")


def derived(event: Event) -> Event:
    """The event with what follows from its dates and recurrence together. Raises INVALID where they do not agree."""
    if event.title is not None:
        text.line(event.title, "title")
    if event.recurrence.rule is not None:
        text.line(event.recurrence.rule, "rule", limits.RRULE_CHARACTERS)
    if event.settings.file_name is not None:
        text.file_name(event.settings.file_name, "file_name")
    rule = recurrence.typed_rule(event.recurrence)
    dynamic = any(is_dynamic(date) for date in event.dates)
    if rule is not None and len(event.dates) > 1:
        raise Refused(Kind.INVALID, "an event that recurs has one date only", field="dates")
    if rule is not None and dynamic:
        raise Refused(Kind.INVALID, "a dynamic date cannot recur", field="dates[0].start_date")
    rrule = None if rule is None else recurrence.canonical(rule, timing(event.dates[0]))
    exdate = recurrence.checked_exdate(event.recurrence.exdate)
    return replace(
        event,
        recurrence=replace(event.recurrence, exdate=exdate) if exdate else event.recurrence,
        rrule=rrule,
        dynamic=dynamic,
        zone_table=zones.table_version(),
    )
