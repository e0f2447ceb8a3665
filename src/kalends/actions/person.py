"""Looking through people and memberships."""

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.parent import Parent, ParentKind, find_group, find_person
from kalends.actions.ports import Read
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.group import Membership
from kalends.domain.occurrence import Page
from kalends.domain.person import MembershipQuery, Organization, PersonQuery, Profile


class MembershipList(Struct, frozen=True):
    """Part of a list of memberships, how many there are in all, and the people in it where they were asked for."""

    page: Page[Membership]
    people: dict[int, Profile]


async def list_people(read: Read, actor: Actor, query: PersonQuery) -> Page[Profile]:
    """People the actor may see: all for an administrator, else those in one's groups. NOT_FOUND for a hidden group."""
    access.check_reads(actor)
    if query.group is not None:
        await find_group(read, actor, query.group)
    query = replace(query, viewer=access.viewer(actor))
    return Page(tuple(await read.profiles(query)), await read.count_profiles(query))


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


async def list_memberships(
    read: Read, actor: Actor, query: MembershipQuery, parent: Parent | None, *, people: bool
) -> MembershipList:
    """Memberships in groups the actor may see. people: whether to look up who they are.

    Raises NOT_FOUND for a parent that the actor may not see.
    """
    access.check_reads(actor)
    query = replace(query, viewer=access.viewer(actor))
    if parent is not None and parent.kind is ParentKind.GROUP:
        await find_group(read, actor, parent.number)
        query = replace(query, group=parent.number)
    elif parent is not None:
        await find_person(read, actor, parent.number)
        query = replace(query, person=parent.number)
    items = tuple(await read.memberships(query))
    found = await read.profiles_numbered(sorted({it.person for it in items})) if people and items else {}
    return MembershipList(Page(items, await read.count_memberships(query)), found)


async def show_membership(
    read: Read, actor: Actor, query: MembershipQuery, parent: Parent | None, *, people: bool
) -> MembershipList:
    """The one that `query` means. Raises NOT_FOUND when there is none for the actor."""
    found = await list_memberships(read, actor, replace(query, limit=1), parent, people=people)
    if not found.page.items:
        raise not_found()
    return found


async def show_organization(read: Read, actor: Actor) -> Organization:
    """The actor's own."""
    access.check_reads(actor)
    return await read.organization()
