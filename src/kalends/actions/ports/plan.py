"""What deeds ask of the store about the rows of an event's meetings."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from kalends.domain.event import Event
from kalends.domain.plan import Row


class Tally(Struct, frozen=True):
    """How many meetings of an event are shown, and how many of those as cancelled."""

    occurrences: int = 0
    cancelled: int = 0


class RowQuery(Struct, frozen=True):
    """Which meetings of an event, by start: those that overlap the bounds (aware UTC; None: without)."""

    event: int
    since: datetime | None
    until: datetime | None
    limit: int
    offset: int = 0


class PlanReads(Protocol):
    """Reading, drafts' meetings too."""

    async def rows_between(self, query: RowQuery) -> list[Row]:
        """Part of the meetings that the event makes."""

    async def first_of_date(self, event: int, date: int) -> str | None:
        """Public id of the first meeting that this date of the event makes; None where it makes none."""

    async def row_by_number(self, event: int, number: int) -> Row | None:
        """One of them; None also for one that the event no longer makes."""


class PlanWrites(PlanReads, Protocol):
    """Reading and writing, inside a deed's transaction."""

    async def rows(self, event: int) -> list[Row]:
        """All occurrence rows of the event, by date and recurrence id."""

    async def row(self, public_id: str) -> Row | None:
        """One occurrence row by its public id."""

    async def add_rows(self, event: Event, rows: Sequence[Row]) -> None:
        """Store new occurrence rows."""

    async def save_rows(self, event: Event, rows: Sequence[Row]) -> None:
        """Store changed occurrence rows, by number."""

    async def remove_rows(self, event: int, numbers: Sequence[int]) -> None:
        """Take out rows of the event that nobody answered, visited, noted or changed."""

    async def move_rows(self, event: int, to: Event, first: Row) -> None:
        """Give the rows from `first` on to another event's date, with all that was answered and asked there.

        What was answered event-wide, and the event's reminders, hold for both from then on.
        """

    async def rows_with_traces(self, event: int) -> set[int]:
        """Numbers of the occurrences that have an answer, an attendance or a note of their own."""

    async def tally(self, event: int) -> Tally:
        """Counts of the event's shown meetings."""
