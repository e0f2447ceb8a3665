"""What the command line does with organizations."""

from datetime import datetime, timedelta

from kalends.actions.job import DAILY
from kalends.actions.ports import Read, Tx
from kalends.actions.zone_table import ZONES
from kalends.calendar import zones
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.errors import Kind, Refused
from kalends.domain.person import Organization, new_organization


async def create_organization(tx: Tx, actor: Actor, name: str, zone: str, *, now: datetime) -> Organization:
    """A new organization with the number that the actor already acts for. Its name is its own among all."""
    check_administers(actor)
    organization = new_organization(actor.organization, name, zone)
    if not await tx.add_organization(organization, now):
        raise Refused(Kind.CONFLICT, f'there is already an organization called "{name}"', field="name")
    await tx.add_job("horizon", DAILY, {}, now + timedelta(days=1))
    await tx.add_job(ZONES, DAILY, {"table": zones.table_version()}, now + timedelta(days=1))
    return organization


async def move_organization(tx: Tx, actor: Actor, zone: str, *, now: datetime) -> Organization:
    """The organization in another zone: coming days without a zone of their own begin at its midnight from then on.

    A job sees to that. Raises INVALID for an unknown zone.
    """
    check_administers(actor)
    before = await tx.organization()
    after = new_organization(before.number, before.name, zone)
    if after.zone != before.zone:
        await tx.set_organization_zone(after.zone, now)
        await tx.add_job(ZONES, DAILY, {}, now)
    return after


async def organization_numbers(read: Read, actor: Actor) -> list[int]:
    """The numbers of all organizations of this database, in order."""
    check_administers(actor)
    return await read.organization_numbers(limits.ADMINISTRATION_LIST)


async def show_organization(read: Read, actor: Actor) -> Organization:
    """The actor's own."""
    check_administers(actor)
    return await read.organization()
