"""Instants are derived from wall-clock times by a table of zones, which governments change."""

from kalends.actions.zone_table import look_for_older_tables, rederive_event
from kalends.jobs.worker import Errand


async def zones(errand: Errand) -> None:
    """One event's coming meetings, when the payload names one; else, daily, look for events of an older table."""
    payload = errand.job.payload
    if "event" in payload:
        await errand.do(rederive_event, int(payload["event"]), now=errand.clock.now())
    else:
        await errand.do(look_for_older_tables, int(payload.get("after", 0)), now=errand.clock.now())
