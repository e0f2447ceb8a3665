"""Rows of attendees and their answers."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from kalends.domain import limits
from kalends.domain.answer import Answer, PartStat, Tally
from kalends.domain.text import mail_norm
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

ANSWER_COLUMNS = """
  a.number, a.public_id, a.event, a.occurrence, a.state, a.amount, a.answered_at, a.created_at, a.updated_at,
  a.attendee, t.person, t.mail, COALESCE(s.name, t.name), a.payload, s.mail, a.pending_until, a.waiting_since, a.asked,
  a.language, t.confirmed_at
"""
ANSWER_FROM = """
  FROM answers a JOIN attendees t ON t.organization_id = a.organization_id AND t.number = a.attendee
  LEFT JOIN persons s ON s.organization_id = t.organization_id AND s.number = t.person
"""
_SELECT = f"SELECT {ANSWER_COLUMNS} {ANSWER_FROM} WHERE a.organization_id = :o"
_FOR = Sql(f"""
  {_SELECT} AND a.event IN (:events...) AND (a.occurrence = 0 OR a.occurrence IN (:occurrences...))
  ORDER BY a.answered_at, a.number LIMIT :limit
""")
_OF = Sql(f"{_SELECT} AND a.event = :event AND a.attendee = :attendee ORDER BY a.occurrence LIMIT :limit")
_PENDING = Sql(f"{_SELECT} AND a.event = :event AND a.occurrence = 0 AND a.state = 'pending' ORDER BY a.number")
_ALIKE = Sql(f"""
  {_SELECT} AND a.occurrence = 0 AND a.attendee = :attendee AND a.state = 'pending' AND a.answered_at = :answered_at
    AND a.event IN (SELECT e.number FROM events e WHERE e.organization_id = :o AND e.group_number = :group_number
      AND e.number > :event AND e.rrule IS NOT NULL AND e.deleted_at IS NULL)
  ORDER BY a.event LIMIT :limit
""")
_ONE = Sql(f"{_SELECT} AND a.public_id = :public_id")
_WAITING = Sql(f"""
  {_SELECT} AND a.event = :event AND a.waiting_since IS NOT NULL ORDER BY a.waiting_since, a.number LIMIT :limit
""")
_BEFORE = Sql("""
  SELECT COUNT(*) FROM answers WHERE organization_id = :o AND event = :event AND waiting_since IS NOT NULL
    AND (waiting_since < :since OR (waiting_since = :since AND number < :number))
    AND (:occurrence = 0 OR occurrence IN (0, :occurrence))
""")
_HOLDS = "({0}.state = 'accepted' OR ({0}.state = 'pending' AND {0}.pending_until IS NOT NULL))"
_SEATS = f"CASE WHEN {_HOLDS} THEN {{0}}.amount ELSE 0 END"
_TALLIES = Sql(f"""
  SELECT 0, CAST(COALESCE(SUM({_SEATS.format("a")}), 0) AS BIGINT), COUNT(a.waiting_since) FROM answers a
  WHERE a.organization_id = :o AND a.event = :event AND a.occurrence = 0 AND a.attendee <> :giver
  UNION ALL
  SELECT a.occurrence, CAST(SUM({_SEATS.format("a")} - {_SEATS.format("w")}) AS BIGINT), COUNT(a.waiting_since)
  FROM answers a LEFT JOIN answers w ON w.organization_id = a.organization_id AND w.event = a.event
    AND w.occurrence = 0 AND w.attendee = a.attendee
  WHERE a.organization_id = :o AND a.event = :event AND a.occurrence IN (:occurrences...) AND a.occurrence <> 0
    AND a.attendee <> :giver
  GROUP BY a.occurrence
""")
_ALONE = Sql("""
  SELECT attendee, occurrence FROM answers
  WHERE organization_id = :o AND event = :event AND occurrence <> 0 AND attendee IN (:attendees...) LIMIT :limit
""")
_ATTENDEE_OF_PERSON = Sql("SELECT number FROM attendees WHERE organization_id = :o AND person = :person")
_ATTENDEE_OF_MAIL = Sql("SELECT number FROM attendees WHERE organization_id = :o AND mail_norm = :mail_norm")
_PERSON_OF_MAIL = Sql("SELECT number FROM persons WHERE organization_id = :o AND mail_norm = :mail_norm")
_ADD_ATTENDEE = Sql("""
  INSERT INTO attendees (organization_id, number, person, name, mail, mail_norm)
  VALUES (:o, :number, :person, :name, :mail, :mail_norm)
""")
_CONFIRM = Sql("""
  UPDATE attendees SET confirmed_at = :now WHERE organization_id = :o AND number = :attendee AND confirmed_at IS NULL
""")
_NAME = Sql("""
  UPDATE attendees SET name = :name WHERE organization_id = :o AND number = :attendee AND person IS NULL
""")
_PUT = Sql("""
  INSERT INTO answers (organization_id, number, public_id, event, occurrence, attendee, state, amount, payload,
    pending_until, waiting_since, asked, language, answered_at, created_at)
  VALUES (:o, :number, :public_id, :event, :occurrence, :attendee, :state, :amount, :payload,
    :pending_until, :waiting_since, :asked, :language, :answered_at, :created_at)
  ON CONFLICT (organization_id, event, occurrence, attendee) DO UPDATE SET state = excluded.state,
    amount = excluded.amount, payload = excluded.payload, pending_until = excluded.pending_until,
    waiting_since = excluded.waiting_since, asked = excluded.asked, language = excluded.language,
    answered_at = excluded.answered_at, updated_at = excluded.answered_at
""")
_SEAT = Sql("""
  UPDATE answers SET state = :state, waiting_since = NULL, updated_at = :now
  WHERE organization_id = :o AND number = :number AND waiting_since IS NOT NULL
""")
_LAPSE = Sql("""
  UPDATE answers SET pending_until = NULL
  WHERE organization_id = :o AND number = :number AND state = 'pending' AND pending_until IS NOT NULL
""")
_REMOVE = Sql("DELETE FROM answers WHERE organization_id = :o AND number = :number")
_CLEAR = Sql("""
  DELETE FROM answers WHERE organization_id = :o AND event = :event AND attendee = :attendee AND occurrence IN (
    SELECT number FROM occurrences WHERE organization_id = :o AND event = :event AND starts_at > :starting_after)
""")

_payloads = msgspec.json.Decoder(dict[str, str | bool])


class AnswerRows(Statements):
    """See actions/ports/answer.py."""

    __slots__ = ()

    async def answers_for(self, occurrences: Sequence[int], events: Sequence[int]) -> list[Answer]:
        rows = await self.all(_FOR, occurrences=occurrences, events=events, limit=limits.ANSWERS_SHOWN)
        return [answer_of(row) for row in rows]

    async def answers_of(self, attendee: int, event: int) -> list[Answer]:
        rows = await self.all(_OF, attendee=attendee, event=event, limit=limits.OCCURRENCES_PER_RULE)
        return [answer_of(row) for row in rows]

    async def pending_wide(self, event: int) -> list[Answer]:
        return [answer_of(row) for row in await self.all(_PENDING, event=event)]

    async def pending_alike(self, answer: Answer, group: int) -> list[Answer]:
        rows = await self.all(
            _ALIKE, attendee=answer.attendee, answered_at=micros(answer.answered_at), event=answer.event,
            group_number=group, limit=limits.SPLITS_FOLLOWED,
        )  # fmt: skip
        return [answer_of(row) for row in rows]

    async def answer_by_id(self, public_id: str) -> Answer | None:
        row = await self.one(_ONE, public_id=public_id)
        return None if row is None else answer_of(row)

    async def waiting_answers(self, event: int, limit: int) -> list[Answer]:
        return [answer_of(row) for row in await self.all(_WAITING, event=event, limit=limit)]

    async def waiting_before(self, answer: Answer) -> int:
        row = await self.one(
            _BEFORE, event=answer.event, occurrence=answer.occurrence, number=answer.number,
            since=maybe_micros(answer.waiting_since),
        )  # fmt: skip
        return 0 if row is None else int(row[0])

    async def seat_tallies(self, event: int, occurrences: Sequence[int], giver: int) -> list[Tally]:
        rows = await self.all(_TALLIES, event=event, occurrences=occurrences, giver=giver)
        return [Tally(row[0], row[1], row[2]) for row in rows]

    async def answered_alone(self, event: int, attendees: Sequence[int]) -> set[tuple[int, int]]:
        rows = await self.all(_ALONE, event=event, attendees=attendees, limit=limits.ANSWERS_SHOWN)
        return {(row[0], row[1]) for row in rows}

    async def attendee_of_person(self, person: int) -> int:
        row = await self.one(_ATTENDEE_OF_PERSON, person=person)
        return row[0] if row is not None else await self._add_attendee(person, None, None)

    async def attendee_of_mail(self, mail: str, name: str | None) -> tuple[int, bool]:
        norm = mail_norm(mail)
        row = await self.one(_ATTENDEE_OF_MAIL, mail_norm=norm)
        if row is not None:
            return row[0], True
        person = await self.one(_PERSON_OF_MAIL, mail_norm=norm)
        if person is not None:
            return await self.attendee_of_person(person[0]), True
        return await self._add_attendee(None, mail, name), False

    async def known_attendee(self, mail: str) -> int | None:
        norm = mail_norm(mail)
        row = await self.one(_ATTENDEE_OF_MAIL, mail_norm=norm)
        if row is None and (person := await self.one(_PERSON_OF_MAIL, mail_norm=norm)) is not None:
            row = await self.one(_ATTENDEE_OF_PERSON, person=person[0])
        return None if row is None else row[0]

    async def _add_attendee(self, person: int | None, mail: str | None, name: str | None) -> int:
        number = self.next_number()
        norm = None if mail is None else mail_norm(mail)
        await self.run(_ADD_ATTENDEE, number=number, person=person, name=name, mail=mail, mail_norm=norm)
        return number

    async def confirm_attendee(self, attendee: int, now: datetime) -> None:
        await self.run(_CONFIRM, attendee=attendee, now=micros(now))

    async def name_attendee(self, attendee: int, name: str) -> None:
        await self.run(_NAME, attendee=attendee, name=name)

    async def put_answer(self, answer: Answer) -> None:
        payload = None if answer.payload is None else msgspec.json.encode(answer.payload).decode()
        await self.run(
            _PUT, number=answer.number, public_id=answer.public_id, event=answer.event, occurrence=answer.occurrence,
            attendee=answer.attendee, state=answer.state, amount=answer.amount, payload=payload,
            pending_until=maybe_micros(answer.pending_until), waiting_since=maybe_micros(answer.waiting_since),
            asked=answer.asked, language=answer.language, answered_at=micros(answer.answered_at),
            created_at=micros(answer.created_at),
        )  # fmt: skip

    async def seat_answer(self, number: int, now: datetime) -> None:
        await self.run(_SEAT, number=number, state=PartStat.ACCEPTED, now=micros(now))

    async def lapse_answer(self, number: int) -> None:
        await self.run(_LAPSE, number=number)

    async def remove_answer(self, number: int) -> None:
        await self.run(_REMOVE, number=number)

    async def clear_own_answers(self, attendee: int, event: int, starting_after: datetime) -> int:
        return await self.run(_CLEAR, attendee=attendee, event=event, starting_after=maybe_micros(starting_after))


def answer_of(row: Row) -> Answer:
    """The columns of ANSWER_COLUMNS."""
    return Answer(
        row[0], row[1], row[2], row[3], PartStat(row[4]), row[5], instant(row[6]), instant(row[7]),
        maybe_instant(row[8]), row[9], row[10], row[11] or row[14], row[12],
        None if row[13] is None else _payloads.decode(row[13]), maybe_instant(row[15]), maybe_instant(row[16]),
        None if row[17] is None else PartStat(row[17]), row[18], row[19] is not None or row[10] is not None,
    )  # fmt: skip
