"""What an event's page offers for putting the event into a calendar."""

from urllib.parse import quote

from kalends.actions.page import EventPage
from kalends.domain.calendar_file import file_names, is_divided, is_fetched
from kalends.domain.event import EventDate
from kalends.pages.link_view import Offer, offers
from kalends.pages.visit import Visit

View = dict[str, object]


def adding(page: EventPage, visit: Visit) -> View | None:
    """The button, with the device's likely calendar, and all of them behind it; None where there is nothing to add.

    Of several dates a calendar's link holds the next one, and a file all of them, unless each has a file of its own.
    """
    event, text = page.event, visit.language.text
    every = offers(page, visit)
    if not every:
        return None
    if len(event.dates) == 1 or page.chosen is not None:
        holds_all = event.rrule is not None and page.chosen is None
        return _shown(text.add_all_dates if holds_all else text.add_to_calendar, every[0], text.other_calendars, every)
    whole = None if is_divided(event) else next((it for it in every if it.type.is_file), None)
    if whole is None:
        return _shown(text.add_next_date, every[0], text.other_calendars, every)
    single = [it for it in every if not it.type.is_file]
    return _shown(text.add_all_dates, whole, text.add_next_date, single)


def file_of(page: EventPage, date_: EventDate, visit: Visit) -> str | None:
    """Where the file that holds this date alone is fetched; None where there is none (seed 001)."""
    event = page.event
    if not is_divided(event) or not is_fetched(event, page.group) or event.settings.button_hidden:
        return None
    return f"{visit.base}/{event.prokey}/{quote(file_names(event)[event.dates.index(date_)])}"


def _shown(word: str, first: Offer, others: str, links: list[Offer]) -> View:
    return {"word": word, "href": first.url, "others": others, "links": [_link(it) for it in links]}


def _link(it: Offer) -> View:
    return {"name": it.label, "href": it.url}
