"""Giving seats, and giving them on: the inside of every deed that answers an event. The event is locked."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.answer_letter import Occasion, write_letter
from kalends.actions.firing import Answered
from kalends.actions.look import chosen
from kalends.actions.ports import Read, Tx
from kalends.actions.telling import Subject, Told, about_event, tell
from kalends.domain import limits
from kalends.domain.access import Actor, system
from kalends.domain.answer import (
    EVENT_WIDE,
    OPEN_TERMS,
    Answer,
    PartStat,
    Room,
    RsvpTerms,
    check_answer,
    decided,
    held_in,
    holding,
    promoted,
    room_for,
    seats_by_meeting,
    terms_of_later,
)
from kalends.domain.event import Event
from kalends.domain.group import Group, Status
from kalends.domain.letter import LetterKind
from kalends.domain.message import ChangeName
from kalends.domain.rsvp_form import RsvpForm

_NOBODY = system(0)  # of a promotion it is not said whose deed freed the seat


class Sitting(Struct, frozen=True):
    """An event that is answered, locked. coming: numbers of its coming meetings, by start; none of a dynamic one."""

    event: Event
    group: Group
    terms: RsvpTerms
    coming: tuple[int, ...]
    now: datetime

    def meetings(self, scope: int) -> tuple[int, ...]:
        """The coming meetings that an answer of this scope is for."""
        return self.coming if scope == EVENT_WIDE else (scope,)


async def sitting(tx: Tx, event: Event, group: Group, now: datetime) -> Sitting:
    """What there is to know before somebody answers."""
    coming = () if event.dynamic else tuple(await tx.coming_meetings(event.number, now))
    return Sitting(event, group, await terms(tx, event), coming, now)


async def terms(read: Read, event: Event) -> RsvpTerms:
    """What the event's RSVP form allows; without a form, one seat each, no waiting list and no other bound."""
    form = await form_of(read, event)
    return OPEN_TERMS if form is None else form.terms()


async def form_of(read: Read, event: Event) -> RsvpForm | None:
    """The form that an event uses; None is the usual one."""
    return await chosen(read, RsvpForm, event.rsvp_block)


async def room(read: Read, at: Sitting, scope: int, giver: int = 0, present: Sequence[Answer] = ()) -> Room:
    """What there is for this giver, who has answered `present`; where seats have no bound, nobody counts them."""
    meetings = at.meetings(scope)
    has = held_in(present, meetings)
    if at.terms.seats_max is None:
        return has
    return room_for(await read.seat_tallies(at.event.number, meetings, giver), meetings, has)


async def give(tx: Tx, at: Sitting, given: Answer, present: list[Answer]) -> Answer | None:
    """The answer as it was written: accepted, or waiting; None when nothing changes. Seats it frees are given on.

    given: amount 0 keeps the present one. present: everything its giver answered to the event, event-wide first.
    Raises as `check_answer` and `decided`.
    """
    mine = next(iter(holding(present, given.occurrence)), None)
    given = replace(given, amount=_amount(given, mine))
    if _is_alike(mine, given, present):
        return None
    allowed = at.terms if mine is None else terms_of_later(at.terms, mine)
    check_answer(allowed, given.state, given.amount, now=at.now)
    state = given.state
    if state is PartStat.ACCEPTED:
        state = decided(at.terms, state, given.amount, await room(tx, at, given.occurrence, given.attendee, present))
    after = settled(tx, given, state, mine, at.now)
    await tx.put_answer(after)
    await clear_own(tx, at, given, present)
    if present or (state is PartStat.WAITLISTED and len(at.coming) > 1):  # who waits may wait for other meetings only
        await promote(tx, at)
    return after


async def clear_own(tx: Tx, at: Sitting, given: Answer, present: list[Answer]) -> None:
    """An event-wide answer takes the place of what its giver said of single coming meetings."""
    if given.occurrence == EVENT_WIDE and any(it.occurrence != EVENT_WIDE for it in present):
        await tx.clear_own_answers(given.attendee, at.event.number, at.now)


def _amount(given: Answer, mine: Answer | None) -> int:
    """Who does not come asks for no seats; what they asked for before is kept, for when they come after all."""
    is_bound = given.state in (PartStat.ACCEPTED, PartStat.TENTATIVE)
    return given.amount if is_bound and given.amount else mine.amount if mine else 1


def settled(tx: Tx, given: Answer, state: PartStat, mine: Answer | None, now: datetime) -> Answer:
    """As it is stored. Who waits already keeps their place, unless for a larger party."""
    kept = mine if mine is not None and mine.occurrence == given.occurrence else None
    stays = kept is not None and kept.waiting_since is not None and given.amount <= kept.amount
    since = (kept.waiting_since if kept is not None and stays else now) if state is PartStat.WAITLISTED else None
    return replace(
        given,
        number=kept.number if kept else tx.next_number(),
        public_id=kept.public_id if kept else tx.next_id(),
        state=state,
        payload=given.payload if given.payload is not None or mine is None else mine.payload,
        waiting_since=since,
        language=given.language or (mine.language if mine else None),
        created_at=kept.created_at if kept else given.created_at,
    )


def _is_alike(mine: Answer | None, given: Answer, present: list[Answer]) -> bool:
    if mine is None:
        return given.state is PartStat.NONE
    if given.occurrence == EVENT_WIDE and len(present) > 1:
        return False  # the others go
    state = PartStat.ACCEPTED if mine.state is PartStat.WAITLISTED else mine.state
    same_payload = given.payload is None or given.payload == (mine.payload or {})
    return state is given.state and mine.amount == given.amount and same_payload


async def promote(tx: Tx, at: Sitting) -> int:
    """Give seats that have become free to those who wait, each told once; how many. A job goes on with very many.

    Nobody is seated in a draft, nor in a draft of a group; once it is published they are.
    """
    if Status.DRAFT in (at.event.status, at.group.status):
        return 0
    waiting = await tx.waiting_answers(at.event.number, limits.WAITING_READ)
    if not waiting:
        return 0
    most, meetings = at.terms.seats_max, at.coming if not at.event.dynamic else (EVENT_WIDE,)
    taken = {} if most is None else seats_by_meeting(await tx.seat_tallies(at.event.number, at.coming, 0), meetings)
    wide = [it.attendee for it in waiting if it.occurrence == EVENT_WIDE]
    alone = await tx.answered_alone(at.event.number, wide) if len(at.coming) > 1 and wide else set()
    free = {it: (most or 0) - taken.get(it, 0) for it in meetings}
    seated = promoted(waiting, free, most, alone)
    for answer in seated[: limits.PROMOTED_IN_DEED]:
        await _seat(tx, at, answer)
    if len(seated) > limits.PROMOTED_IN_DEED:
        await tx.add_job("waiting", f"event:{at.event.number}", {"event": at.event.number}, at.now)
    return len(seated)


async def _seat(tx: Tx, at: Sitting, answer: Answer) -> None:
    await tx.seat_answer(answer.number, at.now)
    occasion = Occasion(LetterKind.PROMOTED, at.event, at.now, once=answer.waiting_since)
    seated = replace(answer, state=PartStat.ACCEPTED, waiting_since=None)
    await write_letter(tx, occasion, seated, unasked=not answer.confirmed)
    told = about_answer(ChangeName.RSVP_PROMOTED, at.event, seated, Subject(at.event.dates[0].name, None), [answer])
    await tell(tx, _NOBODY, at.group, told, at.now)


async def promote_in(tx: Tx, event: Event, group: Group, now: datetime) -> int:
    """The same for an event that was changed. Costs one look where nobody waits."""
    if not await tx.waiting_answers(event.number, 1):
        return 0
    return await promote(tx, await sitting(tx, event, group, now))


def about_answer(name: str, event: Event, answer: Answer, subject: Subject, before: Sequence[Answer]) -> Told:
    """A change of an answer. Its giver is named by number only; where somebody waits, no conversation says so.

    before: what its giver had answered until then, also to other meetings.
    """
    told = about_event(name, event, subject, (answer.state.value,))
    snapshot = {**told.snapshot, "answer": answer.public_id}
    in_chat = told.in_chat and name == ChangeName.RSVP_ANSWERED and answer.state is not PartStat.WAITLISTED
    was = next((it.state for it in before if it.occurrence == answer.occurrence), None)
    after = PartStat.NONE if name == ChangeName.RSVP_DELETED else answer.state
    return replace(told, snapshot=snapshot, in_chat=in_chat, thing=Answered(event, answer, was, after))


async def tell_answer(tx: Tx, actor: Actor, at: Sitting, told: Told) -> None:
    """Keep what happened to an answer, and say it in the conversation."""
    await tell(tx, actor, at.group, told, at.now)
    await tx.touch_group(at.group.number)
