"""Writing group types, campuses, tag groups and tags (reference §1.8, §1.9)."""

from kalends.dialects.planningcenter.group_query import UNIQUE
from kalends.dialects.planningcenter.jsonapi import Resource, linkage, linked, related, relation, resource
from kalends.dialects.planningcenter.write import Show
from kalends.domain.group_query import NO_TYPE
from kalends.domain.label import Label, LabelKind

_UNIQUE = Label(NO_TYPE, LabelKind.GROUP_TYPE, "Unique Groups", 999_999_999)  # as on their wire (§1.8)
_NO_COLOR = "#808080"


def with_unique(labels: tuple[Label, ...]) -> tuple[Label, ...]:
    """The group types, and the one of groups that have none."""
    return (*labels, _UNIQUE)


def group_type_id(label: Label) -> str:
    return UNIQUE if label.number == NO_TYPE else str(label.number)


def group_type(of: Label | None, show: Show) -> Resource:
    """None: the one of groups that have none."""
    label = of or _UNIQUE
    settings, number = label.settings, group_type_id(label)
    attributes = {
        "church_center_map_visible": False,
        "church_center_visible": settings.public,
        "color": settings.color or _NO_COLOR,
        "default_group_settings": {},
        "description": settings.description,
        "name": label.name,
        "position": label.position,
        "public_church_center_web_url": None,
    }
    row = resource("GroupType", number, attributes, show.wanted("GroupType"))
    return linked(row, f"{show.base}/group_types/{number}")


def campus(of: Label, show: Show) -> Resource:
    row = resource("Campus", of.number, {"name": of.name}, show.wanted("Campus"))
    return linked(row, f"{show.base}/campuses/{of.number}")


def tag_group(of: Label, show: Show) -> Resource:
    attributes = {
        "display_publicly": of.settings.public,
        "multiple_options_enabled": of.settings.multiple,
        "name": of.name,
        "position": of.position,
    }
    row = resource("TagGroup", of.number, attributes, show.wanted("TagGroup"))
    return linked(row, f"{show.base}/tag_groups/{of.number}")


def tag(of: Label, show: Show) -> Resource:
    fields = show.wanted("Tag")
    row = resource("Tag", of.number, {"name": of.name, "position": of.position}, fields)
    row = related(row, {"tag_group": relation(linkage("TagGroup", of.parent))}, fields)
    return linked(row, f"{show.base}/tag_groups/{of.parent}/tags/{of.number}")
