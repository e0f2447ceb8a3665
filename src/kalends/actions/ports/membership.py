"""What deeds ask of the store about who is in which group."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kalends.domain.group import GroupRole
from kalends.domain.membership import Membership, MembershipQuery


class MembershipReads(Protocol):
    """Reading memberships that last. Every method is scoped to the actor's organization."""

    async def members_of(self, groups: Sequence[int], most: int) -> list[Membership]:
        """Who is in these groups, at most `most` in each, in order of first joining."""

    async def owners_of(self, groups: Sequence[int]) -> dict[int, int]:
        """Group to the person who owns it, the first where several do."""

    async def memberships(self, query: MembershipQuery) -> list[Membership]:
        """A page of memberships of people who were not erased, in groups that are published."""

    async def count_memberships(self, query: MembershipQuery) -> int:
        """How many memberships `query` means, whatever the page."""


class MembershipWrites(MembershipReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_member(self, group: int, person: int, role: GroupRole, now: datetime) -> None:
        """Put the person into the group, or back into it; counts them once."""

    async def leave_group(self, group: int, person: int, now: datetime) -> None:
        """Take the person out of the group, which counts one member less; nothing for who is not in it."""

    async def set_nickname(self, group: int, person: int, nickname: str | None) -> None:
        """What the person is called in the group; None: by their name."""
