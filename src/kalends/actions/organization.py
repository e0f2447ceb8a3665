"""What the command line does with organizations."""

from datetime import datetime, timedelta

from kalends.actions.job import DAILY
from kalends.actions.ports import Read, Tx
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
    return organization


async def show_organization(read: Read, actor: Actor) -> Organization:
    """The actor's own."""
    check_administers(actor)
    return await read.organization()
