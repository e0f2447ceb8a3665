"""What an organization sorts its groups by: group types, campuses, tags in tag groups."""

from enum import StrEnum

from msgspec import Struct


class LabelKind(StrEnum):
    """The kinds of label. A group has at most one GROUP_TYPE, and any number of CAMPUS and TAG."""

    GROUP_TYPE = "group_type"
    CAMPUS = "campus"
    TAG_GROUP = "tag_group"
    TAG = "tag"


class LabelSettings(Struct, frozen=True, omit_defaults=True):
    """What is kept with a label. Stored as JSON.

    public: shown to visitors. multiple: several of its tags may be set.
    """

    description: str | None = None
    color: str | None = None
    public: bool = True
    multiple: bool = True


class Label(Struct, frozen=True):
    """One label. parent: a tag's tag group. position: where it stands among its kind, from 1."""

    number: int
    kind: LabelKind
    name: str
    position: int = 1
    parent: int | None = None
    settings: LabelSettings = LabelSettings()
