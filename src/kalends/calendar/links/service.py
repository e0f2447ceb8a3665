"""Which calendars there are links for, and which of them suit whom (reference §4, option filtering)."""

import re
from collections.abc import Iterable
from enum import StrEnum


class Service(StrEnum):
    """A kind of calendar, by the word that stands for it in our addresses."""

    APPLE = "apple"
    GOOGLE = "google"
    ICAL = "ical"
    MS365 = "ms365"
    MSTEAMS = "msteams"
    OUTLOOKCOM = "outlookcom"
    YAHOO = "yahoo"

    @property
    def is_file(self) -> bool:
        """Is it given a calendar file, and no page of a provider's?"""
        return self in (Service.APPLE, Service.ICAL)

    @property
    def label(self) -> str:
        """What it is called everywhere; these are names, which no language translates."""
        return _LABELS[self]


class Device(StrEnum):
    """What somebody looks with, as far as links depend on it."""

    DESKTOP = "desktop"
    ANDROID = "android"
    IOS = "ios"


_LABELS = {
    Service.APPLE: "Apple Calendar",
    Service.GOOGLE: "Google Calendar",
    Service.ICAL: "iCal (.ics)",
    Service.MS365: "Microsoft 365",
    Service.MSTEAMS: "Microsoft Teams",
    Service.OUTLOOKCOM: "Outlook.com",
    Service.YAHOO: "Yahoo",
}
_USUAL = (
    Service.GOOGLE,
    Service.APPLE,
    Service.OUTLOOKCOM,
    Service.MS365,
    Service.YAHOO,
    Service.MSTEAMS,
    Service.ICAL,
)
_OF_A_SERIES = frozenset({Service.APPLE, Service.GOOGLE, Service.ICAL})  # the others save one date, not a rule
_BY_HAND = frozenset({Service.YAHOO, Service.MSTEAMS})  # no address subscribes these
_MICROSOFT = frozenset({Service.MS365, Service.OUTLOOKCOM})
_APPLE_PHONE = re.compile(r"iPhone|iPad|iPod")


def device_of(user_agent: str | None) -> Device:
    """What the browser says it runs on; what says nothing is a desktop. A tablet that claims to be a Mac is one."""
    if _APPLE_PHONE.search(user_agent or ""):
        return Device.IOS
    return Device.ANDROID if "Android" in (user_agent or "") else Device.DESKTOP


def offered(device: Device, *, recurs: bool = False) -> tuple[Service, ...]:
    """What to offer for an event, the likeliest first. recurs: a whole series is to be saved, with its rule."""
    left = [it for it in _USUAL if not recurs or it in _OF_A_SERIES]
    if recurs and device is Device.IOS:
        left.remove(Service.GOOGLE)  # its application there drops the rule
    return _suited(left, device)


def offered_to_subscribe(device: Device) -> tuple[Service, ...]:
    """What to offer for a feed. The others take its address by hand."""
    left = [it for it in _USUAL if it not in _BY_HAND]
    return _suited((it for it in left if device is Device.DESKTOP or it not in _MICROSOFT), device)


def _suited(services: Iterable[Service], device: Device) -> tuple[Service, ...]:
    """A telephone has one of the two kinds that take a file; an Apple one has that first."""
    spare = {Device.IOS: Service.ICAL, Device.ANDROID: Service.APPLE}.get(device)
    first = Service.APPLE if device is Device.IOS else Service.GOOGLE
    return tuple(sorted((it for it in services if it is not spare), key=lambda it: it is not first))
