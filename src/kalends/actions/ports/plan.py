"""What deeds ask of the store about the rows of an event's meetings."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from kalends.domain.event import Event
from kalends.domain.plan import Row


class Tally(Struct, frozen=True):
    """How many meetings of an event are shown, and how many of those as cancelled."""

    occurrences: int = 0
    cancelled: int = 0


class PlanWrites(Protocol):
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

    async def rows_with_traces(self, event: int) -> set[int]:
        """Numbers of the occurrences that have an answer, an attendance or a note of their own."""

    async def tally(self, event: int) -> Tally:
        """Counts of the event's shown meetings."""
