"""What our own button says: its words and what it offers, for the script and for the frame alike."""

from typing import NamedTuple

from kalends.actions.button import GroupButton
from kalends.actions.page import EventPage
from kalends.domain.calendar_file import title
from kalends.pages import date_line
from kalends.pages.button_look import ButtonLook, look_of
from kalends.pages.date_line import View
from kalends.pages.front import date_of, has_several, in_front
from kalends.pages.language import Language
from kalends.pages.link_view import Offer, offers, subscriptions
from kalends.pages.visit import Visit


class Button(NamedTuple):
    """A button. url: of the page, where it leads when it offers nothing. line: the date in front, as lists show it."""

    name: str
    label: str
    url: str
    items: list[Offer]
    line: View | None = None
    look: ButtonLook = ButtonLook()


def of_event(page: EventPage, visit: Visit) -> Button:
    """An event, or the meeting asked for: to add, to answer, or what else is to be said of it."""
    event, text = page.event, visit.language.text
    front = in_front(page, visit.now)
    query = f"o={page.chosen.number}" if page.chosen else ""
    line = (
        date_line.of_meeting(front, visit, query)
        if front
        else date_line.of_date(event, date_of(event, None), visit)
    )  # fmt: skip
    url = f"{visit.base}/{event.prokey}" + (f"?{query}" if query else "")
    name = str(line["name"]) if page.chosen else title(event)
    said = _state(page, str(line["state"] or ""), visit.language)
    look = look_of(page.style, page.look, visit.root, is_over=line["state"] == "past")
    if said is not None:
        return Button(name, said, url, [], line, look)
    items = offers(page, visit)
    if event.settings.rsvp:
        return Button(name, text.answer_this_event, url, items, line, look)
    return Button(name, text.add_to_calendar if items else name, url, items, line, look)


def of_group(it: GroupButton, visit: Visit) -> Button:
    """A group, to subscribe to."""
    group, style = it.group, it.style if it.group.layout else None
    items, look = subscriptions(group, visit, style), look_of(style, it.look, visit.root)
    return Button(group.name, visit.language.text.subscribe, f"{visit.base}/{group.prokey}", items, look=look)


def data_of(button: Button, language: Language) -> dict[str, object]:
    """For the script."""
    return {
        "name": button.name,
        "label": button.label,
        "url": button.url,
        "language": language.tag,
        "direction": language.direction,
        "items": [it._asdict() for it in button.items],
        "look": {
            "shape": button.look.shape,
            "scheme": button.look.scheme,
            "light": button.look.light,
            "dark": button.look.dark,
            "hidden": button.look.hidden,
        },
    }


def _state(page: EventPage, state: str, language: Language) -> str | None:
    """What is said instead of an offer: that it is over, or cancelled."""
    if state not in ("past", "cancelled"):
        return None
    if page.chosen is not None and has_several(page.event):
        return language.states.past_date if state == "past" else language.states.cancelled_date
    return language.states.past if state == "past" else language.states.cancelled
