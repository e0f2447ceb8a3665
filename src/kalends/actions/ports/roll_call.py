"""What deeds ask of the store about writing down who came, and what was noted."""

from typing import Protocol

from msgspec import Struct


class Present(Struct, frozen=True):
    """One person at one meeting. role: at the time: member, leader or visitor."""

    person: int
    attended: bool
    role: str


class RollCallWrites(Protocol):
    """Writing, inside a deed's transaction."""

    async def put_attendance(self, occurrence: int, present: Present) -> None:
        """Keep it, in place of what was kept of this person at this meeting."""

    async def close_roll_call(self, occurrence: int, submitter: int | None, visitors: int | None) -> None:
        """Who called the roll, and how many strangers were counted (None: nobody counted)."""

    async def add_note(self, number: int, occurrence: int, author: int | None, body: str) -> None:
        """Keep what somebody wrote about the meeting."""
