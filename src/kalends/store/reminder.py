"""Rows of reminders: those by mail, what is due next, whom it goes to, and what was told already."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from kalends.domain.reminder import GRACE, REQUEST_LEAD_S, Audience, Channel, DueReminder, Recipient
from kalends.store.instants import instant, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_ASKED = """
  SELECT occurrence, channel, audience, lead_s, COALESCE(since, 0) AS since FROM reminders
  WHERE organization_id = :o AND event = :event
"""
_REQUESTED = f"{_ASKED} UNION ALL SELECT 0, 'attendance', 'leaders', {REQUEST_LEAD_S}, 0"
_TO_COME = """
  WITH asked AS ({asked})
  SELECT r.number, r.public_id, r.name, r.starts_at, q.channel, q.audience, q.lead_s, s.reached
  FROM asked q
  JOIN occurrences r ON r.organization_id = :o AND r.event = :event AND (q.occurrence = r.number OR (
    q.occurrence = 0 AND NOT EXISTS (SELECT 1 FROM reminders w WHERE w.organization_id = :o AND w.event = :event
      AND w.occurrence = r.number AND w.channel = q.channel)))
  LEFT JOIN reminders_sent s ON s.organization_id = :o AND s.occurrence = r.number AND s.channel = q.channel
    AND s.lead_s = q.lead_s AND s.starts_at = CASE q.channel WHEN 'attendance' THEN 0 ELSE r.starts_at END
  WHERE q.lead_s >= 0 AND r.live = 1 AND r.cancelled = 0 AND r.dropped_at IS NULL AND COALESCE(s.done, 0) = 0
    AND (r.starts_at > :now OR (q.lead_s = 0 AND r.starts_at > :just))
    AND r.starts_at - q.lead_s * 1000000 >= q.since
  ORDER BY r.starts_at - q.lead_s * 1000000, r.number, q.channel LIMIT :limit
"""
_COMING, _COMING_WITH_REQUESTS = Sql(_TO_COME.format(asked=_ASKED)), Sql(_TO_COME.format(asked=_REQUESTED))
_HELD = """
  WITH held AS (
    SELECT a.attendee, a.public_id, a.state, a.amount, t.person, COALESCE(t.mail, p.mail) AS mail,
      COALESCE(p.name, t.name) AS name, a.language,
      CASE WHEN t.person IS NULL AND t.confirmed_at IS NULL THEN 0 ELSE 1 END AS confirmed
    FROM answers a
    JOIN attendees t ON t.organization_id = a.organization_id AND t.number = a.attendee
    LEFT JOIN persons p ON p.organization_id = t.organization_id AND p.number = t.person
    WHERE a.organization_id = :o AND a.event = :event AND (a.occurrence = :occurrence OR (a.occurrence = 0
      AND NOT EXISTS (SELECT 1 FROM answers b WHERE b.organization_id = :o AND b.event = :event
        AND b.occurrence = :occurrence AND b.attendee = a.attendee))))
  SELECT attendee, mail, name, public_id, state, amount, language, confirmed FROM held
  WHERE state IN ('accepted', 'tentative') AND attendee > :reached
"""
_MEMBERS = """
  SELECT s.number, p.mail, p.name, NULL, 'none', 1, NULL, 1 FROM memberships s
  JOIN persons p ON p.organization_id = s.organization_id AND p.number = s.person
  WHERE s.organization_id = :o AND s.group_number = :group_number AND s.left_at IS NULL AND s.number > :reached
    {which}
"""
_LEADING = "AND s.role <> 'member'"
_SILENT = "AND s.person NOT IN (SELECT h.person FROM held h WHERE h.person IS NOT NULL AND h.state <> 'none')"
_CUT = "ORDER BY 1 LIMIT :limit"
_RECIPIENTS = {
    Audience.ANSWERED: Sql(f"{_HELD} {_CUT}"),
    Audience.GROUP: Sql(f"{_HELD} UNION ALL {_MEMBERS.format(which=_SILENT)} {_CUT}"),
    Audience.LEADERS: Sql(f"{_MEMBERS.format(which=_LEADING)} {_CUT}"),
}
_BY_MAIL = Sql("""
  SELECT lead_s, audience FROM reminders
  WHERE organization_id = :o AND event = :event AND occurrence = 0 AND channel = 'mail' ORDER BY position
""")
_CLEAR = Sql("""
  DELETE FROM reminders WHERE organization_id = :o AND event = :event AND occurrence = 0 AND channel = 'mail'
""")
_ADD = Sql("""
  INSERT INTO reminders (organization_id, number, event, occurrence, position, lead_s, channel, audience, since)
  VALUES (:o, :number, :event, 0, :position, :lead_s, 'mail', :audience, :since)
""")
_RESTART = Sql("UPDATE reminders SET since = :now WHERE organization_id = :o AND event = :event")
_MARK = Sql("""
  INSERT INTO reminders_sent (organization_id, occurrence, channel, lead_s, starts_at, reached, told_at, done)
  VALUES (:o, :occurrence, :channel, :lead_s, :starts_at, :reached, :now, :done)
  ON CONFLICT (organization_id, occurrence, channel, lead_s, starts_at) DO UPDATE SET reached = excluded.reached,
    told_at = excluded.told_at, done = excluded.done
""")
_NOTE = Sql("UPDATE occurrences SET reminders_sent_at = :now WHERE organization_id = :o AND number = :number")
_FORGET = Sql("""
  DELETE FROM reminders_sent WHERE organization_id = :o AND told_at < :before AND told_at <= (
    SELECT MAX(told_at) FROM (SELECT told_at FROM reminders_sent WHERE organization_id = :o AND told_at < :before
      ORDER BY told_at LIMIT :most) AS oldest)
""")
_SECOND = timedelta(seconds=1)
_ALWAYS_ONCE = 0  # the start that is noted for what is told once, whatever the start


class ReminderRows(Statements):
    """See actions/ports/reminder.py."""

    __slots__ = ()

    async def reminders_to_come(self, event: int, now: datetime, limit: int, *, requests: bool) -> list[DueReminder]:
        statement = _COMING_WITH_REQUESTS if requests else _COMING
        rows = await self.all(statement, event=event, now=micros(now), just=micros(now - GRACE), limit=limit)
        return [_due(row) for row in rows]

    async def to_be_reminded(self, due: DueReminder, event: int, group: int, limit: int) -> list[Recipient]:
        rows = await self.all(
            _RECIPIENTS[due.audience], event=event, occurrence=due.meeting, group_number=group,
            reached=due.reached or 0, limit=limit,
        )  # fmt: skip
        return [_recipient(row) for row in rows]

    async def set_mail_reminders(self, event: int, leads: Sequence[int], audience: Audience, now: datetime) -> bool:
        before = [(lead, who) for lead, who in await self.all(_BY_MAIL, event=event)]
        if before == [(lead, audience.value) for lead in leads]:
            return False
        await self.run(_CLEAR, event=event)
        for position, lead in enumerate(leads):
            values = {"number": self.next_number(), "event": event, "position": position, "lead_s": lead}
            await self.run(_ADD, audience=audience.value, since=micros(now), **values)
        return True

    async def restart_reminders(self, event: int, now: datetime) -> None:
        await self.run(_RESTART, event=event, now=micros(now))

    async def mark_reminded(self, due: DueReminder, now: datetime, *, done: bool) -> None:
        once = due.channel is Channel.ATTENDANCE
        await self.run(
            _MARK, occurrence=due.meeting, channel=due.channel.value, lead_s=due.lead // _SECOND, reached=due.reached,
            starts_at=_ALWAYS_ONCE if once else micros(due.starts_at), now=micros(now),
            done=int(done),
        )  # fmt: skip

    async def note_reminded(self, occurrence: int, now: datetime) -> None:
        await self.run(_NOTE, number=occurrence, now=micros(now))

    async def forget_reminded(self, before: datetime, most: int) -> int:
        return await self.run(_FORGET, before=micros(before), most=most)


def _recipient(row: Row) -> Recipient:
    number, mail, name, answer, state, amount, language, confirmed = row
    return Recipient(number, mail, name, answer, state, amount, language, confirmed == 1)


def _due(row: Row) -> DueReminder:
    number, public_id, name, starts_at, channel, audience, lead_s, reached = row
    return DueReminder(
        number, public_id, name, instant(starts_at), Channel(channel), Audience(audience), lead_s * _SECOND, reached
    )
