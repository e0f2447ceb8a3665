"""Who is in which group: look it up, let people in and out, call them by nicknames."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.group import edited_group
from kalends.actions.parent import Parent, ParentKind, find_group, find_person
from kalends.actions.ports import Read, Tx
from kalends.domain import access, limits, text
from kalends.domain.access import Actor
from kalends.domain.errors import invalid, not_found
from kalends.domain.group import Group, GroupRole
from kalends.domain.membership import Membership, MembershipQuery
from kalends.domain.occurrence import Page
from kalends.domain.person import Profile


class MembershipList(Struct, frozen=True):
    """Part of a list of memberships, how many there are in all, and the people in it where they were asked for."""

    page: Page[Membership]
    people: dict[int, Profile]


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


async def all_members(read: Read, actor: Actor, group: int) -> list[Membership]:
    """Who is in the group, a draft too, in order of joining."""
    access.check_administers(actor)
    members = await read.members_of([group], limits.ADMINISTRATION_LIST)
    return sorted(members, key=lambda it: (it.joined_at, it.number))


async def add_member(tx: Tx, actor: Actor, prokey: str, person: int, role: GroupRole, *, now: datetime) -> Group:
    """Put somebody into a group, or back into it; who is in it already stays as they are."""
    group = await edited_group(tx, actor, prokey)
    if await tx.person(person) is None:
        raise invalid("there is no such person", "person")
    await tx.add_member(group.number, person, role, now)
    return group


async def remove_member(tx: Tx, actor: Actor, prokey: str, person: int, *, now: datetime) -> Group:
    """Take somebody out of a group; their answers stay."""
    group = await edited_group(tx, actor, prokey)
    await tx.leave_group(group.number, person, now)
    return group


async def set_nickname(tx: Tx, actor: Actor, prokey: str, person: int, nickname: str | None) -> Group:
    """What somebody is called in a group; None: by their name."""
    group = await edited_group(tx, actor, prokey)
    await tx.set_nickname(group.number, person, nickname and text.required_line(nickname, "nickname"))
    return group
