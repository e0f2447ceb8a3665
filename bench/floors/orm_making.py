"""Making an event in floor (c): the rows of the event, its date and its meetings."""

import hashlib
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from itertools import count
from secrets import randbits
from uuid import uuid4
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from bench.floors.orm_events import Event, EventDate, Occurrence
from bench.floors.orm_record import Change, Credential, Credits, Directory, Group, Place
from bench.floors.orm_shapes import DateIn, EventIn

_numbers = count((time.time_ns() // 1_000_000 - 1_577_836_800_000 << 12) + randbits(12))


async def make(session: AsyncSession, asker: Credential, group: Group, body: EventIn) -> str:
    """Add everything; returns the event's prokey. The caller commits."""
    credits_ = await session.scalar(
        select(Credits).where(Credits.organization_id == asker.organization_id).with_for_update()
    )
    if credits_ is not None:
        credits_.created += 1
    event = _event(asker, group, body)
    session.add(event)
    await session.flush()
    date = _date(event, body.dates[0], await _place(session, event.organization_id, body.dates[0].location))
    session.add(date)
    await session.flush()
    meetings = list(_meetings(event, date, body))
    session.add_all(meetings)
    session.add(Directory(space="id", key=event.prokey, kind="event", organization_id=event.organization_id))
    group.version += 1
    group.occurrences += len(meetings)
    session.add(_change(event, date))
    return event.prokey


async def _place(session: AsyncSession, organization: int, told: str | None) -> int | None:
    if told is None:
        return None
    content = hashlib.sha256(told.encode()).hexdigest()
    known = await session.scalar(select(Place).where(Place.organization_id == organization, Place.content == content))
    if known is None:
        known = Place(organization_id=organization, number=next(_numbers), content=content, name=told)
        session.add(known)
        await session.flush()
    return known.number


def _event(asker: Credential, group: Group, body: EventIn) -> Event:
    now = time.time_ns() // 1_000
    first, last = _span(body.dates[0])
    days = timedelta(days=(body.recurrence_count or 1) - 1)
    return Event(
        organization_id=asker.organization_id, number=next(_numbers), prokey=str(uuid4()), group_number=group.number,
        creator=asker.person, status="published", recurrence="{}",
        rrule=f"FREQ=DAILY;COUNT={body.recurrence_count}" if body.simplified_recurrence else None, settings="{}",
        first_start=_micros(first), last_end=_micros(last + days), dynamic=0, zone_table="", sequence=0,
        revised_at=now, created_at=now,
    )  # fmt: skip


def _date(event: Event, told: DateIn, place: int | None) -> EventDate:
    return EventDate(
        organization_id=event.organization_id, number=next(_numbers), event=event.number, position=0, uid=event.prokey,
        name=told.name, start_date=told.startDate, start_time=told.startTime, start_fold=0, end_date=told.endDate,
        end_time=told.endTime, end_fold=0, zone=told.timeZone, all_day=0, description=told.description, place=place,
        status=told.status, availability=told.availability, organizer_name=told.organizer_name,
        organizer_email=told.organizer_email,
    )  # fmt: skip


def _meetings(event: Event, date: EventDate, body: EventIn) -> Iterator[Occurrence]:
    start, end = _span(body.dates[0])
    for day in range(body.recurrence_count or 1):
        first, last = start + timedelta(days=day), end + timedelta(days=day)
        yield Occurrence(
            organization_id=event.organization_id, number=next(_numbers),
            public_id=str(uuid4()) if day else event.prokey, event=event.number, event_date=date.number,
            group_number=event.group_number, ordinal=day, recurrence_id=first.strftime("%Y%m%dT%H%M%S"),
            starts_at=_micros(first), ends_at=_micros(last), name=date.name, name_fold=date.name.casefold(),
            place=date.place, live=1, cancelled=0,
        )  # fmt: skip


def _span(date: DateIn) -> tuple[datetime, datetime]:
    zone = ZoneInfo(date.timeZone or "Etc/GMT")
    start = datetime.fromisoformat(f"{date.startDate}T{date.startTime}").replace(tzinfo=zone)
    return start, datetime.fromisoformat(f"{date.endDate}T{date.endTime}").replace(tzinfo=zone)


def _micros(moment: datetime) -> int:
    return int(moment.timestamp()) * 1_000_000


def _change(event: Event, date: EventDate) -> Change:
    return Change(
        organization_id=event.organization_id, number=next(_numbers), name="event.created", by_person=event.creator,
        at=event.created_at, subject=event.number, group_number=event.group_number, fields="[]",
        snapshot=f'{{"name":"{date.name}","occurrence":"{event.prokey}","prokey":"{event.prokey}"}}',
    )  # fmt: skip
