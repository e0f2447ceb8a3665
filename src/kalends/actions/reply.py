"""Replies to invitations that come back by mail (RFC 5546 §3.2.3) become answers."""

from datetime import date, datetime, time

from msgspec.structs import replace

from kalends.actions.answer import answered_for
from kalends.actions.ports import Tx
from kalends.calendar import zones
from kalends.calendar.ics_reading.content import Moment
from kalends.calendar.ics_reading.reply import CalendarReply
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.answer import PartStat
from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.event import Event
from kalends.domain.occurrence import Occurrence
from kalends.domain.text import mail_norm

_STATES = {"ACCEPTED": PartStat.ACCEPTED, "TENTATIVE": PartStat.TENTATIVE, "DECLINED": PartStat.DECLINED}


async def take_reply(tx: Tx, actor: Actor, answer: str, reply: CalendarReply, *, now: datetime) -> PartStat:
    """What the attendee of this answer (its public id) now says.

    Whoever calls has made sure that the message came by the address which only this attendee was told. Raises
    NOT_FOUND for another event, meeting or attendee; CONFLICT for a reply to an older invitation (SEQUENCE), for one
    that is not newer than what was taken (DTSTAMP, RFC 5546 §2.1.5), so also for the same one again, and where the
    answer may not be given; INVALID for another participation status.
    """
    check_administers(actor)
    invited = await tx.answer_by_id(answer)
    if invited is None:
        raise not_found("nobody was invited so")
    await tx.lock_event(invited.event)
    found = await tx.event_by_number(invited.event, None)
    if found is None:
        raise not_found("the event is gone")
    event, group, _ = found
    if invited.mail is None or mail_norm(reply.attendee) != mail_norm(invited.mail):
        raise not_found("the reply is of somebody else")
    if reply.uid not in {it.uid for it in event.dates}:
        raise not_found("the reply is to another event")
    state = _STATES.get(reply.participation)
    if state is None:
        raise Refused(Kind.INVALID, "it neither accepts nor declines", field="reply")
    meeting = await _meeting(tx, event, reply)
    scope = meeting.number if meeting else invited.occurrence
    sequence = event.sequence if reply.sequence is None else reply.sequence
    stamp = min(reply.stamp or now, now)
    if sequence < event.sequence or not await tx.note_reply(invited.public_id, scope, sequence, stamp):
        raise Refused(Kind.CONFLICT, "the reply is no newer than what it would change")
    now_says = replace(invited, occurrence=scope, state=state, answered_at=now)
    await answered_for(tx, actor, (event, group), now_says, now=now)
    return state


async def _meeting(tx: Tx, event: Event, reply: CalendarReply) -> Occurrence | None:
    """The one that RECURRENCE-ID means, by the instant or the day of its original start."""
    if reply.recurrence_id is None:
        return None
    every = await tx.meetings_of_event(event.number, None, limits.OCCURRENCES_PER_RULE)
    meant = reply.recurrence_id
    found = next((it for it in every if it.uid == reply.uid and _began(it, meant)), None)
    if found is None:
        raise not_found("there is no such meeting")
    return found


def _began(it: Occurrence, meant: Moment) -> bool:
    """Was this its original start? A floating one is on the meeting's own wall; of whole days only the day counts.

    Some programs name a whole day by its midnight, in their own zone or in UTC.
    """
    original, wall = datetime.fromisoformat(it.recurrence_id), meant.wall
    if "T" not in it.recurrence_id:
        return original in (_midnight(wall), _midnight(meant.in_zone(it.zone)))
    there = isinstance(wall, datetime) and zones.to_instant(wall, meant.zone or it.zone)
    return there == zones.to_instant(original, it.zone)


def _midnight(wall: datetime | date) -> datetime | None:
    """A day, or the midnight it begins with; None for any other time."""
    if isinstance(wall, datetime):
        return wall if wall.time() == time() else None
    return datetime.combine(wall, time())
