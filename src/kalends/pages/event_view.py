"""An event's page as values for its template."""

import re
from urllib.parse import quote

from msgspec.structs import replace

from kalends.actions.page import EventPage
from kalends.calendar.mail_link import mail_link
from kalends.domain import access
from kalends.domain.calendar_file import title
from kalends.domain.event import DateStatus, Event, EventDate
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place, one_line
from kalends.pages import date_line, moment, rule_words, structured_data, words
from kalends.pages.adding import adding, file_of
from kalends.pages.button_look import shape_of
from kalends.pages.call_view import call_view
from kalends.pages.date_line import View, with_other_zone
from kalends.pages.front import date_of, has_several, in_front, moved_from
from kalends.pages.group_view import FIRST_SHOWN, group_links
from kalends.pages.look_view import look_view
from kalends.pages.visit import Visit

_MAP = "https://www.openstreetmap.org/search?query="
_BLOCKS = re.compile("<(?:p|ul|ol|h[1-4])>")


def event_view(page: EventPage, visit: Visit) -> View:
    """Everything the template shows but the form."""
    event, front = page.event, in_front(page, visit.now)
    date_ = date_of(event, front)
    head = date_line.of_meeting(front, visit) if front else date_line.of_date(event, date_, visit)
    states = _states(page, head, front, visit)
    is_done = head["state"] in ("cancelled", "past")
    name, place = head["name"] if page.chosen else title(event), front.place if front else date_.place
    return {
        **look_view(page.look, str(name), visit),
        "title": name,
        "whole": title(event),
        "head": head,
        "states": states,
        "several": has_several(event),
        "chosen": page.chosen is not None,
        "recurs": event.rrule is not None,
        "rule": event.rrule and rule_words.sentence(visit.language.tag, event.rrule, date_.zone),
        "moved": _moved(event, date_, front, visit),
        "place": _place(place),
        "online": bool(front.virtual_url if front else date_.virtual_url),
        "picture": front.image if front else date_.image,
        **_description((front.description if front else date_.description) or ""),
        "shape": shape_of(page.style),
        "asks": event.settings.rsvp,
        "call": call_view(page.call, event.prokey, title(event), visit),
        "add": None if is_done else adding(page, visit),
        "dates": _dates(page, visit) if has_several(event) else [],
        "first_shown": FIRST_SHOWN,
        "organizer": _organizer(date_),
        "group": group_links(page.group, replace(visit, values={})) if access.group_is_open(page.group) else None,
        "data": structured_data.of_event(page, front, visit),
        **_addresses(page, visit),
    }


def _organizer(date_: EventDate) -> View:
    mail = date_.organizer_email
    return {"name": date_.organizer_name or mail, "mail": mail and mail_link(mail)}


def _addresses(page: EventPage, visit: Visit) -> View:
    """address: the one for search engines. picture_address: of the preview. here, at: for links to other languages."""
    event = page.event
    at = f"o={page.chosen.number}" if page.chosen else ""
    version = f"v={page.version:x}"
    asked = "&".join(part for part in (at, f"lang={visit.language.tag}", version) if part)
    return {
        "address": f"{visit.base}/{event.prokey}" + (f"?{at}" if at else ""),
        "preview": f"{visit.base}/{event.prokey}/preview.png?{asked}",
        "all_dates": visit.link(f"/{event.prokey}"),
        "qr": f"{visit.root}/{event.prokey}/qr.svg" + (f"?{at}" if at else ""),
        "here": f"{visit.root}/{event.prokey}",
        "at": "&".join(part for part in (at, visit.filling) if part),
    }


def _states(page: EventPage, head: View, front: Occurrence | None, visit: Visit) -> list[dict[str, str]]:
    """What is to be known before anything else: of the date in front, or where it holds for all, of the event."""
    said, kind = visit.language.states, str(head["state"] or "")
    state = kind
    if kind in ("cancelled", "past") and has_several(page.event):
        is_whole = kind == "past" or all(it.status is DateStatus.CANCELLED for it in page.event.dates)
        state = kind if is_whole and page.chosen is None else f"{kind}_date"
    states = [{"kind": kind, "text": getattr(said, state)}] if kind else []
    is_full = front is not None and page.left.get(front.number) == 0 and kind not in ("cancelled", "past", "running")
    return [*states, {"kind": "full", "text": said.full}] if is_full else states


def _moved(event: Event, date_: EventDate, it: Occurrence | None, visit: Visit) -> str | None:
    """Where a meeting of a series was first, in the series' zone; None for one that stayed, and for single dates."""
    first = moved_from(event, date_, it)
    return None if first is None else words.moved_from(visit.language, first)


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


def _dates(page: EventPage, visit: Visit) -> list[View]:
    """One line per date, the coming ones first: the meetings, and dates without any as they fall today."""
    event, front = page.event, in_front(page, visit.now)
    if front is None:
        return [date_line.of_date(event, it, visit) | {"link": None} for it in event.dates]
    lines = [(_listed(page, it, visit), moment.of_meeting(it)) for it in page.meetings]
    have = {it.date for it in page.meetings}
    moving = [it for it in event.dates if event.dynamic and it.number not in have]
    lines += [(date_line.of_date(event, it, visit) | {"link": None}, moment.of_date(it)) for it in moving]
    lines.sort(key=lambda it: (it[1].ends_at <= visit.now, it[1].starts_at))
    return [with_other_zone(line, when, front.zone) for line, when in lines]


def _listed(page: EventPage, it: Occurrence, visit: Visit) -> View:
    """A meeting among the others of its event; a series says its place once."""
    event, date_ = page.event, date_of(page.event, it)
    line = date_line.of_meeting(it, visit, f"o={it.number}")
    is_done = line["state"] in ("cancelled", "past")
    return line | {
        "place": None if event.rrule and it.place == date_.place else line["place"],
        "moved": moved_from(event, date_, it) is not None,
        "shape": shape_of(page.style),
        "asks": event.settings.rsvp,
        "call": call_view(page.call, event.prokey, title(event), visit),
        "add": None if is_done else file_of(page, date_, visit),
        "here": page.chosen is not None and page.chosen.number == it.number,
    }
