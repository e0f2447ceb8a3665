"""What deeds ask of the store about persons."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kalends.domain.person import Person, PersonQuery, Profile


class PersonReads(Protocol):
    """Reading. Every method is scoped to the actor's organization; erased people are not there."""

    async def person(self, number: int) -> Person | None:
        """The person; None when there is none."""

    async def people(self, limit: int) -> list[Person]:
        """Everybody, in order of making."""

    async def people_called(self, text: str, limit: int) -> list[Person]:
        """Who has this number, mail address (compared without case) or exact name."""

    async def profiles(self, query: PersonQuery) -> list[Profile]:
        """A page of people. What they are in groups counts published groups only."""

    async def profiles_numbered(self, numbers: Sequence[int]) -> dict[int, Profile]:
        """These people by number."""

    async def count_profiles(self, query: PersonQuery) -> int:
        """How many people `query` means, whatever the page."""


class PersonWrites(PersonReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_person(self, person: Person, now: datetime) -> bool:
        """Store a new person; False when somebody has their mail address already."""
