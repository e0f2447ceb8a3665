"""What a deed asks of the store about rows that nobody sees any more."""

from typing import Protocol


class RemovalWrites(Protocol):
    """Writing, inside a deed's transaction. Only what is deleted, or in a deleted group, is ever removed."""

    async def remove_event_rows(self, event: int, most: int) -> int:
        """Remove up to about `most` rows of a deleted event, the event's own last; how many: 0 when none is left."""

    async def remove_group_rows(self, group: int, most: int) -> int:
        """The same for a deleted group and everything in it."""
