"""Reading events (seed 001; reference §1.5)."""

from typing import Any

from kalends.actions.event import GroupChoice
from kalends.dialects import openapi
from kalends.dialects.addtocalendarpro import query
from kalends.dialects.addtocalendarpro.read import (
    Table,
    fields,
    flag,
    nullable_flag,
    reference,
    required,
    shapes,
    taking,
    text,
    whole,
    word,
    words,
)
from kalends.domain.errors import invalid
from kalends.domain.event import DatePatch, DateStatus, EventPatch, Transparency
from kalends.domain.group import Status
from kalends.domain.text import required_line

DATE: Table = {
    "name": ("name", text),
    "description": ("description", text),
    "startDate": ("start_date", text),
    "startTime": ("start_time", text),
    "endDate": ("end_date", text),
    "endTime": ("end_time", text),
    "timeZone": ("zone", text),
    "location": ("place_told", text),
    "status": ("status", word({status.value: status for status in DateStatus})),
    "availability": ("availability", word({"free": Transparency.TRANSPARENT, "busy": Transparency.OPAQUE})),
    "organizer_name": ("organizer_name", text),
    "organizer_email": ("organizer_email", text),
    "attendee_name": ("attendee_name", text),
    "attendee_email": ("attendee_email", text),
}


@taking(openapi.many(openapi.sent(shapes(DATE))))
def _dates(value: object, field: str) -> tuple[DatePatch, ...]:
    if not isinstance(value, list):
        raise invalid("must be a list of dates", field)
    return tuple(_date(item, f"{field}[{position}]") for position, item in enumerate(value))


def _date(value: object, field: str) -> DatePatch:
    if not isinstance(value, dict):
        raise invalid("must be an object", field)
    known: dict[str, Any] = fields(value, DATE, f"{field}.")
    return DatePatch(**known)


NEW_EVENT: Table = {
    "dates": ("dates", _dates),
    "title_event_series": ("title", text),
    "simplified_recurrence": ("simplified", nullable_flag),
    "recurrence": ("rule", text),
    "recurrence_simple_type": ("simple_type", text),
    "recurrence_interval": ("interval", whole),
    "recurrence_byDay": ("by_day", text),
    "recurrence_byMonth": ("by_month", text),
    "recurrence_byMonthDay": ("by_month_day", text),
    "recurrence_count": ("count", whole),
    "recurrence_weekstart": ("weekstart", text),
    "layout": ("layout", reference),
    "landingpage": ("landingpage", reference),
    "iCalFileName": ("file_name", text),
    "rsvp": ("rsvp", flag(False)),
    "rsvp_block": ("rsvp_block", reference),
    "cta": ("call_to_action", flag(False)),
    "cta_block": ("cta_block", reference),
    "hideButton": ("button_hidden", flag(False)),
    "distribution": ("distribution", flag(True)),
}
EVENT: Table = {
    **NEW_EVENT,
    "status": ("status", required(word({status.value: status for status in Status}))),
}
_GROUP: Table = {"event_group": ("group", text), "new_event_group_name": ("group_name", text)}
_NOT_ON_UPDATE = tuple(_GROUP)


def new_event(body: dict[str, object], table: Table = NEW_EVENT) -> tuple[GroupChoice, EventPatch]:
    """What `POST /event` asks for. A status is ignored: events are published when made (seed 001)."""
    known: dict[str, Any] = fields(body, table)
    return group_choice(body), EventPatch(**known)


def event_patch(body: dict[str, object], table: Table = EVENT) -> EventPatch:
    """What `PATCH /event/:prokey` asks for. Raises INVALID where the event is to change groups (seed 001)."""
    for key in _NOT_ON_UPDATE:
        if key in body:
            raise invalid("is not allowed on update", _GROUP[key][0])
    known: dict[str, Any] = fields(body, table)
    return EventPatch(**known)


def group_choice(body: dict[str, object]) -> GroupChoice:
    """Where a new event goes: exactly one of `event_group` and `new_event_group_name`."""
    known: dict[str, Any] = fields(body, _GROUP)
    group, new_name = known.get("group"), known.get("group_name")
    if (group is None) == (new_name is None):
        raise invalid("exactly one of event_group and new_event_group_name is required", "group")
    if group is not None:
        return GroupChoice(prokey=query.prokey(group))
    return GroupChoice(new_name=required_line(new_name or "", "group_name"))


WORDS = words(_GROUP, EVENT, DATE) | {"place": "location"}
