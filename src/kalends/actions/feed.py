"""Feeds: a group's calendar, an organization's, a person's own; and who fetches them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta
from functools import cache
from hashlib import sha256
from typing import Protocol
from zlib import crc32

from msgspec import Struct

from kalends.actions.ports import Read, Tx
from kalends.actions.ports.feed import EventKey
from kalends.actions.public import public_group
from kalends.actions.subscription import good_copy
from kalends.calendar import zones
from kalends.calendar.ics import Vcalendar, by_uid, render_calendar, render_vevent
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.event import Event
from kalends.domain.feed import FeedKind, Poll, fitting
from kalends.domain.group import Group, GroupKey, Status, Subscription
from kalends.domain.occurrence import Occurrence
from kalends.domain.vevent import Shown, vevents

_EMITTER = 3  # part of every ETag: a change of what is written raises it
_REFRESH = timedelta(hours=1)
_FRAME_BYTES = 64_000  # kept free for the calendar's head and its zones


class Asked(Struct, frozen=True):
    """Which feed. prokey: of the group. address: the feed's own. base: the address before every path.

    by_copier: asked for by a server that shows calendars from elsewhere; it gets nothing that is a copy itself, so
    that no two servers can feed each other for ever.
    """

    kind: FeedKind
    base: str
    address: str
    prokey: str = ""
    by_copier: bool = False


class FeedState(Struct, frozen=True):
    """As it is now. etag: strong, without quotes; it changes exactly when the bytes may. subject: see Poll."""

    etag: str
    subject: int


class Feed(Struct, frozen=True):
    """Its bytes. left_out: events that found no room."""

    etag: str
    body: bytes
    events: int = 0
    left_out: int = 0


class FeedReport(Struct, frozen=True):
    """Who fetched a group's feed, the latest first. etag: of its newest version. zone: the organization's."""

    group: Group
    etag: str
    zone: str
    polls: tuple[Poll, ...]


class Shelf(Protocol):
    """Where rendered bytes are kept for a while; all of it may be forgotten at any time."""

    def take(self, key: object) -> bytes | None:
        """What was put there, if it still is."""

    def put(self, key: object, body: bytes) -> None:
        """Keep it."""


class _Source(Struct, frozen=True):
    """What a feed is made of. closed: it is for somebody who belongs there, and shows what members see.

    gone: by deleted group, how much of it is still to be told of.
    """

    name: str
    groups: dict[int, Group]
    page: str | None = None
    description: str | None = None
    subject: int = 0
    closed: bool = False
    gone: Mapping[int, int] = {}


async def feed_state(read: Read, actor: Actor, asked: Asked) -> FeedState:
    """Raises NOT_FOUND unless the group is open, or the actor a person with an address of their own."""
    if asked.kind is not FeedKind.GROUP:
        source = await _source(read, actor, asked)
        return FeedState(_etag(source, asked), source.subject)
    group = await read.group_key(asked.prokey)
    if group is None or not access.group_is_open(group) or _is_echo(group, asked):
        raise not_found()
    return FeedState(_etag_of_group(group, asked.base), group.number)


async def feed(read: Read, actor: Actor, asked: Asked, shelf: Shelf) -> Feed:
    """All published events with fixed dates; without those over longest ago where there are too many. Raises so too."""
    source = await _source(read, actor, asked)
    calendar = Vcalendar(
        name=source.name,
        refresh=_REFRESH,
        source=asked.address,
        url=source.page,
        description=source.description,
    )
    if asked.kind is FeedKind.GROUP and source.groups[source.subject].subscription is Subscription.EXTERNAL:
        copied, events = await good_copy(read, source.groups[source.subject])
        return Feed(_etag(source, asked), render_calendar(calendar, [copied]), events)
    every = await read.event_keys(list(source.groups), limits.EVENTS_PER_CALENDAR)
    keys = [it for it in every if source.closed or access.sees_publicly(source.groups[it.group], it.visibility)]
    rendered = await _rendered(read, actor, asked.base, keys, shelf, closed=source.closed)
    room = limits.FEED_BYTES - _FRAME_BYTES
    numbers = sorted(fitting(((it.number, len(rendered[it.number])) for it in keys), room))
    own = b"".join(rendered[number] for number in numbers)
    body = render_calendar(calendar, [own, *await _beside(read, source, asked, own)])
    return Feed(_etag(source, asked), body, len(numbers), len(keys) - len(numbers))


async def _beside(read: Read, source: _Source, asked: Asked, own: bytes) -> list[bytes]:
    """What was deleted of late, and copies of calendars from elsewhere, as far as there is room; no UID twice."""
    copied, deleted = dict[bytes, bytes](), dict[bytes, bytes]()
    external = [it for it in source.groups.values() if it.subscription is Subscription.EXTERNAL]
    for group in [] if asked.by_copier else external:
        copied |= by_uid((await good_copy(read, group))[0])
    for it in await read.tombstones([*source.groups, *source.gone], limits.EVENTS_PER_CALENDAR):
        if source.closed or it.is_open:
            deleted |= by_uid(it.vevent)
    items = [*((uid, body) for uid, body in deleted.items() if uid not in copied), *copied.items()]
    known, room = by_uid(own) if items else {}, limits.FEED_BYTES - _FRAME_BYTES - len(own)
    return list(fitting(((body, len(body)) for uid, body in items if uid not in known), room))


async def _source(read: Read, actor: Actor, asked: Asked) -> _Source:
    if asked.kind is FeedKind.GROUP:
        group = public_group(await read.group_by_prokey(asked.prokey, actor.person))
        if _is_echo(group, asked):
            raise not_found()
        page = f"{asked.base}/{group.prokey}"
        return _Source(group.name, {group.number: group}, page, group.settings.description, group.number)
    name = (await read.organization()).name
    if asked.kind is FeedKind.ORGANIZATION:
        groups = await read.groups(None, limits.GROUPS_PER_FEED, 0)
        gone = await read.gone_groups(None, limits.GROUPS_PER_FEED)
        return _Source(name, {it.number: it for it in groups if access.group_is_open(it)}, gone=gone)
    if actor.person is None:
        raise not_found()
    groups = await read.groups(actor.person, limits.GROUPS_PER_FEED, 0)
    mine = {it.number: it for it in groups if it.status is Status.PUBLISHED}
    gone = await read.gone_groups(actor.person, limits.GROUPS_PER_FEED)
    return _Source(name, mine, subject=actor.person, closed=True, gone=gone)


def _etag(source: _Source, asked: Asked) -> str:
    """Of a group by its version; of several by all of theirs, and who they are."""
    if asked.kind is FeedKind.GROUP:
        return _etag_of_group(source.groups[source.subject], asked.base)
    versions = [(number, group.version) for number, group in sorted(source.groups.items())]
    state = (source.name, source.subject, versions, sorted(source.gone.items()), asked.by_copier)
    digest = sha256(repr(state).encode()).hexdigest()[:24]
    return f"{_written_by(asked.base)}-{asked.kind}-{digest}"


def _etag_of_group(group: Group | GroupKey, base: str) -> str:
    return f"{_written_by(base)}-{group.version:x}"


def holds_newest(poll: Poll, etag: str) -> bool:
    """Did they have the version of this ETag of a group's feed, at whatever address of ours they fetched it?"""
    return _but_address(poll.version) == _but_address(etag)


def _but_address(etag: str) -> list[str]:
    parts = etag.split("-")  # see _written_by
    return parts[:2] + parts[3:]


def _is_echo(group: Group | GroupKey, asked: Asked) -> bool:
    """Would a copier get what is a copy already?"""
    return asked.by_copier and group.subscription is Subscription.EXTERNAL


@cache
def _written_by(base: str) -> str:
    """What the bytes depend on beside the record: this program, its zone table and its address."""
    return f"{_EMITTER}-{zones.table_version()}-{crc32(base.encode()):x}"


async def _rendered(
    read: Read, actor: Actor, base: str, keys: Sequence[EventKey], shelf: Shelf, *, closed: bool
) -> dict[int, bytes]:
    """Each event's VEVENTs, by its number: those kept, and the others now."""
    places = {it.number: (actor.organization, it.number, it.revised_us, it.sequence, closed) for it in keys}
    found = {number: body for number, place in places.items() if (body := shelf.take(place)) is not None}
    for slice_ in _slices([number for number in places if number not in found], limits.ROWS_PER_SLICE):
        for number, body in (await _render(read, base, slice_, closed=closed)).items():
            shelf.put(places[number], body)
            found[number] = body
    return found


async def _render(read: Read, base: str, numbers: Sequence[int], *, closed: bool) -> dict[int, bytes]:
    events = await read.events_numbered(numbers)
    changed: defaultdict[int, list[Occurrence]] = defaultdict(list)
    for it in await read.changed_meetings(numbers):
        changed[it.event].append(it)
    leads = await read.leads_of(numbers)

    def body(event: Event) -> bytes:
        shown = Shown(f"{base}/{event.prokey}", leads.get(event.number, {}), closed)
        return b"".join(map(render_vevent, vevents(event, changed[event.number], shown)))

    return {it.number: body(it) for it in events}


def _slices(numbers: list[int], size: int) -> Iterable[list[int]]:
    return (numbers[start : start + size] for start in range(0, len(numbers), size))


async def feed_report(read: Read, actor: Actor, prokey: str, base: str) -> FeedReport:
    """Who follows a group's calendar, by families of programs; for whoever may fetch it. Raises NOT_FOUND."""
    asked = Asked(FeedKind.GROUP, base, "", prokey)
    group = public_group(await read.group_by_prokey(prokey, actor.person))
    polls = await read.polls_of(FeedKind.GROUP, group.number)
    etag = (await feed_state(read, actor, asked)).etag
    return FeedReport(group, etag, (await read.organization()).zone, tuple(polls))


async def note_polls(tx: Tx, actor: Actor, polls: Sequence[Poll]) -> None:
    """Keep who fetched what. The server's own deed."""
    access.check_administers(actor)
    await tx.add_polls(polls)


async def list_polls(read: Read, actor: Actor) -> list[Poll]:
    """Who fetched which feed, the latest first. For administrators."""
    access.check_administers(actor)
    return await read.feed_polls(limits.ADMINISTRATION_LIST)
