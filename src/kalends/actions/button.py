"""What a button on somebody's own page shows of an event or of a group."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.link import dates_by_start
from kalends.actions.look import chosen
from kalends.actions.ports import Read
from kalends.actions.public import public_event, public_group
from kalends.calendar.ics import Vevent
from kalends.domain.access import Actor
from kalends.domain.call_to_action import CallToAction
from kalends.domain.event import Event, EventDate
from kalends.domain.group import Group
from kalends.domain.landing_page import LandingPage
from kalends.domain.rsvp_form import RsvpForm
from kalends.domain.style import CalendarOption, Style
from kalends.domain.timing import resolved, today
from kalends.domain.vevent import Shown, vevents

ALL_CALENDARS: tuple[CalendarOption, ...] = ("apple", "google", "ical", "ms365", "msteams", "outlookcom", "yahoo")
_USUAL = Style(options=ALL_CALENDARS)


class ShownDate(Struct, frozen=True):
    """One date. typed: as it was written, dynamic days too. vevent: as it stands today."""

    typed: EventDate
    vevent: Vevent


class EventButton(Struct, frozen=True):
    """An event with its templates. dates: by start. form: None unless answers are asked for."""

    event: Event
    group: Group
    dates: tuple[ShownDate, ...]
    style: Style = _USUAL
    form: RsvpForm | None = None
    call: CallToAction | None = None


class GroupButton(Struct, frozen=True):
    """A group with its templates. look: of its landing page template."""

    group: Group
    style: Style = _USUAL
    call: CallToAction | None = None
    look: LandingPage | None = None


async def event_button(read: Read, actor: Actor, prokey: str, base: str, *, now: datetime) -> EventButton:
    """A published event that is open to whoever has the address; base: the address before every path.

    Raises NOT_FOUND for everything else, alike.
    """
    event, group, _ = public_event(await read.event_by_prokey(prokey, actor.person))
    settled = replace(event, dates=tuple(resolved(it, today(now)) for it in event.dates))
    changed = await read.changed_meetings([event.number])
    every = vevents(settled, changed, Shown(f"{base}/{event.prokey}"))
    return EventButton(
        event,
        group,
        _by_start(event, settled, every),
        await chosen(read, Style, event.layout) or _USUAL,
        (await chosen(read, RsvpForm, event.rsvp_block) or RsvpForm()) if event.settings.rsvp else None,
        await chosen(read, CallToAction, event.cta_block if event.settings.call_to_action else None),
    )


async def group_button(read: Read, actor: Actor, prokey: str) -> GroupButton:
    """A published group that is open to whoever has the address. Raises NOT_FOUND otherwise."""
    group = public_group(await read.group_by_prokey(prokey, actor.person))
    return GroupButton(
        group,
        await chosen(read, Style, group.layout) or _USUAL,
        await chosen(read, CallToAction, group.cta_block if group.settings.call_to_action else None),
        await chosen(read, LandingPage, group.landingpage),
    )


def _by_start(typed: Event, settled: Event, every: Sequence[Vevent]) -> tuple[ShownDate, ...]:
    """In the order by which addresses count them. A series has more VEVENTs than its one date, which is the first."""
    shown = {it.number: ShownDate(it, vevent) for it, vevent in zip(typed.dates, every, strict=False)}
    return tuple(shown[it.number] for it in dates_by_start(settled))
