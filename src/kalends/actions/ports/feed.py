"""What deeds ask of the store about feeds."""

from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Protocol

from msgspec import Struct

from kalends.domain.event import Event
from kalends.domain.feed import FeedKind, Poll
from kalends.domain.group import GroupKey, Visibility


class EventKey(Struct, frozen=True):
    """What a rendered event depends on, beside where it is shown. revised_us: microseconds since 1970."""

    number: int
    group: int
    revised_us: int
    sequence: int
    visibility: Visibility | None


class FeedReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def group_key(self, prokey: str) -> GroupKey | None:
        """None where there is no such group, or none any more."""

    async def event_keys(self, groups: Sequence[int], limit: int) -> list[EventKey]:
        """Published events with fixed dates of these groups; those without end first, then by end, the latest first."""

    async def events_numbered(self, numbers: Sequence[int]) -> list[Event]:
        """These events with their dates."""

    async def leads_of(self, events: Sequence[int]) -> Mapping[int, Mapping[int, tuple[timedelta, ...]]]:
        """By event, then by occurrence (0: all that have none of their own): the leads of reminders, longest first."""

    async def feed_polls(self, limit: int) -> list[Poll]:
        """Who fetched which feed, the latest first."""

    async def polls_of(self, feed: FeedKind, subject: int) -> list[Poll]:
        """Who fetched this feed, the latest first."""


class FeedWrites(FeedReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_polls(self, polls: Sequence[Poll]) -> None:
        """Put them together with those that are there."""
