"""What deeds ask of the store about attendances and notes."""

from typing import Protocol

from kalends.domain.attendance import Attendance, Note


class AttendanceReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def attendances(self, occurrence: int, limit: int) -> list[Attendance]:
        """Who was and was not at a meeting, in the order of being noted; erased people are left out."""

    async def notes(self, occurrence: int, limit: int) -> list[Note]:
        """What was written about a meeting, oldest first."""


class AttendanceWrites(AttendanceReads, Protocol):
    """Writing, inside a deed's transaction."""
