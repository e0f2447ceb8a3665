"""Rows of events and their dates."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import datetime

import msgspec

from kalends.actions.ports.event import EventQuery
from kalends.domain.event import Event, EventSettings, Recurrence
from kalends.domain.group import Group, GroupRole, Status, Visibility
from kalends.domain.place import Place
from kalends.store.event_date import (
    DATE_COLUMNS,
    DATE_JOIN,
    DATES,
    FIRST_DATES,
    INSERT_DATE,
    REMOVE_DATES,
    UPDATE_DATE,
    date_of,
    date_values,
)
from kalends.store.group import GROUP_COLUMNS, GROUP_WIDTH, ROLE_JOIN, group_of, role_of
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.place import INSERT_PLACE, PLACE_BY_CONTENT, place_content, place_values
from kalends.store.reference import References
from kalends.store.sql import Sql
from kalends.store.transaction import Row
from kalends.store.words import maybe_word_of, word_of

_TEMPLATES_VERSION = "(SELECT templates_version FROM organizations WHERE organization_id = :o)"
_COLUMNS = """
  e.number, e.prokey, e.group_number, e.creator, e.created_at, e.revised_at, e.updated_at, e.status, e.visibility,
  e.title, e.recurrence, e.rrule, e.layout, e.landingpage, e.rsvp_block, e.cta_block, e.settings, e.first_start,
  e.last_end, e.dynamic, e.rows_until, e.zone_table, e.sequence, g.prokey
"""
_WIDTH = 24
_FROM = """
  FROM events e JOIN groups g ON g.organization_id = e.organization_id AND g.number = e.group_number
"""
_SHOWN = "e.organization_id = :o AND e.deleted_at IS NULL AND g.deleted_at IS NULL"
_ONE = f"""
  SELECT {_COLUMNS}, {GROUP_COLUMNS}, m.role, {DATE_COLUMNS} {_FROM} {ROLE_JOIN} {DATE_JOIN} WHERE {_SHOWN}
"""
_AND_ROLE = Sql(f"""
  SELECT {_COLUMNS}, m.role, g.status, {DATE_COLUMNS} {_FROM} {ROLE_JOIN} {DATE_JOIN}
  WHERE {_SHOWN} AND e.prokey = :prokey ORDER BY d.position
""")
_GROUP_VERSION = Sql(f"""
  SELECT g.version + {_TEMPLATES_VERSION} FROM events e
  JOIN groups g ON g.organization_id = e.organization_id AND g.number = e.group_number
  WHERE e.organization_id = :o AND e.prokey = :prokey AND e.deleted_at IS NULL AND g.deleted_at IS NULL
  UNION ALL SELECT version + {_TEMPLATES_VERSION} FROM groups
  WHERE organization_id = :o AND prokey = :prokey AND deleted_at IS NULL
""")
_DATES_FROM = _WIDTH + GROUP_WIDTH + 1
_BY_PROKEY = Sql(f"{_ONE} AND e.prokey = :prokey ORDER BY d.position")
_BY_NUMBER = Sql(f"{_ONE} AND e.number = :number ORDER BY d.position")
_EVEN_DELETED = Sql(f"""
  SELECT {_COLUMNS}, {GROUP_COLUMNS}, m.role, {DATE_COLUMNS}, COALESCE(e.deleted_at, g.deleted_at)
  {_FROM} {ROLE_JOIN} {DATE_JOIN} WHERE e.organization_id = :o AND e.number = :number ORDER BY d.position
""")
_NUMBERED = Sql(f"SELECT {_COLUMNS} {_FROM} WHERE {_SHOWN} AND e.number IN (:numbers...) ORDER BY e.number")
_DYNAMIC = f"SELECT {_COLUMNS} {_FROM} WHERE {_SHOWN} AND e.dynamic = 1"
_DYNAMIC_ALL = Sql(f"{_DYNAMIC} ORDER BY e.number LIMIT :limit")
_DYNAMIC_IN = Sql(f"{_DYNAMIC} AND e.group_number = :group_number ORDER BY e.number LIMIT :limit")
_NARROWING = {
    "group_number": " AND e.group_number = :group_number",
    "person": """ AND EXISTS (SELECT 1 FROM memberships m WHERE m.organization_id = :o
        AND m.group_number = e.group_number AND m.person = :person AND m.left_at IS NULL
        AND ((e.status = 'published' AND g.status = 'published') OR e.creator = :person
          OR m.role IN ('owner', 'leader')))""",
    "since": " AND (e.last_end >= :since OR (e.last_end IS NULL AND e.dynamic = 0) OR e.number IN (:dynamic...))",
    "until": " AND (e.first_start <= :until OR e.number IN (:dynamic...))",
    "published": " AND e.status = 'published' AND g.status = 'published'",
}
_INSERT = Sql("""
  INSERT INTO events (organization_id, number, prokey, group_number, creator, status, visibility, title, recurrence,
    rrule, layout, landingpage, rsvp_block, cta_block, settings, first_start, last_end, dynamic, rows_until, zone_table,
    sequence, revised_at, created_at)
  VALUES (:o, :number, :prokey, :group_number, :creator, :status, :visibility, :title, :recurrence,
    :rrule, :layout, :landingpage, :rsvp_block, :cta_block, :settings, :first_start, :last_end, :dynamic, :rows_until,
    :zone_table, :sequence, :revised_at, :created_at)
""")
_DIRECTORY = Sql("INSERT INTO directory (space, key, kind, organization_id) VALUES ('id', :prokey, 'event', :o)")
_UPDATE = Sql("""
  UPDATE events SET status = :status, visibility = :visibility, title = :title, recurrence = :recurrence,
    rrule = :rrule, layout = :layout, landingpage = :landingpage, rsvp_block = :rsvp_block, cta_block = :cta_block,
    settings = :settings, first_start = :first_start, last_end = :last_end, dynamic = :dynamic,
    rows_until = :rows_until, zone_table = :zone_table, sequence = :sequence, revised_at = :revised_at,
    updated_at = :updated_at
  WHERE organization_id = :o AND number = :number
""")
_ORPHANED = Sql(f"""
  SELECT {_COLUMNS} {_FROM} WHERE e.organization_id = :o AND e.group_number = :group_number AND e.deleted_at IS NULL
    AND g.deleted_at IS NOT NULL AND e.status = 'published' AND g.status = 'published' AND g.kind = 'group'
  ORDER BY e.number LIMIT :limit
""")
_DELETE = Sql("UPDATE events SET deleted_at = :now WHERE organization_id = :o AND number = :number")
_LOCK = Sql("UPDATE events SET number = number WHERE organization_id = :o AND number = :number")
_LOCK_PROKEY = Sql("UPDATE events SET number = number WHERE organization_id = :o AND prokey = :prokey")
_HIDE = Sql("UPDATE occurrences SET live = 0 WHERE organization_id = :o AND event = :number")
_REMINDERS = Sql("""
  SELECT occurrence, lead_s FROM reminders WHERE organization_id = :o AND event = :event
    AND occurrence IN (0, :occurrence) AND channel = 'chat' ORDER BY occurrence DESC, position
""")
_REMINDERS_FOR = Sql("""
  SELECT r.number, m.occurrence, m.lead_s FROM occurrences r
  JOIN reminders m ON m.organization_id = r.organization_id AND m.event = r.event AND m.occurrence IN (0, r.number)
  WHERE r.organization_id = :o AND r.number IN (:occurrences...) AND m.channel = 'chat'
  ORDER BY r.number, m.occurrence DESC, m.position
""")
_CLEAR_REMINDERS = Sql("""
  DELETE FROM reminders WHERE organization_id = :o AND event = :event AND occurrence = :occurrence AND channel = 'chat'
""")
_ADD_REMINDER = Sql("""
  INSERT INTO reminders (organization_id, number, event, occurrence, position, lead_s, channel, audience, since)
  VALUES (:o, :number, :event, :occurrence, :position, :lead_s, 'chat', 'group', :since)
""")

_status, _visibility = word_of(Status), maybe_word_of(Visibility)
_recurrences = msgspec.json.Decoder(Recurrence)
_settings = msgspec.json.Decoder(EventSettings)
_ONCE, _PLAIN = Recurrence(), EventSettings()


class EventRows(References):
    """See actions/ports/event.py."""

    __slots__ = ()

    async def event_by_prokey(self, prokey: str, person: int | None) -> tuple[Event, Group, GroupRole | None] | None:
        return await self._whole_event(_whole(await self.all(_BY_PROKEY, prokey=prokey, person=person)))

    async def group_version(self, prokey: str) -> int | None:
        row = await self.one(_GROUP_VERSION, prokey=prokey)
        return None if row is None else int(row[0])

    async def event_and_role(self, prokey: str, person: int | None) -> tuple[Event, GroupRole | None, Status] | None:
        rows = await self.all(_AND_ROLE, prokey=prokey, person=person)
        if not rows:
            return None
        (event,) = await self.without_deleted([_event(rows[0], [row[_WIDTH + 2 :] for row in rows])])
        return event, role_of(rows[0][_WIDTH]), _status(rows[0][_WIDTH + 1])

    async def event_by_number(self, number: int, person: int | None) -> tuple[Event, Group, GroupRole | None] | None:
        return await self._whole_event(_whole(await self.all(_BY_NUMBER, number=number, person=person)))

    async def event_to_tell_of(self, number: int) -> tuple[Event, Group, bool] | None:
        rows = await self.all(_EVEN_DELETED, number=number, person=None)
        found = await self._whole_event(_whole([row[:-1] for row in rows]))
        return None if found is None else (found[0], found[1], rows[0][-1] is not None)

    async def _with_dates(self, rows: Sequence[Row], most: int | None = None) -> list[Event]:
        """most: how many dates of each event, the first ones; None: all."""
        dates: defaultdict[int, list[Row]] = defaultdict(list)
        statement = DATES if most is None else FIRST_DATES
        for date in await self.all(statement, events=[row[0] for row in rows], most=most) if rows else ():
            dates[date[0]].append(date)
        return await self.without_deleted([_event(row, dates[row[0]]) for row in rows])

    async def _whole_event(
        self, found: tuple[Event, Group, GroupRole | None] | None
    ) -> tuple[Event, Group, GroupRole | None] | None:
        if found is None:
            return None
        (event,) = await self.without_deleted(found[:1])
        return event, *found[1:]

    async def events(self, query: EventQuery) -> list[Event]:
        statement = _listing(
            query.group is not None, query.person is not None, query.since is not None, query.until is not None,
            query.published_only, query.newest_first,
        )  # fmt: skip
        rows = await self.all(
            statement, group_number=query.group, person=query.person, since=maybe_micros(query.since),
            until=maybe_micros(query.until), dynamic=query.dynamic, limit=query.limit, offset=query.offset,
        )  # fmt: skip
        return await self._with_dates(rows, query.dates)

    async def events_numbered(self, numbers: Sequence[int]) -> list[Event]:
        return await self._with_dates(await self.all(_NUMBERED, numbers=numbers))

    async def dynamic_events(self, group: int | None, limit: int) -> list[Event]:
        statement = _DYNAMIC_ALL if group is None else _DYNAMIC_IN
        return await self._with_dates(await self.all(statement, group_number=group, limit=limit))

    async def chat_reminders(self, event: int, occurrence: int) -> tuple[int, ...]:
        rows = await self.all(_REMINDERS, event=event, occurrence=occurrence)
        return tuple(lead for scope, lead in rows if scope == rows[0][0] and lead >= 0)

    async def chat_reminders_for(self, occurrences: Sequence[int]) -> dict[int, tuple[int, ...]]:
        leads: dict[int, tuple[int, ...]] = {}
        scopes: dict[int, int] = {}
        for number, scope, lead in await self.all(_REMINDERS_FOR, occurrences=occurrences):
            if scopes.setdefault(number, scope) == scope and lead >= 0:
                leads[number] = (*leads.get(number, ()), lead)
        return leads

    async def add_event(self, event: Event) -> None:
        await self.run(_INSERT, **_values(event))
        await self._add_dates(event, range(len(event.dates)))
        await self.run(_DIRECTORY, prokey=event.prokey)

    async def save_event(self, event: Event, before: Event, now: datetime) -> None:
        await self.run(_UPDATE, **_values(event))
        known = {date.number: (position, date) for position, date in enumerate(before.dates)}
        gone = set(known) - {date.number for date in event.dates}
        if gone:
            await self.run(REMOVE_DATES, numbers=sorted(gone), now=micros(now))
        for position, date in enumerate(event.dates):
            if date.number in known and known[date.number] != (position, date):
                await self.run(UPDATE_DATE, **date_values(date, event.number, position))
        await self._add_dates(event, [i for i, date in enumerate(event.dates) if date.number not in known])

    async def _add_dates(self, event: Event, positions: Sequence[int]) -> None:
        for position in positions:
            await self.run(INSERT_DATE, **date_values(event.dates[position], event.number, position))

    async def mark_event_deleted(self, event: int, now: datetime) -> None:
        await self.run(_DELETE, number=event, now=micros(now))
        await self.run(_HIDE, number=event)

    async def orphaned_events(self, group: int, limit: int) -> list[Event]:
        return await self._with_dates(await self.all(_ORPHANED, group_number=group, limit=limit))

    async def lock_event(self, event: int | str) -> None:
        if isinstance(event, str):
            await self.run(_LOCK_PROKEY, prokey=event)
        else:
            await self.run(_LOCK, number=event)

    async def stored_place(self, place: Place) -> Place:
        if place.number:
            return place
        content = place_content(place)
        row = await self.one(PLACE_BY_CONTENT, content=content)
        if row is not None:
            return msgspec.structs.replace(place, number=row[0])
        stored = msgspec.structs.replace(place, number=self.next_number())
        await self.run(INSERT_PLACE, content=content, **place_values(stored))
        return stored

    async def set_reminders(self, event: int, occurrence: int, leads: Sequence[int], now: datetime) -> None:
        """A meeting that was given no reminders of its own on purpose keeps a marker: lead -1."""
        await self.run(_CLEAR_REMINDERS, event=event, occurrence=occurrence)
        for position, lead in enumerate(leads if leads or not occurrence else (-1,)):
            values = {"number": self.next_number(), "event": event, "occurrence": occurrence, "since": micros(now)}
            await self.run(_ADD_REMINDER, position=position, lead_s=lead, **values)


_LISTINGS: dict[tuple[bool, ...], Sql] = {}


def _listing(*flags: bool) -> Sql:
    """The list statement for these conditions: group, person, since, until, published; then the direction."""
    statement = _LISTINGS.get(flags)
    if statement is None:
        where = "".join(text for text, used in zip(_NARROWING.values(), flags, strict=False) if used)
        direction = "DESC" if flags[-1] else "ASC"
        text = (
            f"SELECT {_COLUMNS} {_FROM} WHERE {_SHOWN}{where} ORDER BY e.number {direction} LIMIT :limit OFFSET :offset"
        )
        statement = _LISTINGS[flags] = Sql(text)
    return statement


def _whole(rows: Sequence[Row]) -> tuple[Event, Group, GroupRole | None] | None:
    """One event from its rows: one for each date, each with all that is said of the event and its group."""
    if not rows:
        return None
    row = rows[0]
    event = _event(row, [date[_DATES_FROM:] for date in rows])
    return event, group_of(row[_WIDTH : _WIDTH + GROUP_WIDTH]), role_of(row[_DATES_FROM - 1])


def _event(row: Row, dates: Sequence[Row]) -> Event:
    recurrence, settings = row[10], row[16]
    return Event(
        row[0], row[1], row[2], row[3], tuple(map(date_of, dates)), instant(row[4]), instant(row[5]),
        maybe_instant(row[6]), _status(row[7]), _visibility(row[8]), row[9],
        _ONCE if recurrence == "{}" else _recurrences.decode(recurrence), row[11], row[12], row[13], row[14], row[15],
        _PLAIN if settings == "{}" else _settings.decode(settings), maybe_instant(row[17]), maybe_instant(row[18]),
        row[19] == 1, row[20], row[21], row[22], row[23],
    )  # fmt: skip


def _values(event: Event) -> dict[str, object]:
    return {
        "number": event.number, "prokey": event.prokey, "group_number": event.group, "creator": event.creator,
        "status": event.status, "visibility": event.visibility, "title": event.title,
        "recurrence": msgspec.json.encode(event.recurrence).decode(), "rrule": event.rrule, "layout": event.layout,
        "landingpage": event.landingpage, "rsvp_block": event.rsvp_block, "cta_block": event.cta_block,
        "settings": msgspec.json.encode(event.settings).decode(), "first_start": maybe_micros(event.first_start),
        "last_end": maybe_micros(event.last_end), "dynamic": event.dynamic, "rows_until": event.rows_until,
        "zone_table": event.zone_table, "sequence": event.sequence, "revised_at": micros(event.revised_at),
        "created_at": micros(event.created_at), "updated_at": maybe_micros(event.updated_at),
    }  # fmt: skip
