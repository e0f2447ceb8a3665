"""Writing locations: a place of ours as their Location (reference §1.6).

Whoever can read one here is a member of the group or an administrator, and so always sees it exactly.
"""

from kalends.dialects.planningcenter.jsonapi import Included, Resource, linkage, linked, related, relation, resource
from kalends.dialects.planningcenter.write import Show
from kalends.domain.group import Group
from kalends.domain.place import Place

TYPE = "Location"

_EXACT = "exact"


def location(place: Place, group: Group, show: Show, path: str = "location.group") -> Resource:
    """A location. group: the one it was reached through. path: by which that is asked for, wherever this goes along."""
    itself, fields = f"{show.base}/locations/{place.number}", show.wanted(TYPE)
    found = resource(
        TYPE,
        place.number,
        {
            "display_preference": _EXACT,
            "full_formatted_address": place.address,
            "latitude": _degrees(place.lat),
            "longitude": _degrees(place.lng),
            "name": place.name,
            "radius": "0",
            "strategy": _EXACT,
        },
        fields,
    )
    whose = relation(linkage("Group", group.number), f"{itself}/group" if path in show.include else None)
    return linked(related(found, {"group": whose}, fields), itself)


def location_alone(place: Place, group: Group, show: Show) -> Resource:
    """A single location: the same with a link to its group."""
    found = location(place, group, show, "group")
    return linked(found, found["links"]["self"], {"group": f"{show.base}/groups/{group.number}"})


def put(rows: Included, place: Place, group: Group, show: Show) -> None:
    """Let the location go along once."""
    if rows.wants(TYPE, place.number):
        rows.put(TYPE, place.number, location(place, group, show))


def _degrees(value: float | str | None) -> float | None:
    return None if value is None else float(value)
