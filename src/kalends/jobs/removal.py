"""Taking out the rows of deleted events and groups."""

from kalends.actions.removal import remove_event_slice, remove_group_slice, tell_of_events
from kalends.jobs.worker import Errand


async def removal(errand: Errand) -> None:
    """Slice after slice, each in a transaction of its own, so that nobody waits long for it."""
    payload = errand.job.payload
    if "group" in payload:
        await errand.repeat(tell_of_events, int(payload["group"]), now=errand.clock.now())
        await errand.repeat(remove_group_slice, int(payload["group"]))
    else:
        await errand.repeat(remove_event_slice, int(payload["event"]))
