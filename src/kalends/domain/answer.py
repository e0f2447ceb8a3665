"""Who comes: answers to an invitation, and whether one may be given."""

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum

from msgspec import Struct

from kalends.domain.errors import Kind, Refused


class PartStat(StrEnum):
    """Participation status as in RFC 5545 §3.2.12, and three states of our own."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    NONE = "none"  # asked, or cleared
    PENDING = "pending"  # the mail address is not confirmed yet
    WAITLISTED = "waitlisted"


EVENT_WIDE = 0  # the scope of an answer that holds for every occurrence


class Answer(Struct, frozen=True):
    """One answer. occurrence: its number, or EVENT_WIDE. amount: seats asked for, >= 1.

    person: None for somebody known by a mail address only. payload: form field name to value.
    """

    number: int
    public_id: str
    event: int
    occurrence: int
    state: PartStat
    amount: int
    answered_at: datetime
    created_at: datetime
    updated_at: datetime | None = None
    attendee: int = 0
    person: int | None = None
    mail: str | None = None
    name: str | None = None
    payload: dict[str, str | bool] | None = None


class RsvpTerms(Struct, frozen=True):
    """What an organiser allows. None: without that bound."""

    closes_at: datetime | None = None
    seats_max: int | None = None
    seats_per_answer: int = 1
    maybe_offered: bool = False


OPEN_TERMS = RsvpTerms(seats_per_answer=1, maybe_offered=True)  # where no form says otherwise

_HOLDS = (PartStat.ACCEPTED, PartStat.PENDING)


def check_answer(terms: RsvpTerms, answer: PartStat, seats: int, *, seats_taken: int, now: datetime) -> None:
    """Raise if `answer` may not be given now; return None if it may.

    seats: places asked for, >= 1. seats_taken: places held by others (accepted, pending), read in the same
    transaction under the lock of the row that is then written. now: aware UTC; the caller reads the clock.
    Saying no, or taking an answer back, is always allowed.
    Raises Refused: CONFLICT "closed" or "full"; NOT_ALLOWED for a maybe nobody offered; INVALID for too many seats.
    """
    if answer in (PartStat.DECLINED, PartStat.NONE):
        return
    if terms.closes_at is not None and now >= terms.closes_at:
        raise Refused(Kind.CONFLICT, "closed")
    if not 1 <= seats <= terms.seats_per_answer:
        raise Refused(Kind.INVALID, f"between 1 and {terms.seats_per_answer} seats can be asked for", field="amount")
    if answer is PartStat.TENTATIVE:
        if not terms.maybe_offered:
            raise Refused(Kind.NOT_ALLOWED, "maybe is not offered")
    elif terms.seats_max is not None and seats_taken + seats > terms.seats_max:
        raise Refused(Kind.CONFLICT, "full")


def holding(answers: Iterable[Answer], occurrence: int) -> list[Answer]:
    """The one answer per attendee that holds for this occurrence: its own goes before the event's."""
    held: dict[int, Answer] = {}
    for answer in answers:
        if answer.occurrence == occurrence or (answer.occurrence == EVENT_WIDE and answer.attendee not in held):
            held[answer.attendee] = answer
    return list(held.values())


def overrides(scope: int, present: int) -> bool:
    """Would an answer for `scope` change what its giver said for `present`? An event-wide one takes the place of all.

    Both: an occurrence's number, or EVENT_WIDE.
    """
    return EVENT_WIDE in (scope, present) or scope == present


def seats_taken(answers: Iterable[Answer], coming: Collection[int], giver: int) -> int:
    """Seats that others hold where an event-wide answer would take some: in the fullest of its coming meetings.

    answers: the event-wide ones, and those to coming meetings alone. coming: their numbers; none of a dynamic event.
    giver: the attendee who answers.
    """
    others = [it for it in answers if it.attendee != giver]
    answered = {it.occurrence for it in others}.intersection(coming)
    fullest = [seats_held(holding(others, number)) for number in answered]
    if len(answered) < len(coming) or not coming:  # in the rest, the event-wide ones alone hold
        fullest.append(seats_held(holding(others, EVENT_WIDE)))
    return max(fullest)


def seats_held(answers: Iterable[Answer]) -> int:
    """Seats that these answers hold."""
    return sum(answer.amount for answer in answers if answer.state in _HOLDS)
