"""What deeds ask of the store about lists of persons and memberships with filters and order."""

from collections.abc import Sequence
from typing import Protocol

from kalends.domain.group import Membership
from kalends.domain.person import MembershipQuery, PersonQuery, Profile


class PersonListReads(Protocol):
    """Reading. Erased people are not there; memberships are those that last, in published groups."""

    async def profiles(self, query: PersonQuery) -> list[Profile]:
        """A page of people who were not erased."""

    async def profiles_numbered(self, numbers: Sequence[int]) -> dict[int, Profile]:
        """These people by number; erased ones are left out."""

    async def count_profiles(self, query: PersonQuery) -> int:
        """How many people `query` means, whatever the page."""

    async def memberships(self, query: MembershipQuery) -> list[Membership]:
        """A page of memberships that last, in groups that are published."""

    async def count_memberships(self, query: MembershipQuery) -> int:
        """How many memberships `query` means, whatever the page."""
