"""A date as one line of a list: when, its name, its place, its state."""

from kalends.domain.event import DateStatus, Event, EventDate
from kalends.domain.occurrence import Occurrence
from kalends.domain.place import Place
from kalends.pages import moment
from kalends.pages.moment import Moment
from kalends.pages.visit import Visit

View = dict[str, object]


def of_meeting(it: Occurrence, visit: Visit, query: str = "") -> View:
    """A meeting. query: what its link has behind the event's path, without "?"."""
    status = DateStatus.CANCELLED if it.cancelled else it.status
    line = _line(it.name, moment.of_meeting(it), status, it.place, visit)
    return line | {"link": visit.link(f"/{it.event_prokey}", query)}


def of_date(event: Event, it: EventDate, visit: Visit) -> View:
    """A date that has no meeting, being dynamic."""
    line = _line(it.name, moment.of_date(it), it.status, it.place, visit)
    return line | {"link": visit.link(f"/{event.prokey}")}


def with_other_zone(line: View, when: Moment, usual: str | None) -> View:
    """In a list, only a zone other than the usual one is named."""
    return line | {"zone": None} if when.zone == usual else line


def state_of(when: Moment, status: DateStatus | None, visit: Visit) -> str | None:
    """The one thing to know about a date: a word of `Tags`; None where there is nothing to say."""
    if status is DateStatus.CANCELLED:
        return "cancelled"
    state = moment.state(when, visit.now)
    return "tentative" if status is DateStatus.TENTATIVE and state != "past" else state


def _line(name: str, when: Moment, status: DateStatus | None, place: Place | None, visit: Visit) -> View:
    state = state_of(when, status, visit)
    return {
        **moment.view(when, visit.language),
        "name": name,
        "place": place and place.name,
        "state": state,
        "tag": state and getattr(visit.language.tags, state),
        "moved": False,
        "add": None,
        "here": False,
    }
