"""What deeds ask of the store about events that came from elsewhere."""

from typing import Protocol

from kalends.domain.foreign_event import Origin


class ForeignEventReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def origin(self, group: int, uid: str) -> tuple[str, Origin] | None:
        """The prokey of the group's event that this foreign UID became, unless it was deleted since."""

    async def made_here(self, group: int, uid: str) -> str | None:
        """The prokey of the group's event of which a date has this UID; None for none, and for one that is gone."""

    async def uid_is_taken(self, uid: str) -> bool:
        """Whether a date of any event has it, of a deleted one too."""


class ForeignEventWrites(ForeignEventReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def put_origin(self, group: int, origin: Origin) -> None:
        """Keep where an event came from, in the place of what was known of this foreign UID."""
