"""What deeds ask of the store about single meetings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kalends.domain.group import Group, GroupRole
from kalends.domain.occurrence import Occurrence


class OccurrenceReads(Protocol):
    """Reading. Only meetings of published events in published groups; drafts and deleted ones are not there."""

    async def occurrence_by_public_id(
        self, public_id: str, person: int | None
    ) -> tuple[Occurrence, Group, GroupRole | None] | None:
        """The meeting (public_id: UUID text), its group, and this person's role there."""

    async def occurrence_by_number(
        self, number: int, person: int | None
    ) -> tuple[Occurrence, Group, GroupRole | None] | None:
        """The same by number."""

    async def meetings_of_group(
        self, group: int, since: datetime | None, after: tuple[datetime, int] | None, limit: int
    ) -> list[Occurrence]:
        """Meetings not cancelled that end at or after `since`, by start then number, beyond `after`."""

    async def meetings_of_event(self, event: int, since: datetime | None, limit: int) -> list[Occurrence]:
        """All meetings of one event that end at or after `since`, cancelled ones too, by start."""

    async def standing_meetings(
        self, event: int, since: datetime, limit: int, *, live: bool = False
    ) -> list[Occurrence]:
        """Meetings that the event still makes and that end at or after `since`, by start; live: not cancelled ones."""

    async def coming_meetings(self, event: int, now: datetime) -> list[int]:
        """Numbers of the event's meetings that take place and are not over, by start."""

    async def open_meetings(self, group: int, since: datetime, limit: int) -> list[Occurrence]:
        """Meetings of an open group that end at or after `since`, cancelled ones too, by start then number.

        Those of events for members only, and dropped ones, are left out.
        """

    async def past_open_meetings(self, group: int, before: datetime, limit: int) -> list[Occurrence]:
        """The same of those that ended until `before`, the latest first."""

    async def changed_meetings(self, events: Sequence[int]) -> list[Occurrence]:
        """Meetings of these events that were changed, cancelled or dropped alone, drafts' ones too, by start."""
