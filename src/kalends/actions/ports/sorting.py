"""What deeds ask of the store about making labels and putting them on groups."""

from typing import Protocol

from kalends.domain.label import Label, LabelKind


class SortingWrites(Protocol):
    """Writing, inside a deed's transaction."""

    async def label_of_kind(self, number: int) -> LabelKind | None:
        """The kind of a label; None when there is no such one."""

    async def next_position(self, kind: LabelKind, parent: int | None) -> int:
        """Behind the last one of its kind, and of its tag group."""

    async def add_label(self, label: Label) -> None:
        """Store a new label."""

    async def put_label(self, group: int, label: int) -> None:
        """Put a campus or a tag on a group; once is enough."""

    async def take_label(self, group: int, label: int) -> None:
        """Take it off again."""
