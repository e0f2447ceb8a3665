"""Reminding people of a meeting: how, whom, and when that is due."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from kalends.domain import limits
from kalends.domain.errors import invalid


class Channel(StrEnum):
    """How people are told."""

    CHAT = "chat"  # a line in the group's conversation
    MAIL = "mail"
    ATTENDANCE = "attendance"  # a mail that asks those who lead the group who came; no reminder of the event's own


class Audience(StrEnum):
    """Who is told."""

    GROUP = "group"  # all members, but who said no; and who is coming without being one
    ANSWERED = "answered"  # who said yes or maybe
    LEADERS = "leaders"


REQUEST_LEAD_S = 3_600  # of the question who came; the dialect that knows it says an hour
GRACE = timedelta(seconds=limits.REMINDER_GRACE_S)
_UNITS = {"day": 86_400, "hour": 3_600, "minute": 60}
_PUNCTUAL = timedelta(minutes=1)


class DueReminder(Struct, frozen=True):
    """One reminder of one meeting that was not told yet. meeting: its number. name: the meeting's.

    starts_at: aware UTC. lead: how long before. reached: the last of those who were told, where not all were yet.
    """

    meeting: int
    public_id: str
    name: str
    starts_at: datetime
    channel: Channel
    audience: Audience
    lead: timedelta
    reached: int | None = None

    @property
    def due_at(self) -> datetime:
        """When to tell it."""
        return self.starts_at - self.lead


class Recipient(Struct, frozen=True):
    """Somebody to remind by mail. number: in which order. answer, state, amount, language: of an answer that holds.

    confirmed: the address is known to be theirs.
    """

    number: int
    mail: str | None
    name: str | None
    answer: str | None = None
    state: str = "none"
    amount: int = 1
    language: str | None = None
    confirmed: bool = True


def minutes_told(due: DueReminder, now: datetime) -> int:
    """In how many minutes the meeting begins, as it is told: the lead, or what is left of it for who is late."""
    left = due.lead if now - due.due_at <= _PUNCTUAL else max(due.starts_at - now, timedelta())
    return -(-left // timedelta(minutes=1))


def is_passed_over(due: DueReminder, overdue: Sequence[DueReminder]) -> bool:
    """Is it of no use any more, since a later one of the same meeting is due as well?"""
    return any(it.meeting == due.meeting and it.channel is due.channel and it.lead < due.lead for it in overdue)


def spelled(lead: int) -> str:
    """Seconds, as people say it."""
    unit, seconds = next((it for it in _UNITS.items() if lead % it[1] == 0), ("second", 1))
    count = lead // seconds
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


def check_mail_leads(leads: Sequence[int]) -> tuple[int, ...]:
    """Seconds before the start, the longest first. Raises INVALID under "leads" for one too near, too far, or twice."""
    shortest, longest = limits.MAIL_REMINDER_SHORTEST_S, limits.MAIL_REMINDER_LONGEST_S
    if not all(shortest <= lead <= longest for lead in leads):
        raise invalid(f"must be between {spelled(shortest)} and {spelled(longest)}", "leads")
    if len(leads) > limits.REMINDERS_PER_EVENT or len(set(leads)) < len(leads):
        raise invalid(f"must be at most {limits.REMINDERS_PER_EVENT} different ones", "leads")
    return tuple(sorted(leads, reverse=True))
