"""Changing one meeting: a date's only one by changing the date, one of a series alone."""

from datetime import datetime

from msgspec import UNSET
from msgspec.structs import replace

from kalends.actions.credits import charge
from kalends.actions.event import Found, found_event, revise_found
from kalends.actions.notice import NEWS, Announcement, announce, held_before
from kalends.actions.occurrence import Meeting, found_meeting, show_meeting
from kalends.actions.planning import count
from kalends.actions.ports import Tx
from kalends.actions.reminding import plan_reminders
from kalends.actions.seats import promote_in
from kalends.actions.telling import Subject, about_event, tell
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.event import DatePatch, DateStatus, Event, EventDate, EventPatch
from kalends.domain.letter import LetterKind
from kalends.domain.meeting import changed_alone, changed_fields, date_patch, standing, stands, told_place
from kalends.domain.message import ChangeName
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.plan import Row, spanned
from kalends.domain.revision import stamped

_CANCELLED = DatePatch(status=DateStatus.CANCELLED)


async def revise_meeting(
    tx: Tx, actor: Actor, group: int, public_id: str, patch: OccurrencePatch, *, now: datetime
) -> Meeting:
    """The meeting of a conversation after the change. Raises NOT_FOUND, for a cancelled one too, and NOT_ALLOWED.

    One that has changes of its own from when it was in a series goes on being changed alone.
    """
    found, row = await _in_conversation(tx, actor, group, public_id)
    if patch.reminders is not UNSET and _is_alone(found[0], row):
        await _remind_alone(tx, found[0], row, patch.reminders, now)
    await _revise(tx, actor, found, row, date_patch(patch), now, patch)
    return await show_meeting(tx, actor, group, public_id)


async def cancel_meeting(tx: Tx, actor: Actor, group: int, public_id: str, *, now: datetime) -> None:
    """Cancel the meeting for good; it stays in calendars as cancelled and goes from conversations."""
    found, row = await _in_conversation(tx, actor, group, public_id)
    await _revise(tx, actor, found, row, _CANCELLED, now)


async def revise_occurrence(tx: Tx, actor: Actor, prokey: str, number: int, patch: DatePatch, *, now: datetime) -> None:
    """Change one meeting of an event, a cancelled one too: status CANCELLED cancels it, CONFIRMED restores it.

    Raises NOT_FOUND for a meeting that the event does not make, NOT_ALLOWED, INVALID under "occurrence".
    """
    access.check_writes(actor)
    await tx.lock_event(prokey)
    found = await found_event(tx, actor, prokey)
    row = await tx.row_by_number(found[0].number, number)
    if row is None:
        raise not_found()
    await _revise(tx, actor, found, row, patch, now)


async def _in_conversation(tx: Tx, actor: Actor, group: int, public_id: str) -> tuple[Found, Row]:
    """The meeting's row, and its event, locked. Raises NOT_FOUND or NOT_ALLOWED."""
    access.check_writes(actor)
    occurrence, _, _ = await found_meeting(tx, actor, group, public_id)
    await tx.lock_event(occurrence.event)
    found, row = await tx.event_by_number(occurrence.event, actor.person), await tx.row(public_id)
    if found is None or row is None:
        raise not_found()
    access.check_edits_event(actor, found[2], found[0].creator)
    return found, row


def _is_alone(event: Event, row: Row) -> bool:
    return event.rrule is not None or row.override is not None


async def _revise(
    tx: Tx, actor: Actor, found: Found, row: Row, patch: DatePatch, now: datetime, told: OccurrencePatch | None = None
) -> None:
    event = found[0]
    if _is_alone(event, row):
        return await _revise_alone(tx, actor, found, row, patch, now)
    dates = tuple(patch if date.number == row.date else DatePatch() for date in event.dates)
    whole = EventPatch(dates=dates, reminders=UNSET if told is None else told.reminders)
    await revise_found(tx, actor, found, whole, now)
    return None


async def _revise_alone(tx: Tx, actor: Actor, found: Found, row: Row, patch: DatePatch, now: datetime) -> None:
    event, group, _ = found
    date, home = _date_of(event, row), (await tx.organization()).zone
    after = stands(row, date, patch.status, actor.person, now)
    after = changed_alone(after, date, await _with_place(tx, row, date, home, patch), home, now)
    if after == row:
        return
    await charge(tx, actor, updated=1)
    tally = await tx.tally(event.number)
    fields, turned = changed_fields(row, after), after.cancelled != row.cancelled
    was = await held_before(tx, event, row.number, now)
    await tx.save_rows(event, [after])
    event = spanned(event, await tx.rows(event.number))
    event = await _stamp(tx, event, now, moved=turned or "time" in fields)
    await count(tx, event, tally)
    await plan_reminders(tx, event, now)
    name = ChangeName.OCCURRENCE_CANCELLED if turned and after.cancelled else ChangeName.OCCURRENCE_REVISED
    told = about_event(name, event, Subject(after.name, row.public_id), fields)
    await tell(tx, actor, group, replace(told, in_chat=told.in_chat and (turned or fields != ("other",))), now)
    if turned or not NEWS.isdisjoint(fields):
        kind = LetterKind.CANCELLED if after.cancelled else LetterKind.EVENT_REVISED
        stood = standing(row, date, home), standing(after, date, home)
        it = Announcement(
            kind=kind, event=event.number, occurrence=row.number, revised_at=event.revised_at, was=was, stood=stood
        )
        await announce(tx, actor, it, now)
    await promote_in(tx, event, group, now)  # who waits for the whole event may have waited for this meeting


async def _remind_alone(tx: Tx, event: Event, row: Row, leads: tuple[int, ...], now: datetime) -> None:
    if leads != await tx.chat_reminders(event.number, row.number):
        await tx.set_reminders(event.number, row.number, leads, now)
        await _stamp(tx, event, now, moved=False)
        await tx.touch_group(event.group)
        await plan_reminders(tx, event, now)


async def _with_place(tx: Tx, row: Row, date: EventDate, home: str, patch: DatePatch) -> DatePatch:
    """The same change without a status, and with its place stored."""
    place = patch.place if patch.place_told is UNSET else told_place(row, date, home, patch.place_told)
    if place is not UNSET and place is not None:
        place = await tx.stored_place(place)
    return replace(patch, place=place, place_told=UNSET, status=UNSET)


def _date_of(event: Event, row: Row) -> EventDate:
    return next(date for date in event.dates if date.number == row.date)


async def _stamp(tx: Tx, event: Event, now: datetime, *, moved: bool) -> Event:
    """The event as revised: SEQUENCE rises when one of its meetings moved, was cancelled or restored."""
    after = stamped(replace(event, sequence=event.sequence + moved), now)
    await tx.save_event(after, event, now)
    return after
