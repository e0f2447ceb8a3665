"""What the public pages show of an event and of a group."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.look import chosen
from kalends.actions.ports import Read
from kalends.actions.public import public_event, public_group
from kalends.actions.seats import form_of
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.answer import OPEN_TERMS, RsvpTerms, seats_by_meeting
from kalends.domain.call_to_action import CallToAction
from kalends.domain.errors import not_found
from kalends.domain.event import Event
from kalends.domain.group import Group
from kalends.domain.landing_page import LandingPage
from kalends.domain.occurrence import Occurrence
from kalends.domain.rsvp_form import RsvpForm
from kalends.domain.style import Style
from kalends.domain.timing import is_dynamic, resolved, today


class EventPage(Struct, frozen=True):
    """An event as a visitor sees it. Dynamic dates are resolved for today, and have no meetings.

    meetings: by start; of a series the coming ones (or the last, when all are over), else one per date.
    chosen: the one meeting that was asked for. terms: what its form allows; None when it asks for no answers.
    left: places left by number of the meetings shown, EVENT_WIDE for a dynamic event; without a bound, none.
    style, look, call, form: of its templates; None is the usual. version: see page_version.
    """

    event: Event
    group: Group
    meetings: tuple[Occurrence, ...]
    chosen: Occurrence | None = None
    terms: RsvpTerms | None = None
    left: dict[int, int] = {}
    style: Style | None = None
    look: LandingPage | None = None
    call: CallToAction | None = None
    form: RsvpForm | None = None
    version: int = 0


class GroupPage(Struct, frozen=True):
    """A group as a visitor sees it.

    meetings: the coming ones by start, or the past ones, the latest first. dynamic: what happens on days counted from
    today. style, look, call, version: as an event's.
    """

    group: Group
    meetings: tuple[Occurrence, ...]
    dynamic: tuple[Event, ...] = ()
    past: bool = False
    style: Style | None = None
    look: LandingPage | None = None
    call: CallToAction | None = None
    version: int = 0


async def page_version(read: Read, _actor: Actor, prokey: str) -> int | None:
    """What rises with whatever happens to an event, to a group, or to templates; None where there is nothing."""
    return await read.group_version(prokey)


async def event_page(read: Read, actor: Actor, prokey: str, *, now: datetime, number: int | None = None) -> EventPage:
    """The page of a published event that is open to whoever has the address. number: of one of its meetings.

    Raises NOT_FOUND for everything else, alike.
    """
    event, group, _ = public_event(await read.event_by_prokey(prokey, actor.person))
    meetings = await _meetings(read, event, now)
    chosen = None if number is None else await _chosen(read, event, number)
    form = await form_of(read, event) if event.settings.rsvp else None
    allowed = (OPEN_TERMS if form is None else form.terms()) if event.settings.rsvp else None
    return EventPage(
        _today(event, now),
        group,
        meetings,
        chosen,
        allowed,
        await _left(read, event, [*meetings, *([chosen] if chosen else [])], allowed),
        *await _templates(read, event),
        form,
        await read.group_version(prokey) or 0,
    )


async def _meetings(read: Read, event: Event, now: datetime) -> tuple[Occurrence, ...]:
    if event.rrule is None:
        every = await read.meetings_of_event(event.number, None, 2 * limits.DATES_PER_EVENT)
        return tuple(it for it in every if not it.dropped)
    coming = await read.standing_meetings(event.number, now, limits.MEETINGS_SHOWN)
    if coming and all(it.cancelled for it in coming):  # what takes place after a long pause is what people look for
        coming = await read.standing_meetings(event.number, now, limits.MEETINGS_SHOWN, live=True) or coming
    if not coming:
        last = await read.meetings_of_event(event.number, event.last_end, limits.MEETINGS_SHOWN)
        coming = [it for it in last if not it.dropped][-1:]
    return tuple(coming)


async def _chosen(read: Read, event: Event, number: int) -> Occurrence:
    found = await read.occurrence_by_number(number, None)
    if found is None or found[0].event != event.number or found[0].dropped:
        raise not_found()
    return found[0]


async def moved_meeting(read: Read, actor: Actor, prokey: str, number: int) -> str:
    """The prokey of the event that has this meeting since its series was split; numbers tell of no other event.

    Raises NOT_FOUND, alike for every other number.
    """
    event, *_ = public_event(await read.event_by_prokey(prokey, actor.person))
    meeting = await read.occurrence_by_number(number, None)
    later, *_ = public_event(None if meeting is None else await read.event_by_number(meeting[0].event, None))
    if not await comes_of(read, later, event):
        raise not_found()
    return later.prokey


async def comes_of(read: Read, later: Event, event: Event) -> bool:
    """Was `later` split off the series `event`, at once or step by step?"""
    earlier: str | None = later.recurrence.follows
    for _ in range(limits.SPLITS_FOLLOWED):
        if earlier is None or earlier == event.dates[0].uid:
            break
        found = await read.event_by_prokey(earlier, None)  # a series' UID is the prokey that it was made with
        earlier = None if found is None else found[0].recurrence.follows
    return earlier is not None and earlier == event.dates[0].uid


async def _templates(read: Read, of: Event | Group) -> tuple[Style | None, LandingPage | None, CallToAction | None]:
    """What its templates choose; None without one."""
    return (
        await chosen(read, Style, of.layout),
        await chosen(read, LandingPage, of.landingpage),
        await chosen(read, CallToAction, of.cta_block if of.settings.call_to_action else None),
    )


async def _left(read: Read, event: Event, meetings: list[Occurrence], allowed: RsvpTerms | None) -> dict[int, int]:
    """Places left, never below 0, also where fewer are offered than were given away."""
    most = None if allowed is None else allowed.seats_max
    if most is None:
        return {}
    numbers = sorted({it.number for it in meetings})
    taken = seats_by_meeting(await read.seat_tallies(event.number, numbers, 0), numbers)
    return {it: max(most - seats, 0) for it, seats in taken.items()}


async def group_page(read: Read, actor: Actor, prokey: str, *, now: datetime, past: bool = False) -> GroupPage:
    """The page of a published group that is open to whoever has the address. Raises NOT_FOUND otherwise.

    past: with what is over, instead of what is coming.
    """
    group = public_group(await read.group_by_prokey(prokey, actor.person))
    templates = await _templates(read, group)
    version = await read.group_version(prokey) or 0
    if past:
        over = await read.past_open_meetings(group.number, now, limits.MEETINGS_SHOWN)
        return GroupPage(group, tuple(over), (), True, *templates, version)
    meetings = await read.open_meetings(group.number, now, limits.MEETINGS_SHOWN)
    dynamic = map(_moving, await read.dynamic_events(group.number, limits.MEETINGS_SHOWN))
    return GroupPage(
        group,
        tuple(meetings),
        tuple(_today(it, now) for it in dynamic if access.event_is_open(group, it.status, it.visibility)),
        False,
        *templates,
        version,
    )


def _moving(event: Event) -> Event:
    """The event with its dynamic dates only; the others have meetings."""
    return replace(event, dates=tuple(filter(is_dynamic, event.dates)))


def _today(event: Event, now: datetime) -> Event:
    return replace(event, dates=tuple(resolved(it, today(now)) for it in event.dates))
