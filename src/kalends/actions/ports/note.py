"""What deeds ask of the store about what was noted."""

from typing import Protocol

from kalends.domain.note import Note


class NoteReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def notes(self, occurrence: int, limit: int) -> list[Note]:
        """What was written about a meeting, oldest first."""


class NoteWrites(NoteReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_note(self, number: int, occurrence: int, author: int | None, body: str) -> None:
        """Keep what somebody wrote about the meeting."""
