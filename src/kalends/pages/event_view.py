"""An event's page as values for its template."""

import re
from datetime import date, datetime
from urllib.parse import quote

from kalends.actions.page import EventPage
from kalends.calendar import zones
from kalends.domain import access
from kalends.domain.calendar_file import file_names, is_divided, is_fetched, title
from kalends.domain.event import DateStatus, Event, EventDate
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place, one_line
from kalends.pages import date_line, moment, words
from kalends.pages.date_line import View, with_other_zone
from kalends.pages.group_view import FIRST_SHOWN, group_links

_MAP = "https://www.openstreetmap.org/search?query="
_BLOCKS = re.compile("<(?:p|ul|ol|h[1-4])>")


def event_view(page: EventPage, now: datetime, base: str) -> View:
    """Everything the template shows but the form. base: the address before every path."""
    event, front = page.event, in_front(page, now)
    date_ = _date_of(event, front)
    head = date_line.of_meeting(front, now) if front else date_line.of_date(event, date_, now)
    state = _state(page, head)
    return {
        "title": head["name"] if page.chosen else title(event),
        "whole": title(event),
        "head": head,
        "state": state,
        "several": _has_several(event),
        "chosen": page.chosen is not None,
        "recurs": event.rrule is not None,
        "rule": event.rrule and words.rule(event.rrule, date_.zone),
        "moved": _moved(event, date_, front),
        "place": _place(front.place if front else date_.place),
        "online": bool(front.virtual_url if front else date_.virtual_url),
        "picture": front.image if front else date_.image,
        **_description((front.description if front else date_.description) or ""),
        "dates": _dates(page, now, base) if _has_several(event) else [],
        "first_shown": FIRST_SHOWN,
        "organizer": {"name": date_.organizer_name or date_.organizer_email, "mail": date_.organizer_email},
        "group": group_links(page.group, base) if access.group_is_open(page.group) else None,
        "files": _files(page, date_, base) if page.chosen or not _is_done(state) else [],
        "adds_all": _has_several(event) and not is_divided(event),
        "address": f"{base}/{event.prokey}" + (f"?o={page.chosen.number}" if page.chosen else ""),
    }


def in_front(page: EventPage, now: datetime) -> Occurrence | None:
    """The meeting asked for, else the next that takes place, else the next, else the last. None while dynamic."""
    coming = [it for it in page.meetings if it.ends_at > now or it.starts_at >= now]
    held = [it for it in coming if not it.cancelled]
    return page.chosen or next(iter(held or coming or page.meetings[-1:]), None)


def _has_several(event: Event) -> bool:
    return len(event.dates) > 1 or event.rrule is not None


def _date_of(event: Event, meeting: Occurrence | None) -> EventDate:
    return next((it for it in event.dates if meeting and it.number == meeting.date), event.dates[0])


def _state(page: EventPage, head: View) -> dict[str, str] | None:
    """What is to be known before anything else: of the date in front, or where it holds for all, of the event."""
    kind = state = str(head["state"] or "")
    if not state:
        return None
    if kind in ("cancelled", "past") and _has_several(page.event):
        is_whole = kind == "past" or all(it.status is DateStatus.CANCELLED for it in page.event.dates)
        state = kind if is_whole and page.chosen is None else f"{kind}_date"
    return {"kind": kind, "text": words.STATES[state]}


def _is_done(state: dict[str, str] | None) -> bool:
    return state is not None and state["kind"] in ("cancelled", "past")


def _moved(event: Event, date_: EventDate, it: Occurrence | None) -> str | None:
    """Where a meeting of a series was first, in the series' zone; None for one that stayed, and for single dates."""
    if it is None or event.rrule is None:
        return None
    local = zones.to_local(it.starts_at, date_.zone or (it.zone if date_.all_day else zones.GMT))
    if "T" not in it.recurrence_id:
        day = date.fromisoformat(it.recurrence_id)
        return None if day == local.date() else words.moved_from(day)
    first = datetime.fromisoformat(it.recurrence_id)
    return None if first == local else words.moved_from(first)


def _place(place: Place | None) -> dict[str, str | None] | None:
    """A link to a map is only a link; a place that is itself an address of the web gets that instead."""
    if place is None:
        return None
    if place.name.startswith(("https://", "http://")):
        return {"name": place.name, "address": place.address, "web": place.name, "map": None}
    sought = f"{place.lat},{place.lng}" if place.lat is not None else one_line(place)
    return {"name": place.name, "address": place.address, "web": None, "map": _MAP + quote(sought, safe="")}


def _description(html: str) -> View:
    """has_blocks: its line breaks are those of its paragraphs; without any, those it was written with."""
    return {"description": html, "has_blocks": _BLOCKS.search(html) is not None}


def _dates(page: EventPage, now: datetime, base: str) -> list[View]:
    """One line per date: the meetings, or where there are none the dates as they fall today."""
    event, front = page.event, in_front(page, now)
    if front is None:
        return [date_line.of_date(event, it, now) | {"link": None} for it in event.dates]
    lines = [(_listed(page, it, now, base), moment.of_meeting(it)) for it in page.meetings]
    return [with_other_zone(line, when, front.zone) for line, when in lines]


def _listed(page: EventPage, it: Occurrence, now: datetime, base: str) -> View:
    """A meeting among the others of its event; a series says its place once."""
    event, date_ = page.event, _date_of(page.event, it)
    line = date_line.of_meeting(it, now, f"?o={it.number}")
    files = _files(page, date_, base) if is_divided(event) and not it.cancelled else []
    return line | {
        "place": None if event.rrule and it.place == date_.place else line["place"],
        "moved": _moved(event, date_, it) is not None,
        "file": next(iter(files), None),
        "here": page.chosen is not None and page.chosen.number == it.number,
    }


def _files(page: EventPage, date_: EventDate, base: str) -> list[str]:
    """The file behind the one button: of all dates, or of this date alone; none where there are none (seed 001)."""
    event = page.event
    if not is_fetched(event, page.group) or event.settings.button_hidden:
        return []
    names = file_names(event)
    name = names[event.dates.index(date_)] if is_divided(event) else names[0]
    return [f"{base}/{event.prokey}/{name}"]
