"""An event as VEVENTs (RFC 5545 §3.6.1): one per date, and one per meeting of a series that differs from it."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from msgspec import Struct

from kalends.calendar import zones
from kalends.calendar.ics import Vevent
from kalends.calendar.recurrence import expand, parse_rule
from kalends.domain import limits
from kalends.domain.event import DateStatus, Event, EventDate, Transparency
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place, one_line
from kalends.domain.recurrence import leaves_out
from kalends.domain.timing import basic, is_dynamic, timing

_DAY = timedelta(days=1)


class Shown(Struct, frozen=True):
    """How an event is shown. url: the address of its page.

    leads: of its reminders, by meeting (0: of all that have none of their own); each becomes a VALARM.
    inside: for somebody who may know where to meet online; whoever has the link has the public file.
    """

    url: str
    leads: Mapping[int, tuple[timedelta, ...]] = {}
    inside: bool = False


def vevents(event: Event, changed: Sequence[Occurrence], shown: Shown) -> tuple[Vevent, ...]:
    """All VEVENTs of an event, in the order of its dates; the first ones are one per date. A dynamic date has none.

    changed: the event's meetings that were moved, changed or cancelled alone, or that it no longer makes: these are
    in no calendar. Never an attendee (RFC 5545 §3.8.4.1).
    """
    alive = {it.date: it for it in changed if not it.dropped}
    if event.rrule is None:
        return tuple(
            _of_meeting(event, it, alive[it.number], shown) if it.number in alive else _of_date(event, it, shown)
            for it in event.dates
            if not is_dynamic(it)
        )
    series = event.dates[0]
    gone = frozenset(it.recurrence_id for it in changed if it.dropped)
    alone = [_of_meeting(event, series, it, shown, recurs=True) for it in changed if not it.dropped]
    return (_of_date(event, series, shown, gone), *alone)


def called_off(event: Event, it: EventDate) -> Vevent:
    """A date, or a series as a whole, that was deleted: when it would have been, and what it was called."""
    return Vevent(
        uid=it.uid,
        dtstamp=event.revised_at,
        sequence=event.sequence,
        summary=it.name,
        status=DateStatus.CANCELLED,
        rrule=event.rrule,
        exdates=_left_out(event, it, frozenset()),
        **_planned(it),
    )


def _of_date(event: Event, it: EventDate, shown: Shown, gone: frozenset[str] = frozenset()) -> Vevent:
    """The date as it was planned, with its rule. gone: original starts of meetings that are gone."""
    return Vevent(
        **_said(event, it, it.place, shown),
        **_planned(it),
        summary=it.name,
        description_html=it.description,
        conference=it.virtual_url if shown.inside else None,
        status=it.status or DateStatus.CONFIRMED,
        rrule=event.rrule,
        exdates=_left_out(event, it, gone),
        alarms=shown.leads.get(0, ()),
    )


def _planned(it: EventDate) -> dict[str, Any]:
    when = timing(it)
    start, end = when.start, when.end
    if isinstance(start, datetime) and isinstance(end, datetime):
        start, end = start.replace(fold=when.start_fold), end.replace(fold=when.end_fold)
    return {"dtstart": start, "dtend": end, "zone": None if when.all_day else when.zone}


def _of_meeting(event: Event, it: EventDate, seen: Occurrence, shown: Shown, *, recurs: bool = False) -> Vevent:
    """One meeting as it stands. RECURRENCE-ID has the type and zone of the series' DTSTART (§3.8.4.4)."""
    series = None if it.all_day else it.zone or zones.GMT
    there = seen.zone if seen.all_day or series is None else series
    start, end = zones.to_local(seen.starts_at, there), zones.to_local(seen.ends_at, there)
    return Vevent(
        **_said(event, it, seen.place, shown),
        dtstart=start.date() if seen.all_day else start,
        dtend=end.date() if seen.all_day else end,
        zone=series or (None if seen.all_day else there),
        summary=seen.name,
        description_html=seen.description,
        conference=seen.virtual_url if shown.inside else None,
        status=DateStatus.CANCELLED if seen.cancelled else it.status or DateStatus.CONFIRMED,
        recurrence_id=_original(seen) if recurs else None,
        alarms=shown.leads.get(seen.number, shown.leads.get(0, ())),
    )


def _said(event: Event, it: EventDate, place: Place | None, shown: Shown) -> dict[str, Any]:
    """What a date and each meeting of it have alike."""
    return {
        "uid": it.uid,
        "dtstamp": event.revised_at,
        "created": event.created_at,
        "last_modified": event.revised_at,
        "sequence": event.sequence,
        "location": None if place is None else one_line(place),
        "geo": _geo(place),
        "url": shown.url,
        "follows": event.recurrence.follows,
        "organizer": (it.organizer_name or "", it.organizer_email) if it.organizer_email else None,
        "transparent": None if it.availability is None else it.availability is Transparency.TRANSPARENT,
    }


def _left_out(event: Event, it: EventDate, gone: frozenset[str]) -> tuple[datetime | date, ...]:
    """Starts that the rule still gives and the event does not; naming any others confuses some readers."""
    named = gone.union(event.recurrence.exdate)
    if event.rrule is None or not named:
        return ()
    when, days = timing(it), sorted(date.fromisoformat(text[:8]) for text in named)
    bounds = {"after": days[0], "before": days[-1] + _DAY}
    most = limits.OCCURRENCES_PER_RULE
    given = expand(parse_rule(event.rrule), when.start, **bounds, limit=most, zone=when.zone)
    return tuple(start for start in given if (text := basic(start)) in gone or leaves_out(event.recurrence, text))


def _original(seen: Occurrence) -> datetime | date:
    text = seen.recurrence_id
    return datetime.fromisoformat(text) if "T" in text else date.fromisoformat(text)


def _geo(place: Place | None) -> tuple[float, float] | None:
    """GEO from coordinates, which come as numbers or as numeric text."""
    if place is None or place.lat is None or place.lng is None:
        return None
    return float(place.lat), float(place.lng)
