"""An event's page for one person: its placeholders are filled by the address (reference §1.5, §3.1)."""

from collections.abc import Mapping
from typing import TypeVar

from msgspec.structs import replace

from kalends.actions.page import EventPage
from kalends.domain.event import EventDate
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place
from kalends.domain.placeholder import filled, filled_html

T = TypeVar("T", EventDate, Occurrence)

Values = Mapping[str, str]


def filled_page(page: EventPage, values: Values) -> EventPage:
    """The page with names, places and descriptions filled; the same one where there is nothing to fill with."""
    if not values:
        return page
    event = page.event
    dates = tuple(_filled(it, values) for it in event.dates)
    return replace(
        page,
        event=replace(event, title=event.title and filled(event.title, values), dates=dates),
        meetings=tuple(_filled(it, values) for it in page.meetings),
        chosen=None if page.chosen is None else _filled(page.chosen, values),
    )


def _filled(it: T, values: Values) -> T:
    return replace(
        it,
        name=filled(it.name, values),
        description=it.description and filled_html(it.description, values),
        place=None if it.place is None else _place(it.place, values),
    )


def _place(it: Place, values: Values) -> Place:
    return replace(it, name=filled(it.name, values), address=it.address and filled(it.address, values))
