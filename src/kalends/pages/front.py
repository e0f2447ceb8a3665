"""Which of an event's dates its page shows first, and where that one was before."""

from datetime import date, datetime

from kalends.actions.page import EventPage
from kalends.calendar import zones
from kalends.domain.event import Event, EventDate
from kalends.domain.occurrence import Occurrence


def in_front(page: EventPage, now: datetime) -> Occurrence | None:
    """The meeting asked for, else the next that takes place, else the next, else the last. None while dynamic."""
    coming = [it for it in page.meetings if it.ends_at > now or it.starts_at >= now]
    held = [it for it in coming if not it.cancelled]
    return page.chosen or next(iter(held or coming or page.meetings[-1:]), None)


def date_of(event: Event, meeting: Occurrence | None) -> EventDate:
    """The date that a meeting belongs to; the first one without a meeting."""
    return next((it for it in event.dates if meeting and it.number == meeting.date), event.dates[0])


def has_several(event: Event) -> bool:
    """Are there several dates, listed or by a rule?"""
    return len(event.dates) > 1 or event.rrule is not None


def moved_from(event: Event, date_: EventDate, it: Occurrence | None) -> datetime | date | None:
    """When a meeting of a series was first, in wall-clock time of the series; None for one that stayed, and without."""
    if it is None or event.rrule is None:
        return None
    local = zones.to_local(it.starts_at, series_zone(date_, it))
    if "T" not in it.recurrence_id:
        day = date.fromisoformat(it.recurrence_id)
        return None if day == local.date() else day
    first = datetime.fromisoformat(it.recurrence_id)
    return None if first == local else first


def series_zone(date_: EventDate, it: Occurrence) -> str:
    """The zone that the series' wall-clock times are in."""
    return date_.zone or (it.zone if date_.all_day else zones.GMT)
