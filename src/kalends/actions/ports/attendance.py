"""What deeds ask of the store about who came."""

from typing import Protocol

from kalends.domain.attendance import Attendance, Present


class AttendanceReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def attendances(self, occurrence: int, limit: int) -> list[Attendance]:
        """Who was and was not at a meeting, in the order of being noted; erased people are left out."""


class AttendanceWrites(AttendanceReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def put_attendance(self, occurrence: int, present: Present) -> None:
        """Keep it, in place of what was kept of this person at this meeting."""

    async def close_roll_call(self, occurrence: int, submitter: int | None, visitors: int | None) -> None:
        """Who called the roll, and how many strangers were counted (None: nobody counted)."""
