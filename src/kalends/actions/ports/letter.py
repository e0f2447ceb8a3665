"""What deeds ask of the store about letters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kalends.domain.event import Event
from kalends.domain.group import Group
from kalends.domain.letter import Letter, LetterKind, LetterState, Posted, Suppression
from kalends.domain.occurrence import Occurrence


class LetterReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def letter(self, number: int) -> Posted | None:
        """One letter."""

    async def letters(self, states: Sequence[LetterState], limit: int) -> list[Posted]:
        """Those in one of these states, or all where none is named, the newest first."""

    async def unasked_letters(self, mail: str, since: datetime) -> int:
        """How many went, or are to go, to this address since then without anybody having confirmed it."""

    async def invited_as(self, event: int, mail: str) -> str | None:
        """The public id of the answer that this address was invited to the event with; None for who was not."""

    async def suppressed_by(self, mail: str, kind: LetterKind) -> list[LetterKind | None]:
        """What keeps a letter of this kind from this address: its own kind, or None for every letter."""

    async def language_to(self, mail: str) -> str | None:
        """Two letters: of what was last written to this address in a known language; None where nothing was."""

    async def suppressions(self, limit: int) -> list[Suppression]:
        """The latest first."""

    async def event_to_tell_of(self, number: int) -> tuple[Event, Group, bool] | None:
        """An event with its dates and its group, also when it was deleted (True) and is not removed yet."""

    async def meeting_to_tell_of(self, number: int) -> Occurrence | None:
        """A meeting, also of a deleted event."""


class LetterWrites(LetterReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def put_letter(self, letter: Letter, now: datetime) -> int | None:
        """Its number; None when one of its kind and key is there already."""

    async def withdraw_letters(self, later: Letter) -> None:
        """Drop those that wait to call off to the same address what this later one tells of; never itself."""

    async def letter_for_update(self, number: int) -> Posted | None:
        """One letter, which no other deed changes until this one ends."""

    async def mark_letter(self, posted: Posted) -> None:
        """Keep its state, and what goes with it."""

    async def forget_letters(self, before: datetime, most: int) -> int:
        """Remove up to `most` that were written before then and have come to an end; how many."""

    async def suppress(self, mail: str, kind: LetterKind | None, why: str, now: datetime) -> None:
        """Send no letters of this kind, or none at all, to this address from now on."""

    async def forgive_bounces(self, mail: str) -> None:
        """Send to it again what it wants, where nothing was sent since it could not be reached."""

    async def note_reply(self, answer: str, occurrence: int, sequence: int, stamp: datetime) -> bool:
        """Keep how new a reply is (by the answer's public id, and a meeting); False when one as new was taken."""

    async def allow(self, mail: str) -> bool:
        """Send everything to it again; False when nothing was suppressed."""
