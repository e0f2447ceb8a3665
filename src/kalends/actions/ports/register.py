"""What an operator asks of the store: who and what is there."""

from typing import Protocol

from kalends.domain.group import GroupRole
from kalends.domain.label import Label
from kalends.domain.person import Person


class RegisterReads(Protocol):
    """Reading. Every method is scoped to the actor's organization, unless it says otherwise."""

    async def organization_numbers(self, limit: int) -> list[int]:
        """The numbers of all organizations of this database, in order."""

    async def people(self, limit: int) -> list[Person]:
        """Everybody who is not erased, in order of making."""

    async def people_called(self, text: str, limit: int) -> list[Person]:
        """Who has this number, mail address (compared without case) or exact name."""

    async def roster(self, group: int, limit: int) -> list[tuple[Person, GroupRole]]:
        """Who is in the group, in order of joining."""

    async def labels_listed(self, limit: int) -> list[Label]:
        """All labels, by kind and position."""

    async def broken_counters(self, limit: int) -> list[str]:
        """Names of groups whose stored counts of meetings or members differ from the rows; none when all is well."""
