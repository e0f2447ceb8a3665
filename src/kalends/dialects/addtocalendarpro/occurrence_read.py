"""Reading changes of single meetings: our extension, in the vendor's words for a date."""

import re
from typing import Any

from kalends.dialects.addtocalendarpro.event_read import DATE, EVENT, event_patch
from kalends.dialects.addtocalendarpro.read import Table, fields, reference
from kalends.domain.errors import invalid
from kalends.domain.event import DatePatch, EventPatch

_ALONE = ("name", "description", "startDate", "startTime", "endDate", "endTime", "timeZone", "location", "status")
MEETING: Table = {key: DATE[key] for key in _ALONE}
_DAY = re.compile(r"([0-9]{4})-([0-9]{2})-([0-9]{2})(?:T([0-9]{2}):([0-9]{2})(?::([0-9]{2}))?)?", re.ASCII)


def meeting_patch(body: dict[str, object]) -> DatePatch:
    """What `PATCH /event/:prokey/occurrence/:id` asks for."""
    known: dict[str, Any] = fields(body, MEETING, "occurrence.")
    return DatePatch(**known)


def left_out(body: dict[str, object]) -> tuple[str, ...]:
    """What `PUT /event/:prokey/skipped` asks for: `dates`, a list of days, or of starts where a day has several."""
    dates = body.get("dates")
    if not isinstance(dates, list) or not all(isinstance(it, str) for it in dates):
        raise invalid('must be a list of days such as "2026-12-24"', "exdate")
    return tuple(_basic(it) for it in dates)


def _basic(day: str) -> str:
    found = _DAY.fullmatch(day)
    if found is None:
        raise invalid(f"{day[:40]!r} is no day such as 2026-12-24", "exdate")
    year, month, day_, hour, minute, second = found.groups()
    return f"{year}{month}{day_}" + (f"T{hour}{minute}{second or '00'}" if hour else "")


def split(body: dict[str, object]) -> tuple[int, EventPatch]:
    """What `POST /event/:prokey/split` asks for: the id of the first meeting of the new series, and its changes."""
    first = reference(body.get("occurrence"), "occurrence")
    if not isinstance(first, int):
        raise invalid("must be the id of a meeting of this event", "occurrence")
    return first, event_patch(body, {key: value for key, value in EVENT.items() if key != "status"})


WORDS = {"exdate": "dates"}
