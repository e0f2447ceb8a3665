"""Who comes: answers to an invitation, and whether one may be given."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from kalends.domain.errors import Kind, Refused
from kalends.domain.form_field import FormField


class PartStat(StrEnum):
    """Participation status as in RFC 5545 §3.2.12, and three states of our own."""

    ACCEPTED = "accepted"
    TENTATIVE = "tentative"
    DECLINED = "declined"
    NONE = "none"  # asked, or cleared
    PENDING = "pending"  # the mail address is not confirmed yet
    WAITLISTED = "waitlisted"


EVENT_WIDE = 0  # the scope of an answer that holds for every occurrence

Payload = dict[str, str | bool]


class Answer(Struct, frozen=True):
    """One answer. occurrence: its number, or EVENT_WIDE. amount: seats asked for, >= 1.

    person: None for somebody known by a mail address only. payload: form field name to value.
    pending_until: until when a pending one's seats are kept; None keeps none. asked: what it is to be once confirmed.
    waiting_since: when a waitlisted one joined the list; None for all others. language: two letters, of its giver.
    confirmed: the address is known to be its giver's, or they are a person of the organization.
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
    payload: Payload | None = None
    pending_until: datetime | None = None
    waiting_since: datetime | None = None
    asked: PartStat | None = None
    language: str | None = None
    confirmed: bool = False


class RsvpTerms(Struct, frozen=True):
    """What an organiser allows. None: without that bound.

    waiting_list: who comes too late for a seat may wait for one. mail_confirmed: an answer from the page counts once
    its address is confirmed. first_accepts: a first answer from the page is a yes. fields: what is asked besides.
    """

    closes_at: datetime | None = None
    seats_max: int | None = None
    seats_per_answer: int = 1
    maybe_offered: bool = False
    waiting_list: bool = False
    mail_confirmed: bool = False
    first_accepts: bool = False
    fields: tuple[FormField, ...] = ()

    @property
    def seats_at_once(self) -> int:
        """The most that one answer could ever have: not more than there are."""
        return self.seats_per_answer if self.seats_max is None else min(self.seats_per_answer, self.seats_max)


OPEN_TERMS = RsvpTerms(seats_per_answer=1, maybe_offered=True)  # where no form says otherwise


class Tally(Struct, frozen=True):
    """Seats and waiting answers of one scope, without those of one giver.

    Of EVENT_WIDE, all that its answers hold; of a meeting, how many more (or fewer, below 0) its own answers make it.
    """

    occurrence: int
    seats: int
    waiting: int


def check_answer(terms: RsvpTerms, answer: PartStat, seats: int, *, now: datetime) -> None:
    """Raise if `answer` may not be given now, whether or not there is a seat; see `decided`.

    seats: places asked for, >= 1. now: aware UTC; the caller reads the clock.
    Saying no, or taking an answer back, is always allowed.
    Raises Refused: CONFLICT "closed"; NOT_ALLOWED for a maybe nobody offered; INVALID for too many seats.
    """
    if answer in (PartStat.DECLINED, PartStat.NONE):
        return
    if terms.closes_at is not None and now >= terms.closes_at:
        raise Refused(Kind.CONFLICT, "closed")
    if not 1 <= seats <= terms.seats_per_answer:
        raise Refused(Kind.INVALID, f"between 1 and {terms.seats_per_answer} seats can be asked for", field="amount")
    if answer is PartStat.TENTATIVE and not terms.maybe_offered:
        raise Refused(Kind.NOT_ALLOWED, "maybe is not offered")


def terms_of_later(terms: RsvpTerms, present: Answer) -> RsvpTerms:
    """For who has answered: the choice is free, whatever a first answer had to be, and nobody need ask for fewer seats.

    present: what they answered; its seats may be more than the form gives, from an organiser, or from an earlier form.
    """
    most = max(terms.seats_per_answer, present.amount)
    return replace(terms, seats_per_answer=most, mail_confirmed=False, first_accepts=False)


class Room(Struct, frozen=True):
    """What there is for one who asks for seats, read under the lock of the row that is then written.

    taken: seats of others (accepted, pending). others_wait: for seats of the same meetings. held: seats that the
    giver has already in every one of them. held_some: has seats in one of them at least.
    """

    taken: int = 0
    others_wait: bool = False
    held: int = 0
    held_some: bool = False


NOTHING_HELD = Room()


def decided(terms: RsvpTerms, answer: PartStat, seats: int, room: Room) -> PartStat:
    """What becomes of an answer that may be given: itself, or of a yes without a seat, a place in the waiting list.

    Nobody overtakes who waits, even where a seat is free, because a larger party is first in line. Who has seats keeps
    them, also when there are fewer now than were given away; they ask for more as anybody does, but never give up what
    they have for a place in the list. A party that no meeting could ever hold is not kept waiting.
    Raises CONFLICT "full".
    """
    if answer is not PartStat.ACCEPTED or terms.seats_max is None or seats <= room.held:
        return answer
    if not room.others_wait and room.taken + seats <= terms.seats_max:
        return answer
    if terms.waiting_list and not (room.held or room.held_some) and seats <= terms.seats_max:
        return PartStat.WAITLISTED
    raise Refused(Kind.CONFLICT, "full")


def promoted(
    waiting: Sequence[Answer], free: Mapping[int, int], most: int | None, alone: Collection[tuple[int, int]]
) -> list[Answer]:
    """Who of those waiting gets seats now, in their order.

    waiting: who has waited longest, first. free: seats left by coming meeting, of an event without meetings by
    EVENT_WIDE. most: seats of a meeting in all; None has room for everybody. alone: (attendee, occurrence) of answers
    to single meetings, which go before event-wide ones.

    Strictly in order: whoever is first and finds too few seats keeps those that are free from everybody behind, in
    every meeting they wait for, so that seats add up for a large party and it does not wait for ever. Only a party
    over `most`, which nothing could seat since the organiser lowered it, is passed over.
    """
    left, seated = dict(free), []
    for answer in waiting:
        asked = [it for it in left if _asks(answer, it, alone)]
        if not asked or (most is not None and answer.amount > most):
            continue
        if most is None or all(left[it] >= answer.amount for it in asked):
            seated.append(answer)
            left.update({it: left[it] - answer.amount for it in asked})
        else:
            left.update(dict.fromkeys(asked, 0))
    return seated


def _asks(answer: Answer, meeting: int, alone: Collection[tuple[int, int]]) -> bool:
    if answer.occurrence == EVENT_WIDE:
        return meeting == EVENT_WIDE or (answer.attendee, meeting) not in alone
    return answer.occurrence == meeting


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


def holds_seats(answer: Answer) -> bool:
    """Does it take seats from others? A pending one does as long as they are kept for it."""
    return answer.state is PartStat.ACCEPTED or (answer.state is PartStat.PENDING and answer.pending_until is not None)


def stands(answer: Answer) -> bool:
    """Has its giver said something that counts? Not who was only asked, took it back, or never confirmed it."""
    return answer.state not in (PartStat.PENDING, PartStat.NONE)


def fingerprint(answer: Answer) -> str:
    """Of what is said by an answer to be confirmed, 24 hex digits: another one when any of it is said otherwise."""
    said = (answer.asked, answer.amount, answer.name or "", sorted((answer.payload or {}).items()))
    return sha256(repr(said).encode()).hexdigest()[:24]


def seats_held(answers: Iterable[Answer]) -> int:
    """Seats that these answers hold."""
    return sum(answer.amount for answer in answers if holds_seats(answer))


def seats_by_meeting(tallies: Iterable[Tally], meetings: Collection[int]) -> dict[int, int]:
    """Seats taken in each of these meetings; of an event without any, by EVENT_WIDE."""
    extra = {it.occurrence: it.seats for it in tallies}
    wide = extra.get(EVENT_WIDE, 0)
    return {it: wide + (extra.get(it, 0) if it != EVENT_WIDE else 0) for it in meetings or (EVENT_WIDE,)}


def held_in(present: Collection[Answer], meetings: Collection[int]) -> Room:
    """What one giver has already of `meetings`, by all their answers: only what they have in each of them is kept."""
    each = [seats_held(holding(present, it)) for it in meetings or (EVENT_WIDE,)]
    return Room(held=min(each), held_some=any(each))


def room_for(tallies: Collection[Tally], meetings: Collection[int], has: Room = NOTHING_HELD) -> Room:
    """What there is for an answer to all of `meetings`: the fullest of them decides. has: see `held_in`."""
    taken = max(seats_by_meeting(tallies, meetings).values())
    return Room(taken, any(it.waiting for it in tallies), has.held, has.held_some)
