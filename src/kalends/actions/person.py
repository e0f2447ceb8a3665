"""People: look through them, add them."""

from datetime import datetime

from msgspec.structs import replace

from kalends.actions.parent import find_group, find_person
from kalends.actions.ports import Read, Tx
from kalends.domain import access, limits
from kalends.domain.access import Actor, OrganizationRole
from kalends.domain.errors import Kind, Refused, invalid, not_found
from kalends.domain.occurrence import Page
from kalends.domain.person import Organization, Person, PersonQuery, Profile, new_person


async def list_people(read: Read, actor: Actor, query: PersonQuery) -> Page[Profile]:
    """People the actor may see: all for an administrator, else those in one's groups. NOT_FOUND for a hidden group."""
    access.check_reads(actor)
    if query.group is not None:
        await find_group(read, actor, query.group)
    query = replace(query, viewer=access.viewer(actor))
    return Page(tuple(await read.profiles(query)), await read.count_profiles(query))


async def all_people(read: Read, actor: Actor) -> list[Person]:
    """Everybody, in order of making."""
    access.check_administers(actor)
    return await read.people(limits.ADMINISTRATION_LIST)


async def show_person(read: Read, actor: Actor, number: int, group: int | None = None) -> Profile:
    """One person; group: among its members. Raises NOT_FOUND when they are not there for the actor."""
    found = await list_people(read, actor, PersonQuery(number=number, group=group, limit=1))
    if not found.items:
        raise not_found()
    return found.items[0]


async def show_myself(read: Read, actor: Actor) -> Profile:
    """Whoever asks. Raises NOT_FOUND for nobody in particular."""
    access.check_reads(actor)
    return await find_person(read, actor, actor.person or 0)


async def show_organization(read: Read, actor: Actor) -> Organization:
    """The actor's own."""
    access.check_reads(actor)
    return await read.organization()


async def person_called(read: Read, actor: Actor, text: str) -> Person:
    """The one person with this number, mail address or exact name. Raises NOT_FOUND; INVALID when there are several."""
    access.check_administers(actor)
    found = await read.people_called(text, 2)
    if not found:
        raise not_found(f'there is nobody called "{text}"')
    if len(found) > 1:
        raise invalid(f'there are several people called "{text}": give a number or mail address', "person")
    return found[0]


async def add_person(
    tx: Tx, actor: Actor, name: str, mail: str | None, role: OrganizationRole, *, now: datetime
) -> Person:
    """A new person of the organization. Raises CONFLICT for a mail address that somebody has."""
    access.check_writes(actor)
    access.check_administers(actor)
    person = new_person(tx.next_number(), name, mail, role, now)
    if not await tx.add_person(person, now):
        raise Refused(Kind.CONFLICT, "somebody has this mail address already", field="mail")
    return person
