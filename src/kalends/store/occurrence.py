"""Rows of meetings, as everybody reads them."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import UNSET
from msgspec.structs import replace

from kalends.calendar.zones import GMT
from kalends.domain.event import DateStatus
from kalends.domain.group import Group, GroupRole, Visibility
from kalends.domain.occurrence import Occurrence, OccurrencePatch
from kalends.store.group import GROUP_COLUMNS, ROLE_JOIN, group_of, role_of
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.place import PLACE_COLUMNS, PLACE_JOIN, place_of
from kalends.store.plan import override_of
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements
from kalends.store.words import maybe_word_of

OCCURRENCE_COLUMNS = f"""
  r.number, r.public_id, r.event, e.prokey, r.event_date, r.group_number, d.uid, r.recurrence_id, r.starts_at,
  r.ends_at, r.name, d.zone, n.zone, d.all_day, e.rrule, e.created_at, e.sequence, e.updated_at, e.creator,
  d.description,
  d.virtual_url, d.image, d.status, d.start_date, d.start_time, d.end_date, d.end_time, r.cancelled, r.cancelled_at,
  r.dropped_at, r.reminders_sent_at, r.attendance_submitter, r.visitors, r.override, {PLACE_COLUMNS}
"""
OCCURRENCE_WIDTH = 39
OCCURRENCE_JOINS = f"""
  JOIN events e ON e.organization_id = r.organization_id AND e.number = r.event
  JOIN event_dates d ON d.organization_id = r.organization_id AND d.number = r.event_date
  JOIN groups g ON g.organization_id = r.organization_id AND g.number = r.group_number
  JOIN organizations n ON n.organization_id = r.organization_id
  {PLACE_JOIN.format(alias="r")}
"""
SHOWN_GROUP = "g.deleted_at IS NULL AND g.status = 'published'"

_ONE = f"""
  SELECT {OCCURRENCE_COLUMNS}, m.role, {GROUP_COLUMNS} FROM occurrences r {OCCURRENCE_JOINS} {ROLE_JOIN}
  WHERE r.organization_id = :o AND r.live = 1 AND {SHOWN_GROUP}
"""
_BY_PUBLIC_ID = Sql(f"{_ONE} AND r.public_id = :public_id")
_BY_NUMBER = Sql(f"{_ONE} AND r.number = :number")
_EVEN_DELETED = Sql(f"""
  SELECT {OCCURRENCE_COLUMNS} FROM occurrences r {OCCURRENCE_JOINS} WHERE r.organization_id = :o AND r.number = :number
""")
_SELECT = (
    f"SELECT {OCCURRENCE_COLUMNS} FROM occurrences r {OCCURRENCE_JOINS} WHERE r.organization_id = :o AND r.live = 1"
)
_OF_GROUP = Sql(f"""
  {_SELECT} AND {SHOWN_GROUP} AND r.group_number = :group_number AND r.cancelled = 0 AND r.ends_at >= :since
    AND r.starts_at >= :after_start AND (r.starts_at > :after_start OR r.number > :after_number)
  ORDER BY r.starts_at, r.number LIMIT :limit
""")
_OF_EVENT = Sql(f"""
  {_SELECT} AND r.event = :event AND r.ends_at >= :since ORDER BY r.starts_at, r.number LIMIT :limit
""")
_STANDING = Sql(f"""
  {_SELECT} AND r.event = :event AND r.ends_at >= :since AND r.dropped_at IS NULL AND r.cancelled <= :cancelled
  ORDER BY r.starts_at, r.number LIMIT :limit
""")
_COMING = Sql("""
  SELECT number FROM occurrences WHERE organization_id = :o AND event = :event AND ends_at > :now AND cancelled = 0
    AND dropped_at IS NULL AND live = 1 ORDER BY starts_at, number
""")
_OPEN = Sql(f"""
  {_SELECT} AND {SHOWN_GROUP} AND r.group_number = :group_number AND r.ends_at >= :since AND r.dropped_at IS NULL
    AND (e.visibility IS NULL OR e.visibility = :visibility)
  ORDER BY r.starts_at, r.number LIMIT :limit
""")
_PAST = Sql(f"""
  {_SELECT} AND {SHOWN_GROUP} AND r.group_number = :group_number AND r.ends_at <= :before AND r.dropped_at IS NULL
    AND (e.visibility IS NULL OR e.visibility = :visibility)
  ORDER BY r.ends_at DESC, r.number DESC LIMIT :limit
""")
_CHANGED = Sql(f"""
  SELECT {OCCURRENCE_COLUMNS} FROM occurrences r {OCCURRENCE_JOINS}
  WHERE r.organization_id = :o AND r.event IN (:events...)
    AND (r.override IS NOT NULL OR r.cancelled_by IS NOT NULL OR r.dropped_at IS NOT NULL)
  ORDER BY r.starts_at, r.number
""")
_FIRST = -(2**62)  # before every instant

_status = maybe_word_of(DateStatus)


def occurrence_of(row: Row) -> Occurrence:
    """The first OCCURRENCE_WIDTH columns of a row; the meeting's own changes go before its date's."""
    all_day, zone = row[13] == 1, row[11] or (row[12] if row[13] else GMT)
    typed_start, typed_end = _typed(row) if all_day and row[24] and row[14] is None else (None, None)
    seen = Occurrence(
        row[0], row[1], row[2], row[3], row[4], row[5], row[6], row[7], instant(row[8]), instant(row[9]), row[10], zone,
        all_day, row[14] is not None, instant(row[15]), row[16], maybe_instant(row[17]), row[18], row[19],
        place_of(row, 34), row[20], row[21], _status(row[22]), typed_start, typed_end,
        row[27] == 1, maybe_instant(row[28] or row[29]), row[29] is not None, maybe_instant(row[30]), row[31], row[32],
    )  # fmt: skip
    return seen if row[33] is None else _with_own(seen, override_of(row[33]) or OccurrencePatch())


def _typed(row: Row) -> tuple[str, str]:
    """Start and end as sent beside an all-day flag."""
    return _moment(row[23], row[24]), _moment(row[25] or row[23], row[26])


def _moment(day: str, clock: str) -> str:
    return f"{day} {clock}" if len(clock) == 8 else f"{day} {clock}:00"


def _with_own(seen: Occurrence, own: OccurrencePatch) -> Occurrence:
    values = {
        name: value for name in ("description", "virtual_url", "image", "zone", "all_day")
        if (value := getattr(own, name)) is not UNSET
    }  # fmt: skip
    if own.all_day and isinstance(own.start_time, str) and isinstance(own.end_time, str):
        values["typed_start"] = _moment(str(own.start_date), own.start_time)
        values["typed_end"] = _moment(str(own.end_date), own.end_time)
    return replace(seen, **values)


class OccurrenceRows(Statements):
    """See actions/ports/occurrence.py."""

    __slots__ = ()

    async def occurrence_by_public_id(
        self, public_id: str, person: int | None
    ) -> tuple[Occurrence, Group, GroupRole | None] | None:
        return _found(await self.one(_BY_PUBLIC_ID, public_id=public_id, person=person))

    async def occurrence_by_number(
        self, number: int, person: int | None
    ) -> tuple[Occurrence, Group, GroupRole | None] | None:
        return _found(await self.one(_BY_NUMBER, number=number, person=person))

    async def meeting_to_tell_of(self, number: int) -> Occurrence | None:
        row = await self.one(_EVEN_DELETED, number=number)
        return None if row is None else occurrence_of(row)

    async def meetings_of_group(
        self, group: int, since: datetime | None, after: tuple[datetime, int] | None, limit: int
    ) -> list[Occurrence]:
        after_start, after_number = (_FIRST, 0) if after is None else (micros(after[0]), after[1])
        rows = await self.all(
            _OF_GROUP, group_number=group, since=maybe_micros(since) if since else _FIRST, after_start=after_start,
            after_number=after_number, limit=limit,
        )  # fmt: skip
        return [occurrence_of(row) for row in rows]

    async def meetings_of_event(self, event: int, since: datetime | None, limit: int) -> list[Occurrence]:
        rows = await self.all(_OF_EVENT, event=event, since=maybe_micros(since) if since else _FIRST, limit=limit)
        return [occurrence_of(row) for row in rows]

    async def standing_meetings(
        self, event: int, since: datetime, limit: int, *, live: bool = False
    ) -> list[Occurrence]:
        rows = await self.all(_STANDING, event=event, since=micros(since), cancelled=not live, limit=limit)
        return [occurrence_of(row) for row in rows]

    async def coming_meetings(self, event: int, now: datetime) -> list[int]:
        return [row[0] for row in await self.all(_COMING, event=event, now=micros(now))]

    async def open_meetings(self, group: int, since: datetime, limit: int) -> list[Occurrence]:
        rows = await self.all(
            _OPEN, group_number=group, since=micros(since), visibility=Visibility.LINK, limit=limit
        )  # fmt: skip
        return [occurrence_of(row) for row in rows]

    async def past_open_meetings(self, group: int, before: datetime, limit: int) -> list[Occurrence]:
        rows = await self.all(
            _PAST, group_number=group, before=micros(before), visibility=Visibility.LINK, limit=limit
        )  # fmt: skip
        return [occurrence_of(row) for row in rows]

    async def changed_meetings(self, events: Sequence[int]) -> list[Occurrence]:
        return [occurrence_of(row) for row in await self.all(_CHANGED, events=events)]


def _found(row: Row | None) -> tuple[Occurrence, Group, GroupRole | None] | None:
    if row is None:
        return None
    return occurrence_of(row), group_of(row[OCCURRENCE_WIDTH + 1 :]), role_of(row[OCCURRENCE_WIDTH])
