"""What deeds ask of the store about group types, campuses and tags."""

from collections.abc import Sequence
from typing import Protocol

from kalends.domain.label import Label, LabelKind


class LabelReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def labels(self, kind: LabelKind, limit: int) -> list[Label]:
        """Labels of a kind by position; tags by their tag group's number first."""

    async def labels_numbered(self, numbers: Sequence[int]) -> dict[int, Label]:
        """These labels by number."""

    async def labels_of_groups(self, groups: Sequence[int], kind: LabelKind) -> dict[int, tuple[Label, ...]]:
        """Group to its labels of that kind by position, each with `limits.LABELS_PER_KIND` at most; none: left out."""


class LabelWrites(LabelReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def next_position(self, kind: LabelKind, parent: int | None) -> int:
        """Behind the last one of its kind, and of its tag group."""

    async def add_label(self, label: Label) -> None:
        """Store a new label."""

    async def put_label(self, group: int, label: int) -> None:
        """Put a campus or a tag on a group; once is enough."""

    async def take_label(self, group: int, label: int) -> None:
        """Take it off again."""
