"""Writing events, with the keys in the order of seed 001 (reference §1.5)."""

from kalends.dialects.addtocalendarpro.write import Body, moment
from kalends.domain.event import Event, EventDate, Transparency
from kalends.domain.place import one_line
from kalends.domain.timing import last_day, shown_zone

_AVAILABILITY = {Transparency.TRANSPARENT: "free", Transparency.OPAQUE: "busy"}
_CLOCK = len("HH:MM")


def event(of: Event) -> dict[str, object]:
    """The whole event."""
    recurrence, settings = of.recurrence, of.settings
    return {
        "status": of.status,
        "dates": [date(it) for it in of.dates],
        "title_event_series": of.title,
        "simplified_recurrence": recurrence.simplified,
        "recurrence": recurrence.rule,
        "recurrence_interval": recurrence.interval,
        "recurrence_count": recurrence.count,
        "recurrence_byDay": recurrence.by_day,
        "recurrence_byMonthDay": recurrence.by_month_day,
        "recurrence_byMonth": recurrence.by_month,
        "recurrence_weekstart": recurrence.weekstart,
        "recurrence_simple_type": recurrence.simple_type,
        "layout": of.layout,
        "landingpage": of.landingpage,
        "iCalFileName": settings.file_name,
        "rsvp": settings.rsvp,
        "rsvp_block": of.rsvp_block,
        "cta": settings.call_to_action,
        "cta_block": of.cta_block,
        "hideButton": settings.button_hidden,
        "distribution": settings.distribution,
        "sequence": str(of.sequence),
        "date_created": moment(of.created_at),
        "date_updated": moment(of.updated_at),
        "event_group": of.group_prokey,
        "prokey": of.prokey,
    }


def latest(of: Event, whole: Body) -> Body:
    """The newest event: as by itself, and what a list says of it."""
    if isinstance(whole, list):
        return [{"id": of.number, "label": label(of), **one} for one in whole]
    return {"id": of.number, "label": label(of), **whole}


def listed(events: list[Event], *, dates: bool) -> list[dict[str, object]]:
    """Items of a list, with their dates where asked for."""
    items: list[dict[str, object]] = [{"id": of.number, "prokey": of.prokey, "label": label(of)} for of in events]
    if dates:
        for of, item in zip(events, items, strict=True):
            item["dates"] = [date(it) for it in of.dates]
    return items


def label(of: Event) -> str:
    """By what people tell events apart: title, first day, and whether it asks for answers (reference §9.23)."""
    dates = of.dates
    if len(dates) == 1:
        title, first = dates[0].name, dates[0].start_date
    else:
        title, first = of.title or dates[0].name, min(date.start_date for date in dates)
    return f"{title}, {first}, RSVP" if of.settings.rsvp else f"{title}, {first}"


def date(of: EventDate) -> dict[str, object]:
    """All 14 keys; people and mail addresses of the organizer are "" when unset, everything else null (§9.13)."""
    return {
        "name": of.name,
        "description": of.description,
        "startDate": of.start_date,
        "startTime": _clock(of, of.start_time),
        "endDate": last_day(of),
        "endTime": _clock(of, of.end_time),
        "timeZone": shown_zone(of),
        "location": None if of.place is None else one_line(of.place),
        "status": of.status,
        "availability": None if of.availability is None else _AVAILABILITY[of.availability],
        "organizer_name": of.organizer_name or "",
        "organizer_email": of.organizer_email or "",
        "attendee_name": of.attendee_name,
        "attendee_email": of.attendee_email,
    }


def _clock(date: EventDate, time: str | None) -> str | None:
    """HH:MM; an all-day date shows no times, even where another dialect sent some along."""
    return None if time is None or date.all_day else time[:_CLOCK]
