"""Google Calendar (reference §4)."""

from html import escape

from kalends.calendar.ics import Vevent
from kalends.calendar.ics.vevent import UTC_NAMES
from kalends.calendar.links.address import Parameters, address, encoded
from kalends.calendar.links.said import Said
from kalends.calendar.links.service import Device
from kalends.calendar.links.times import Days, Times, basic, basic_utc, when
from kalends.domain import limits

_DESKTOP = "https://calendar.google.com/calendar/r/eventedit?"
_MOBILE = "https://calendar.google.com/calendar/render?action=TEMPLATE"
_WITHIN_A_DAY = ("FREQ=SECONDLY", "FREQ=MINUTELY", "FREQ=HOURLY")  # rules that it knows nothing of


def google(vevent: Vevent, said: Said, device: Device) -> str:
    """The form of a new event, filled in; with the rule of a series."""
    return address(
        _DESKTOP if device is Device.DESKTOP else _MOBILE,
        *_when(vevent),
        ("text", encoded(said.title)),
        ("location", encoded(said.location)),
        ("details", encoded(_details(said, device))),
        ("recur", encoded(f"RRULE:{vevent.rrule}") if keeps_rule(vevent) else ""),
        *_busy(vevent.transparent),
    )


def keeps_rule(vevent: Vevent) -> bool:
    """Is there a rule, and one that it takes?"""
    rule = vevent.rrule or ""
    return 0 < len(rule) <= limits.LINK_RULE_CHARACTERS and not rule.startswith(_WITHIN_A_DAY)


def _when(vevent: Vevent) -> Parameters:
    span = when(vevent)
    if isinstance(span, Days):
        return (("dates", f"{basic(span.first)}%2F{basic(span.after)}"),)
    zone = vevent.zone or "UTC"
    return (("dates", "%2F".join(_clock(span))), ("ctz", "UTC" if zone in UTC_NAMES else encoded(zone, "/")))


def _clock(span: Times) -> tuple[str, str]:
    """By the zone's clock; where that shows one of the times twice, by UTC, which alone can tell the second from it."""
    written = basic_utc if span.start.fold or span.end.fold else basic
    return written(span.start), written(span.end)


def _details(said: Said, device: Device) -> str:
    """Its application for iOS loses the location, so that it is said here too."""
    if device is not Device.IOS or not said.location:
        return said.html
    place = escape(said.location)
    return f"{said.html}<br><br>{place}" if said.html else place


def _busy(transparent: bool | None) -> Parameters:
    if transparent is None:
        return ()
    return (("crm", "AVAILABLE"), ("trp", "false")) if transparent else (("crm", "BUSY"), ("trp", "true"))
