"""Rows of an event's meetings, as deeds change them."""

from collections.abc import Iterator, Sequence

import msgspec

from kalends.actions.ports.plan import RowQuery, Tally
from kalends.domain.event import Event
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.plan import Row as Meeting
from kalends.domain.text import fold
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_SELECT = """
  SELECT number, public_id, event_date, ordinal, recurrence_id, starts_at, ends_at, name, place, live, cancelled,
    override, cancelled_at, cancelled_by, dropped_at, visitors
  FROM occurrences WHERE organization_id = :o
"""
_ALL = Sql(f"{_SELECT} AND event = :event ORDER BY event_date, recurrence_id, number")
_ONE = Sql(f"{_SELECT} AND public_id = :public_id")
_ONE_OF = Sql(f"{_SELECT} AND event = :event AND number = :number AND dropped_at IS NULL")
_FIRST = Sql("""
  SELECT public_id FROM occurrences WHERE organization_id = :o AND event = :event AND event_date = :date
    AND dropped_at IS NULL ORDER BY recurrence_id LIMIT 1
""")
_BETWEEN = Sql(f"""
  {_SELECT} AND event = :event AND dropped_at IS NULL AND ends_at >= :since AND starts_at <= :until
  ORDER BY starts_at, number LIMIT :limit OFFSET :offset
""")
_INSERT = Sql("""
  INSERT INTO occurrences (organization_id, number, public_id, event, event_date, group_number, ordinal, recurrence_id,
    override, starts_at, ends_at, name, name_fold, place, live, cancelled, cancelled_at, cancelled_by, dropped_at)
  VALUES (:o, :number, :public_id, :event, :event_date, :group_number, :ordinal, :recurrence_id,
    :override, :starts_at, :ends_at, :name, :name_fold, :place, :live, :cancelled, :cancelled_at, :cancelled_by,
    :dropped_at)
""")
_UPDATE = Sql("""
  UPDATE occurrences SET event_date = :event_date, ordinal = :ordinal, recurrence_id = :recurrence_id,
    override = :override, starts_at = :starts_at, ends_at = :ends_at, name = :name, name_fold = :name_fold,
    place = :place, live = :live, cancelled = :cancelled, cancelled_at = :cancelled_at, cancelled_by = :cancelled_by,
    dropped_at = :dropped_at
  WHERE organization_id = :o AND number = :number
""")
_REMOVE = Sql("DELETE FROM occurrences WHERE organization_id = :o AND number IN (:numbers...)")
_FORGET_REMINDERS = Sql("""
  DELETE FROM reminders WHERE organization_id = :o AND event = :event AND occurrence IN (:numbers...)
""")
_FORGET_TOLD = Sql("DELETE FROM reminders_sent WHERE organization_id = :o AND occurrence IN (:numbers...)")
_TRACES = Sql("""
  SELECT occurrence FROM answers WHERE organization_id = :o AND event = :event AND occurrence <> 0
  UNION SELECT a.occurrence FROM attendances a JOIN occurrences r ON r.organization_id = a.organization_id
    AND r.number = a.occurrence WHERE a.organization_id = :o AND r.event = :event
  UNION SELECT n.occurrence FROM notes n JOIN occurrences r ON r.organization_id = n.organization_id
    AND r.number = n.occurrence WHERE n.organization_id = :o AND r.event = :event
""")
_TALLY = Sql("""
  SELECT COUNT(*), SUM(cancelled) FROM occurrences WHERE organization_id = :o AND event = :event AND live = 1
""")

_FAR = 2**62  # beyond every instant
_overrides = msgspec.json.Decoder(OccurrencePatch)


def override_of(text: str | None) -> OccurrencePatch | None:
    """What was changed on one meeting alone, as stored."""
    return None if text is None else _overrides.decode(text)


class PlanRows(Statements):
    """See actions/ports/plan.py."""

    __slots__ = ()

    async def rows(self, event: int) -> list[Meeting]:
        return [_meeting(row) for row in await self.all(_ALL, event=event)]

    async def row(self, public_id: str) -> Meeting | None:
        row = await self.one(_ONE, public_id=public_id)
        return None if row is None else _meeting(row)

    async def rows_between(self, query: RowQuery) -> list[Meeting]:
        rows = await self.all(
            _BETWEEN, event=query.event, limit=query.limit, offset=query.offset,
            since=-_FAR if query.since is None else micros(query.since),
            until=_FAR if query.until is None else micros(query.until),
        )  # fmt: skip
        return [_meeting(row) for row in rows]

    async def first_of_date(self, event: int, date: int) -> str | None:
        row = await self.one(_FIRST, event=event, date=date)
        return None if row is None else str(row[0])

    async def row_by_number(self, event: int, number: int) -> Meeting | None:
        row = await self.one(_ONE_OF, event=event, number=number)
        return None if row is None else _meeting(row)

    async def add_rows(self, event: Event, rows: Sequence[Meeting]) -> None:
        if len(rows) == 1:
            await self.run(_INSERT, **_values(event, rows[0], fold(rows[0].name)))
        elif rows:
            await self.many(_INSERT, list(_all_values(event, rows)))

    async def save_rows(self, event: Event, rows: Sequence[Meeting]) -> None:
        if rows:
            await self.many(_UPDATE, list(_all_values(event, rows)))

    async def remove_rows(self, event: int, numbers: Sequence[int]) -> None:
        if numbers:
            await self.run(_FORGET_REMINDERS, event=event, numbers=numbers)
            await self.run(_FORGET_TOLD, numbers=numbers)
            await self.run(_REMOVE, numbers=numbers)

    async def rows_with_traces(self, event: int) -> set[int]:
        return {row[0] for row in await self.all(_TRACES, event=event)}

    async def tally(self, event: int) -> Tally:
        row = await self.one(_TALLY, event=event)
        return Tally() if row is None else Tally(int(row[0]), int(row[1] or 0))


def _meeting(row: Row) -> Meeting:
    return Meeting(
        row[0], row[1], row[2], row[3], row[4], instant(row[5]), instant(row[6]), row[7], row[8], row[9] == 1,
        row[10] == 1, override_of(row[11]), maybe_instant(row[12]), row[13], maybe_instant(row[14]), row[15],
    )  # fmt: skip


def _all_values(event: Event, rows: Sequence[Meeting]) -> Iterator[dict[str, object]]:
    folds = {name: fold(name) for name in {row.name for row in rows}}
    return (_values(event, row, folds[row.name]) for row in rows)


def _values(event: Event, row: Meeting, name_fold: str) -> dict[str, object]:
    return {
        "number": row.number, "public_id": row.public_id, "event": event.number, "event_date": row.date,
        "group_number": event.group, "ordinal": row.ordinal, "recurrence_id": row.recurrence_id,
        "override": None if row.override is None else msgspec.json.encode(row.override).decode(),
        "starts_at": micros(row.starts_at), "ends_at": micros(row.ends_at), "name": row.name,
        "name_fold": name_fold, "place": row.place, "live": row.live, "cancelled": row.cancelled,
        "cancelled_at": maybe_micros(row.cancelled_at), "cancelled_by": row.cancelled_by,
        "dropped_at": maybe_micros(row.dropped_at),
    }  # fmt: skip
