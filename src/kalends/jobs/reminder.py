"""Telling people of a meeting before it begins: in the conversation, and by letters, which another job sends."""

from kalends.actions.reminding import go_on_reminding, plan_group_slice, remind
from kalends.domain import limits
from kalends.jobs.worker import Errand


async def reminder(errand: Errand) -> None:
    """What is due of one event, when the payload names one; else look at all events of a group.

    The job then waits for the event's next reminder, by itself.
    """
    if "group" in errand.job.payload:
        await errand.do(plan_group_slice, errand.job, now=errand.clock.now())
        return
    for _ in range(limits.REMINDERS_IN_TURN):
        if not await errand.do(remind, errand.job, now=errand.clock.now()):
            return
    await errand.do(go_on_reminding, errand.job, now=errand.clock.now())
