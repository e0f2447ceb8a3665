"""An event for machines that read pages: schema.org in JSON-LD."""

from datetime import date, datetime

import msgspec

from kalends.actions.page import EventPage, GroupPage
from kalends.calendar.description import plain_text
from kalends.calendar.recurrence import Freq, Rule, parse_rule
from kalends.domain import access
from kalends.domain.calendar_file import title
from kalends.domain.event import DateStatus, Event, EventDate
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place
from kalends.pages import moment
from kalends.pages.front import date_of, has_several, moved_from, series_zone
from kalends.pages.moment import Moment
from kalends.pages.visit import Visit

_SCHEMA = "https://schema.org/"
_UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
_ESCAPES = str.maketrans(_UNSAFE)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_PERIODS = {Freq.DAILY: "D", Freq.WEEKLY: "W", Freq.MONTHLY: "M", Freq.YEARLY: "Y"}
_EVERYWHERE = ("online", "global", "worldwide", "world-wide")  # what people write for no place (reference atcp §5.7)
_SUB_EVENTS = 10
Data = dict[str, object]


def of_event(page: EventPage, front: Occurrence | None, visit: Visit) -> str | None:
    """The event, or the one meeting asked for; None where the event's style wants none. Safe inside a script element.

    front: the meeting that the page shows first.
    """
    if page.style is not None and page.style.structured_data_hidden:
        return None
    event = page.event
    date_ = date_of(event, front)
    told = _meeting(event, date_, front, visit) if front else _date(event, date_, visit)
    told["organizer"] = _organizer(date_, page, visit)
    told["image"] = [
        f"{visit.base}/{event.prokey}/preview.png",
        *_picture(front.image if front else date_.image, visit),
        *((page.style.images if page.style else None) or ()),
    ]
    if page.chosen is None and has_several(event):
        told |= {"name": title(event), "url": f"{visit.base}/{event.prokey}"} | _series(page, visit)
    return script({"@context": _SCHEMA, **_present(told)})


def of_group(page: GroupPage, visit: Visit) -> str:
    """The group's events as a list of addresses with their dates."""
    shown = [_present(_brief(it, visit)) for it in page.meetings]
    items = [{"@type": "ListItem", "position": place, "item": it} for place, it in enumerate(shown, 1)]
    return script({"@context": _SCHEMA, "@type": "ItemList", "name": page.group.name, "itemListElement": items})


def script(data: Data) -> str:
    """JSON that no HTML parser can take for the end of its script element (reliability T075)."""
    return msgspec.json.encode(data).decode().translate(_ESCAPES)


def _meeting(event: Event, date_: EventDate, it: Occurrence, visit: Visit) -> Data:
    told = _brief(it, visit) | _whereabouts(it.place, it.virtual_url, f"{visit.base}/{event.prokey}")
    first = moved_from(event, date_, it)
    if first is not None:
        told["previousStartDate"] = _first(first, series_zone(date_, it))
        told["eventStatus"] = _SCHEMA + ("EventCancelled" if it.cancelled else "EventRescheduled")
    return told | {"description": _plain(it.description)}


def _first(start: datetime | date, zone: str) -> str:
    return moment.offset_time(start, zone) if isinstance(start, datetime) else start.isoformat()


def _brief(it: Occurrence, visit: Visit) -> Data:
    cancelled = it.cancelled or it.status is DateStatus.CANCELLED
    return _when(it.name, moment.of_meeting(it), f"{visit.base}/{it.event_prokey}?o={it.number}", cancelled=cancelled)


def _date(event: Event, date_: EventDate, visit: Visit) -> Data:
    """A date that has no meeting, being dynamic."""
    address = f"{visit.base}/{event.prokey}"
    cancelled = date_.status is DateStatus.CANCELLED
    told = _when(date_.name, moment.of_date(date_), address, cancelled=cancelled)
    return told | _whereabouts(date_.place, date_.virtual_url, address) | {"description": _plain(date_.description)}


def _when(name: str, when: Moment, address: str, *, cancelled: bool) -> Data:
    start, end = moment.machine(when)
    status = _SCHEMA + ("EventCancelled" if cancelled else "EventScheduled")
    return {"@type": "Event", "name": name, "startDate": start, "endDate": end, "eventStatus": status, "url": address}


def _whereabouts(place: Place | None, virtual_url: str | None, address: str) -> Data:
    """The virtual address itself is for members only, so that visitors are sent to the page."""
    is_web = place is not None and place.name.startswith(("https://", "http://"))
    is_nowhere = place is not None and place.name.strip().lower() in _EVERYWHERE
    online = [{"@type": "VirtualLocation", "url": place.name if place and is_web else address}]
    if place is None or is_web or is_nowhere:
        is_online = bool(virtual_url) or is_web or is_nowhere
        return {"location": online[0], "eventAttendanceMode": _mode("Online")} if is_online else {}
    there = _place(place)
    if virtual_url:
        return {"location": [there, *online], "eventAttendanceMode": _mode("Mixed")}
    return {"location": there, "eventAttendanceMode": _mode("Offline")}


def _mode(kind: str) -> str:
    return f"{_SCHEMA}{kind}EventAttendanceMode"


def _place(place: Place) -> Data:
    told: Data = {"@type": "Place", "name": place.name, "address": place.address or place.name}
    if place.lat is not None:
        told["geo"] = {"@type": "GeoCoordinates", "latitude": place.lat, "longitude": place.lng}
    return told


def _organizer(date_: EventDate, page: EventPage, visit: Visit) -> Data | None:
    if date_.organizer_name:
        return _present({"@type": "Organization", "name": date_.organizer_name, "email": date_.organizer_email})
    if not access.group_is_open(page.group):
        return None
    return {"@type": "Organization", "name": page.group.name, "url": f"{visit.base}/{page.group.prokey}"}


def _picture(image: str | None, visit: Visit) -> list[str]:
    if image is None:
        return []
    return [image if image.startswith("http") else f"{visit.base}{image}"]


def _series(page: EventPage, visit: Visit) -> Data:
    coming = [it for it in page.meetings if it.ends_at > visit.now][:_SUB_EVENTS]
    told: Data = {"@type": "EventSeries", "subEvent": [_brief(it, visit) for it in coming] or None}
    if page.event.rrule is not None:
        told["eventSchedule"] = _schedule(parse_rule(page.event.rrule), page.event.dates[0])
    return told


def _schedule(rule: Rule, date_: EventDate) -> Data | None:
    """What schema.org can say of a rule; None for rules beyond it."""
    beyond = (rule.byweekno, rule.byyearday, rule.byhour, rule.byminute, rule.bysecond, rule.bysetpos)
    if rule.freq.is_within_a_day or any(beyond) or any(it.nth for it in rule.byday):
        return None
    return _present(
        {
            "@type": "Schedule",
            "repeatFrequency": f"P{rule.interval}{_PERIODS[rule.freq]}",
            "byDay": [_SCHEMA + _DAYS[it.weekday] for it in rule.byday] or None,
            "byMonth": list(rule.bymonth) or None,
            "byMonthDay": list(rule.bymonthday) or None,
            "repeatCount": rule.count,
            "startDate": date_.start_date,
            "endDate": rule.until and rule.until.isoformat()[:10],
            "startTime": None if date_.all_day else date_.start_time,
            "endTime": None if date_.all_day else date_.end_time,
            "scheduleTimezone": date_.zone,
        }
    )


def _plain(html: str | None) -> str | None:
    return plain_text(html) if html else None


def _present(data: Data) -> Data:
    return {key: value for key, value in data.items() if value is not None}
