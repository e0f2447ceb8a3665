"""A choir's rehearsal, and a reader that judges what we wrote."""

from datetime import UTC, datetime
from typing import Any

import icalendar

from kalends.calendar.ics import Vcalendar, Vevent, render_calendar

REVISED = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
EVENING = datetime(2026, 1, 6, 19, 0)


def rehearsal(**fields: Any) -> Vevent:
    dull: dict[str, Any] = {
        "uid": "5f0c2a1e-0000-4000-8000-000000000001",
        "dtstamp": REVISED,
        "dtstart": EVENING,
        "dtend": datetime(2026, 1, 6, 21, 0),
        "zone": "Europe/Berlin",
        "summary": "Choir rehearsal",
    }
    return Vevent(**(dull | fields))


def render(*vevents: Vevent, **fields: Any) -> bytes:
    return render_calendar(Vcalendar(vevents=vevents, **fields))


def lines(file: bytes) -> list[str]:
    """The unfolded lines."""
    return file.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n")


def line_of(file: bytes, name: str) -> str:
    """The one line of that property, with parameters, in the VEVENTs."""
    inside = lines(file[file.index(b"BEGIN:VEVENT") :])
    (found,) = [line for line in inside if line.partition(":")[0].partition(";")[0] == name]
    return found


def judged(file: bytes) -> list[Any]:
    """The events that another implementation reads."""
    calendar: Any = icalendar.Calendar.from_ical(file)
    return list(calendar.walk("VEVENT"))
