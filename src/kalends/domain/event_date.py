"""The rules for one date of an event: merging a change into it, and what makes it valid."""

import re
from collections.abc import Callable
from datetime import datetime

from msgspec import UNSET
from msgspec.structs import replace

from kalends.calendar import dates, zones
from kalends.domain import limits, text
from kalends.domain.errors import Refused, invalid
from kalends.domain.event import DatePatch, EventDate
from kalends.domain.place import retold
from kalends.domain.timing import ending_on, instants, last_day, resolved, shown_zone, timing, today

_CLOCK = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?", re.ASCII)
_PLAIN = (
    "name", "start_date", "start_time", "start_fold", "end_date", "end_time", "end_fold", "zone", "place",
    "virtual_url", "image", "status", "availability", "organizer_name", "organizer_email", "attendee_name",
    "attendee_email",
)  # fmt: skip
_TYPED = (
    "name", "description", "start_date", "start_time", "end_date", "end_time", "zone", "place", "status",
    "availability", "organizer_name", "organizer_email", "attendee_name", "attendee_email",
)  # fmt: skip
_CLEARED_BY_EMPTY = ("zone", "start_time", "end_date", "end_time", "virtual_url", "image", *_TYPED[9:])

_SHOWN: dict[str, Callable[[EventDate], str | None]] = {  # as shown where it is not as kept; sent back, nothing changes
    "zone": shown_zone,
    "start_time": lambda date: None if date.all_day else (date.start_time or "")[:5],
    "end_time": lambda date: None if date.all_day else (date.end_time or "")[:5],
    "end_date": last_day,
}


def merged(present: EventDate, patch: DatePatch, field: str, now: datetime) -> EventDate | None:
    """The date after the change; the very same object when nothing changes; None when nothing typed is left of it.

    field: our name of the date, like "dates[0]", that refusals are told under. now: for dynamic dates only.
    """
    after = _applied(present, patch, field)
    if after == present:
        return present
    if not any(getattr(after, name) for name in _TYPED):
        return None
    _check(after, field, now)
    return after


def _applied(present: EventDate, patch: DatePatch, field: str) -> EventDate:
    values = {name: value for name in _PLAIN if (value := getattr(patch, name)) is not UNSET}
    if present.start_date and patch.all_day is UNSET:
        values = {name: value for name, value in values.items() if name not in _SHOWN or value != _SHOWN[name](present)}
    for name in _CLEARED_BY_EMPTY:
        if values.get(name) == "":
            values[name] = None
    for name in ("name", "start_date"):
        if name in values and values[name] is None:
            values[name] = ""
    if patch.description is not UNSET:
        values["description"] = patch.description and text.clean_html(patch.description, f"{field}.description")
    if patch.place_told is not UNSET:
        values["place"] = retold(present.place, patch.place_told, f"{field}.place_told")
    if (
        (place := values.get("place"))
        and present.place
        and replace(place, number=present.place.number) == present.place
    ):
        values["place"] = present.place
    if patch.all_day is not UNSET:
        values["all_day"] = patch.all_day
    elif "start_time" in values or not present.start_date:
        values["all_day"] = values.get("start_time") is None
    after = replace(present, **values)
    if patch.all_day is UNSET and values.get("end_date") and not dates.is_dynamic(values["end_date"]):
        return ending_on(after, dates.parse_date(values["end_date"], f"{field}.end_date"))
    return after


def _check(date: EventDate, field: str, now: datetime) -> None:
    if not date.start_date:
        raise invalid("a date needs a start", f"{field}.start_date")
    text.required_line(date.name, f"{field}.name")
    _check_text(date, field)
    _check_days(date, field)
    if date.zone is not None:
        zones.zone(date.zone, f"{field}.zone")
    _check_order(date, field, now)


def _check_text(date: EventDate, field: str) -> None:
    for name in ("organizer_name", "attendee_name"):
        if (value := getattr(date, name)) is not None:
            text.line(value, f"{field}.{name}", limits.CALENDAR_NAME)
    for name in ("organizer_email", "attendee_email"):
        if (value := getattr(date, name)) is not None:
            text.mail_address(value, f"{field}.{name}")
    if date.virtual_url is not None:
        text.web_address(date.virtual_url, f"{field}.virtual_url")


def _check_days(date: EventDate, field: str) -> None:
    dynamic = dates.is_dynamic(date.start_date)
    _check_day(date.start_date, f"{field}.start_date")
    if date.end_date is not None:
        _check_day(date.end_date, f"{field}.end_date")
        if dates.is_dynamic(date.end_date) != dynamic:
            raise invalid("start and end are both dynamic, or neither is", f"{field}.end_date")
    for name in ("start_time", "end_time"):
        value = getattr(date, name)
        if value is not None and not _CLOCK.fullmatch(value):
            raise invalid("must be a time of day, HH:MM", f"{field}.{name}")
    if (date.start_time is None) != (date.end_time is None):
        missing = "start_time" if date.start_time is None else "end_time"
        raise invalid("start time and end time come together", f"{field}.{missing}")
    if date.start_time is None and not date.all_day:
        raise invalid("a date without a time is all day", f"{field}.all_day")


def _check_day(value: str, field: str) -> None:
    if dates.is_dynamic(value):
        dates.check_dynamic(value, field)
    else:
        dates.parse_date(value, field)


def _check_order(date: EventDate, field: str, now: datetime) -> None:
    settled = resolved(date, today(now))
    try:
        start, end = instants(timing(settled), zones.GMT)
    except OverflowError as error:  # pragma: no cover - the year limits keep clear of it
        raise invalid("the date is out of range", f"{field}.start_date") from error
    if settled.all_day and (settled.end_date or settled.start_date) < settled.start_date:
        raise _ends_early(field)
    if end < start:
        raise _ends_early(field)


def _ends_early(field: str) -> Refused:
    return invalid("the end is before the start", f"{field}.end_date")
