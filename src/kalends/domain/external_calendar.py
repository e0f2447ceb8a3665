"""A group that shows a calendar from elsewhere: what is kept of it, and when it is asked for again."""

import hashlib
from datetime import datetime, timedelta

from msgspec import Struct

from kalends.calendar.ics import render_vevent
from kalends.calendar.ics_reading import ForeignCalendar, ForeignEvent, LeftOut
from kalends.domain import limits
from kalends.domain.errors import Refused
from kalends.domain.feed import fitting
from kalends.domain.foreign_event import Surroundings, foreign_vevents

_FRAME_BYTES = 64_000  # kept free for the calendar's head and its zones
_READER = "1"  # part of every digest: a change of what is read or written raises it


class Copy(Struct, frozen=True, kw_only=True):
    """What a calendar from elsewhere holds, written by us. vevents: rendered, one after the other.

    digest: rises and falls with the source, not with the moment of asking. events: how many are in it.
    left_out: what could not be taken, or found no room.
    """

    vevents: bytes
    digest: str
    events: int
    left_out: tuple[LeftOut, ...] = ()
    refresh_s: int | None = None


class Subscription(Struct, frozen=True, kw_only=True):
    """How it stands with one. url: of what is kept; another one than the group's has not been fetched yet.

    etag, last_modified: as the other server said, for asking again. asked_at, fetched_at: the last try, the last that
    went well; aware UTC. failures: tries since then. error: why the last one failed, for people.
    """

    group: int
    url: str
    etag: str | None = None
    last_modified: str | None = None
    digest: str = ""
    vevents: bytes = b""
    events: int = 0
    left_out: int = 0
    asked_at: datetime
    fetched_at: datetime | None = None
    failures: int = 0
    error: str | None = None


def copy_of(calendar: ForeignCalendar, home: str) -> Copy:
    """All that fits into one feed, the latest first. home: the zone of times without one."""
    around, left_out = Surroundings(calendar.zone or home), list(calendar.left_out)
    rendered: list[tuple[int, bytes]] = []
    for position, it in enumerate(calendar.events):
        try:
            rendered.append((position, b"".join(map(render_vevent, foreign_vevents(it, around)))))
        except Refused as refused:
            left_out.append(told_left_out(it, refused))
    latest = sorted(rendered, key=lambda one: _ends(calendar.events[one[0]]), reverse=True)
    room = limits.FEED_BYTES - _FRAME_BYTES
    chosen = sorted(fitting(((one, len(one[1])) for one in latest), room))
    if len(chosen) < len(rendered):
        left_out.append(LeftOut("", f"{len(rendered) - len(chosen)} events", "the calendar is too large for a feed"))
    source = "".join([_READER, home, calendar.zone or "", *(it.digest for it in calendar.events)])
    return Copy(
        vevents=b"".join(body for _, body in chosen),
        digest=hashlib.sha256(source.encode()).hexdigest()[:32],
        events=len(chosen),
        left_out=tuple(left_out[: limits.LEFT_OUT_SHOWN]),
        refresh_s=calendar.refresh_s,
    )


def told_left_out(it: ForeignEvent, refused: Refused) -> LeftOut:
    """An event that our own rules refuse, and which of them."""
    reason = f"{refused.field}: {refused.reason}" if refused.field else refused.reason
    return LeftOut(it.uid, it.summary[:100], reason)


def _ends(it: ForeignEvent) -> str:
    """By what the latest are told; a series is not over, as far as one can see without expanding it."""
    return "~" if it.rule else max([it.end, *(end for _, end in it.rdates)])


def next_asking(failures: int, refresh_s: int | None = None) -> timedelta:
    """How long to wait: what the calendar asks for, within our bounds; twice as long after each failure."""
    if failures:
        wait_s = limits.SUBSCRIPTION_FIRST_WAIT_S << min(failures - 1, 20)
        return timedelta(seconds=min(wait_s, limits.SUBSCRIPTION_LONGEST_S))
    shortest = limits.SUBSCRIPTION_SHORTEST_S
    return timedelta(seconds=min(max(refresh_s or shortest, shortest), limits.SUBSCRIPTION_LONGEST_S))
