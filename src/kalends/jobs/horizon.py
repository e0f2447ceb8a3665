"""Writing down further meetings of series that never end, or last longer than one deed may write."""

from kalends.actions.event import extend_rows
from kalends.actions.job import keep_house
from kalends.jobs.worker import Errand


async def horizon(errand: Errand) -> None:
    """One event's next meetings, when the payload names one; else, daily, look for events that need some.

    An event that needs still more has asked for this job again by itself.
    """
    payload = errand.job.payload
    if "event" in payload:
        await errand.do(extend_rows, int(payload["event"]), now=errand.clock.now())
    else:
        await errand.do(keep_house, int(payload.get("after", 0)), now=errand.clock.now())
