"""What people do with events: make, read, change, publish, delete."""

from datetime import datetime

from msgspec import UNSET, Struct
from msgspec.structs import replace

from kalends.actions.credits import charge
from kalends.actions.firing import Answered, call_of, fire
from kalends.actions.group import create_group
from kalends.actions.notice import NEWS, Announcement, announce, held_before
from kalends.actions.planning import count, extend, planned, rewrite, write_first
from kalends.actions.ports import Read, Tx
from kalends.actions.ports.event import EventQuery
from kalends.actions.references import check_templates
from kalends.actions.reminding import forget_reminders, plan_reminders
from kalends.actions.seats import promote_in
from kalends.actions.telling import about_event, first_meeting, meeting_of, tell
from kalends.actions.tombstone import bury
from kalends.domain import access, limits
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.answer import Answer, PartStat
from kalends.domain.errors import not_found
from kalends.domain.event import Event, EventPatch
from kalends.domain.group import Group, GroupPatch, GroupRole, Status, Visibility
from kalends.domain.letter import LetterKind
from kalends.domain.message import ChangeName, Message
from kalends.domain.occurrence import Occurrence
from kalends.domain.plan import Row, check_size
from kalends.domain.revision import (
    calls_off,
    changed_fields,
    new_event,
    only_news,
    revise,
    rhythm,
    stamped,
    standing,
    taken_out,
    takes_up,
    told_date,
)
from kalends.domain.subscription import check_subscribed
from kalends.domain.timing import holds_nothing, instants, resolved, timing, today

Found = tuple[Event, Group, GroupRole | None]


class GroupChoice(Struct, frozen=True, kw_only=True):
    """Where a new event goes; exactly one is set. new_name makes a group of that name."""

    prokey: str | None = None
    number: int | None = None
    new_name: str | None = None


class EventList(Struct, frozen=True, kw_only=True):
    """Which events to list. group: a prokey. since, until: aware UTC; events that overlap them are meant.

    dates: how many of each event, the first ones; None: all.
    """

    group: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    dates: int | None = None
    limit: int = limits.PAGE_V1
    offset: int = 0


class Created(Struct, frozen=True):
    """A new event; for a conversation also its first meeting and the line that tells of it."""

    event: Event
    occurrence: Occurrence | None = None
    message: Message | None = None


async def list_events(read: Read, actor: Actor, query: EventList, *, now: datetime) -> list[Event]:
    """Events the actor may see, oldest first; none of other people's drafts. Raises NOT_FOUND for a group unseen.

    A visitor sees the published events of a group whose overview is public.
    """
    access.check_reads(actor)
    group = None if query.group is None else await _listed_group(read, actor, query.group)
    if holds_nothing(query.since, query.until):
        return []
    visiting = actor.kind is CredentialKind.VISITOR
    seen = EventQuery(
        group=None if group is None else group.number,
        person=None if visiting and group is not None else access.viewer(actor),
        since=query.since,
        until=query.until,
        published_only=visiting,
        dates=query.dates,
        limit=query.limit,
        offset=query.offset,
        dynamic=await _dynamic(read, query, group, now),
    )
    events = await read.events(seen)
    return [it for it in events if not visiting or it.visibility is not Visibility.MEMBERS]


async def _listed_group(read: Read, actor: Actor, prokey: str) -> Group:
    found = await read.group_by_prokey(prokey, actor.person)
    if found is None:
        raise not_found()
    group, role = found
    if actor.kind is CredentialKind.VISITOR:
        if not (
            group.settings.overview_public and group.status is Status.PUBLISHED and access.sees_publicly(group, None)
        ):
            raise not_found()
    else:
        access.check_sees_group(actor, role, group.status)
    return group


async def _dynamic(read: Read, query: EventList, group: Group | None, now: datetime) -> tuple[int, ...]:
    """Numbers of the dynamic events that overlap the bounds, as today makes them."""
    if query.since is None and query.until is None:
        return ()
    events = await read.dynamic_events(None if group is None else group.number, limits.EVENTS_PER_CALENDAR)
    return tuple(event.number for event in events if _overlaps(event, query, now))


def _overlaps(event: Event, query: EventList, now: datetime) -> bool:
    reach = [instants(timing(resolved(date, today(now))), "Etc/GMT") for date in event.dates]
    start, end = min(start for start, _ in reach), max(end for _, end in reach)
    return (query.since is None or end >= query.since) and (query.until is None or start <= query.until)


async def latest_event(read: Read, actor: Actor) -> Event:
    """The newest event the actor may see. Raises NOT_FOUND when there is none."""
    access.check_reads(actor)
    events = await read.events(EventQuery(person=access.viewer(actor), newest_first=True, limit=1))
    if not events:
        raise not_found()
    return events[0]


async def show_event(read: Read, actor: Actor, prokey: str) -> Event:
    """One event. Raises NOT_FOUND unless the actor may see its group, and for a draft that they may not change."""
    access.check_reads(actor)
    found = await read.event_and_role(prokey, actor.person)
    if found is None:
        raise not_found()
    event, role, group_status = found
    access.check_sees_event(actor, role, (event.status, group_status), event.creator)
    return event


async def hold_event(tx: Tx, actor: Actor, prokey: str) -> Event:
    """As `show_event`; nobody else changes it before the deed ends."""
    await tx.lock_event(prokey)
    return await show_event(tx, actor, prokey)


async def create_event(
    tx: Tx, actor: Actor, choice: GroupChoice, patch: EventPatch, *, now: datetime, draft: bool = False
) -> Created:
    """A new event, published, with its meetings. Whoever makes it in a conversation is going.

    draft: made as one, on the command line only: nobody is told of it before it is published.
    Raises NOT_FOUND for a group the actor may not see, INVALID under our field names, EXHAUSTED without credits.
    """
    access.check_writes(actor)
    group, role = await _chosen_group(tx, actor, choice, now)
    access.check_creates_event(actor, role)
    event = new_event(tx, group.number, actor.person, patch, now)
    event = replace(event, status=Status.DRAFT) if draft else event
    check_size(event, now)
    await check_templates(tx, event, None)
    await charge(tx, actor, created=1)
    group = await _held(tx, actor, group)
    check_subscribed(group.subscription, patch, None)
    event, plan_ = await planned(tx, event, now)
    event = _in_group(event, group)
    await tx.add_event(event)
    tally = await write_first(tx, event, plan_, now)
    if patch.reminders:
        await tx.set_reminders(event.number, 0, patch.reminders, now)
    await tx.touch_group(group.number, occurrences=tally.occurrences, cancelled=tally.cancelled)
    if patch.reminders or group.settings.attendance_requests:
        await plan_reminders(tx, event, now)
    told = about_event(ChangeName.EVENT_CREATED, event, await first_meeting(tx, event))
    message = await tell(tx, actor, group, told, now)
    return Created(event, await _first_meeting(tx, actor, event, group, now), message)


async def _chosen_group(tx: Tx, actor: Actor, choice: GroupChoice, now: datetime) -> tuple[Group, GroupRole | None]:
    if choice.new_name is not None:
        return await create_group(tx, actor, GroupPatch(name=choice.new_name), now=now), GroupRole.OWNER
    if choice.number is not None:
        found = await tx.group_by_number(choice.number, actor.person)
    else:
        found = await tx.group_by_prokey(choice.prokey or "", actor.person)
    if found is None:
        raise not_found()
    access.check_sees_group(actor, found[1], found[0].status)
    return found


async def _held(tx: Tx, actor: Actor, group: Group) -> Group:
    """The group as it is by now, until the deed ends. Held after the credits, as every revision of an event does."""
    await tx.lock_group(group.prokey)
    found = await tx.group_by_prokey(group.prokey, actor.person)
    if found is None:
        raise not_found()
    return found[0]


async def _first_meeting(tx: Tx, actor: Actor, event: Event, group: Group, now: datetime) -> Occurrence | None:
    if actor.kind is not CredentialKind.TOKEN or actor.person is None:
        return None
    found = await tx.occurrence_by_public_id(event.prokey, actor.person)
    if found is None:
        return None
    attendee = await tx.attendee_of_person(actor.person)
    going = Answer(tx.next_number(), tx.next_id(), event.number, found[0].number, PartStat.ACCEPTED, 1, now, now)
    going = replace(going, attendee=attendee)
    await tx.put_answer(going)
    answered = Answered(event, going, None, going.state)
    if call := call_of(ChangeName.RSVP_ANSWERED, answered, group):
        await fire(tx, call, answered, now)
    return found[0]


async def revise_event(tx: Tx, actor: Actor, prokey: str, patch: EventPatch, *, now: datetime) -> Event:
    """The event after the change; nothing is written, counted or told when nothing changes."""
    access.check_writes(actor)
    await tx.lock_event(prokey)
    found = await found_event(tx, actor, prokey)
    check_subscribed(found[1].subscription, patch, found[0])
    return await revise_found(tx, actor, found, patch, now)


async def found_event(tx: Tx, actor: Actor, prokey: str) -> Found:
    """An event to be changed. Raises NOT_FOUND, NOT_ALLOWED unless the actor may change it."""
    found = await tx.event_by_prokey(prokey, actor.person)
    if found is None:
        raise not_found()
    event, group, role = found
    access.check_sees_event(actor, role, (event.status, group.status), event.creator)
    access.check_edits_event(actor, role, event.creator)
    return found


async def revise_found(tx: Tx, actor: Actor, found: Found, patch: EventPatch, now: datetime) -> Event:
    """The inside of every revision."""
    before, group, _ = found
    event = revise(tx, before, patch, now)
    retimed = patch.reminders is not UNSET and patch.reminders != await tx.chat_reminders(before.number, 0)
    if retimed and patch.reminders is not UNSET:
        await tx.set_reminders(before.number, 0, patch.reminders, now)
        event = stamped(event, now) if event is before else event  # its alarms are in calendars
    if event is before:
        return before
    await check_templates(tx, event, before)
    await charge(tx, actor, updated=1)
    one, was = await _told_of(tx, before, event, now)
    subject = await meeting_of(tx, before, told_date(before, event))  # now: a date taken out has none afterwards
    if event.dates == before.dates and rhythm(event) == rhythm(before):
        event = replace(event, zone_table=before.zone_table)  # its meetings are not derived anew
        await tx.save_event(event, before, now)
        await tx.touch_group(group.number)
        if retimed:
            await plan_reminders(tx, event, now)
    else:
        check_size(event, now)
        event = await rewrite(tx, before, event, now)
        await bury(tx, before, taken_out(before, event), group, now)
    if subject.public_id is None:
        subject = await meeting_of(tx, event, told_date(before, event))
    name = ChangeName.EVENT_CANCELLED if calls_off(before, event) else ChangeName.EVENT_REVISED
    fields = changed_fields(before, event)
    told = about_event(name, event, subject, fields)
    await tell(tx, actor, group, replace(told, in_chat=told.in_chat and fields != ("other",)), now)
    if _is_news(before, event):
        await announce(tx, actor, _announcement(before, event, one, was), now)
    await promote_in(tx, event, group, now)  # fewer meetings, or another form, may have more seats
    return event


def _is_news(before: Event, after: Event) -> bool:
    """Are those who come to be written to?"""
    turned = calls_off(before, after) or takes_up(before, after)
    return turned or not NEWS.isdisjoint(changed_fields(before, after))


async def _told_of(tx: Tx, before: Event, after: Event, now: datetime) -> tuple[Row | None, dict[str, int | str]]:
    """The meeting that the news are of, None for the event as a whole, and what held before."""
    if not _is_news(before, after):
        return None, {}
    date = only_news(before, after)
    first = None if date is None else await tx.first_of_date(before.number, date.number)
    row = None if first is None else await tx.row(first)
    return row, await held_before(tx, before, None if row is None else row.number, now)


def _announcement(before: Event, after: Event, one: Row | None, was: dict[str, int | str]) -> Announcement:
    """one, was: see `_told_of`."""
    number, date = (None, None) if one is None else (one.number, one.date)
    off = all(it.is_off for it in after.dates if date in (None, it.number))
    return Announcement(
        kind=LetterKind.CANCELLED if off else LetterKind.EVENT_REVISED,
        event=after.number,
        occurrence=number,
        revised_at=after.revised_at,
        was=was,
        stood=(standing(before, date), standing(after, date)),
    )


async def set_event_status(tx: Tx, actor: Actor, prokey: str, status: Status, *, now: datetime) -> Event:
    """Publish a draft, which is then told as if just made; or make a draft, which hides it from all but its editors."""
    access.check_writes(actor)
    await tx.lock_event(prokey)
    before, group, _ = await found_event(tx, actor, prokey)
    if before.status is status:
        return before
    await tx.restart_reminders(before.number, now)
    event = await rewrite(tx, before, stamped(replace(before, status=status), now), now)
    name = ChangeName.EVENT_CREATED if status is Status.PUBLISHED else ChangeName.EVENT_WITHDRAWN
    await tell(tx, actor, group, about_event(name, event, await first_meeting(tx, event)), now)
    await promote_in(tx, event, group, now)  # seats that were freed meanwhile
    return event


async def delete_event(tx: Tx, actor: Actor, prokey: str, *, now: datetime) -> None:
    """Hide the event from every reader at once; a job takes its rows out later."""
    access.check_writes(actor)
    await tx.lock_event(prokey)
    event, group, _ = await found_event(tx, actor, prokey)
    tally, subject = await tx.tally(event.number), await first_meeting(tx, event)
    await bury(tx, event, event.dates, group, now)
    await tx.mark_event_deleted(event.number, now)
    await forget_reminders(tx, event.number)
    await count(tx, event, tally)
    await tell(tx, actor, group, about_event(ChangeName.EVENT_DELETED, event, subject), now)
    await tx.add_job("removal", f"event:{event.number}", {"event": event.number, "by": actor.person or 0}, now)


async def extend_rows(tx: Tx, actor: Actor, event: int, *, now: datetime) -> bool:
    """Write further meetings of a long series; True while more are to come at once. Tells nobody anything."""
    await tx.lock_event(event)
    found = await tx.event_by_number(event, actor.person)
    return False if found is None or found[0].rows_until is None else await extend(tx, found[0], now)


def _in_group(event: Event, group: Group) -> Event:
    return replace(event, group_prokey=group.prokey)
