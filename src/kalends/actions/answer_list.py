"""What organisers do with the answers to their events: list them, and give, change and delete them for others."""

from datetime import datetime

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from kalends.actions.answer import asked_meeting, subject_of
from kalends.actions.answer_letter import Occasion, write_letter
from kalends.actions.ports import Read, Tx
from kalends.actions.ports.answer_list import AnswerQuery
from kalends.actions.seats import Sitting, about_answer, give, promote, sitting, tell_answer
from kalends.domain import access, limits, text
from kalends.domain.access import Actor
from kalends.domain.answer import EVENT_WIDE, Answer, PartStat, overrides, stands
from kalends.domain.errors import Kind, Refused, invalid, not_found
from kalends.domain.event import Event
from kalends.domain.form_answer import checked_payload
from kalends.domain.group import Group, GroupRole
from kalends.domain.letter import LetterKind
from kalends.domain.message import ChangeName

SHOWN = (PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED)  # unless a state is asked for
_KNOWN = (*SHOWN, PartStat.WAITLISTED)  # what is not confirmed is nobody's answer yet


class AnswerList(Struct, frozen=True, kw_only=True):
    """Which answers. state: None for SHOWN. occurrence: a meeting's number; None: one line per attendee.

    That is the event-wide answer, or in an event of one date the one that holds. whole: of everybody, so also of who
    waits unless a state is asked for, and where there are several meetings what was answered to each of them alone.
    """

    prokey: str
    state: PartStat | None = None
    occurrence: int | None = None
    whole: bool = False
    limit: int = limits.PAGE_V1
    offset: int = 0


class AnswerDraft(Struct, frozen=True, kw_only=True):
    """An answer that an organiser gives for somebody. inform: whether they are written. Else as MailReply."""

    prokey: str
    mail: str
    state: PartStat = PartStat.ACCEPTED
    name: str | None = None
    amount: int = 1
    occurrence: int | None = None
    payload: dict[str, object] = {}
    inform: bool = True


class AnswerPatch(Struct, frozen=True, kw_only=True):
    """A change of it. UNSET keeps; a payload is replaced as a whole.

    mail, occurrence: only what they are already. state: WAITLISTED only for who waits, and then it keeps.
    name: None only where there is none.
    """

    state: PartStat | UnsetType = UNSET
    amount: int | UnsetType = UNSET
    name: str | None | UnsetType = UNSET
    payload: dict[str, object] | UnsetType = UNSET
    mail: str | UnsetType = UNSET
    occurrence: int | None | UnsetType = UNSET
    inform: bool = True


Found = tuple[Event, Group, GroupRole | None]


async def list_answers(read: Read, actor: Actor, asked: AnswerList) -> list[Answer]:
    """Answers in order of answering first. Raises NOT_FOUND, and NOT_ALLOWED for who may not change the event."""
    return await read.answers_listed(await _query(read, actor, asked))


async def latest_answer_to(read: Read, actor: Actor, asked: AnswerList) -> Answer:
    """The last of them. Raises as `list_answers`, and NOT_FOUND where there is none."""
    return _there(await read.latest_answer_to(await _query(read, actor, asked)))


async def latest_answer(read: Read, actor: Actor, state: PartStat | None) -> tuple[Answer, str]:
    """The last answer to any event whose answers the actor may see, and that event's prokey. Raises NOT_FOUND."""
    access.check_reads(actor)
    states = SHOWN if state is None else (state,)
    found = await read.latest_answer(states, None if access.is_administrator(actor) else actor.person or 0)
    if found is None:
        raise not_found()
    return found


async def show_answer(read: Read, actor: Actor, prokey: str, answer: str) -> Answer:
    """One answer to the event, to a single meeting too. Raises as `list_answers`."""
    access.check_reads(actor)
    event, _, _ = await _edited(read, actor, prokey)
    return _of(event, await read.answer_by_id(answer))


async def _query(read: Read, actor: Actor, asked: AnswerList) -> AnswerQuery:
    access.check_reads(actor)
    event, _, _ = await _edited(read, actor, asked.prokey)
    meetings = [] if event.rrule or event.dynamic else await read.meetings_of_event(event.number, None, 3)
    standing = [it.number for it in meetings if not it.dropped]
    scope = asked.occurrence
    if scope is None:
        several = None if asked.whole else EVENT_WIDE
        scope = standing[0] if len(standing) == 1 and len(event.dates) == 1 else several
    elif (found := await read.occurrence_by_number(scope, None)) is None or found[0].event != event.number:
        raise not_found()
    usual = _KNOWN if asked.whole else SHOWN
    states = usual if asked.state is None else (asked.state,)
    return AnswerQuery(
        event=event.number, occurrence=scope, states=states, limit=asked.limit, offset=asked.offset
    )  # fmt: skip


async def _edited(read: Read, actor: Actor, prokey: str) -> Found:
    found = await read.event_by_prokey(prokey, actor.person)
    if found is None:
        raise not_found()
    access.check_edits_event(actor, found[2], found[0].creator)
    return found


def _there(answer: Answer | None) -> Answer:
    if answer is None:
        raise not_found()
    return answer


def _of(event: Event, answer: Answer | None) -> Answer:
    if answer is None or answer.event != event.number or answer.state not in _KNOWN:
        raise not_found()
    return answer


async def create_answer(tx: Tx, actor: Actor, draft: AnswerDraft, *, now: datetime) -> Answer:
    """An answer given for somebody, who is written unless the organiser says no.

    Seats are bound as for everybody; closing, seats per answer and what the form requires of a visitor are not.
    Raises as `list_answers`; CONFLICT for an address that has answered, and "full"; INVALID.
    """
    at, mail = await _locked(tx, actor, draft.prokey, now), text.mail_address(draft.mail, "mail")
    await asked_meeting(tx, at, draft.occurrence)
    name = draft.name and text.line(draft.name, "name")
    scope = EVENT_WIDE if draft.occurrence is None else draft.occurrence
    attendee, known = await tx.attendee_of_mail(mail, name or None)
    present = await tx.answers_of(attendee, at.event.number) if known else []
    if any(overrides(scope, it.occurrence) and stands(it) for it in present):
        raise Refused(Kind.CONFLICT, "this address has answered already", field="mail")
    given = Answer(
        0, "", at.event.number, scope, draft.state, draft.amount, now, now, attendee=attendee, mail=mail,
        name=name or None, payload=_payload(at, draft.payload),
    )  # fmt: skip
    after = _there(await give(tx, at, given, present))
    if draft.inform:
        await write_letter(tx, Occasion(LetterKind.ANSWERED, at.event, now), after, unasked=True)
    await _tell(tx, actor, at, ChangeName.RSVP_ANSWERED, after, present)
    return after


async def revise_answer(tx: Tx, actor: Actor, prokey: str, answer: str, patch: AnswerPatch, *, now: datetime) -> Answer:
    """The answer after the change; nothing is written and told when nothing changes.

    Raises as `create_answer`, and INVALID for another address or date: that would be another answer.
    """
    at = await _locked(tx, actor, prokey, now)
    found = _of(at.event, await tx.answer_by_id(answer))
    _check_same(found, patch)
    if patch.name is not UNSET and patch.name is not None and patch.name != found.name:
        await tx.name_attendee(found.attendee, text.line(patch.name, "name"))
    state = found.state if patch.state is UNSET else patch.state
    given = replace(
        found,
        state=PartStat.ACCEPTED if state is PartStat.WAITLISTED else state,
        amount=found.amount if patch.amount is UNSET else patch.amount,
        payload=_payload_after(at, found, patch),
        waiting_since=None,
        answered_at=now,
    )
    present = await tx.answers_of(found.attendee, at.event.number)
    after = await give(tx, at, given, [it for it in present if found.occurrence in (it.occurrence, EVENT_WIDE)])
    if after is None:
        return found
    if patch.inform:
        occasion = Occasion(LetterKind.CHANGED, at.event, now)
        await write_letter(tx, occasion, after, unasked=not after.confirmed)
    await _tell(tx, actor, at, ChangeName.RSVP_ANSWERED, after, [found])
    return after


def _check_same(found: Answer, patch: AnswerPatch) -> None:
    """An address in capitals is the same; the occurrence None is all of them."""
    if patch.mail is not UNSET and patch.mail.strip().casefold() != (found.mail or "").casefold():
        raise invalid("cannot be changed", "mail")
    if patch.occurrence is not UNSET and (patch.occurrence or EVENT_WIDE) != found.occurrence:
        raise invalid("cannot be changed", "occurrence")
    if patch.state is PartStat.WAITLISTED and found.state is not PartStat.WAITLISTED:
        raise invalid("only who waits already can be waitlisted", "state")
    if patch.name is None and found.name is not None:
        raise invalid("cannot be null", "name")


def _payload_after(at: Sitting, found: Answer, patch: AnswerPatch) -> dict[str, str | bool] | None:
    """What is sent as it is stays, whatever the form asks since."""
    if patch.payload is UNSET or patch.payload == (found.payload or {}):
        return found.payload
    return _payload(at, patch.payload)


async def delete_answer(tx: Tx, actor: Actor, prokey: str, answer: str, *, inform: bool = True, now: datetime) -> None:
    """Take an answer away; its seats go to who waits. Raises as `list_answers`."""
    at = await _locked(tx, actor, prokey, now)
    found = _of(at.event, await tx.answer_by_id(answer))
    await tx.remove_answer(found.number)
    if inform:
        declined, occasion = replace(found, state=PartStat.DECLINED), Occasion(LetterKind.CHANGED, at.event, now, now)
        await write_letter(tx, occasion, declined, unasked=not found.confirmed, gone=True)
    await promote(tx, at)
    await _tell(tx, actor, at, ChangeName.RSVP_DELETED, found, [found])


async def _locked(tx: Tx, actor: Actor, prokey: str, now: datetime) -> Sitting:
    """The event as its organiser answers it for others."""
    access.check_writes(actor)
    await tx.lock_event(prokey)
    event, group, _ = await _edited(tx, actor, prokey)
    at = await sitting(tx, event, group, now)
    free = replace(at.terms, closes_at=None, seats_per_answer=limits.SEATS_PER_ANSWER, maybe_offered=True)
    return replace(at, terms=free)


def _payload(at: Sitting, given: dict[str, object]) -> dict[str, str | bool]:
    """An organiser need not fill in what a visitor must."""
    return checked_payload(tuple(replace(field, required=False) for field in at.terms.fields), given)


async def _tell(tx: Tx, actor: Actor, at: Sitting, name: str, answer: Answer, before: list[Answer]) -> None:
    await tell_answer(tx, actor, at, about_answer(name, at.event, answer, subject_of(at.event, None), before))
