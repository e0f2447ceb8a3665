"""What people do with single meetings: read, change, cancel."""

from datetime import datetime

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kalends.actions.event import Found, revise_found
from kalends.actions.planning import count
from kalends.actions.ports import Read, Tx
from kalends.actions.telling import about_event, tell
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.answer import Answer, holding
from kalends.domain.errors import not_found
from kalends.domain.event import DatePatch, DateStatus, Event, EventDate, EventPatch
from kalends.domain.group import Group, GroupRole, Status
from kalends.domain.meeting import changed_alone, changed_fields, date_patch
from kalends.domain.message import ChangeName
from kalends.domain.occurrence import Occurrence, OccurrencePatch
from kalends.domain.plan import Row


class Meeting(Struct, frozen=True):
    """A meeting with the answers that hold for it, in order of answering, and its chat reminders in seconds."""

    occurrence: Occurrence
    answers: tuple[Answer, ...] = ()
    reminders: tuple[int, ...] = ()


class MeetingList(Struct, frozen=True, kw_only=True):
    """Which meetings of a conversation. since: those that end at or after it. after: beyond this start and number."""

    since: datetime | None = None
    after: tuple[datetime, int] | None = None
    limit: int = 20


async def list_meetings(read: Read, actor: Actor, group: int, query: MeetingList) -> list[Meeting]:
    """Meetings of a conversation that are not cancelled, by start. Raises NOT_FOUND unless the actor is in it."""
    await seen_group(read, actor, group)
    occurrences = await read.meetings_of_group(group, query.since, query.after, query.limit)
    return await meetings(read, occurrences)


async def seen_group(read: Read, actor: Actor, group: int) -> Group:
    """The group by its number. Raises NOT_FOUND for a draft, and unless the actor may see it."""
    found = await read.group_by_number(group, actor.person)
    if found is None or found[0].status is not Status.PUBLISHED or not access.sees_group(actor, found[1]):
        raise not_found()
    return found[0]


async def meetings(read: Read, occurrences: list[Occurrence]) -> list[Meeting]:
    """Each meeting with its answers and reminders."""
    if not occurrences:
        return []
    numbers, events = [it.number for it in occurrences], sorted({it.event for it in occurrences})
    answers = await read.answers_for(numbers, events)
    leads = await read.chat_reminders_for(numbers)
    return [
        Meeting(it, tuple(holding([a for a in answers if a.event == it.event], it.number)), leads.get(it.number, ()))
        for it in occurrences
    ]


async def show_meeting(read: Read, actor: Actor, group: int, public_id: str) -> Meeting:
    """One meeting of a conversation. Raises NOT_FOUND when it is elsewhere, cancelled or not the actor's to see."""
    occurrence, _, _ = await found_meeting(read, actor, group, public_id)
    return (await meetings(read, [occurrence]))[0]


async def found_meeting(
    read: Read, actor: Actor, group: int, public_id: str
) -> tuple[Occurrence, Group, GroupRole | None]:
    """The same with its group and the actor's role there."""
    found = await read.occurrence_by_public_id(public_id, actor.person)
    if found is None or found[0].group != group or found[0].cancelled or not access.sees_group(actor, found[2]):
        raise not_found()
    return found


async def show_occurrence(read: Read, actor: Actor, number: int) -> tuple[Occurrence, Group]:
    """One meeting by number, cancelled ones too. Raises NOT_FOUND unless the actor may see its group."""
    found = await read.occurrence_by_number(number, actor.person)
    if found is None or not access.sees_group(actor, found[2]):
        raise not_found()
    return found[0], found[1]


async def revise_meeting(
    tx: Tx, actor: Actor, group: int, public_id: str, patch: OccurrencePatch, *, now: datetime
) -> Meeting:
    """The meeting after the change. A date's only meeting is changed by changing the date; one of a series alone.

    One that has changes of its own from when it was in a series goes on being changed alone.
    """
    found = await _editable(tx, actor, group, public_id)
    row = await _row(tx, public_id)
    if found[0].rrule is None and row.override is None:
        await revise_found(tx, actor, found, _whole_date(found[0], row, patch), now, public_id)
    else:
        await _revise_alone(tx, actor, found, row, patch, now)
    return await show_meeting(tx, actor, group, public_id)


async def cancel_meeting(tx: Tx, actor: Actor, group: int, public_id: str, *, now: datetime) -> None:
    """Cancel the meeting for good; it stays in calendars as cancelled and goes from conversations."""
    found = await _editable(tx, actor, group, public_id)
    if found[0].rrule is None:
        row = await _row(tx, public_id)
        cancelled = _at_date(found[0], row.date, DatePatch(status=DateStatus.CANCELLED))
        await revise_found(tx, actor, found, EventPatch(dates=cancelled), now, public_id)
    else:
        await _cancel_alone(tx, actor, found, public_id, now)


async def _editable(tx: Tx, actor: Actor, group: int, public_id: str) -> Found:
    """The meeting's event, locked. Raises NOT_FOUND or NOT_ALLOWED."""
    occurrence, _, _ = await found_meeting(tx, actor, group, public_id)
    await tx.lock_event(occurrence.event)
    found = await tx.event_by_number(occurrence.event, actor.person)
    if found is None:
        raise not_found()
    access.check_edits_event(actor, found[2], found[0].creator)
    return found


def _whole_date(event: Event, row: Row, patch: OccurrencePatch) -> EventPatch:
    return EventPatch(dates=_at_date(event, row.date, date_patch(patch)), reminders=patch.reminders)


def _at_date(event: Event, number: int, patch: DatePatch) -> tuple[DatePatch, ...]:
    """A positional patch that touches the date of this number only."""
    return tuple(patch if date.number == number else DatePatch() for date in event.dates)


async def _row(tx: Tx, public_id: str) -> Row:
    row = await tx.row(public_id)
    if row is None:
        raise not_found()
    return row


async def _revise_alone(tx: Tx, actor: Actor, found: Found, row: Row, patch: OccurrencePatch, now: datetime) -> None:
    event, group, _ = found
    if patch.place is not UNSET and patch.place is not None:
        patch = replace(patch, place=await tx.stored_place(patch.place))
    after = changed_alone(row, _date_of(event, row), patch, (await tx.organization()).zone, now)
    if patch.reminders is not UNSET:
        await tx.set_reminders(event.number, row.number, patch.reminders)
    if after == row:
        return
    await tx.save_rows(event, [after])
    fields = changed_fields(row, after)
    await _stamp(tx, event, now, moved="time" in fields)
    told = about_event(ChangeName.OCCURRENCE_REVISED, event, row.public_id, fields)
    await tell(tx, actor, group, replace(told, in_chat=told.in_chat and fields != ("other",)), now)
    await tx.touch_group(group.number)


def _date_of(event: Event, row: Row) -> EventDate:
    return next(date for date in event.dates if date.number == row.date)


async def _cancel_alone(tx: Tx, actor: Actor, found: Found, public_id: str, now: datetime) -> None:
    event, group, _ = found
    row = await _row(tx, public_id)
    tally = await tx.tally(event.number)
    await tx.save_rows(event, [replace(row, cancelled=True, cancelled_at=now, cancelled_by=actor.person or 0)])
    await _stamp(tx, event, now, moved=True)
    await count(tx, event, tally)
    await tell(tx, actor, group, about_event(ChangeName.OCCURRENCE_CANCELLED, event, public_id), now)


async def _stamp(tx: Tx, event: Event, now: datetime, *, moved: bool) -> None:
    """The event was revised: SEQUENCE rises when one of its meetings moved or was cancelled."""
    await tx.save_event(replace(event, sequence=event.sequence + moved, updated_at=now, revised_at=now), event, now)
