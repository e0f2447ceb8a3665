"""Rows of answers as organisers list them, and as those who are told of a change are found."""

from collections.abc import Sequence
from datetime import datetime

from msgspec import UNSET

from kalends.actions.ports.answer_list import AnswerQuery, Facts
from kalends.calendar.zones import GMT
from kalends.domain.answer import Answer, PartStat
from kalends.domain.group import Status
from kalends.domain.occurrence import OccurrencePatch
from kalends.domain.place import Place, one_line
from kalends.store.answer import ANSWER_COLUMNS, ANSWER_FROM, answer_of
from kalends.store.instants import instant, micros
from kalends.store.plan import override_of
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_OF_SCOPE = """
  a.event = :event AND (a.occurrence = :occurrence OR (a.occurrence = 0 AND NOT EXISTS (
    SELECT 1 FROM answers b WHERE b.organization_id = a.organization_id AND b.event = a.event
      AND b.occurrence = :occurrence AND b.attendee = a.attendee)))
"""
_LIST = Sql(f"""
  SELECT {ANSWER_COLUMNS} {ANSWER_FROM}
  WHERE a.organization_id = :o AND {_OF_SCOPE} AND a.state IN (:states...) AND a.number > :after
  ORDER BY a.number LIMIT :limit OFFSET :offset
""")
_LIST_ALL = Sql(f"""
  SELECT {ANSWER_COLUMNS} {ANSWER_FROM}
  WHERE a.organization_id = :o AND a.event = :event AND a.state IN (:states...) AND a.number > :after
  ORDER BY a.number LIMIT :limit OFFSET :offset
""")
_LATEST_OF = Sql(f"""
  SELECT {ANSWER_COLUMNS} {ANSWER_FROM}
  WHERE a.organization_id = :o AND {_OF_SCOPE} AND a.state IN (:states...) ORDER BY a.number DESC LIMIT 1
""")
_LATEST = Sql(f"""
  SELECT {ANSWER_COLUMNS}, e.prokey {ANSWER_FROM}
  JOIN events e ON e.organization_id = a.organization_id AND e.number = a.event
  JOIN groups g ON g.organization_id = e.organization_id AND g.number = e.group_number
  LEFT JOIN memberships m ON m.organization_id = e.organization_id AND m.group_number = e.group_number
    AND m.person = :person AND m.left_at IS NULL
  WHERE a.organization_id = :o AND a.state IN (:states...) AND e.deleted_at IS NULL AND g.deleted_at IS NULL
    AND (:all = 1 OR (m.role IS NOT NULL AND e.creator = :person) OR m.role IN ('owner', 'leader'))
    AND (a.occurrence = 0 OR (e.rrule IS NULL AND (SELECT COUNT(*) FROM event_dates d
      WHERE d.organization_id = e.organization_id AND d.event = e.number AND d.removed_at IS NULL) = 1))
  ORDER BY a.number DESC LIMIT 1
""")
_EXPECTS = """
  (a.state IN ('accepted', 'tentative', 'waitlisted') OR (a.state = 'none' AND EXISTS (
    SELECT 1 FROM letters l WHERE l.organization_id = a.organization_id AND l.event = a.event
      AND l.kind = 'invitation' AND l.answer = a.public_id)))
"""  # who was invited has it in a calendar before saying anything
_TOLD = Sql(f"""
  SELECT {ANSWER_COLUMNS} {ANSWER_FROM}
  WHERE a.organization_id = :o AND {_OF_SCOPE} AND {_EXPECTS}
    AND a.number > :after ORDER BY a.number LIMIT :limit
""")
_TOLD_OF_ALL = Sql(f"""
  SELECT {ANSWER_COLUMNS} {ANSWER_FROM}
  WHERE a.organization_id = :o AND a.event = :event AND {_EXPECTS}
    AND (a.occurrence = 0 OR a.occurrence IN (SELECT number FROM occurrences
      WHERE organization_id = :o AND event = :event AND ends_at > :now))
    AND a.number > :after ORDER BY a.number LIMIT :limit
""")
_INVITED = Sql(f"""
  SELECT {ANSWER_COLUMNS} {ANSWER_FROM}
  WHERE a.organization_id = :o AND a.event = :event AND a.number > :after AND (a.occurrence = 0 OR (
    a.state IN ('accepted', 'tentative', 'waitlisted')
    AND NOT EXISTS (SELECT 1 FROM answers b WHERE b.organization_id = a.organization_id AND b.event = a.event
      AND b.occurrence = 0 AND b.attendee = a.attendee)
    AND EXISTS (SELECT 1 FROM occurrences r WHERE r.organization_id = a.organization_id AND r.number = a.occurrence
      AND r.live = 1 AND r.cancelled = 0 AND r.ends_at > :now)))
  ORDER BY a.number LIMIT :limit
""")
_SOME_WAITING = """
  SELECT e.number FROM events e WHERE e.organization_id = :o AND {0} AND e.deleted_at IS NULL
    AND e.number > :after AND EXISTS (SELECT 1 FROM answers a
      WHERE a.organization_id = e.organization_id AND a.event = e.number AND a.waiting_since IS NOT NULL)
  ORDER BY e.number LIMIT :limit
"""
_EVENTS_WAITING = Sql(_SOME_WAITING.format("e.rsvp_block = :form"))
_WAITING_IN = Sql(_SOME_WAITING.format("e.group_number = :group_number"))
_EVENTS_OF_GROUP = Sql("""
  SELECT number FROM events WHERE organization_id = :o AND group_number = :group_number AND deleted_at IS NULL
    AND number > :after ORDER BY number LIMIT :limit
""")
_FACTS = Sql("""
  SELECT e.prokey, d.uid, e.rrule, r.recurrence_id, e.sequence, e.revised_at, e.status, r.name, r.starts_at, r.ends_at,
    COALESCE(d.zone, CASE WHEN d.all_day = 1 THEN n.zone END), d.all_day, p.name, p.address, r.number, r.override
  FROM occurrences r
  JOIN events e ON e.organization_id = r.organization_id AND e.number = r.event
  JOIN event_dates d ON d.organization_id = r.organization_id AND d.number = r.event_date
  JOIN organizations n ON n.organization_id = r.organization_id
  LEFT JOIN places p ON p.organization_id = r.organization_id AND p.number = r.place
  WHERE r.organization_id = :o AND r.event = :event AND (:any = 1 OR r.number = :occurrence)
  ORDER BY CASE WHEN r.ends_at > :now THEN 0 ELSE 1 END,
    CASE WHEN r.ends_at > :now THEN r.starts_at ELSE -r.starts_at END LIMIT 1
""")


class AnswerListRows(Statements):
    """See actions/ports/answer_list.py."""

    __slots__ = ()

    async def answers_listed(self, query: AnswerQuery) -> list[Answer]:
        asked = {"event": query.event, "states": query.states, "after": query.after}
        cut = {"limit": query.limit, "offset": query.offset}
        if query.occurrence is None:
            rows = await self.all(_LIST_ALL, **asked, **cut)
        else:
            rows = await self.all(_LIST, occurrence=query.occurrence, **asked, **cut)
        return [answer_of(row) for row in rows]

    async def latest_answer_to(self, query: AnswerQuery) -> Answer | None:
        row = await self.one(_LATEST_OF, event=query.event, occurrence=query.occurrence, states=query.states)
        return None if row is None else answer_of(row)

    async def latest_answer(self, states: Sequence[PartStat], person: int | None) -> tuple[Answer, str] | None:
        row = await self.one(_LATEST, states=states, person=person or 0, all=person is None)
        return None if row is None else (answer_of(row), row[20])

    async def answers_told(
        self, event: int, occurrence: int | None, after: int, now: datetime, limit: int
    ) -> list[Answer]:
        if occurrence is None:
            rows = await self.all(_TOLD_OF_ALL, event=event, after=after, now=micros(now), limit=limit)
        else:
            rows = await self.all(_TOLD, event=event, occurrence=occurrence, after=after, limit=limit)
        return [answer_of(row) for row in rows]

    async def answers_invited(self, event: int, after: int, now: datetime, limit: int) -> list[Answer]:
        return [
            answer_of(row) for row in await self.all(_INVITED, event=event, after=after, now=micros(now), limit=limit)
        ]

    async def events_waiting(self, form: int, after: int, limit: int) -> list[int]:
        return [row[0] for row in await self.all(_EVENTS_WAITING, form=form, after=after, limit=limit)]

    async def events_waiting_in(self, group: int, after: int, limit: int) -> list[int]:
        return [row[0] for row in await self.all(_WAITING_IN, group_number=group, after=after, limit=limit)]

    async def events_of_deleted_group(self, group: int, after: int, limit: int) -> list[int]:
        rows = await self.all(_EVENTS_OF_GROUP, group_number=group, after=after, limit=limit)
        return [row[0] for row in rows]

    async def event_facts(self, event: int, occurrence: int | None, now: datetime) -> Facts | None:
        row = await self.one(
            _FACTS, event=event, occurrence=occurrence or 0, any=occurrence is None, now=micros(now)
        )  # fmt: skip
        if row is None:
            return None
        own = override_of(row[15]) or OccurrencePatch()
        return Facts(
            row[14], row[0], row[1], row[3] if row[2] else None, row[4], instant(row[5]), row[6] == Status.PUBLISHED,
            row[7], instant(row[8]), instant(row[9]), (row[10] or GMT) if own.zone is UNSET else own.zone,
            row[11] == 1 if own.all_day is UNSET else own.all_day,
            None if row[12] is None else one_line(Place(row[12], row[13])),
        )  # fmt: skip
