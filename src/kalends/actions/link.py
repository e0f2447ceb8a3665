"""What a link puts into somebody's calendar: which of an event's dates, and the file that holds them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from msgspec import Struct

from kalends.actions.page import EventPage, event_page
from kalends.actions.ports import Read
from kalends.actions.public import public_group
from kalends.calendar import zones
from kalends.calendar.ics import Vevent
from kalends.domain.access import Actor
from kalends.domain.calendar_file import file_names, is_divided
from kalends.domain.errors import not_found
from kalends.domain.event import DateStatus, Event, EventDate
from kalends.domain.group import Group
from kalends.domain.placeholder import filled, filled_html
from kalends.domain.timing import instants, timing
from kalends.domain.vevent import Shown, vevents


class LinkChoice(Struct, frozen=True):
    """What was asked for. date: one of the event's dates, counted by start from 0; None leaves the choice to us.

    meeting: number of one meeting of the event; None for none in particular. values: what placeholders are filled with.
    """

    date: int | None = None
    meeting: int | None = None
    values: Mapping[str, str] = {}


class Linked(Struct, frozen=True):
    """An event as links say it. one: what fits where only one date does. every: what a file holds.

    series: the VEVENT that bears the rule, when all of a series was asked for; else None.
    is_part: `one` is of our choice, out of several. name: of the file. page: the address of what `one` is.
    """

    one: Vevent
    every: tuple[Vevent, ...]
    series: Vevent | None
    is_part: bool
    name: str
    page: str


async def linked_event(
    read: Read, actor: Actor, prokey: str, choice: LinkChoice, base: str, *, now: datetime
) -> Linked:
    """What a link of this event holds; base: the address before every path.

    Where nobody said which, it is the next date that takes place. Raises NOT_FOUND for whatever has no open page, for
    an event whose dates are only for who answers (seed 001), and for dates and meetings that it does not have.
    """
    page = await event_page(read, actor, prokey, now=now, number=choice.meeting)
    event = page.event
    if event.settings.rsvp:
        raise not_found()
    changed = await read.changed_meetings([event.number])
    leads = (await read.leads_of([event.number])).get(event.number, {})
    shown = Shown(f"{base}/{event.prokey}", leads)
    every = vevents(event, changed, shown)
    linked = _of_series(page, choice, every, shown, now) if event.rrule else _of_dates(page, choice, every, now)
    return _filled(linked, choice.values)


async def linked_group(read: Read, actor: Actor, prokey: str) -> Group:
    """The group whose feed is subscribed to. Raises NOT_FOUND unless it is open."""
    return public_group(await read.group_by_prokey(prokey, actor.person))


def dates_by_start(event: Event) -> list[EventDate]:
    """The dates in the order by which addresses count them. Dynamic ones are resolved before."""
    return sorted(event.dates, key=lambda it: instants(timing(it), zones.GMT)[0])


def _of_series(page: EventPage, choice: LinkChoice, every: tuple[Vevent, ...], shown: Shown, now: datetime) -> Linked:
    event, url = page.event, shown.url
    if choice.date:
        raise not_found()
    if page.chosen is not None:
        (*_, one) = vevents(event, [page.chosen], shown)
        return Linked(one, (one,), None, False, file_names(event)[0], f"{url}?o={page.chosen.number}")
    _, *coming = vevents(event, page.meetings, shown)
    return Linked(_next(coming, now) or every[0], every, every[0], True, file_names(event)[0], url)


def _of_dates(page: EventPage, choice: LinkChoice, every: tuple[Vevent, ...], now: datetime) -> Linked:
    """every: one per date, in the event's order."""
    event, url = page.event, every[0].url or ""
    order = [event.dates.index(it) for it in dates_by_start(event)]
    index, is_chosen = _asked(page, choice, order), True
    if index is None:
        one = _next([every[it] for it in order], now) or every[0]
        index, is_chosen = every.index(one), len(every) == 1
    names = file_names(event)
    name = names[index] if is_chosen and is_divided(event) else names[0]
    held = (every[index],) if is_chosen else every
    page_url = url if page.chosen is None else f"{url}?o={page.chosen.number}"
    return Linked(every[index], held, None, not is_chosen, name, page_url)


def _asked(page: EventPage, choice: LinkChoice, order: Sequence[int]) -> int | None:
    """Index of the date asked for, by meeting or by start; None when nobody asked."""
    if page.chosen is not None:
        return next((i for i, it in enumerate(page.event.dates) if it.number == page.chosen.date), None)
    if choice.date is None:
        return None
    if choice.date >= len(order):
        raise not_found()
    return order[choice.date]


def _next(by_start: Iterable[Vevent], now: datetime) -> Vevent | None:
    """The first that takes place and is not over; else the first that takes place, else the first."""
    every = list(by_start)
    held = [it for it in every if it.status != DateStatus.CANCELLED]
    coming = [it for it in held if _end(it) > now]
    return next(iter(coming or held or every), None)


def _end(it: Vevent) -> datetime:
    end = it.dtend if isinstance(it.dtend, datetime) else datetime.combine(it.dtend, datetime.min.time())
    return zones.to_instant(end, it.zone) if it.zone else end.replace(tzinfo=UTC)


def _filled(linked: Linked, values: Mapping[str, str]) -> Linked:
    if not values:
        return linked
    series = linked.series and _said(linked.series, values)
    return Linked(
        _said(linked.one, values),
        tuple(_said(it, values) for it in linked.every),
        series,
        linked.is_part,
        linked.name,
        linked.page,
    )


def _said(it: Vevent, values: Mapping[str, str]) -> Vevent:
    """The same with its placeholders filled."""
    return replace(
        it,
        summary=filled(it.summary or "", values),
        location=it.location and filled(it.location, values),
        description_html=it.description_html and filled_html(it.description_html, values),
    )
