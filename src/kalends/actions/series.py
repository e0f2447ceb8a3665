"""What people do with an event's meetings: list them, leave some out, go on differently from one on."""

from datetime import datetime

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kalends.actions.credits import charge
from kalends.actions.event import found_event, revise_found, show_event
from kalends.actions.planning import rewrite
from kalends.actions.ports import Read, Tx
from kalends.actions.ports.plan import RowQuery
from kalends.actions.references import check_templates
from kalends.actions.telling import Subject, about_event, tell
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.errors import invalid, not_found
from kalends.domain.event import Event, EventDate, EventPatch
from kalends.domain.meeting import as_date
from kalends.domain.message import ChangeName
from kalends.domain.plan import Row, check_size
from kalends.domain.revision import changed_fields
from kalends.domain.split import ended_before, following, revised_following
from kalends.domain.subscription import check_subscribed
from kalends.domain.timing import holds_nothing


class DatedMeeting(Struct, frozen=True):
    """One meeting as a date: what holds for it alone goes before what its event says. recurrence_id: see Occurrence."""

    number: int
    recurrence_id: str
    date: EventDate


class MeetingsOf(Struct, frozen=True, kw_only=True):
    """Which meetings of an event, by its prokey: those that overlap since and until (aware UTC)."""

    prokey: str
    since: datetime | None = None
    until: datetime | None = None
    offset: int = 0


async def list_event_meetings(read: Read, actor: Actor, query: MeetingsOf) -> list[DatedMeeting]:
    """Up to PAGE_V1 meetings by start, cancelled ones too, as far as they are written down. Raises NOT_FOUND."""
    event = await show_event(read, actor, query.prokey)
    if holds_nothing(query.since, query.until):
        return []
    asked = RowQuery(event.number, query.since, query.until, limits.PAGE_V1, query.offset)
    return await _dated(read, event, await read.rows_between(asked))


async def show_event_meeting(read: Read, actor: Actor, prokey: str, number: int) -> DatedMeeting:
    """One meeting of an event. Raises NOT_FOUND."""
    event = await show_event(read, actor, prokey)
    row = await read.row_by_number(event.number, number)
    if row is None:
        raise not_found()
    return (await _dated(read, event, [row]))[0]


async def _dated(read: Read, event: Event, rows: list[Row]) -> list[DatedMeeting]:
    home, dates = (await read.organization()).zone, {date.number: date for date in event.dates}
    return [DatedMeeting(row.number, row.recurrence_id, as_date(row, dates[row.date], home)) for row in rows]


async def leave_out(tx: Tx, actor: Actor, prokey: str, exdate: tuple[str, ...], *, now: datetime) -> Event:
    """Set which days a series leaves out; those no longer named come back, with what was answered there.

    Raises NOT_FOUND, NOT_ALLOWED, INVALID under "exdate" for what is no day, would leave nothing, or is no series.
    """
    access.check_writes(actor)
    await tx.lock_event(prokey)
    found = await found_event(tx, actor, prokey)
    if found[0].rrule is None:
        raise invalid("only a series can leave out days", "exdate")
    return await revise_found(tx, actor, found, EventPatch(exdate=exdate), now)


async def split_event(tx: Tx, actor: Actor, prokey: str, number: int, patch: EventPatch, *, now: datetime) -> Event:
    """The new series: this meeting and all that follow, changed by `patch`. The old one ends before.

    Meetings keep their ids and answers. Raises NOT_FOUND, NOT_ALLOWED, EXHAUSTED; INVALID for the first meeting, for
    an event that does not recur, and as for a change of an event.
    """
    access.check_writes(actor)
    await tx.lock_event(prokey)
    before, group, _ = await found_event(tx, actor, prokey)
    check_subscribed(group.subscription, patch, before)
    row = await tx.row_by_number(before.number, number)
    if row is None:
        raise not_found()
    ended, planned = ended_before(tx, before, row, now), following(tx, before, row, now)
    event = revised_following(tx, planned, patch, now)
    check_size(event, now)
    await check_templates(tx, event, before)
    await charge(tx, actor, created=1)
    await tx.add_event(planned)
    await tx.move_rows(before.number, planned, row)
    await _let_lapse(tx, planned, now)
    await rewrite(tx, before, ended, now)
    if patch.reminders is not UNSET:
        await tx.set_reminders(event.number, 0, patch.reminders, now)
    event = await rewrite(tx, planned, event, now)
    subject = Subject(event.dates[0].name, row.public_id)
    for name, one in ((ChangeName.EVENT_CREATED, event), (ChangeName.EVENT_REVISED, ended)):
        await tell(tx, actor, group, replace(about_event(name, one, subject), in_chat=False), now)
    if event != planned and (fields := changed_fields(planned, event)) != ("other",):
        told = about_event(ChangeName.EVENT_REVISED, event, subject, fields)
        await tell(tx, actor, group, replace(told, thing=None), now)  # webhooks know it as it is already
    return event


async def _let_lapse(tx: Tx, event: Event, now: datetime) -> None:
    """Answers that nobody has confirmed yet keep seats in the new series too, and no longer than in the old one."""
    for answer in await tx.pending_wide(event.number):
        due: dict[str, int | str] = {"event": event.number, "answer": answer.public_id}
        await tx.add_job("pending", f"answer:{answer.public_id}", due, answer.pending_until or now)
