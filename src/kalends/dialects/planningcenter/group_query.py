"""Reading what a list of groups is asked for (reference §1.7)."""

from msgspec.structs import replace

from kalends.dialects.planningcenter import query
from kalends.dialects.planningcenter.errors import bad_request
from kalends.dialects.planningcenter.query import Asked
from kalends.domain.access import Actor
from kalends.domain.group_query import NO_TYPE, GroupQuery, both
from kalends.domain.pattern import pattern

UNIQUE = "unique"  # the id of the group type of groups without one (§1.8)

ARCHIVED = {"not_archived": False, "only": True, "include": None}
_ORDER = {"name": "name", "created_at": "created_at", "memberships_count": "members"}
_STRATEGY = "closed"  # of every group here: nobody enrols over this API


def groups(asked: Asked, actor: Actor) -> GroupQuery:
    """Which groups are meant. Without `where[archive_status]` archived ones are left out."""
    found = filtered(asked, actor)
    key = asked.order[0] if asked.order else "name"
    status = asked.where.get("archive_status", "not_archived")
    if (given := asked.where.get("group_type.id")) is not None:
        found = replace(found, group_types=both(found.group_types, (group_type(given),)))
    if "enrollment" in asked.filters:
        found = replace(found, nothing=found.nothing or _STRATEGY not in query.texts(asked, "enrollment"))
    if {"hidden", "people_database_searchable"} & set(asked.filters):
        only = asked.arguments.get("people_database_searchable") == "none" and "hidden" not in asked.filters
        found = replace(found, nothing=found.nothing or not only)
    return replace(
        found,
        name=pattern(asked.where["name"]) if "name" in asked.where else None,
        archived=archived(status, "archive_status"),
        order=_ORDER.get(key.removeprefix("-"), "name"),
        descending=key.startswith("-"),
        limit=asked.limit,
        offset=asked.offset,
    )


def filtered(asked: Asked, actor: Actor) -> GroupQuery:
    """The filters that lists of groups and of events share; several hold together. Raises 400 without their ids."""
    found = GroupQuery()
    if "my_groups" in asked.filters:
        found = replace(found, member=actor.person or 0)
    if "group" in asked.filters:
        found = replace(found, groups=query.numbers(asked, "group_id"))
    if "campus" in asked.filters:
        found = replace(found, campuses=query.numbers(asked, "campus_id"))
    if "group_type" in asked.filters:
        given = query.texts(asked, "group_type_id")
        found = replace(found, group_types=tuple(group_type(one) for one in given))
    if "tag" in asked.filters:
        found = replace(found, tags=query.numbers(asked, "tag_id"))
    return found


def group_type(given: str) -> int:
    """A group type's number; NO_TYPE for the string id that theirs has, too."""
    return NO_TYPE if given == UNIQUE else query.number(given)


def archived(given: str, name: str) -> bool | None:
    """`not_archived`, `only` or `include`. Raises 400 for anything else."""
    if given not in ARCHIVED:
        parameter = f"where[{name.replace('.', '][')}]"
        raise bad_request(f"{parameter} must be one of {', '.join(ARCHIVED)}", parameter)
    return ARCHIVED[given]
