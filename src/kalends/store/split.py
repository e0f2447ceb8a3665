"""Rows that go from a series to the one split off it."""

from kalends.domain.event import Event
from kalends.domain.plan import Row as Meeting
from kalends.store.sql import Sql
from kalends.store.transaction import Statements

_MOVE = Sql("""
  UPDATE occurrences SET event = :to, event_date = :date, ordinal = ordinal - :ordinal
  WHERE organization_id = :o AND event = :event AND recurrence_id >= :first
""")
_WITH_THEM = [
    Sql(f"""
      UPDATE {table} SET event = :to WHERE organization_id = :o AND event = :event AND occurrence IN
        (SELECT number FROM occurrences WHERE organization_id = :o AND event = :to)
    """)
    for table in ("answers", "reminders")
]
_EVENT_WIDE = Sql("""
  SELECT attendee, state, amount, payload, pending_until, waiting_since, answered_at, created_at, updated_at,
    asked, language
  FROM answers WHERE organization_id = :o AND event = :event AND occurrence = 0 ORDER BY number
""")
_ANSWER = Sql("""
  INSERT INTO answers (organization_id, number, public_id, event, occurrence, attendee, state, amount, payload,
    pending_until, waiting_since, answered_at, created_at, updated_at, asked, language)
  VALUES (:o, :number, :public_id, :to, 0, :attendee, :state, :amount, :payload, :pending_until, :waiting_since,
    :answered_at, :created_at, :updated_at, :asked, :language)
""")
_ANSWERED = (
    "attendee", "state", "amount", "payload", "pending_until", "waiting_since", "answered_at", "created_at",
    "updated_at", "asked", "language",
)  # fmt: skip
_REMINDERS = Sql("""
  SELECT position, lead_s, channel, audience, since FROM reminders
  WHERE organization_id = :o AND event = :event AND occurrence = 0 ORDER BY number
""")
_REMINDER = Sql("""
  INSERT INTO reminders (organization_id, number, event, occurrence, position, lead_s, channel, audience, since)
  VALUES (:o, :number, :to, 0, :position, :lead_s, :channel, :audience, :since)
""")
_REMINDED = ("position", "lead_s", "channel", "audience", "since")


class SplitRows(Statements):
    """The part of actions/ports/plan.py that splits a series."""

    __slots__ = ()

    async def move_rows(self, event: int, to: Event, first: Meeting) -> None:
        both, fresh = {"event": event, "to": to.number}, self.next_number
        await self.run(_MOVE, **both, date=to.dates[0].number, ordinal=first.ordinal, first=first.recurrence_id)
        for statement in _WITH_THEM:
            await self.run(statement, **both)
        answers = await self.all(_EVENT_WIDE, event=event)
        await self.many(_ANSWER, [
            {**dict(zip(_ANSWERED, row, strict=True)), **both, "number": fresh(), "public_id": self.next_id()}
            for row in answers
        ])  # fmt: skip
        reminders = await self.all(_REMINDERS, event=event)
        await self.many(_REMINDER, [
            {**dict(zip(_REMINDED, row, strict=True)), **both, "number": fresh()} for row in reminders
        ])  # fmt: skip
