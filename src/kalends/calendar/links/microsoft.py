"""Outlook on the web, of Microsoft 365 and of Outlook.com, which differ in their host only (reference §4)."""

from kalends.calendar.ics import Vevent
from kalends.calendar.links.address import Parameters, address, encoded
from kalends.calendar.links.said import Said
from kalends.calendar.links.service import Device
from kalends.calendar.links.times import Days, extended_utc, when

_DESKTOP = "/calendar/0/action/compose?rru=addevent"
_MOBILE = "/calendar/0/deeplink/compose?path=%2Fcalendar%2Faction%2Fcompose&rru=addevent"


def ms365(vevent: Vevent, said: Said, device: Device) -> str:
    """For accounts of an organization."""
    return _compose("https://outlook.office.com", vevent, said, device)


def outlookcom(vevent: Vevent, said: Said, device: Device) -> str:
    """For private accounts."""
    return _compose("https://outlook.live.com", vevent, said, device)


def _compose(host: str, vevent: Vevent, said: Said, device: Device) -> str:
    return address(
        host + (_DESKTOP if device is Device.DESKTOP else _MOBILE),
        *_when(vevent, device),
        ("subject", encoded(said.title)),
        ("location", encoded(said.location)),
        ("body", encoded(said.html)),
    )


def _when(vevent: Vevent, device: Device) -> Parameters:
    """Whole days end before `enddt`, but on a telephone with it."""
    span = when(vevent)
    if isinstance(span, Days):
        end = span.after if device is Device.DESKTOP else span.last
        return ("startdt", span.first.isoformat()), ("enddt", end.isoformat()), ("allday", "true")
    return ("startdt", extended_utc(span.start)), ("enddt", extended_utc(span.end))
