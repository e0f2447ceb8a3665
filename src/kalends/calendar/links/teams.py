"""Microsoft Teams (reference §4), which makes a meeting of it."""

from dataclasses import replace
from datetime import date

from kalends.calendar.ics import Vevent
from kalends.calendar.links.address import Parameters, address, encoded
from kalends.calendar.links.said import Said
from kalends.calendar.links.service import Device
from kalends.calendar.links.times import Days, when, with_offset

_BASE = "https://teams.microsoft.com/l/meeting/new?"


def msteams(vevent: Vevent, said: Said, device: Device) -> str:
    """A new meeting, filled in. Its location may get lost, so that it stands before the text too."""
    place = f"{said.location} // " if said.location else ""
    said = replace(said, location=place, text=place + said.text)
    return address(
        _BASE,
        *_when(vevent, device),
        ("subject", encoded(said.title)),
        ("location", encoded(said.location)),
        ("content", encoded(said.text)),
    )


def _when(vevent: Vevent, device: Device) -> Parameters:
    span = when(vevent)
    if isinstance(span, Days):
        return ("startTime", _day(span.first, device)), ("endTime", _day(span.after, device))
    return ("startTime", encoded(with_offset(span.start))), ("endTime", encoded(with_offset(span.end)))


def _day(day: date, device: Device) -> str:
    """A desktop takes a day with a plus sign that is not encoded; a telephone a midnight of no zone (RFC 3339 §4.3)."""
    return f"{day}+00:00" if device is Device.DESKTOP else encoded(f"{day}T00:00:00-00:00")
