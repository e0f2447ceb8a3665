"""Writing letters: a deed puts them into its own transaction, a job sends them."""

from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.ports import Read, Tx
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.event import Event
from kalends.domain.group import Status
from kalends.domain.job import LEASE, Job
from kalends.domain.letter import (
    ABOUT_AN_ANSWER,
    ABOUT_WHAT_COMES,
    DAY,
    HELD_BACK_NEVER,
    SENT_AGAIN,
    Letter,
    LetterKind,
    LetterState,
    Posted,
    is_whole,
    next_sending,
)
from kalends.domain.occurrence import Occurrence

JOB = "mail"


class Outcome(StrEnum):
    """What became of handing a letter to the mail server."""

    SENT = "sent"
    LATER = "later"  # it asks to come back, or is out of reach
    BOUNCED = "bounced"  # there is no such address
    REFUSED = "refused"  # it will never take this letter
    UNKNOWN = "unknown"  # it went silent when it had the whole letter


class Delivery(Struct, frozen=True):
    """How it went. reply: what the mail server said, in one line. begun: whether `begin_sending` has let it go out."""

    outcome: Outcome
    reply: str = ""
    begun: bool = True


async def post(tx: Tx, letter: Letter, *, now: datetime) -> bool:
    """Have the letter sent, once: a second one of its kind and key is not, and False.

    More than UNASKED_MAILS_PER_ADDRESS_PER_DAY unasked ones to one address are silently not sent (T171), but for what
    is never held back.
    """
    most = limits.UNASKED_MAILS_PER_ADDRESS_PER_DAY if letter.kind not in HELD_BACK_NEVER else 0
    if letter.unasked and most and await tx.unasked_letters(letter.to, now - DAY) >= most:
        return False
    number = await tx.put_letter(letter, now)
    if number is not None:
        await tx.add_job(JOB, str(number), {"letter": number}, now)
    return number is not None


async def why_not_sent(read: Read, letter: Letter, now: datetime) -> LetterState | None:
    """What becomes of a letter that should not go out now: SUPPRESSED or DROPPED; None for one that should."""
    if await read.suppressed_by(letter.to, letter.kind):
        return LetterState.SUPPRESSED
    if letter.event is None:
        return None
    found = await read.event_to_tell_of(letter.event)
    if found is None:
        return None if is_whole(letter) else LetterState.DROPPED
    event, group, deleted = found
    hidden = deleted or Status.DRAFT in (event.status, group.status)
    if letter.kind is LetterKind.CANCELLED:
        return None if deleted or await _is_off(read, letter, event) else LetterState.DROPPED
    if hidden:  # whoever opens its links finds nothing
        return LetterState.DROPPED
    return LetterState.DROPPED if await _is_of_no_use(read, letter, event, now) else None


async def _is_of_no_use(read: Read, letter: Letter, event: Event, now: datetime) -> bool:
    """Does what it tells of not take place, or no more?"""
    if letter.kind in ABOUT_AN_ANSWER:
        return await _is_off(read, letter, event)
    if letter.kind not in ABOUT_WHAT_COMES:
        return False
    meeting = await read.meeting_to_tell_of(letter.occurrence) if letter.occurrence else None
    if letter.kind is LetterKind.REMINDER and meeting is not None and _has_moved(meeting, letter):
        return True  # it is reminded of by another one
    return _is_over(meeting, letter.kind, now) if letter.occurrence else _is_wholly_over(event, now)


async def _is_off(read: Read, letter: Letter, event: Event) -> bool:
    """Is what the letter is about called off?"""
    meeting = await read.meeting_to_tell_of(letter.occurrence) if letter.occurrence else None
    return meeting.cancelled or meeting.dropped if meeting is not None else all(it.is_off for it in event.dates)


def _is_wholly_over(event: Event, now: datetime) -> bool:
    ended = event.last_end is not None and event.last_end <= now
    return ended or all(it.is_off for it in event.dates)


def _is_over(meeting: Occurrence | None, kind: LetterKind, now: datetime) -> bool:
    """A reminder is of use until the meeting begins, the question who came afterwards too; all else until it ends."""
    if meeting is None or meeting.cancelled or meeting.dropped:
        return True
    if kind is LetterKind.ATTENDANCE:
        return False
    return now >= (meeting.starts_at if kind is LetterKind.REMINDER else meeting.ends_at)


def _has_moved(meeting: Occurrence, letter: Letter) -> bool:
    begins = letter.said.get("starts_at")
    return begins is not None and begins != meeting.starts_at.isoformat()


async def begin_sending(tx: Tx, actor: Actor, job: Job, *, now: datetime) -> bool:
    """Mark it as on its way, for good before the mail server sees it; False when it must not go out.

    Judged anew in this transaction, which also makes sure that the job is still held. A letter that was on its way
    when the server died is sent again, or listed as uncertain, as its kind has it (SENT_AGAIN).
    """
    posted = await _to_be_sent(tx, actor, job, now)
    if posted is None:
        return False
    await tx.mark_letter(replace(posted, state=LetterState.SENDING, tries=posted.tries + 1))
    return True


async def withhold(tx: Tx, actor: Actor, job: Job, *, now: datetime) -> None:
    """Keep why a letter that was found not to be sent is not; one that is by now has its job asked for anew."""
    if await _to_be_sent(tx, actor, job, now) is not None:
        await tx.add_job(JOB, job.key, job.payload, now)


async def _to_be_sent(tx: Tx, actor: Actor, job: Job, now: datetime) -> Posted | None:
    """The letter, where it is to go out now; what becomes of it otherwise is kept."""
    check_administers(actor)
    posted = await tx.letter_for_update(int(job.payload["letter"]))
    if posted is None or not await tx.renew_job(job, now, LEASE):
        return None
    if posted.state is LetterState.SENDING and posted.letter.kind not in SENT_AGAIN:
        await tx.mark_letter(replace(posted, state=LetterState.UNCERTAIN, error="the server stopped in between"))
        return None
    if posted.state not in (LetterState.WAITING, LetterState.SENDING):
        return None
    unsent = await why_not_sent(tx, posted.letter, now)
    if unsent is not None:
        await tx.mark_letter(replace(posted, state=unsent))
        return None
    return posted


async def end_sending(tx: Tx, actor: Actor, job: Job, delivery: Delivery, *, now: datetime) -> None:
    """Keep what became of it. A letter that may be tried again later has its job asked for anew.

    One that was on its way when the server died stays so until handing it over has begun again.
    Who has lost the job keeps only that it was sent: anything else is for whoever has the job to say.
    """
    check_administers(actor)
    posted = await tx.letter_for_update(int(job.payload["letter"]))
    if posted is None or not (delivery.outcome is Outcome.SENT or await tx.renew_job(job, now, LEASE)):
        return
    error = delivery.reply[: limits.NAME] or None
    posted = replace(posted, tries=posted.tries + (not delivery.begun), error=error)
    again_at = next_sending(posted.tries - 1, now) if _is_tried_again(posted, delivery.outcome) else None
    if again_at is not None:
        await tx.mark_letter(replace(posted, state=LetterState.WAITING) if delivery.begun else posted)
        await tx.add_job(JOB, job.key, job.payload, again_at)
        return
    state = _ENDS[delivery.outcome]
    sent_at = now if state is LetterState.SENT else None
    await tx.mark_letter(replace(posted, state=state, sent_at=sent_at))
    if delivery.outcome is Outcome.BOUNCED:
        await tx.suppress(posted.letter.to, None, "bounced", now)


def _is_tried_again(posted: Posted, outcome: Outcome) -> bool:
    return outcome is Outcome.LATER or (outcome is Outcome.UNKNOWN and posted.letter.kind in SENT_AGAIN)


_ENDS = {
    Outcome.SENT: LetterState.SENT,
    Outcome.LATER: LetterState.FAILED,
    Outcome.BOUNCED: LetterState.SUPPRESSED,
    Outcome.REFUSED: LetterState.FAILED,
    Outcome.UNKNOWN: LetterState.UNCERTAIN,
}
