"""What deeds ask of the store about what was deleted of late."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from kalends.domain.tombstone import Tombstone


class TombstoneReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def tombstones(self, groups: Sequence[int], limit: int) -> list[Tombstone]:
        """Of these groups, deleted ones too; what was deleted last comes first."""

    async def gone_groups(self, person: int | None, limit: int) -> Mapping[int, int]:
        """How many tombstones each deleted group has: of those this person was in; None: only open ones, of all."""


class TombstoneWrites(TombstoneReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_tombstones(self, tombstones: Iterable[Tombstone]) -> None:
        """Keep them."""

    async def leave_tombstones(self, group: int, *, is_open: bool) -> None:
        """The group is deleted: who was in it goes on seeing its tombstones; all others only where it was open."""

    async def purge_tombstones(self, before: datetime, most: int) -> list[int]:
        """Forget some of what was deleted before; returns the groups, in order and each once, whose feeds it was in."""
