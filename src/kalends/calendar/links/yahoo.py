"""Yahoo Calendar (reference §4)."""

from kalends.calendar.ics import Vevent
from kalends.calendar.links.address import Parameters, address, encoded
from kalends.calendar.links.said import Said
from kalends.calendar.links.service import Device
from kalends.calendar.links.times import Days, basic, basic_utc, when

_BASE = "https://calendar.yahoo.com/?v=60"


def yahoo(vevent: Vevent, said: Said, _device: Device) -> str:
    """The form of a new event, filled in."""
    return address(
        _BASE,
        *_when(vevent),
        ("title", encoded(said.title)),
        ("in_loc", encoded(said.location)),
        ("desc", encoded(said.text)),
    )


def _when(vevent: Vevent) -> Parameters:
    """Several whole days it knows no form for: beside `et`, "allday" is ignored.

    Days without a time are from midnight to midnight there, by the clock of whoever looks. In UTC, as others write
    them, they begin a day early west of Greenwich and end a day late east of it.
    """
    span = when(vevent)
    if not isinstance(span, Days):
        return ("st", basic_utc(span.start)), ("et", basic_utc(span.end))
    if span.first == span.last:
        return ("dur", "allday"), ("st", basic(span.first))
    return ("st", basic(span.first)), ("et", basic(span.after))
