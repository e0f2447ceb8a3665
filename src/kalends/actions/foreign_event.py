"""Taking over an event from elsewhere, once or again and again: by its UID it becomes one event of ours."""

from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.event import Found, GroupChoice, create_event, extend_rows, found_event, revise_event
from kalends.actions.meeting import revise_occurrence
from kalends.actions.ports import Tx
from kalends.calendar.ics_reading import ForeignEvent, LeftOut
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.errors import Refused, not_found
from kalends.domain.event import Event, EventPatch
from kalends.domain.external_calendar import told_left_out
from kalends.domain.foreign_event import GONE, Origin, Surroundings, event_patch, is_older, meeting_patch, plain_meeting
from kalends.domain.group import Group, Subscription
from kalends.domain.plan import Row


class Taken(StrEnum):
    """What became of it."""

    CREATED = "created"
    DRAFTED = "created as a draft"  # since it is marked as private
    REVISED = "revised"
    UNCHANGED = "unchanged"
    OLDER = "older than what is here"
    MADE_HERE = "made here, and left as it is"


class Import(Struct, frozen=True):
    """What became of one event. left_out: meetings that could not be changed as the file has them."""

    taken: Taken
    prokey: str
    left_out: tuple[LeftOut, ...] = ()


async def import_event(
    tx: Tx, actor: Actor, group_prokey: str, it: ForeignEvent, around: Surroundings, *, now: datetime
) -> Import:
    """The group's event of this foreign UID: made, revised where the file has a newer version, else left alone.

    What was changed here since the last import stays as long as the source does not change. An event that was made
    here comes from nowhere else: its own export is left alone. The UID is kept, unless another group's event has it.
    it: one of `domain.foreign_event.parts`. Raises INVALID for what could be no event of ours, NOT_FOUND and
    NOT_ALLOWED as for every event.
    """
    access.check_writes(actor)
    await tx.lock_group(group_prokey)
    found = await tx.group_by_prokey(group_prokey, actor.person)
    if found is None or not access.sees_group(actor, found[1]):
        raise not_found()
    group = found[0]
    patch = _fitting(event_patch(it, around), group)
    known = await tx.origin(group.number, it.uid)
    if known is None and (own := await tx.made_here(group.number, it.uid)) is not None:
        return Import(Taken.MADE_HERE, own)
    if known is not None and known[1].digest == it.digest:
        return Import(Taken.UNCHANGED, known[0])
    if known is not None and is_older(it, known[1]):
        return Import(Taken.OLDER, known[0])
    stood = None if known is None else await found_event(tx, actor, known[0])
    if stood is None:
        event = await _created(tx, actor, group, it, patch, now)
    else:
        event = await _revised(tx, actor, stood[0], it, patch, now)
    before = frozenset(known[1].meetings if known else ())
    left_out = await _change_meetings(tx, actor, event, it, around, before, now)
    await tx.put_origin(group.number, _origin(it, event, complete=not left_out))
    return Import(await _taken(tx, actor, it, event, stood), event.prokey, tuple(left_out))


async def _taken(tx: Tx, actor: Actor, it: ForeignEvent, event: Event, stood: Found | None) -> Taken:
    if stood is None:
        return Taken.DRAFTED if it.private else Taken.CREATED
    after = (await found_event(tx, actor, event.prokey))[0]
    return Taken.UNCHANGED if after.revised_at == stood[0].revised_at else Taken.REVISED


def _origin(it: ForeignEvent, event: Event, *, complete: bool) -> Origin:
    """An event of which something was left out is looked at again the next time: more of it may have come in reach."""
    meetings = tuple(own.recurrence_id or "" for own in it.overrides)
    return Origin(it.uid, event.number, it.sequence, it.modified, it.digest if complete else "", meetings)


def _fitting(patch: EventPatch, group: Group) -> EventPatch:
    """Without an organizer, where the group's events have none (domain/subscription.py)."""
    if group.subscription is not Subscription.CHILDREN:
        return patch
    dates = patch.dates if isinstance(patch.dates, tuple) else ()
    return replace(patch, dates=tuple(replace(it, organizer_name=None, organizer_email=None) for it in dates))


async def _created(tx: Tx, actor: Actor, group: Group, it: ForeignEvent, patch: EventPatch, now: datetime) -> Event:
    choice = GroupChoice(prokey=group.prokey)
    made = (await create_event(tx, actor, choice, patch, now=now, draft=it.private)).event
    uid = made.dates[0].uid if await tx.uid_is_taken(it.uid) else it.uid
    kept = replace(made, dates=(replace(made.dates[0], uid=uid), *made.dates[1:]), sequence=it.sequence)
    await tx.save_event(kept, made, now)
    return kept


async def _revised(tx: Tx, actor: Actor, before: Event, it: ForeignEvent, patch: EventPatch, now: datetime) -> Event:
    dates = patch.dates if isinstance(patch.dates, tuple) else ()
    gone = (GONE,) * max(len(before.dates) - len(dates), 0)
    event = await revise_event(tx, actor, before.prokey, replace(patch, dates=(*dates, *gone)), now=now)
    if it.sequence > event.sequence:
        await tx.save_event(replace(event, sequence=it.sequence), event, now)
        await tx.touch_group(event.group)
    return event


async def _change_meetings(
    tx: Tx, actor: Actor, event: Event, it: ForeignEvent, around: Surroundings, before: frozenset[str], now: datetime
) -> list[LeftOut]:
    """Meetings of a rule that differ, and those that did at the last import and do no more."""
    if event.rrule is None:
        return []
    own = {one.recurrence_id or "": one for one in it.overrides[: limits.MEETINGS_CHANGED_PER_EVENT]}
    left_out = [_told(one, "too many meetings of this series differ") for one in it.overrides[len(own) :]]
    rows = await _rows(tx, actor, event, frozenset(own) | before, now)
    for start, one in own.items():
        if (row := rows.get(start) or rows.get(start[:8])) is None:
            left_out.append(_told(one, "its series makes no meeting then, or only later than two years from now"))
            continue
        try:
            await revise_occurrence(tx, actor, event.prokey, row.number, meeting_patch(one, around), now=now)
        except Refused as refused:
            left_out.append(told_left_out(one, refused))
    for start in before - set(own):
        if (row := rows.get(start) or rows.get(start[:8])) is not None:
            patch = plain_meeting(it, row.recurrence_id, around)
            await revise_occurrence(tx, actor, event.prokey, row.number, patch, now=now)
    return left_out


async def _rows(tx: Tx, actor: Actor, event: Event, starts: frozenset[str], now: datetime) -> Mapping[str, Row]:
    """The event's meetings by original start and by its day; written further than usual where these are later."""
    rows: list[Row] = []
    for _ in range(limits.OCCURRENCES_PER_RULE // limits.OCCURRENCES_IN_DEED + 1 if starts else 0):
        rows = [row for row in await tx.rows(event.number) if row.dropped_at is None]
        if max((row.recurrence_id for row in rows), default="") >= max(starts):
            break
        await extend_rows(tx, actor, event.number, now=now)
    return {row.recurrence_id[:8]: row for row in reversed(rows)} | {row.recurrence_id: row for row in rows}


def _told(it: ForeignEvent, reason: str) -> LeftOut:
    return LeftOut(it.uid, f"{it.summary[:100]} ({it.recurrence_id})", reason)
