"""What is shown beside groups: their types, the places where they meet, their tags."""

from collections.abc import Collection

from msgspec import Struct

from kalends.actions.ports import Read
from kalends.domain.group import Group
from kalends.domain.label import Label, LabelKind
from kalends.domain.place import Place


class Want(Struct, frozen=True):
    """Which of them; nothing is looked up that is not wanted."""

    types: bool = False
    places: bool = False
    tags: bool = False


NO_WANT = Want()


class Related(Struct, frozen=True):
    """Group types and places by their own number, tags by the group's."""

    types: dict[int, Label]
    places: dict[int, Place]
    tags: dict[int, tuple[Label, ...]]


NOTHING = Related({}, {}, {})


async def related(read: Read, groups: Collection[Group], want: Want) -> Related:
    """One statement for each thing wanted."""
    if not groups or want == NO_WANT:
        return NOTHING
    types = {group.group_type for group in groups if want.types and group.group_type is not None}
    places = {group.place for group in groups if want.places and group.place is not None}
    return Related(
        await read.labels_numbered(sorted(types)) if types else {},
        await read.places_numbered(sorted(places)) if places else {},
        await read.labels_of_groups([it.number for it in groups], LabelKind.TAG) if want.tags else {},
    )
