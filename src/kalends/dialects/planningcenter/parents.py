"""Whose list an address means: `/groups/7/events` are the events of group 7, `/events` those of the organization."""

from kalends.actions.parent import Parent, ParentKind
from kalends.dialects.planningcenter import group_query, query
from kalends.dialects.planningcenter.jsonapi import Linkage
from kalends.domain.access import Actor

_TYPES = {"group": "Group", "group_type": "GroupType", "person": "Person", "campus": "Campus", "tag": "Tag"}


def parent(ids: dict[str, str], actor: Actor) -> tuple[Parent | None, Linkage]:
    """The parent for the deed, and for `meta`. ids: from the address, by name; none is the organization."""
    for name, kind in _TYPES.items():
        if name in ids:
            number = group_query.group_type(ids[name]) if name == "group_type" else query.number(ids[name])
            return Parent(ParentKind(name), number), {"type": kind, "id": ids[name]}
    return None, organization(actor)


def organization(actor: Actor) -> Linkage:
    """What contains everything."""
    return {"type": "Organization", "id": str(actor.organization)}
