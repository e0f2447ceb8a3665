"""What a list belongs to: the group, label or person whose meetings, groups or members are asked for."""

from enum import StrEnum

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.ports import Read
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.group import Group
from kalends.domain.group_query import NO_TYPE, GroupQuery, both
from kalends.domain.label import Label, LabelKind
from kalends.domain.person import PersonQuery, Profile


class ParentKind(StrEnum):
    """Whose list it is. Labels bear the name of their LabelKind."""

    GROUP = "group"
    PERSON = "person"
    GROUP_TYPE = LabelKind.GROUP_TYPE.value
    CAMPUS = LabelKind.CAMPUS.value
    TAG = LabelKind.TAG.value


class Parent(Struct, frozen=True):
    """number: of the group, person or label; NO_TYPE for the groups without a group type."""

    kind: ParentKind
    number: int


async def within(read: Read, actor: Actor, parent: Parent | None, query: GroupQuery) -> GroupQuery:
    """The query narrowed to what the actor may see of `parent`. Raises NOT_FOUND unless they may see it itself."""
    query = replace(query, viewer=access.viewer(actor))
    if parent is None:
        return query
    number = parent.number
    match parent.kind:
        case ParentKind.GROUP:
            await find_group(read, actor, number)
            return replace(query, groups=both(query.groups, (number,)))
        case ParentKind.PERSON:
            await find_person(read, actor, number)
            return replace(query, person=number)
        case ParentKind.GROUP_TYPE:
            await find_label(read, actor, LabelKind.GROUP_TYPE, number)
            return replace(query, group_types=both(query.group_types, (number,)))
        case ParentKind.CAMPUS:
            await find_label(read, actor, LabelKind.CAMPUS, number)
            return replace(query, campuses=both(query.campuses, (number,)))
        case ParentKind.TAG:
            await find_label(read, actor, LabelKind.TAG, number)
            return replace(query, tags=both(query.tags, (number,)))


async def find_group(read: Read, actor: Actor, number: int) -> Group:
    """A published group. Raises NOT_FOUND unless the actor may see it."""
    found = await read.listed_groups(GroupQuery(viewer=access.viewer(actor), groups=(number,), limit=1))
    if not found:
        raise not_found()
    return found[0]


async def find_person(read: Read, actor: Actor, number: int) -> Profile:
    """A person. Raises NOT_FOUND unless the actor is an administrator, that person, or in a group with them."""
    found = await read.profiles(PersonQuery(viewer=access.viewer(actor), number=number, limit=1))
    if not found:
        raise not_found()
    return found[0]


async def find_label(read: Read, actor: Actor, kind: LabelKind, number: int) -> Label | None:
    """A label; None for NO_TYPE. Raises NOT_FOUND for another kind, and for group types of which one sees no group."""
    if kind is LabelKind.GROUP_TYPE and number == NO_TYPE:
        return None
    label = (await read.labels_numbered([number])).get(number)
    if label is None or label.kind is not kind:
        raise not_found()
    viewer = access.viewer(actor)
    if kind is LabelKind.GROUP_TYPE and viewer is not None:
        seen = GroupQuery(viewer=viewer, group_types=(number,), limit=1)
        if not await read.listed_groups(seen):
            raise not_found()
    return label
