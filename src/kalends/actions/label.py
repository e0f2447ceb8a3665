"""Group types, campuses, tag groups and tags: look through them, make them, put them on groups."""

from datetime import datetime

from msgspec.structs import replace

from kalends.actions.group import edited_group
from kalends.actions.parent import find_group, find_label
from kalends.actions.ports import Read, Tx
from kalends.domain import access, limits, text
from kalends.domain.access import Actor
from kalends.domain.errors import invalid
from kalends.domain.group import Group
from kalends.domain.label import Label, LabelKind, LabelSettings


async def list_labels(read: Read, actor: Actor, kind: LabelKind, parent: int | None = None) -> tuple[Label, ...]:
    """All labels of a kind by position; parent: only the tags of this tag group, NOT_FOUND when there is none.

    The list of group types is for administrators; to others it is empty.
    """
    access.check_reads(actor)
    if kind is LabelKind.GROUP_TYPE and access.viewer(actor) is not None:
        return ()
    if parent is not None:
        await find_label(read, actor, LabelKind.TAG_GROUP, parent)
    labels = await read.labels(kind, limits.LABELS_PER_KIND)
    return tuple(label for label in labels if parent is None or label.parent == parent)


async def all_labels(read: Read, actor: Actor) -> list[Label]:
    """Labels of every kind, by kind and position."""
    access.check_administers(actor)
    return [it for kind in sorted(LabelKind) for it in await read.labels(kind, limits.ADMINISTRATION_LIST)]


async def show_label(read: Read, actor: Actor, kind: LabelKind, number: int) -> Label | None:
    """One label; None for the group type of groups without one. Raises NOT_FOUND as `find_label` does."""
    access.check_reads(actor)
    return await find_label(read, actor, kind, number)


async def labels_of_group(read: Read, actor: Actor, number: int, kind: LabelKind) -> tuple[Label, ...]:
    """Campuses or tags of a group, or its group type alone. Raises NOT_FOUND unless the actor may see the group."""
    access.check_reads(actor)
    group = await find_group(read, actor, number)
    if kind is LabelKind.GROUP_TYPE:
        return tuple((await read.labels_numbered([group.group_type or 0])).values())
    return (await read.labels_of_groups([number], kind)).get(number, ())


async def add_label(
    tx: Tx, actor: Actor, kind: LabelKind, name: str, parent: int | None = None, settings: LabelSettings | None = None
) -> Label:
    """A new label behind the last one of its kind. parent: the tag group of a tag, and of nothing else."""
    access.check_writes(actor)
    access.check_administers(actor)
    text.required_line(name, "name")
    if (kind is LabelKind.TAG) != (parent is not None):
        raise invalid("a tag is in a tag group, and nothing else is", "parent")
    if parent is not None and await _kind(tx, parent) is not LabelKind.TAG_GROUP:
        raise invalid("there is no such tag group", "parent")
    position = await tx.next_position(kind, parent)
    label = Label(tx.next_number(), kind, name, position, parent, settings or LabelSettings())
    await tx.add_label(label)
    return label


async def put_label(tx: Tx, actor: Actor, prokey: str, label: int, *, now: datetime) -> Group:
    """Put a label on a group; a group type takes the place of the former one. Doing it twice changes nothing."""
    group = await edited_group(tx, actor, prokey)
    kind = await _kind(tx, label)
    if kind is None or kind is LabelKind.TAG_GROUP:
        raise invalid("there is no such group type, campus or tag", "label")
    if kind is not LabelKind.GROUP_TYPE:
        await tx.put_label(group.number, label)
    elif group.group_type != label:
        group = replace(group, group_type=label, updated_at=now)
        await tx.save_group(group)
    return group


async def take_label(tx: Tx, actor: Actor, prokey: str, label: int, *, now: datetime) -> Group:
    """Take a label off a group; doing it twice changes nothing."""
    group = await edited_group(tx, actor, prokey)
    if group.group_type == label:
        group = replace(group, group_type=None, updated_at=now)
        await tx.save_group(group)
    await tx.take_label(group.number, label)
    return group


async def _kind(tx: Tx, number: int) -> LabelKind | None:
    label = (await tx.labels_numbered([number])).get(number)
    return None if label is None else label.kind
