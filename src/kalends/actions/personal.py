"""What the giver of an answer does by its personal address, which only mail to them tells: look, confirm, change."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.answer import asked_meeting, subject_of
from kalends.actions.answer_letter import Occasion, write_letter
from kalends.actions.look import chosen
from kalends.actions.page import comes_of
from kalends.actions.ports import Read, Tx
from kalends.actions.seats import (
    Sitting,
    about_answer,
    clear_own,
    form_of,
    give,
    promote,
    room,
    settled,
    sitting,
    tell_answer,
)
from kalends.actions.telling import Subject
from kalends.domain import text
from kalends.domain.access import Actor
from kalends.domain.answer import EVENT_WIDE, Answer, PartStat, check_answer, decided, fingerprint, holds_seats, stands
from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.event import Event
from kalends.domain.form_answer import checked_payload
from kalends.domain.group import Group, GroupRole, Status
from kalends.domain.landing_page import LandingPage
from kalends.domain.letter import LetterKind
from kalends.domain.message import ChangeName
from kalends.domain.occurrence import Occurrence
from kalends.domain.rsvp_form import RsvpForm


class PersonalPage(Struct, frozen=True):
    """An answer as its giver sees it. form: None is the usual one. meeting: the one it is for, else the next one.

    is_open: it can still be changed. ahead: how many wait before it; None unless it waits. look: of the event's
    page, None is the usual.
    """

    event: Event
    group: Group
    answer: Answer
    form: RsvpForm | None
    meeting: Occurrence | None
    is_open: bool
    ahead: int | None = None
    look: LandingPage | None = None


class LinkReply(Struct, frozen=True, kw_only=True):
    """A change of an answer. answer: its public id. payload: as in MailReply."""

    prokey: str
    answer: str
    state: PartStat
    name: str | None = None
    amount: int = 1
    payload: dict[str, object] = {}
    language: str | None = None


async def personal_page(read: Read, _actor: Actor, prokey: str, answer: str, *, now: datetime) -> PersonalPage:
    """The answer with this public id. Raises NOT_FOUND for all others, and where the event is gone or a draft.

    Whoever has the address may see it, for members or not: it was told to one person only.
    """
    event, group, _ = _published(await read.event_by_prokey(prokey, None))
    found = await read.answer_by_id(answer)
    if found is None or found.event != event.number:
        raise not_found()
    coming = () if event.dynamic else await read.coming_meetings(event.number, now)
    number = found.occurrence if found.occurrence != EVENT_WIDE else next(iter(coming), None)
    meeting = None if number is None else await read.occurrence_by_number(number, None)
    is_open = event.dynamic or (number in coming if found.occurrence else bool(coming))
    return PersonalPage(
        event,
        group,
        found,
        await form_of(read, event),
        None if meeting is None else meeting[0],
        is_open,
        None if found.waiting_since is None else await read.waiting_before(found),
        await chosen(read, LandingPage, event.landingpage),
    )


async def moved_answer(read: Read, _actor: Actor, prokey: str, answer: str) -> str:
    """The prokey of the event that has this answer since its series was split. Raises NOT_FOUND, alike for others."""
    event, _, _ = _published(await read.event_by_prokey(prokey, None))
    found = await read.answer_by_id(answer)
    later, _, _ = _published(None if found is None else await read.event_by_number(found.event, None))
    if not await comes_of(read, later, event):
        raise not_found()
    return later.prokey


def _published(found: tuple[Event, Group, GroupRole | None] | None) -> tuple[Event, Group, GroupRole | None]:
    if found is None or found[0].status is not Status.PUBLISHED or found[1].status is not Status.PUBLISHED:
        raise not_found()
    return found


class Confirmation(Struct, frozen=True):
    """Whoever confirms. answer: its public id. shown: the `fingerprint` of what they were shown of it."""

    prokey: str
    answer: str
    shown: str


async def confirm_answer(tx: Tx, actor: Actor, given: Confirmation, *, now: datetime) -> PartStat:
    """The answer counts from now on; what became of it. Confirming twice changes nothing.

    Anybody may say anew what nobody has confirmed: only what was seen is confirmed, CONFLICT "anew" for all else.
    After its seats were given up it takes seats anew, or waits. Where its series was split since, it counts for both
    parts. Raises NOT_FOUND; CONFLICT "closed", "full".
    """
    at, found = await _found(tx, given.prokey, given.answer, now)
    if found.state is PartStat.PENDING and fingerprint(found) != given.shown:
        raise Refused(Kind.CONFLICT, "anew")
    later = await _alike(tx, at, found)
    await _reached(tx, found, now)
    if found.state is not PartStat.PENDING:
        return found.state
    state = await _confirm(tx, actor, at, found)
    for alike in later:
        await _confirm_later(tx, actor, at.event, alike, now)
    return state


async def _alike(tx: Tx, at: Sitting, found: Answer) -> list[Answer]:
    """The same answer to the series that were split off since, whose events are held, in the order of their numbers.

    Before anything is written, as every deed locks its event before its group: so two deeds never hold each other.
    """
    if found.state is not PartStat.PENDING or found.occurrence != EVENT_WIDE or at.event.rrule is None:
        return []
    later = await tx.pending_alike(found, at.group.number)
    for alike in later:
        await tx.lock_event(alike.event)
    still = await tx.pending_alike(found, at.group.number) if later else []
    return [it for it in later if it in still]


async def _confirm_later(tx: Tx, actor: Actor, event: Event, alike: Answer, now: datetime) -> None:
    """The same answer to a series that was split off `event`; left as it is where it cannot be taken there."""
    seen = await tx.event_by_number(alike.event, None)
    if seen is None or not await comes_of(tx, seen[0], event):
        return
    try:
        _published(seen)
        await _confirm(tx, actor, await sitting(tx, seen[0], seen[1], now), alike)
    except Refused:  # before anything was written
        return


async def _confirm(tx: Tx, actor: Actor, at: Sitting, found: Answer) -> PartStat:
    """What becomes of it. Raises before anything is written."""
    now = at.now
    subject, asked = await _subject(tx, at, found), found.asked or PartStat.ACCEPTED
    held = found.amount if holds_seats(found) else 0
    if not held:  # answered in time, where seats were kept for it
        check_answer(at.terms, asked, found.amount, now=now)
    present = await tx.answers_of(found.attendee, at.event.number)
    stays = any(it.occurrence != found.occurrence and stands(it) for it in present)  # said since, of single meetings
    has = [found] if stays else present
    state = decided(at.terms, asked, found.amount, await room(tx, at, found.occurrence, found.attendee, has))
    counted = replace(found, state=state, pending_until=None, asked=None, answered_at=now, confirmed=True)
    after = settled(tx, counted, state, found, now)
    await tx.put_answer(after)
    if not stays:
        await clear_own(tx, at, after, present)
    waits_elsewhere = after.waiting_since is not None and len(at.coming) > 1
    if (held and state is not PartStat.ACCEPTED) or len(present) > 1 or waits_elsewhere:
        await promote(tx, at)
    await write_letter(tx, Occasion(LetterKind.THANKS, at.event, now), after, unasked=False)
    await tell_answer(tx, actor, at, about_answer(ChangeName.RSVP_ANSWERED, at.event, after, subject, [found]))
    return state


async def change_answer(tx: Tx, actor: Actor, reply: LinkReply, *, now: datetime) -> PartStat:
    """The answer as its giver wants it now; what became of it. The same sent twice is one change and one mail.

    Raises NOT_FOUND, INVALID, CONFLICT "closed" or "full", NOT_ALLOWED for a maybe nobody offered.
    """
    at, found = await _found(tx, reply.prokey, reply.answer, now)
    await _reached(tx, found, now)
    subject = await _subject(tx, at, found)
    is_no = reply.state is PartStat.DECLINED
    name = reply.name and text.line(reply.name, "name")
    if name and name != found.name:
        await tx.name_attendee(found.attendee, name)
    given = replace(
        found,
        state=reply.state,
        amount=0 if is_no else reply.amount,
        payload=None if is_no else checked_payload(at.terms.fields, reply.payload),
        pending_until=None,
        waiting_since=None,
        asked=None,
        answered_at=now,
        language=reply.language or found.language,
        confirmed=True,
    )
    present = await tx.answers_of(found.attendee, at.event.number)
    after = await give(tx, at, given, [it for it in present if _is_meant(it, found)])
    if after is None:
        return found.state
    kind = LetterKind.THANKS if found.state is PartStat.PENDING else LetterKind.CHANGED
    await write_letter(tx, Occasion(kind, at.event, now), after, unasked=False)
    await tell_answer(tx, actor, at, about_answer(ChangeName.RSVP_ANSWERED, at.event, after, subject, [found]))
    return after.state


async def _reached(tx: Tx, found: Answer, now: datetime) -> None:
    """Whoever has the personal address has got mail here: an address that was out of reach is written to again."""
    await tx.confirm_attendee(found.attendee, now)
    if found.mail is not None:
        await tx.forgive_bounces(found.mail)


def _is_meant(it: Answer, found: Answer) -> bool:
    """Only what the address is of, and what goes with it."""
    return found.occurrence in (it.occurrence, EVENT_WIDE)


async def _found(tx: Tx, prokey: str, answer: str, now: datetime) -> tuple[Sitting, Answer]:
    await tx.lock_event(prokey)
    event, group, _ = _published(await tx.event_by_prokey(prokey, None))
    found = await tx.answer_by_id(answer)
    if found is None or found.event != event.number:
        raise not_found()
    return await sitting(tx, event, group, now), found


async def _subject(tx: Tx, at: Sitting, answer: Answer) -> Subject:
    """Raises CONFLICT "closed"."""
    return subject_of(at.event, await asked_meeting(tx, at, answer.occurrence or None))
