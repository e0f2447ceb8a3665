"""Reminding people of meetings, and asking who came: when that is due next, and telling it once.

An event has one job for all its reminders, which waits for the first one. Every deed that may change when that is asks
`plan_reminders`; the job itself trusts nothing that it was given: in the transaction that tells, the event is locked
and read anew, and the job must still be held.
"""

from datetime import datetime, timedelta

from msgspec.structs import replace

from kalends.actions.letter import post
from kalends.actions.ports import Tx
from kalends.actions.ports.event import EventQuery
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.event import Event
from kalends.domain.group import Group, Status
from kalends.domain.job import LEASE, Job
from kalends.domain.letter import Letter, LetterKind
from kalends.domain.message import Change, ChangeName, Message
from kalends.domain.reminder import Channel, DueReminder, Recipient, is_passed_over, minutes_told

JOB = "reminder"
_LOOKED_AT = 50  # reminders of one event, the first due first


async def plan_reminders(tx: Tx, event: Event, now: datetime) -> None:
    """Have the event's next reminder told when it is due. The event is locked, or new."""
    found = await tx.group_by_number(event.group, None)
    due = await tx.reminders_to_come(event.number, now, 1, requests=found is not None and _requests(found[0]))
    if due:
        await tx.schedule_job(JOB, _key(event.number), {"event": event.number}, due[0].due_at)
    else:
        await forget_reminders(tx, event.number)


async def forget_reminders(tx: Tx, event: int) -> None:
    """The event reminds of nothing any more."""
    await tx.drop_job(JOB, _key(event))


async def plan_requests(tx: Tx, group: Group, now: datetime) -> None:
    """The group is from now on asked, or not asked, who came: look at all its events."""
    await tx.add_job(JOB, f"group:{group.number}", {"group": group.number}, now)


async def plan_group_slice(tx: Tx, actor: Actor, job: Job, *, now: datetime) -> None:
    """Plan the next REMINDED_IN_DEED events of the group, and ask for those after them."""
    check_administers(actor)
    group, offset = int(job.payload["group"]), int(job.payload.get("offset", 0))
    query = EventQuery(group=group, limit=limits.REMINDED_IN_DEED, offset=offset, dates=1)
    events = await tx.events(query)
    for event in sorted(events, key=lambda it: it.number):
        await tx.lock_event(event.number)
        await plan_reminders(tx, event, now)
    if len(events) == limits.REMINDED_IN_DEED:
        await tx.add_job(JOB, job.key, {"group": group, "offset": offset + len(events)}, now)


async def remind(tx: Tx, actor: Actor, job: Job, *, now: datetime) -> bool:
    """Tell what is due of one event, to REMINDED_IN_DEED people at most; True while more is due.

    False also for who has lost the job: then nothing was told.
    """
    check_administers(actor)
    number = int(job.payload["event"])
    await tx.lock_event(number)
    if not await tx.renew_job(job, now, LEASE):
        return False
    found = await tx.event_by_number(number, None)
    if found is None:
        await tx.finish_job(job, now)
        return False
    event, group, _ = found
    if overdue := [it for it in await _to_come(tx, event, group, now) if it.due_at <= now]:
        await _tell(tx, event, group, overdue, now)
    coming = await _to_come(tx, event, group, now)
    if coming and coming[0].due_at <= now:
        return True
    if coming:
        await tx.put_off_job(job, coming[0].due_at)
    else:
        await tx.finish_job(job, now)
    return False


async def go_on_reminding(tx: Tx, actor: Actor, job: Job, *, now: datetime) -> None:
    """Let others have their turn."""
    check_administers(actor)
    await tx.put_off_job(job, now)


def _key(event: int) -> str:
    return f"event:{event}"


def _requests(group: Group) -> bool:
    return group.settings.attendance_requests


async def _to_come(tx: Tx, event: Event, group: Group, now: datetime) -> list[DueReminder]:
    return await tx.reminders_to_come(event.number, now, _LOOKED_AT, requests=_requests(group))


async def _tell(tx: Tx, event: Event, group: Group, overdue: list[DueReminder], now: datetime) -> None:
    """The first one, or a slice of it; nothing of what is hidden by now, or is late and followed by another one."""
    due, done = overdue[0], True
    if Status.DRAFT not in (event.status, group.status) and not is_passed_over(due, overdue):
        if due.channel is Channel.CHAT:
            await _say(tx, event, group, due, now)
        else:
            due, done = await _write(tx, event, due, now)
    await tx.mark_reminded(due, now, done=done)


async def _say(tx: Tx, event: Event, group: Group, due: DueReminder, now: datetime) -> None:
    """A line in the conversation, where there is anybody to read it."""
    if group.members < 2 and not await tx.last_messages([group.number]):
        return
    snapshot: dict[str, str | int | None] = {
        "name": due.name,
        "occurrence": due.public_id,
        "prokey": event.prokey,
        "minutes": minutes_told(due, now),
    }
    name = ChangeName.OCCURRENCE_STARTING
    change = Change(tx.next_number(), name, now, None, due.meeting, group.number, snapshot=snapshot)
    await tx.add_change(change)
    await tx.add_message(Message(0, group.number, now, change=change))


async def _write(tx: Tx, event: Event, due: DueReminder, now: datetime) -> tuple[DueReminder, bool]:
    """Letters to the next people; how far that came, and whether it was all."""
    people = await tx.to_be_reminded(due, event.number, event.group, limits.REMINDED_IN_DEED)
    for person in people:
        if person.mail:
            await post(tx, _letter(event, due, person, person.mail), now=now)
    due = replace(due, reached=people[-1].number if people else due.reached)
    done = len(people) < limits.REMINDED_IN_DEED
    if done and due.reached is not None and due.channel is Channel.MAIL:
        await tx.note_reminded(due.meeting, now)
    return due, done


def _letter(event: Event, due: DueReminder, person: Recipient, mail: str) -> Letter:
    """Its key makes sure that nobody gets it twice: a reminder for one start, a request for the meeting."""
    if due.channel is Channel.ATTENDANCE:
        kind, key = LetterKind.ATTENDANCE, f"{due.meeting}:{person.number}"
    else:
        lead_s, start = due.lead // timedelta(seconds=1), f"{due.starts_at:%Y%m%dT%H%M%S%f}"
        kind, key = LetterKind.REMINDER, f"{due.meeting}:{lead_s}:{start}:{person.number}"
    return Letter(
        kind=kind,
        key=key,
        to=mail,
        name=person.name,
        language=person.language,
        event=event.number,
        occurrence=due.meeting,
        answer=person.answer,
        said={"state": person.state, "amount": person.amount, "starts_at": due.starts_at.isoformat()},
        unasked=not person.confirmed,
    )
