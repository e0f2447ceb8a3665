"""What deeds ask of the store about answers as organisers list them, and about who is told of a change."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from msgspec import Struct

from kalends.domain.answer import Answer, PartStat


class AnswerQuery(Struct, frozen=True, kw_only=True):
    """Which answers to an event. occurrence: those that hold for this meeting; EVENT_WIDE, those to the whole event.

    None: all that were given. after: those with a greater number.
    """

    event: int
    occurrence: int | None
    states: tuple[PartStat, ...]
    after: int = 0
    limit: int = 800
    offset: int = 0


class Facts(Struct, frozen=True):
    """What a mail says of an event, or of one meeting, also after it was deleted: of the meeting that comes next.

    meeting: its number. starts_at, ends_at: aware UTC. zone: IANA name. revised_at: of the event. location: one line.
    """

    meeting: int
    prokey: str
    uid: str
    recurrence_id: str | None
    sequence: int
    revised_at: datetime
    published: bool
    name: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    all_day: bool
    location: str | None


class AnswerListReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def answers_listed(self, query: AnswerQuery) -> list[Answer]:
        """Answers in order of answering first."""

    async def latest_answer_to(self, query: AnswerQuery) -> Answer | None:
        """The one that was given first last."""

    async def latest_answer(self, states: Sequence[PartStat], person: int | None) -> tuple[Answer, str] | None:
        """The same of all events whose answers this person may see, with the event's prokey; None: of all there are.

        Answers to single meetings are left out where an event has several.
        """

    async def answers_told(
        self, event: int, occurrence: int | None, after: int, now: datetime, limit: int
    ) -> list[Answer]:
        """Answers of who comes, perhaps comes or waits, with a number above `after`, by number.

        occurrence: those that hold for this meeting; None for the event-wide ones and those to coming meetings.
        """

    async def answers_invited(self, event: int, after: int, now: datetime, limit: int) -> list[Answer]:
        """Answers to the whole event, and of who comes, perhaps comes or waits for single coming meetings only.

        Those with a number above `after`, by number.
        """

    async def event_facts(self, event: int, occurrence: int | None, now: datetime) -> Facts | None:
        """Of this meeting, or of the event's next one, else its last; None where there are no meetings."""

    async def events_waiting(self, form: int, after: int, limit: int) -> list[int]:
        """Numbers above `after` of events that use this form and have a waiting list."""

    async def events_waiting_in(self, group: int, after: int, limit: int) -> list[int]:
        """Numbers above `after` of events in this group that have a waiting list."""

    async def events_of_deleted_group(self, group: int, after: int, limit: int) -> list[int]:
        """Numbers above `after` of events that were there until their group was deleted."""
