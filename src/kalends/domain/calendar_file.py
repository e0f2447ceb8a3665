"""Which calendar files an event has (seed 001, Specialties)."""

from kalends.domain import access
from kalends.domain.event import Event
from kalends.domain.group import Group

_USUAL_NAME = "event"


def is_fetched(event: Event, group: Group) -> bool:
    """Have its files addresses? Not while it is closed, moves with today, or hands its dates to who answers."""
    is_open = access.event_is_open(group, event.status, event.visibility)
    return is_open and not event.dynamic and not event.settings.rsvp


def is_divided(event: Event) -> bool:
    """Is each date a file of its own? So it is where several dates have an organizer."""
    return len(event.dates) > 1 and any(it.organizer_name or it.organizer_email for it in event.dates)


def file_names(event: Event) -> tuple[str, ...]:
    """Like ("event.ics", "event-2.ics"): one for all dates, or one for each."""
    name = event.settings.file_name or _USUAL_NAME
    if not is_divided(event):
        return (f"{name}.ics",)
    return (f"{name}.ics", *(f"{name}-{number}.ics" for number in range(2, len(event.dates) + 1)))


def title(event: Event) -> str:
    """What all dates together are called: as the series, where there are several, else as the first of them."""
    return (len(event.dates) > 1 and event.title) or event.dates[0].name
