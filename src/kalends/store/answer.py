"""Rows of attendees and their answers."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from kalends.domain.answer import Answer, PartStat
from kalends.domain.text import mail_norm
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_COLUMNS = """
  a.number, a.public_id, a.event, a.occurrence, a.state, a.amount, a.answered_at, a.created_at, a.updated_at,
  a.attendee, t.person, t.mail, COALESCE(s.name, t.name), a.payload, s.mail
"""
_FROM = """
  FROM answers a JOIN attendees t ON t.organization_id = a.organization_id AND t.number = a.attendee
  LEFT JOIN persons s ON s.organization_id = t.organization_id AND s.number = t.person
"""
_SELECT = f"SELECT {_COLUMNS} {_FROM} WHERE a.organization_id = :o"
_FOR = Sql(f"""
  {_SELECT} AND a.event IN (:events...) AND (a.occurrence = 0 OR a.occurrence IN (:occurrences...))
  ORDER BY a.answered_at, a.number
""")
_BY_ID = Sql(f"{_SELECT} AND a.public_id = :public_id")
_OF = Sql(f"{_SELECT} AND a.event = :event AND a.attendee = :attendee")
_ATTENDEE_OF_PERSON = Sql("SELECT number FROM attendees WHERE organization_id = :o AND person = :person")
_ATTENDEE_OF_MAIL = Sql("SELECT number FROM attendees WHERE organization_id = :o AND mail_norm = :mail_norm")
_PERSON_OF_MAIL = Sql("SELECT number FROM persons WHERE organization_id = :o AND mail_norm = :mail_norm")
_ADD_ATTENDEE = Sql("""
  INSERT INTO attendees (organization_id, number, person, name, mail, mail_norm)
  VALUES (:o, :number, :person, :name, :mail, :mail_norm)
""")
_PUT = Sql("""
  INSERT INTO answers (organization_id, number, public_id, event, occurrence, attendee, state, amount, payload,
    answered_at, created_at)
  VALUES (:o, :number, :public_id, :event, :occurrence, :attendee, :state, :amount, :payload, :answered_at, :created_at)
  ON CONFLICT (organization_id, event, occurrence, attendee) DO UPDATE SET state = excluded.state,
    amount = excluded.amount, payload = excluded.payload, answered_at = excluded.answered_at,
    updated_at = excluded.answered_at
""")
_CLEAR = Sql("""
  DELETE FROM answers WHERE organization_id = :o AND event = :event AND attendee = :attendee AND occurrence IN (
    SELECT number FROM occurrences WHERE organization_id = :o AND event = :event AND starts_at > :starting_after)
""")

_payloads = msgspec.json.Decoder(dict[str, str | bool])


class AnswerRows(Statements):
    """See actions/ports/answer.py."""

    __slots__ = ()

    async def answers_for(self, occurrences: Sequence[int], events: Sequence[int]) -> list[Answer]:
        return [_answer(row) for row in await self.all(_FOR, occurrences=occurrences, events=events)]

    async def answer_by_id(self, public_id: str) -> Answer | None:
        row = await self.one(_BY_ID, public_id=public_id)
        return None if row is None else _answer(row)

    async def answers_of(self, attendee: int, event: int) -> list[Answer]:
        return [_answer(row) for row in await self.all(_OF, attendee=attendee, event=event)]

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

    async def _add_attendee(self, person: int | None, mail: str | None, name: str | None) -> int:
        number = self.next_number()
        norm = None if mail is None else mail_norm(mail)
        await self.run(_ADD_ATTENDEE, number=number, person=person, name=name, mail=mail, mail_norm=norm)
        return number

    async def put_answer(self, answer: Answer) -> None:
        payload = None if answer.payload is None else msgspec.json.encode(answer.payload).decode()
        await self.run(
            _PUT, number=answer.number, public_id=answer.public_id, event=answer.event, occurrence=answer.occurrence,
            attendee=answer.attendee, state=answer.state, amount=answer.amount, payload=payload,
            answered_at=micros(answer.answered_at), created_at=micros(answer.created_at),
        )  # fmt: skip

    async def clear_own_answers(self, attendee: int, event: int, starting_after: datetime) -> None:
        await self.run(_CLEAR, attendee=attendee, event=event, starting_after=maybe_micros(starting_after))


def _answer(row: Row) -> Answer:
    return Answer(
        row[0], row[1], row[2], row[3], PartStat(row[4]), row[5], instant(row[6]), instant(row[7]),
        maybe_instant(row[8]), row[9], row[10], row[11] or row[14], row[12],
        None if row[13] is None else _payloads.decode(row[13]),
    )  # fmt: skip
