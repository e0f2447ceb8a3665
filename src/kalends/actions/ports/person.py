"""What deeds ask of the store about persons and memberships."""

from datetime import datetime
from typing import Protocol

from kalends.domain.person import Person


class PersonReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def person(self, number: int) -> Person | None:
        """The person; None when there is none or they were erased."""


class PersonWrites(PersonReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def person_exists(self, number: int) -> bool:
        """Is there such a person, not erased?"""

    async def add_person(self, person: Person, now: datetime) -> bool:
        """Store a new person; False when somebody has their mail address already."""

    async def leave_group(self, group: int, person: int, now: datetime) -> None:
        """Take the person out of the group, which counts one member less; nothing for who is not in it."""

    async def set_nickname(self, group: int, person: int, nickname: str | None) -> None:
        """What the person is called in the group; None: by their name."""
