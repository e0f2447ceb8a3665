"""A date as one line of a list: when, its name, its place, its state."""

from datetime import datetime

from kalends.domain.event import DateStatus, Event, EventDate
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place
from kalends.pages import moment, words
from kalends.pages.moment import Moment

View = dict[str, object]


def of_meeting(it: Occurrence, now: datetime, query: str = "") -> View:
    """A meeting. query: what its link has behind the event's path."""
    status = DateStatus.CANCELLED if it.cancelled else it.status
    return _line(it.name, moment.of_meeting(it), status, it.place, now) | {"link": f"/{it.event_prokey}{query}"}


def of_date(event: Event, it: EventDate, now: datetime) -> View:
    """A date that has no meeting, being dynamic."""
    return _line(it.name, moment.of_date(it), it.status, it.place, now) | {"link": f"/{event.prokey}"}


def with_other_zone(line: View, when: Moment, usual: str | None) -> View:
    """In a list, only a zone other than the usual one is named."""
    return line | {"zone": None} if when.zone == usual else line


def _line(name: str, when: Moment, status: DateStatus | None, place: Place | None, now: datetime) -> View:
    state = moment.state(when, now)
    if status is DateStatus.CANCELLED:
        state = "cancelled"
    elif status is DateStatus.TENTATIVE and state != "past":
        state = "tentative"
    return {
        **moment.view(when),
        "name": name,
        "place": place and place.name,
        "state": state,
        "tag": words.TAGS.get(state or ""),
        "moved": False,
        "file": None,
        "here": False,
    }
