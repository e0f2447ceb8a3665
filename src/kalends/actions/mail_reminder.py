"""Setting an event's reminders by mail."""

from collections.abc import Sequence
from datetime import datetime

from kalends.actions.event import found_event
from kalends.actions.ports import Tx
from kalends.actions.reminding import plan_reminders
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.event import Event
from kalends.domain.reminder import Audience, check_mail_leads
from kalends.domain.revision import stamped


async def remind_by_mail(
    tx: Tx, actor: Actor, prokey: str, leads: Sequence[int], audience: Audience = Audience.ANSWERED, *, now: datetime
) -> Event:
    """Replace the reminders by mail of all the event's meetings; none of them is due before now.

    leads: seconds before the start; empty: none any more. Raises NOT_FOUND, NOT_ALLOWED, INVALID under "leads".
    """
    access.check_writes(actor)
    await tx.lock_event(prokey)
    event, group, _ = await found_event(tx, actor, prokey)
    if not await tx.set_mail_reminders(event.number, check_mail_leads(leads), audience, now):
        return event
    event = stamped(event, now)  # its alarms are in calendars
    await tx.save_event(event, event, now)
    await tx.touch_group(group.number)
    await plan_reminders(tx, event, now)
    return event
