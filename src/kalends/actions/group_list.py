"""Looking through groups, with filters and order, and where they meet."""

from msgspec import Struct

from kalends.actions.parent import Parent, find_group, within
from kalends.actions.ports import Read
from kalends.actions.related import Related, Want, related
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.errors import invalid, not_found
from kalends.domain.group import Group
from kalends.domain.group_query import GroupQuery
from kalends.domain.occurrence import Page
from kalends.domain.place import Place


class GroupList(Struct, frozen=True):
    """Part of a list of groups, how many there are in all, and what is shown beside them."""

    page: Page[Group]
    related: Related


async def search_groups(
    read: Read, actor: Actor, query: GroupQuery, want: Want, parent: Parent | None = None
) -> GroupList:
    """Published groups the actor may see. Raises NOT_FOUND for a parent they may not see."""
    access.check_reads(actor)
    query = await within(read, actor, parent, query)
    if query.nothing:
        return GroupList(Page((), 0), await related(read, (), want))
    groups = tuple(await read.listed_groups(query))
    return GroupList(Page(groups, await read.count_groups(query)), await related(read, groups, want))


async def view_group(
    read: Read, actor: Actor, number: int, want: Want, parent: Parent | None = None
) -> tuple[Group, Related]:
    """One group in the list of `parent`. Raises NOT_FOUND when it is not in there."""
    found = await search_groups(read, actor, GroupQuery(groups=(number,), limit=1), want, parent)
    if not found.page.items:
        raise not_found()
    return found.page.items[0], found.related


async def group_called(read: Read, actor: Actor, text: str) -> Group:
    """The one group with this prokey, number or exact name. Raises NOT_FOUND; INVALID when there are several."""
    access.check_administers(actor)
    groups = await read.groups(None, limits.ADMINISTRATION_LIST, 0)
    found = [group for group in groups if text in (group.prokey, str(group.number), group.name)]
    if not found:
        raise not_found(f'there is no group called "{text}"')
    if len(found) > 1:
        raise invalid(f'there are several groups called "{text}": give a prokey', "group")
    return found[0]


async def broken_counters(read: Read, actor: Actor) -> list[str]:
    """Names of groups whose stored counts differ from what is there; none when all is well."""
    access.check_administers(actor)
    return await read.broken_counters(limits.ADMINISTRATION_LIST)


async def place_of_group(read: Read, actor: Actor, number: int, want: Want) -> tuple[Place, Group, Related]:
    """Where a group meets. Raises NOT_FOUND when it has no place, or is not the actor's to see."""
    access.check_reads(actor)
    group = await find_group(read, actor, number)
    place = (await read.places_numbered([group.place or 0])).get(group.place or 0)
    if place is None:
        raise not_found()
    return place, group, await related(read, [group], want)


async def show_place(read: Read, actor: Actor, number: int, want: Want) -> tuple[Place, Group, Related]:
    """A place, and a group that meets there or has a meeting there. Raises NOT_FOUND unless the actor sees one."""
    access.check_reads(actor)
    found = await read.place_in_use(number, access.viewer(actor))
    if found is None:
        raise not_found()
    group = await find_group(read, actor, found[1])
    return found[0], group, await related(read, [group], want)
