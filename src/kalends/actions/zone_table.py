"""What a newer zone table, or another zone of the organization, changes: instants. What people wrote stays."""

from datetime import datetime, timedelta

from kalends.actions.job import DAILY
from kalends.actions.planning import rederive
from kalends.actions.ports import Tx
from kalends.calendar import zones
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers

ZONES = "zones"
_DAY = timedelta(days=1)


async def notice_zone_table(tx: Tx, actor: Actor, *, now: datetime) -> None:
    """When the server starts: every organization that was last looked at with another table is looked at now."""
    check_administers(actor)
    await tx.hasten_jobs(ZONES, DAILY, {"table": zones.table_version()}, now)


async def look_for_older_tables(tx: Tx, actor: Actor, after: int, *, now: datetime) -> None:
    """Ask for every coming event that an older table was used for; never for one of a newer table, on another node.

    after: the last event's number of the slice before, 0 for the first. Asks for its next slice, or for tomorrow.
    """
    check_administers(actor)
    events = await tx.events_of_older_tables(zones.table_version(), now, after, limits.ROWS_PER_SLICE)
    for event in events:
        await tx.add_job(ZONES, f"event:{event}", {"event": event}, now)
    if len(events) == limits.ROWS_PER_SLICE:
        await tx.add_job(ZONES, DAILY, {"after": events[-1]}, now)
    else:
        await tx.add_job(ZONES, DAILY, {"table": zones.table_version()}, now + _DAY)


async def rederive_event(tx: Tx, actor: Actor, event: int, *, now: datetime) -> None:
    """Coming meetings of the event at their instants by the table of now. SEQUENCE and chat stay still."""
    check_administers(actor)
    await tx.lock_event(event)
    found = await tx.event_by_number(event, actor.person)
    if found is not None and found[0].zone_table < zones.table_version():
        await rederive(tx, found[0], now)
