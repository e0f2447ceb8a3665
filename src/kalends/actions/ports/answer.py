"""What deeds ask of the store about answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kalends.domain.answer import Answer


class AnswerReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def answers_for(self, occurrences: Sequence[int], events: Sequence[int]) -> list[Answer]:
        """All answers to these occurrences, and the event-wide ones of these events."""

    async def answer_by_id(self, public_id: str) -> Answer | None:
        """The answer (public_id: UUID text)."""


class AnswerWrites(AnswerReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def attendee_of_person(self, person: int) -> int:
        """Number of the attendee that is this person, made when new."""

    async def attendee_of_mail(self, mail: str, name: str | None) -> tuple[int, bool]:
        """Number of the attendee with this address, made when new; and whether it was known before,
        as an attendee or as a person of the organization.
        """

    async def answers_of(self, attendee: int, event: int) -> list[Answer]:
        """Everything this attendee answered to the event and its meetings."""

    async def put_answer(self, answer: Answer) -> None:
        """Store the attendee's one answer in its scope, replacing the former."""

    async def clear_own_answers(self, attendee: int, event: int, starting_after: datetime) -> None:
        """Remove the attendee's answers to single coming meetings of the event."""
