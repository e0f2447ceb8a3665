"""What deeds ask of the store about events, their dates and their meetings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from kalends.domain.event import Event
from kalends.domain.group import Group, GroupRole, Status
from kalends.domain.place import Place


class EventQuery(Struct, frozen=True):
    """Which events. Lower and upper bounds are aware UTC, inclusive; events that overlap them are meant.

    dynamic: numbers of the dynamic events that overlap the bounds today. person: only groups they are in,
    and of drafts and of what is in draft groups only what they may change there (access.check_sees_event).
    dates: how many of each event, the first ones; None: all.
    """

    group: int | None = None
    person: int | None = None
    since: datetime | None = None
    until: datetime | None = None
    dynamic: tuple[int, ...] = ()
    published_only: bool = False
    newest_first: bool = False
    dates: int | None = None
    limit: int = 800
    offset: int = 0


class EventReads(Protocol):
    """Reading. Every method is scoped to the actor's organization; deleted events and groups are not there."""

    async def event_by_prokey(self, prokey: str, person: int | None) -> tuple[Event, Group, GroupRole | None] | None:
        """The event with its dates, its group, and this person's role there."""

    async def group_version(self, prokey: str) -> int | None:
        """Version of the group that this is the prokey of, or of an event's in it; it rises with every deed there,
        and on templates.
        """

    async def event_and_role(self, prokey: str, person: int | None) -> tuple[Event, GroupRole | None, Status] | None:
        """The same with no more of the group than its status, for whoever only has to know whether it may be seen."""

    async def event_by_number(self, number: int, person: int | None) -> tuple[Event, Group, GroupRole | None] | None:
        """The event with its dates, its group, and this person's role there."""

    async def events(self, query: EventQuery) -> list[Event]:
        """Events with their dates, in order of making."""

    async def dynamic_events(self, group: int | None, limit: int) -> list[Event]:
        """The events whose dates depend on today."""

    async def chat_reminders(self, event: int, occurrence: int) -> tuple[int, ...]:
        """Seconds before the start, as given; the occurrence's own where it has any, else the event's."""

    async def chat_reminders_for(self, occurrences: Sequence[int]) -> dict[int, tuple[int, ...]]:
        """The same for many meetings, by meeting; those without any are left out."""


class EventWrites(EventReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_event(self, event: Event) -> None:
        """Store a new event with its dates (whose places are stored), and its prokey in the directory."""

    async def save_event(self, event: Event, before: Event, now: datetime) -> None:
        """Store a revised event; dates that are in `before` and no longer in `event` are marked removed."""

    async def mark_event_deleted(self, event: int, now: datetime) -> None:
        """Hide the event and its meetings from every reader."""

    async def orphaned_events(self, group: int, limit: int) -> list[Event]:
        """Published events of a deleted group that was published, which are not marked deleted themselves."""

    async def lock_event(self, event: int | str) -> None:
        """Wait for every other deed on this event (its number or prokey), and hold it until this one ends."""

    async def stored_place(self, place: Place) -> Place:
        """The organization's row for this place: the equal one, or a new one."""

    async def set_reminders(self, event: int, occurrence: int, leads: Sequence[int], now: datetime) -> None:
        """Replace the chat reminders of the event (occurrence 0) or of one meeting; none is due before now."""
