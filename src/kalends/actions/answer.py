"""What people do with answers: give one, take it back, read them."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.firing import Answered
from kalends.actions.occurrence import Meeting, found_meeting, show_meeting
from kalends.actions.ports import Read, Tx
from kalends.actions.public import public_event
from kalends.actions.telling import Subject, about_event, tell
from kalends.domain import access, limits, text
from kalends.domain.access import Actor
from kalends.domain.answer import (
    EVENT_WIDE,
    OPEN_TERMS,
    Answer,
    PartStat,
    RsvpTerms,
    check_answer,
    holding,
    overrides,
    seats_taken,
)
from kalends.domain.errors import Kind, Refused, invalid, not_found
from kalends.domain.event import Event
from kalends.domain.group import Group
from kalends.domain.message import ChangeName
from kalends.domain.occurrence import Occurrence
from kalends.domain.rsvp_form import RsvpForm
from kalends.domain.template import TemplateKind


class MailReply(Struct, frozen=True, kw_only=True):
    """What a visitor sent from an event's page. occurrence: a meeting's number, or None for the whole event."""

    prokey: str
    mail: str
    state: PartStat
    name: str | None = None
    amount: int = 1
    occurrence: int | None = None


async def answer_meeting(
    tx: Tx, actor: Actor, group: int, public_id: str, state: PartStat, *, now: datetime
) -> Meeting:
    """The meeting after the actor's answer. Answering alike again changes and tells nothing."""
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
    if answered := await _give(tx, found[0], given, now):
        subject = Subject(occurrence.name, public_id)
        told = about_event(ChangeName.RSVP_ANSWERED, found[0], subject, (state.value,))
        await tell(tx, actor, seen, replace(told, thing=answered), now)
        await tx.touch_group(seen.number)
    return await show_meeting(tx, actor, group, public_id)


async def answer_by_mail(tx: Tx, actor: Actor, reply: MailReply, *, now: datetime) -> None:
    """A visitor's answer on the page. The reply looks the same whether or not the address has answered before.

    An address that nobody has confirmed never changes an answer that is there.
    Raises NOT_FOUND, INVALID, and CONFLICT "closed", also for what is over, or "full".
    """
    await tx.lock_event(reply.prokey)
    event, group, _ = public_event(await tx.event_by_prokey(reply.prokey, None))
    if not event.settings.rsvp:
        raise Refused(Kind.CONFLICT, "this event asks for no answers")
    mail = text.mail_address(reply.mail, "mail")
    name = reply.name and text.line(reply.name, "name")
    meeting = await _asked(tx, event, reply.occurrence, now)
    scope = EVENT_WIDE if reply.occurrence is None else reply.occurrence
    attendee, known = await tx.attendee_of_mail(mail, name or None)
    if known and any(overrides(scope, it.occurrence) for it in await tx.answers_of(attendee, event.number)):
        return
    given = Answer(0, "", event.number, scope, reply.state, reply.amount, now, now, attendee=attendee)
    if answered := await _give(tx, event, given, now):
        told = about_event(ChangeName.RSVP_ANSWERED, event, _subject(event, meeting), (reply.state.value,))
        await tell(tx, actor, group, replace(told, thing=answered), now)
        await tx.touch_group(group.number)


async def answered_for(tx: Tx, actor: Actor, there: tuple[Event, Group], given: Answer, *, now: datetime) -> None:
    """An answer that came in another way than by a page: by a reply to an invitation. The event is locked.

    Raises CONFLICT "closed" or "full", NOT_ALLOWED for a maybe nobody offered.
    """
    event, group = there
    meeting = await _asked(tx, event, given.occurrence or None, now)
    if await _give(tx, event, given, now):
        told = about_event(ChangeName.RSVP_ANSWERED, event, _subject(event, meeting), (given.state.value,))
        await tell(tx, actor, group, told, now)
        await tx.touch_group(group.number)


def _subject(event: Event, meeting: Occurrence | None) -> Subject:
    return Subject(event.dates[0].name, None) if meeting is None else Subject(meeting.name, meeting.public_id)


async def _asked(tx: Tx, event: Event, occurrence: int | None, now: datetime) -> Occurrence | None:
    """The meeting that is answered, or the next one of the event; None where only dynamic dates are to come.

    Raises CONFLICT "closed".
    """
    coming = await tx.coming_meetings(event.number, now)
    number = occurrence if occurrence is not None else next(iter(coming), None)
    if number is None and event.dynamic:
        return None
    found = None if number is None else await tx.occurrence_by_number(number, None)
    if occurrence is not None and (found is None or found[0].event != event.number or found[0].cancelled):
        raise invalid("there is no such date", "occurrence")
    if found is None or found[0].number not in coming:
        raise Refused(Kind.CONFLICT, "closed")
    return found[0]


async def _give(tx: Tx, event: Event, given: Answer, now: datetime) -> Answered | None:
    """Write the answer if it may be given and changes anything; None where it does not. The event is locked."""
    coming = await tx.coming_meetings(event.number, now) if given.occurrence == EVENT_WIDE else [given.occurrence]
    answers = await tx.answers_for(coming, [event.number])
    held = holding(answers, given.occurrence)
    mine = next((it for it in held if it.attendee == given.attendee), None)
    amount = given.amount or (mine.amount if mine else 1)
    if (mine.state if mine else PartStat.NONE) is given.state and (mine is None or mine.amount == amount):
        return None
    taken = seats_taken(answers, coming, given.attendee)
    check_answer(await terms(tx, event), given.state, amount, seats_taken=taken, now=now)
    number, public_id = tx.next_number(), tx.next_id()
    await tx.put_answer(replace(given, number=number, public_id=public_id, amount=amount))
    if given.occurrence == EVENT_WIDE:
        await tx.clear_own_answers(given.attendee, event.number, now)
    before = mine.state if mine is not None and mine.occurrence == given.occurrence else None
    return Answered(event, given.attendee, given.occurrence, before, given.state)


async def terms(read: Read, event: Event) -> RsvpTerms:
    """What the event's RSVP form allows; without a form, one seat each and no other bound."""
    form = None if event.rsvp_block is None else await read.template(TemplateKind.RSVP_FORM, event.rsvp_block)
    if form is None or not isinstance(form.choices, RsvpForm):
        return OPEN_TERMS
    choices = form.choices
    return RsvpTerms(choices.closes_at, choices.seats_max, choices.seats_per_answer, choices.maybe_offered)


async def answers_of_event(read: Read, actor: Actor, prokey: str) -> list[Answer]:
    """Every answer to the event, event-wide and single, in order of answering."""
    access.check_reads(actor)
    found = await read.event_by_prokey(prokey, actor.person)
    if found is None:
        raise not_found()
    event, _, role = found
    access.check_sees(actor, role)
    meetings = await read.meetings_of_event(event.number, None, limits.OCCURRENCES_PER_RULE)
    return await read.answers_for([it.number for it in meetings], [event.number])
