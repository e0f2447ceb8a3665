"""What deeds ask of the store about lists of groups with filters and order, and about where groups meet."""

from collections.abc import Sequence
from typing import Protocol

from kalends.domain.group import Group
from kalends.domain.group_query import GroupQuery
from kalends.domain.place import Place


class GroupListReads(Protocol):
    """Reading. Only published groups of kind "group"; drafts and deleted ones are not there."""

    async def listed_groups(self, query: GroupQuery) -> list[Group]:
        """A page of groups."""

    async def count_groups(self, query: GroupQuery) -> int:
        """How many groups `query` means, whatever the page."""

    async def broken_counters(self, limit: int) -> list[str]:
        """Names of groups, drafts too, whose stored counts of meetings or members differ from the rows."""

    async def places_numbered(self, numbers: Sequence[int]) -> dict[int, Place]:
        """These places by number."""

    async def place_in_use(self, number: int, viewer: int | None) -> tuple[Place, int] | None:
        """A place and the number of a group that meets there, or whose meeting is there. viewer: as in GroupQuery."""
