"""An event as VEVENTs (RFC 5545 §3.6.1): one per date, and one per meeting of a series that differs from it."""

from collections.abc import Sequence
from datetime import date, datetime

from kalends.calendar import zones
from kalends.calendar.ics import Vevent
from kalends.domain.event import DateStatus, Event, EventDate, Transparency
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place, one_line
from kalends.domain.timing import Timing, timing


def vevents(event: Event, changed: Sequence[Occurrence], url: str) -> tuple[Vevent, ...]:
    """All VEVENTs of an event without dynamic dates, in the order of its dates.

    changed: the meetings of its series that were moved, changed or cancelled alone; dropped ones are in no calendar.
    url: the address of its page.
    """
    whole = [_of_date(event, it, url) for it in event.dates]
    if event.rrule is None:
        return tuple(whole)
    alone = [_of_meeting(whole[0], event.dates[0], it) for it in changed if it.event == event.number and not it.dropped]
    return (*whole, *alone)


def _of_date(event: Event, it: EventDate, url: str) -> Vevent:
    when = timing(it)
    start, end = _folded(when)
    return Vevent(
        uid=it.uid,
        dtstamp=event.revised_at,
        created=event.created_at,
        last_modified=event.revised_at,
        dtstart=start,
        dtend=end,
        zone=None if when.all_day else when.zone,
        sequence=event.sequence,
        summary=it.name,
        description_html=it.description,
        location=None if it.place is None else one_line(it.place),
        geo=_geo(it.place),
        url=url,
        organizer=(it.organizer_name or "", it.organizer_email) if it.organizer_email else None,
        status=it.status or DateStatus.CONFIRMED,
        transparent=None if it.availability is None else it.availability is Transparency.TRANSPARENT,
        rrule=event.rrule,
    )


def _of_meeting(series: Vevent, it: EventDate, seen: Occurrence) -> Vevent:
    """One meeting of the series, in the series' own zone: RECURRENCE-ID has DTSTART's type and zone (§3.8.4.4)."""
    zone = seen.zone if series.zone is None else series.zone
    start, end = (zones.to_local(moment, zone) for moment in (seen.starts_at, seen.ends_at))
    all_day = series.zone is None
    return Vevent(
        uid=series.uid,
        dtstamp=series.dtstamp,
        created=series.created,
        last_modified=series.last_modified,
        dtstart=start.date() if all_day else start,
        dtend=end.date() if all_day else end,
        zone=series.zone,
        sequence=series.sequence,
        summary=seen.name,
        description_html=seen.description,
        location=None if seen.place is None else one_line(seen.place),
        geo=_geo(seen.place),
        url=series.url,
        organizer=series.organizer,
        status=DateStatus.CANCELLED if seen.cancelled else it.status or DateStatus.CONFIRMED,
        transparent=series.transparent,
        recurrence_id=_original(seen.recurrence_id),
    )


def _folded(when: Timing) -> tuple[datetime | date, datetime | date]:
    if isinstance(when.start, datetime) and isinstance(when.end, datetime):
        return when.start.replace(fold=when.start_fold), when.end.replace(fold=when.end_fold)
    return when.start, when.end


def _original(recurrence_id: str) -> datetime | date:
    if len(recurrence_id) == 8:
        return datetime.strptime(recurrence_id, "%Y%m%d").date()
    return datetime.strptime(recurrence_id, "%Y%m%dT%H%M%S")


def _geo(place: Place | None) -> tuple[float, float] | None:
    """GEO from coordinates, which come as numbers or as numeric text."""
    if place is None or place.lat is None or place.lng is None:
        return None
    return float(place.lat), float(place.lng)
