"""Looking through group types, campuses, tag groups and tags."""

from kalends.actions.parent import find_group, find_label
from kalends.actions.ports import Read
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.label import Label, LabelKind


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
