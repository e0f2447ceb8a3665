"""One event at one provider."""

from collections.abc import Callable

from kalends.calendar.ics import Vevent
from kalends.calendar.links.google import google, keeps_rule
from kalends.calendar.links.microsoft import ms365, outlookcom
from kalends.calendar.links.said import Said, fitting
from kalends.calendar.links.service import Device, Service
from kalends.calendar.links.teams import msteams
from kalends.calendar.links.yahoo import yahoo

_MAKERS: dict[Service, Callable[[Vevent, Said, Device], str]] = {
    Service.GOOGLE: google,
    Service.MS365: ms365,
    Service.MSTEAMS: msteams,
    Service.OUTLOOKCOM: outlookcom,
    Service.YAHOO: yahoo,
}


def link(service: Service, vevent: Vevent, device: Device = Device.DESKTOP, note: str | None = None) -> str:
    """The address, of limits.LINK_CHARACTERS at most, at which `service` offers to save the event.

    service: any that takes no file. The host is always one of ours to choose, never out of the event's texts.
    note: said below the description, such as what else belongs to the event. Texts are percent-encoded UTF-8.
    """
    make = _MAKERS[service]
    return fitting(lambda said: make(vevent, said, device), vevent, note)


def needs_note(service: Service, vevent: Vevent) -> bool:
    """Would the link of this series save only the one date, so that it must say so?"""
    return vevent.rrule is not None and not (service is Service.GOOGLE and keeps_rule(vevent))
