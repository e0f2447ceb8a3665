"""What deeds ask of the store about reminders."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from kalends.domain.reminder import Audience, DueReminder, Recipient


class ReminderReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def reminders_to_come(self, event: int, now: datetime, limit: int, *, requests: bool) -> list[DueReminder]:
        """What is still to be told of the event's meetings, the first due first, overdue ones too.

        Of meetings that are shown, take place, and have not begun: those of no lead until GRACE after the start.
        requests: whether who leads the group is asked who came.
        """

    async def to_be_reminded(self, due: DueReminder, event: int, group: int, limit: int) -> list[Recipient]:
        """The next ones, by number, beyond `due.reached`; also those without an address."""


class ReminderWrites(ReminderReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def set_mail_reminders(self, event: int, leads: Sequence[int], audience: Audience, now: datetime) -> bool:
        """Replace those of the whole event, in seconds before the start; False when they were just these."""

    async def restart_reminders(self, event: int, now: datetime) -> None:
        """What was due before is not made up for."""

    async def mark_reminded(self, due: DueReminder, now: datetime, *, done: bool) -> None:
        """Keep how far it was told: up to `due.reached`, or wholly."""

    async def note_reminded(self, occurrence: int, now: datetime) -> None:
        """Mails that remind of this meeting have gone out."""

    async def forget_reminded(self, before: datetime, most: int) -> int:
        """Remove up to `most` notes of what was told before then; how many."""
