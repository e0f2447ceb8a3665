"""What each list can be asked for: told in its `meta` exactly as listed in reference §1.10, in that order."""

from functools import cached_property
from typing import Any

from msgspec import Struct


class Abilities(Struct, frozen=True, dict=True, cache_hash=True):
    """order, where, include, filters: as `meta` tells them. where_besides, include_besides: accepted untold [OAS].

    unserved: told, but our record cannot do it: "filter=…" or "order=…". A name in `where` with dots stands for
    brackets: "starts_at.gte" is `where[starts_at][gte]`. pages: whether it is a list.
    """

    order: tuple[str, ...] = ()
    where: tuple[str, ...] = ()
    include: tuple[str, ...] = ()
    filters: tuple[str, ...] = ()
    where_besides: tuple[str, ...] = ()
    include_besides: tuple[str, ...] = ()
    unserved: tuple[str, ...] = ()
    pages: bool = True

    def known_order(self, key: str) -> bool:
        name = key.removeprefix("-")
        return name in self.order and f"order={name}" not in self.unserved

    def known_filter(self, name: str) -> bool:
        return name in self.filters and f"filter={name}" not in self.unserved

    def known_where(self, name: str) -> bool:
        return name in self.where or name in self.where_besides

    def known_include(self, path: str) -> bool:
        return path in self.include or path in self.include_besides

    @cached_property
    def told(self) -> dict[str, Any]:
        """For `meta`; what is empty is left out."""
        values = (self.order, self.where, self.include, self.filters)
        return {name: value for name, value in zip(_TOLD, values, strict=True) if value}


_TOLD = ("can_order_by", "can_query_by", "can_include", "can_filter")
_RANGES = tuple(f"{name}.{bound}" for name in ("starts_at", "ends_at") for bound in ("gt", "gte", "lt", "lte"))
_TIMES = ("name", "starts_at", "ends_at")
_GROUP_INCLUDE = ("enrollment", "group_type", "location")


def _events(*filters: str) -> Abilities:
    return Abilities(
        order=_TIMES,
        where=_TIMES,
        include=("group", "location"),
        filters=filters,
        where_besides=(
            *_RANGES,
            "group.archive_status",
            "group.name",
            "group.group_type.id",
            "location.group.archive_status",
            "location.group.name",
        ),
        include_besides=("group.enrollment", "group.group_type", "group.location", "location.group"),
    )


def _groups(*filters: str) -> Abilities:
    return Abilities(
        order=(
            "name",
            "contact_email",
            "created_at",
            "enrollment_limit",
            "memberships_count",
            "chat_enabled",
            "members_are_confidential",
            "listed",
        ),
        where=("archive_status", "name"),
        include=_GROUP_INCLUDE,
        filters=filters,
        where_besides=("group_type.id",),
        include_besides=("location.group",),
        unserved=("order=contact_email", "filter=meeting_schedule"),
    )


EVENTS = _events("canceled", "not_canceled", "upcoming", "group", "group_type", "my_groups", "campus")
EVENTS_OF_GROUP = EVENTS_OF_PERSON = _events("canceled", "not_canceled")
EVENTS_OF_GROUP_TYPE = _events("upcoming", "canceled", "not_canceled")
EVENT = Abilities(include=EVENTS.include, include_besides=EVENTS.include_besides, pages=False)
ATTENDANCES = Abilities(
    order=("role", "first_name", "last_name"),
    where=("role",),
    include=("person",),
    filters=("attended",),
    where_besides=("person.first_name", "person.last_name"),
)
NOTES = Abilities(include=("owner",))
RSVPS = Abilities(order=("response",), where=("response",))
LOCATION = Abilities(
    include=("group",), include_besides=("group.enrollment", "group.group_type", "group.location"), pages=False
)
GROUPS = _groups(
    "campus",
    "enrollment",
    "group",
    "group_type",
    "hidden",
    "meeting_schedule",
    "my_groups",
    "people_database_searchable",
    "published",
    "tag",
)
GROUPS_BESIDE = _groups()  # under a campus, group type, person or tag
GROUP = Abilities(include=_GROUP_INCLUDE, include_besides=("location.group",), pages=False)
MEMBERSHIPS = Abilities(
    order=("first_name", "joined_at", "last_name", "role"),
    where=("role",),
    include=("person",),
    where_besides=("person.first_name", "person.last_name"),
)
MEMBERSHIP = Abilities(include=MEMBERSHIPS.include, pages=False)
PEOPLE = Abilities(order=("first_name", "last_name"), where=("first_name", "last_name"))
GROUP_TYPES = Abilities(
    order=("position", "name"), where=("id",), filters=("church_center_visible", "not_church_center_visible")
)
CAMPUSES = Abilities(order=("name",), where=("id", "name"))
TAG_GROUPS = Abilities(order=("name", "position"), where=("name",), filters=("public",))
TAGS = Abilities(order=("name", "position"), where=("id", "name"))
NOTHING = Abilities(pages=False)
