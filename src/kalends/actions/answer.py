"""What people do with answers: give one, take it back."""

from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.answer_letter import Occasion, write_letter
from kalends.actions.form_again import is_remembered, remember_form
from kalends.actions.occurrence import Meeting, found_meeting, show_meeting
from kalends.actions.ports import Tx
from kalends.actions.public import public_event
from kalends.actions.seats import Sitting, about_answer, clear_own, give, promote, room, settled, sitting, tell_answer
from kalends.actions.telling import Subject
from kalends.domain import access, limits, text
from kalends.domain.access import Actor
from kalends.domain.answer import EVENT_WIDE, Answer, PartStat, check_answer, decided, holds_seats, overrides, stands
from kalends.domain.errors import Kind, Refused, invalid, not_found
from kalends.domain.event import Event
from kalends.domain.form_answer import checked_payload
from kalends.domain.group import Group
from kalends.domain.letter import LetterKind
from kalends.domain.message import ChangeName
from kalends.domain.occurrence import Occurrence
from kalends.domain.repeatable import Repeatable


class MailReply(Struct, frozen=True, kw_only=True):
    """What a visitor sent from an event's page. occurrence: a meeting's number, or None for the whole event.

    payload: what the form's fields were answered with, not checked yet. language: two letters, of the page.
    form: as it arrived, where the same one may come again.
    """

    prokey: str
    mail: str
    state: PartStat
    name: str | None = None
    amount: int = 1
    occurrence: int | None = None
    payload: dict[str, object] = {}
    language: str | None = None
    form: Repeatable | None = None


class Outcome(StrEnum):
    """What a visitor is told; the same for every address, whether or not it has answered before."""

    TAKEN = "taken"
    WAITING = "waiting"
    CONFIRM = "confirm"  # a mail is on its way, by which the address is to be confirmed
    CONFIRM_TO_WAIT = "confirm_to_wait"  # the same, but no seat is kept: whoever is new here will wait for one


async def answer_meeting(
    tx: Tx, actor: Actor, group: int, public_id: str, state: PartStat, *, now: datetime
) -> Meeting:
    """The meeting after the actor's answer. Answering alike again changes and tells nothing.

    Where it is full and its form has a waiting list, a yes waits.
    """
    access.check_writes(actor)
    if actor.person is None:
        raise Refused(Kind.NOT_ALLOWED, "only a person can answer")
    occurrence, _, _ = await found_meeting(tx, actor, group, public_id)
    await tx.lock_event(occurrence.event)
    occurrence, seen, _ = await found_meeting(tx, actor, group, public_id)  # as it is now that nobody changes it
    attendee = await tx.attendee_of_person(actor.person)
    found = await tx.event_by_number(occurrence.event, actor.person)
    if found is None:
        raise not_found()
    given = Answer(0, "", occurrence.event, occurrence.number, state, 0, now, now, attendee=attendee)
    await _give(tx, actor, await sitting(tx, found[0], seen, now), given, Subject(occurrence.name, public_id))
    return await show_meeting(tx, actor, group, public_id)


async def _give(tx: Tx, actor: Actor, at: Sitting, given: Answer, subject: Subject) -> Answer | None:
    """The answer as it was written, and told; None when nothing changes. Raises as `give`."""
    present = await tx.answers_of(given.attendee, at.event.number)
    after = await give(tx, at, given, present)
    if after is not None:
        await tell_answer(tx, actor, at, about_answer(ChangeName.RSVP_ANSWERED, at.event, after, subject, present))
    return after


async def answered_for(tx: Tx, actor: Actor, there: tuple[Event, Group], given: Answer, *, now: datetime) -> None:
    """An answer that came in another way than by a page: by a reply to an invitation. The event is locked.

    Who waits for a seat is written so: their calendar program shows a yes. Raises CONFLICT "closed" or "full",
    NOT_ALLOWED for a maybe nobody offered.
    """
    at = await sitting(tx, *there, now)
    meeting = await asked_meeting(tx, at, given.occurrence or None)
    after = await _give(tx, actor, at, given, subject_of(at.event, meeting))
    if after is not None and after.state is PartStat.WAITLISTED:
        await write_letter(tx, Occasion(LetterKind.ANSWERED, at.event, now), after, unasked=not after.confirmed)


async def answer_by_mail(tx: Tx, actor: Actor, reply: MailReply, *, now: datetime) -> Outcome:
    """A visitor's answer on the page. What is said of it looks the same whether or not the address has answered before.

    An address that nobody has confirmed never changes an answer that is there: it is sent the way back to it. Where
    addresses are confirmed, the same form again is answered alike as long as seats are kept, even where none is left.
    Raises NOT_FOUND, INVALID, and CONFLICT "closed", also for what is over, or "full".
    """
    await tx.lock_event(reply.prokey)
    event, group, _ = public_event(await tx.event_by_prokey(reply.prokey, None))
    if not event.settings.rsvp:
        raise Refused(Kind.CONFLICT, "this event asks for no answers")
    mail, name = text.own_address(reply.mail, "mail"), reply.name and text.line(reply.name, "name")
    at = await sitting(tx, event, group, now)
    meeting = await asked_meeting(tx, at, reply.occurrence)
    state = PartStat.ACCEPTED if at.terms.first_accepts else reply.state
    is_no, amount = state is PartStat.DECLINED, 1 if state is PartStat.DECLINED else reply.amount
    check_answer(at.terms, state, amount, now=now)
    payload = None if is_no else checked_payload(at.terms.fields, reply.payload)
    scope = EVENT_WIDE if reply.occurrence is None else reply.occurrence
    try:
        decision = decided(at.terms, state, amount, await room(tx, at, scope))  # as for whoever is new here
    except Refused:
        if at.terms.mail_confirmed and await is_remembered(tx, reply.form, now):
            return Outcome.CONFIRM
        raise
    attendee, known = await tx.attendee_of_mail(mail, name or None)
    present = await tx.answers_of(attendee, event.number) if known else []
    given = Answer(
        0, "", event.number, scope, state, amount, now, now, attendee=attendee, mail=mail, name=name or None,
        payload=payload or None, language=reply.language,
    )  # fmt: skip
    standing = [it for it in present if overrides(scope, it.occurrence) and stands(it)]
    if standing:
        again = replace(standing[0], language=reply.language or standing[0].language)
        await write_letter(tx, Occasion(LetterKind.ANSWERED_AGAIN, event, now, once=now), again, unasked=True)
    elif at.terms.mail_confirmed:
        await _hold(tx, at, given, decision, present)
    else:
        await _take(tx, actor, at, replace(given, state=decision), meeting, present)
    waits = decision is PartStat.WAITLISTED
    if not at.terms.mail_confirmed:
        return Outcome.WAITING if waits else Outcome.TAKEN
    if waits and not await is_remembered(tx, reply.form, now):
        return Outcome.CONFIRM_TO_WAIT
    await remember_form(tx, reply.form if at.terms.seats_max is not None else None, now)
    return Outcome.CONFIRM


async def _hold(tx: Tx, at: Sitting, given: Answer, decision: PartStat, present: list[Answer]) -> None:
    """Keep seats, where there are any, until the address is confirmed. The same sent twice is one answer and one mail.

    What is not confirmed may be said anew by anybody: it is nobody's answer yet. Who said it to a series before this
    one was split off is sent the mail of this one.
    """
    mine = next((it for it in present if it.occurrence == given.occurrence), None)
    held = mine.amount if mine is not None and holds_seats(mine) else 0
    if mine is not None and held and _words(mine, mine.asked) == _words(given, given.state):
        await write_letter(tx, Occasion(LetterKind.CONFIRM, at.event, at.now), mine, unasked=True)  # once, as all are
        return
    until = at.now + timedelta(seconds=limits.SEATS_KEPT_S)
    takes = decision is PartStat.ACCEPTED or (given.state is PartStat.ACCEPTED and given.amount <= held)
    pending = replace(
        settled(tx, given, PartStat.PENDING, mine, at.now), asked=given.state, pending_until=until if takes else None
    )
    await tx.put_answer(pending)
    due: dict[str, int | str] = {"event": at.event.number, "answer": pending.public_id}
    await tx.add_job("pending", f"answer:{pending.public_id}", due, until)
    if held:
        await promote(tx, at)
    await write_letter(tx, Occasion(LetterKind.CONFIRM, at.event, at.now), pending, unasked=True)
    await tx.touch_group(at.group.number)  # its page says how many seats are left


def _words(answer: Answer, state: PartStat | None) -> tuple[object, ...]:
    return state, answer.amount, answer.payload or None


async def _take(
    tx: Tx, actor: Actor, at: Sitting, given: Answer, meeting: Occurrence | None, present: list[Answer]
) -> None:
    """Write down what was decided. present: what the same address said before and never confirmed."""
    mine = next((it for it in present if it.occurrence == given.occurrence), None)
    after = settled(tx, given, given.state, mine, at.now)
    await tx.put_answer(after)
    await clear_own(tx, at, after, present)
    if present or (after.waiting_since is not None and len(at.coming) > 1):
        await promote(tx, at)
    await write_letter(tx, Occasion(LetterKind.ANSWERED, at.event, at.now), after, unasked=True)
    subject = subject_of(at.event, meeting)
    await tell_answer(tx, actor, at, about_answer(ChangeName.RSVP_ANSWERED, at.event, after, subject, present))


def subject_of(event: Event, meeting: Occurrence | None) -> Subject:
    """What conversations say was answered."""
    return Subject(event.dates[0].name, None) if meeting is None else Subject(meeting.name, meeting.public_id)


async def asked_meeting(tx: Tx, at: Sitting, occurrence: int | None) -> Occurrence | None:
    """The meeting that is answered, or the next one of the event; None of a dynamic one.

    occurrence: a meeting's number, or None for the whole event. Raises INVALID, and CONFLICT "closed".
    """
    if occurrence is None and at.event.dynamic:
        return None
    number = occurrence if occurrence is not None else next(iter(at.coming), None)
    found = None if number is None else await tx.occurrence_by_number(number, None)
    if occurrence is not None and (found is None or found[0].event != at.event.number or found[0].cancelled):
        raise invalid("there is no such date", "occurrence")
    if found is None or found[0].number not in at.coming:
        raise Refused(Kind.CONFLICT, "closed")
    return found[0]
