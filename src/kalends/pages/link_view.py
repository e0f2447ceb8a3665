"""What a link says to whom, and which links are offered for an event or a group."""

from typing import NamedTuple

from kalends.actions.link import Linked
from kalends.actions.page import EventPage
from kalends.calendar.ics import Vcalendar, render_calendar
from kalends.calendar.links import Device, Service, link, needs_note, offered, offered_to_subscribe
from kalends.domain.event import DateStatus
from kalends.domain.group import Group
from kalends.domain.style import Style
from kalends.pages.language import Text
from kalends.pages.visit import Visit


class Offer(NamedTuple):
    """One calendar to choose. type: as in the address. label: what it is called. url: absolute."""

    type: Service
    label: str
    url: str


def offers(page: EventPage, visit: Visit) -> list[Offer]:
    """The calendars for an event, or for the one meeting asked for, the likeliest first; of its style those it has.

    None for an event that asks for answers, or whose button is hidden.
    """
    event, chosen, device = page.event, page.chosen, visit.device
    if event.settings.rsvp or event.settings.button_hidden:
        return []
    styled = _styled(page.style, device)
    able = offered(device, recurs=event.rrule is not None and chosen is None)
    asked = "&".join(part for part in (f"o={chosen.number}" if chosen else "", visit.filling) if part)
    rest = f"?{asked}" if asked else ""
    kept = [it for it in able if it in styled] or [_file(device)]
    return [Offer(it, named(it, visit.language.text), f"{visit.base}/{event.prokey}/o/{it}{rest}") for it in kept]


def subscriptions(group: Group, visit: Visit, style: Style | None) -> list[Offer]:
    """The calendars that subscribe to a group's feed by one press; of its style those it has."""
    able, styled = offered_to_subscribe(visit.device), _styled(style, visit.device)
    kept = [it for it in able if it in styled] or [_file(visit.device)]
    return [Offer(it, named(it, visit.language.text), f"{visit.base}/{group.prokey}/s/{it}") for it in kept]


def named(service: Service, text: Text) -> str:
    """What a calendar is called; a file is called so in each language."""
    return text.calendar_file if service is Service.ICAL else service.label


def file_of(linked: Linked) -> bytes:
    """The calendar file."""
    return render_calendar(Vcalendar(vevents=linked.every))


def address_of(linked: Linked, service: Service, device: Device, text: Text) -> str:
    """Where to send who wants it in this calendar: to the provider, or for what is cancelled to our page that says so.

    A link that holds less than there is says so, and where the rest is.
    """
    series = linked.series
    keeps_rule = series is not None and not needs_note(service, series)
    vevent = series if series is not None and keeps_rule else linked.one
    if vevent.status == DateStatus.CANCELLED:
        return linked.page
    is_all = not linked.is_part if not keeps_rule else len(linked.every) == 1 and not vevent.exdates
    note = None if is_all else f"{text.all_dates_of_event}: {linked.page}"
    return link(service, vevent, device, note)


def _styled(style: Style | None, device: Device) -> frozenset[str]:
    """What the organiser wants offered on such a device, which on a telephone names its kind of file calendar."""
    if style is None:
        return frozenset(Service)
    mobile = style.options_mobile or style.options
    options: tuple[str, ...] = {
        Device.DESKTOP: style.options,
        Device.ANDROID: mobile,
        Device.IOS: style.options_ios or mobile,
    }[device]
    has_file = any(Service(it).is_file for it in options)
    return frozenset({*options, _file(device)} if has_file and device is not Device.DESKTOP else options)


def _file(device: Device) -> Service:
    return Service.APPLE if device is Device.IOS else Service.ICAL
