"""What a group that is subscribed to as a calendar of its own asks of its events."""

from msgspec import UNSET

from kalends.calendar import dates
from kalends.domain.errors import invalid
from kalends.domain.event import DatePatch, Event, EventDate, EventPatch
from kalends.domain.group import Subscription

_NEVER = ("status", "organizer_name", "organizer_email", "attendee_name", "attendee_email")


def check_subscribed(subscription: Subscription, patch: EventPatch, before: Event | None) -> None:
    """Raise INVALID, under our field name, for what an event of a CHILDREN group may not be given.

    That is RSVP, dynamic dates, and a date's own status, organizer or attendee. before: None for a new event;
    what an event has already may be sent again.
    """
    if subscription is not Subscription.CHILDREN:
        return
    if patch.rsvp is True and not (before is not None and before.settings.rsvp):
        raise invalid("events of a group that is subscribed to cannot ask for answers", "rsvp")
    for position, date in enumerate(() if patch.dates is UNSET else patch.dates):
        present = before.dates[position] if before is not None and position < len(before.dates) else None
        _check_date(date, present, f"dates[{position}]")


def _check_date(date: DatePatch, present: EventDate | None, field: str) -> None:
    for name in _NEVER:
        value = getattr(date, name)
        if value not in (UNSET, None, "") and value != getattr(present, name, None):
            raise invalid("dates in a group that is subscribed to have none", f"{field}.{name}")
    start = date.start_date
    if isinstance(start, str) and dates.is_dynamic(start) and (present is None or start != present.start_date):
        raise invalid("dates in a group that is subscribed to cannot be dynamic", f"{field}.start_date")
