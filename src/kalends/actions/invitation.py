"""Inviting people by mail, so that their calendar programs can answer (RFC 5546 §3.2.2, RFC 6047)."""

from datetime import datetime

from msgspec import Struct

from kalends.actions.letter import post
from kalends.actions.ports import Store, Tx
from kalends.domain import access, limits
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.answer import EVENT_WIDE, Answer, PartStat
from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.event import Event
from kalends.domain.group import Status
from kalends.domain.letter import Letter, LetterKind
from kalends.domain.membership import MembershipQuery


class Invited(Struct, frozen=True):
    """How many were written to. further: the number after which the next slice begins; None after the last."""

    letters: int
    further: int | None


async def invite(store: Store, actor: Actor, prokey: str, *, now: datetime) -> int:
    """Invite the members of the event's group and all who have answered; how many letters. Raises as the deeds do."""
    letters = 0
    for deed in (invite_members, invite_answered):
        further: int | None = 0
        for _ in range(limits.INVITED_SLICES):
            invited = await store.write(deed, actor, prokey, further or 0, now=now)
            letters, further = letters + invited.letters, invited.further
            if further is None:
                break
    return letters


async def invite_members(tx: Tx, actor: Actor, prokey: str, after: int, *, now: datetime) -> Invited:
    """Invite a slice of the members of the event's group, whose memberships have a greater number than `after`.

    Whoever invites by hand is not invited; whoever has the key that a program does so with is, like everybody.
    Who has no answer yet is one who was asked. A second time only those are written to who were not, or whose
    invitation is of an older SEQUENCE. Raises NOT_FOUND, NOT_ALLOWED, and CONFLICT for a draft and for a dynamic
    event, of which there is nothing to put into a calendar.
    """
    event = await _event(tx, actor, prokey)
    query = MembershipQuery(group=event.group, after=after, order="number", limit=limits.INVITED_IN_DEED)
    members = await tx.memberships(query)
    attendees = [await tx.attendee_of_person(it.person) for it in members]
    host = await _host(tx, actor)
    asked = [await _asked(tx, event, it, now) for it in attendees if it != host]
    letters = sum([await _invite(tx, event, it, now) for it in asked])
    return Invited(letters, members[-1].number if len(members) == limits.INVITED_IN_DEED else None)


async def invite_answered(tx: Tx, actor: Actor, prokey: str, after: int, *, now: datetime) -> Invited:
    """Invite a slice of those who have answered the event, whose answers have a greater number than `after`.

    Who comes to single meetings and has said nothing of the event is invited to those: a REQUEST with RECURRENCE-ID
    for each (RFC 5546 §3.2.2). A member who was invited as one is not written to again. Raises as `invite_members`.
    """
    event, host = await _event(tx, actor, prokey), await _host(tx, actor)
    answered = await tx.answers_invited(event.number, after, now, limits.INVITED_IN_DEED)
    letters = sum([await _invite(tx, event, it, now) for it in answered if it.attendee != host])
    return Invited(letters, answered[-1].number if len(answered) == limits.INVITED_IN_DEED else None)


async def _host(tx: Tx, actor: Actor) -> int | None:
    """The attendee that invites by hand; None where a program does."""
    inviting = actor.person if actor.kind is CredentialKind.SYSTEM else None
    return None if inviting is None else await tx.attendee_of_person(inviting)


async def _event(tx: Tx, actor: Actor, prokey: str) -> Event:
    access.check_writes(actor)
    await tx.lock_event(prokey)
    found = await tx.event_by_prokey(prokey, actor.person)
    if found is None:
        raise not_found()
    event, group, role = found
    access.check_edits_event(actor, role, event.creator)
    if Status.DRAFT in (event.status, group.status):
        raise Refused(Kind.CONFLICT, "nobody is invited to a draft")
    if event.dynamic:
        raise Refused(Kind.CONFLICT, "an event whose days depend on today is in no calendar")
    return event


async def _asked(tx: Tx, event: Event, attendee: int, now: datetime) -> Answer | None:
    """The attendee's answer to the whole event, made where there is none."""
    for _ in range(2):
        every = await tx.answers_of(attendee, event.number)
        found = next((it for it in every if it.occurrence == EVENT_WIDE), None)
        if found is not None:
            return found
        number, public_id = tx.next_number(), tx.next_id()
        await tx.put_answer(
            Answer(number, public_id, event.number, EVENT_WIDE, PartStat.NONE, 1, now, now, attendee=attendee)
        )
    return None


async def _invite(tx: Tx, event: Event, answer: Answer | None, now: datetime) -> bool:
    """False for somebody without an address, and for whoever was written to before."""
    if answer is None or answer.mail is None or answer.state is PartStat.PENDING:
        return False
    letter = Letter(
        kind=LetterKind.INVITATION,
        key=f"{answer.public_id}:{event.sequence}",
        to=answer.mail,
        name=answer.name,
        language=answer.language,
        event=event.number,
        occurrence=answer.occurrence or None,
        answer=answer.public_id,
        said={"state": answer.state.value, "amount": answer.amount},
        unasked=not answer.confirmed,
    )
    return await post(tx, letter, now=now)
