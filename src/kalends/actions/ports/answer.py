"""What deeds ask of the store about answers."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kalends.domain.answer import Answer, Tally


class AnswerReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def answers_for(self, occurrences: Sequence[int], events: Sequence[int]) -> list[Answer]:
        """Answers to these occurrences, and the event-wide ones of these events; at most ANSWERS_SHOWN."""

    async def seat_tallies(self, event: int, occurrences: Sequence[int], giver: int) -> list[Tally]:
        """Seats and waiting answers of everybody but this attendee: event-wide, and what single answers change there.

        Says in SQL what `holding` and `holds_seats` of domain/answer.py say.
        """

    async def known_attendee(self, mail: str) -> int | None:
        """Number of the attendee with this address, or who is the person with it."""

    async def answers_of(self, attendee: int, event: int) -> list[Answer]:
        """Everything this attendee answered to the event and its meetings, the event-wide one first."""

    async def waiting_before(self, answer: Answer) -> int:
        """How many have waited longer for seats of the same meetings."""

    async def pending_wide(self, event: int) -> list[Answer]:
        """Event-wide answers to it that are not confirmed yet, in order of number."""

    async def pending_alike(self, answer: Answer, group: int) -> list[Answer]:
        """What went with this event-wide answer, not confirmed yet either, to series split off since, by event.

        group: the one that its event is in.
        """

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

    async def confirm_attendee(self, attendee: int, now: datetime) -> None:
        """Note that somebody who reads this address's mail has said so."""

    async def name_attendee(self, attendee: int, name: str) -> None:
        """Call them so, unless they are a person of the organization."""

    async def waiting_answers(self, event: int, limit: int) -> list[Answer]:
        """Those in the event's waiting lists, who has waited longest first."""

    async def answered_alone(self, event: int, attendees: Sequence[int]) -> set[tuple[int, int]]:
        """(attendee, occurrence) of what these answered to single meetings."""

    async def put_answer(self, answer: Answer) -> None:
        """Store the attendee's one answer in its scope, replacing the former, whose number and ids stay."""

    async def seat_answer(self, number: int, now: datetime) -> None:
        """Give seats to an answer that waits."""

    async def lapse_answer(self, number: int) -> None:
        """Keep seats no longer for an answer that was not confirmed."""

    async def remove_answer(self, number: int) -> None:
        """Take it out."""

    async def clear_own_answers(self, attendee: int, event: int, starting_after: datetime) -> int:
        """Remove the attendee's answers to single coming meetings of the event; how many."""
