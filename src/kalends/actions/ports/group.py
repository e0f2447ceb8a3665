"""What deeds ask of the store about groups."""

from datetime import datetime
from typing import Protocol

from kalends.domain.group import Group, GroupRole


class GroupReads(Protocol):
    """Reading. Every method is scoped to the actor's organization; deleted groups are not there."""

    async def group_by_prokey(self, prokey: str, person: int | None) -> tuple[Group, GroupRole | None] | None:
        """The group and this person's role in it (None: not a member)."""

    async def group_by_number(self, number: int, person: int | None) -> tuple[Group, GroupRole | None] | None:
        """The same by number."""

    async def groups(self, person: int | None, limit: int, offset: int) -> list[Group]:
        """Groups of kind "group" in order of making; person: only those they are in, and drafts only
        where they may change them (access.check_sees_group); None: all.
        """

    async def latest_group(self, person: int | None) -> Group | None:
        """The newest of `groups`."""

    async def event_prokeys(self, group: int, limit: int) -> list[str]:
        """Prokeys of the group's events, oldest first."""

    async def event_prokeys_for(self, group: int, person: int, limit: int) -> list[str]:
        """The same without other people's drafts."""


class GroupWrites(GroupReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_group(self, group: Group) -> None:
        """Store a new group, and its prokey in the directory."""

    async def lock_group(self, prokey: str) -> None:
        """Wait for every other deed on this group, and hold it until this one ends."""

    async def save_group(self, group: Group) -> None:
        """Store what a patch may change; raises the version. Counters are left alone."""

    async def mark_group_deleted(self, group: int, now: datetime) -> None:
        """Hide the group and all inside it from every reader at once."""

    async def touch_group(self, group: int, *, occurrences: int = 0, cancelled: int = 0) -> None:
        """Raise the group's version and add to its counters (negative takes away). Locks its row."""
