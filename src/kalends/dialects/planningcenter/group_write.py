"""Writing groups and what enrolling would take (reference §1.7, §1.8)."""

from functools import lru_cache
from typing import Any

import msgspec
from msgspec import Raw

from kalends.actions.related import NOTHING, Related
from kalends.dialects.planningcenter import label_write, location_write
from kalends.dialects.planningcenter.jsonapi import Included, Resource, linkage, linked, related, relation, resource
from kalends.dialects.planningcenter.write import Show, moment, picture
from kalends.domain.group import Group, Visibility
from kalends.domain.text import escape_text

TYPE = "Group"

_VISIBILITY = {Visibility.LINK: "public", Visibility.MEMBERS: "members"}
_KEPT = 1_024  # groups, of a kilobyte or two each
_encode = msgspec.json.Encoder().encode
_EDGES = ("campuses", "enrollment", "events", "memberships", "my_membership", "people", "tags")


def group(of: Group, found: Related, show: Show, prefix: str = "") -> Resource:
    """A row of a list. prefix: the path it was included by, such as "group."; "" where it was itself asked for."""
    fields, itself = show.wanted(TYPE), f"{show.base}/groups/{of.number}"
    attributes = _attributes(of, show)
    if fields is not None:
        attributes |= _only_by_name(of, found)
    if show.old:
        attributes |= {"enrollment_open": False, "enrollment_strategy": "closed"}
    row = resource(TYPE, of.number, dict(sorted(attributes.items())), fields)
    return linked(related(row, _relationships(of, show, itself, prefix), fields), itself)


def group_alone(of: Group, found: Related, show: Show) -> Resource:
    """A single group: the same with links to its edges, and last the address of its public page."""
    row = group(of, found, show)
    itself = row["links"]["self"]
    edges = {edge: f"{itself}/{edge}" for edge in _EDGES}
    if of.group_type is not None:
        edges["group_type"] = f"{show.base}/group_types/{of.group_type}"
    if of.place is not None:
        edges["location"] = f"{show.base}/locations/{of.place}"
    row = linked(row, itself, edges)
    row["links"]["html_url"] = f"{show.home}/{of.prokey}"
    return row


def put(rows: Included, of: Group, found: Related, show: Show, prefix: str) -> None:
    """Let the group go along once, and with it what was asked for of it."""
    if rows.wants(TYPE, of.number):
        rows.put(TYPE, of.number, group(of, found, show, prefix))
        put_beside(rows, of, found, show, prefix)


def put_plain(rows: Included, of: Group, show: Show) -> None:
    """Let the group go along, with all its fields and nothing beside it."""
    rows.put(TYPE, of.number, _written(of, show.home, show.base))


@lru_cache(_KEPT)
def _written(of: Group, home: str, base: str) -> Raw:
    """A group that goes along, as JSON. What changes is another group, and written anew."""
    return Raw(_encode(group(of, NOTHING, Show(home, base, {}, frozenset()))))


def put_beside(rows: Included, of: Group, found: Related, show: Show, prefix: str = "") -> None:
    """Let go along what was asked for of a group: its enrollment, group type and location."""
    if f"{prefix}enrollment" in show.include and rows.wants("Enrollment", of.number):
        rows.put("Enrollment", of.number, enrollment(of, show))
    kind = found.types.get(of.group_type or 0)
    if f"{prefix}group_type" in show.include and kind is not None and rows.wants("GroupType", kind.number):
        rows.put("GroupType", kind.number, label_write.group_type(kind, show))
    place = found.places.get(of.place or 0)
    if f"{prefix}location" in show.include and place is not None:
        location_write.put(rows, place, of, show)


def enrollment(of: Group, show: Show) -> Resource:
    """Nobody enrols by themselves here, so it is always closed; an unlisted group's is private."""
    attributes = {
        "auto_closed": False,
        "auto_closed_reason": None,
        "date_limit": None,
        "date_limit_reached": False,
        "member_limit": None,
        "member_limit_reached": False,
        "status": "closed" if of.settings.listed else "private",
        "strategy": "closed",
    }
    fields = show.wanted("Enrollment")
    row = resource("Enrollment", of.number, attributes, fields)
    row = related(row, {"group": relation(linkage(TYPE, of.number))}, fields)
    return linked(row, f"{show.base}/groups/{of.number}/enrollment")


def _attributes(of: Group, show: Show) -> dict[str, Any]:
    settings = of.settings
    return {
        "archived_at": moment(settings.archived_at),
        "chat_enabled": True,
        "contact_email": settings.contact_mail,
        "created_at": moment(of.created_at),
        "description": None if settings.description is None else escape_text(settings.description),
        "description_as_plain_text": settings.description,
        "direct_messages_enabled": False,
        "events_listed": settings.overview_public,
        "events_visibility": _VISIBILITY[of.visibility],
        "header_image": picture(settings.image, show.home),
        "leaders_can_search_people_database": False,
        "listed": settings.listed,
        "location_type_preference": settings.location_preference,
        "members_are_confidential": settings.members_confidential,
        "memberships_count": of.members,
        "name": of.name,
        "public_church_center_web_url": f"{show.home}/{of.prokey}",
        "schedule": settings.schedule,
        "virtual_location_url": settings.virtual_url,
    }


def _only_by_name(of: Group, found: Related) -> dict[str, Any]:
    """What is shown only where `fields[Group]` names it."""
    archived = of.settings.archived_at is not None
    return {
        "can_create_conversation": not archived,
        "can_create_conversation_reason_code": "group_archived" if archived else None,
        "tag_ids": [tag.number for tag in found.tags.get(of.number, ())],
        "widget_status": {},
    }


def _relationships(of: Group, show: Show, itself: str, prefix: str) -> dict[str, Any]:
    """The two that always are, and the enrollment where it was asked for."""

    def address(edge: str) -> str | None:
        return f"{itself}/{edge}" if prefix + edge in show.include else None

    relationships = {
        "group_type": relation(linkage("GroupType", of.group_type), address("group_type")),
        "location": relation(linkage("Location", of.place), address("location")),
    }
    if (enrolling := address("enrollment")) is not None:
        relationships["enrollment"] = relation(linkage("Enrollment", of.number), enrolling)
    return relationships
