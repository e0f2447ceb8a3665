"""The shapes of what `/groups/v2` answers (reference §1, §2), for its description."""

from collections.abc import Collection, Iterable, Mapping

from msgspec import Struct

from kalends.dialects.openapi import Shape, decimal, either, flag, many, maybe, named, record, text, whole, word
from kalends.dialects.planningcenter.abilities import Abilities

ID = text("A number, as text", pattern="^[1-9][0-9]{0,15}$")
GROUP_TYPE_ID = text("A number, as text; `unique` is the type of groups without one", pattern="^([1-9][0-9]*|unique)$")
RSVP_ID = text("An event's number and a person's", pattern="^[1-9][0-9]*-[1-9][0-9]*$")
MEMBER_ROLE = word("leader", "member")
_IDS = {"GroupType": GROUP_TYPE_ID, "RSVP": RSVP_ID}
_PARENTS = ("Organization", "Group", "GroupType", "Person", "Campus", "TagGroup", "Tag")
_EDGES = ("Event", "Attendance", "EventNote", "Location")  # that have edges of their own, and are parents there

_URL = text(format="uri")
_PAGE = text("An address, whose brackets are not encoded")
_IGNORED = many(text(), "What of the query stands for nothing here", minItems=1)
_NONE = many({}, "Always empty here", maxItems=0)
_MOMENT = text("UTC in whole seconds", pattern=r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
_IMAGE = either(record({}), record(dict.fromkeys(("thumbnail", "medium", "original"), _URL)))
_PLACE = word("physical", "virtual")
_FIRST = "Only in the version 2018-08-01"
_NAMED = "Only where `fields` names it"


def _never(told: str = "Always null here") -> Shape:
    """What the vendor has and our record has not."""
    return {"type": "null", "description": told}


def _to(kind: str, *, perhaps: bool = False, asked: bool = False) -> Shape:
    """A relationship. perhaps: it may lead to nothing. asked: `include` can name it, and then it has an address."""
    target = record({"type": word(kind), "id": _IDS.get(kind, ID)})
    links = {"links": record({"related": _URL})} if asked else {}
    return record({**links, "data": maybe(target) if perhaps else target}, ["links"])


class Vertex(Struct, frozen=True):
    """A type of resource. about: what it is. `fields` may leave out any attribute and relationship.

    links: that every one of them has besides its own address. edges: those of one that is shown alone, besides.
    perhaps: which of both may lead nowhere and then are left out.
    """

    about: str
    attributes: Mapping[str, Shape]
    relations: Mapping[str, Shape] = {}
    links: tuple[str, ...] = ()
    edges: tuple[str, ...] = ()
    perhaps: tuple[str, ...] = ()

    def row(self, kind: str, edges: Collection[str] = ()) -> Shape:
        """As it is in a list, among what goes along, and with its edges alone."""
        told: dict[str, Shape] = {
            "type": word(kind),
            "id": _IDS.get(kind, ID),
            "attributes": record(self.attributes, self.attributes),
            "links": record(dict.fromkeys((*self.links, *edges, "self"), _URL), self.perhaps),
        }
        if self.relations:
            told["relationships"] = record(self.relations, self.relations)
        return record(told, ["relationships"])


_EVENT = Vertex(
    "Meetings of groups",
    {
        "attendance_requests_enabled": flag(),
        "automated_reminder_enabled": flag(),
        "canceled": flag(),
        "canceled_at": maybe(_MOMENT),
        "description": text(),
        "ends_at": _MOMENT,
        "image": _IMAGE,
        "location_type_preference": _PLACE,
        "multi_day": flag(),
        "name": text(),
        "reminders_sent": flag(),
        "reminders_sent_at": maybe(_MOMENT),
        "repeating": flag(),
        "starts_at": _MOMENT,
        "virtual_location_url": maybe(text("Null unless it is virtual")),
        "visitors_count": maybe(whole(minimum=0)),
    },
    {
        "attendance_submitter": _to("Person", perhaps=True),
        "group": _to("Group", asked=True),
        "location": _to("Location", perhaps=True, asked=True),
        "repeating_event": _to("RepeatingEvent", perhaps=True),
    },
    edges=("attendances", "notes", "rsvps", "group", "location"),
    perhaps=("location",),
)
_GROUP = Vertex(
    "People who meet",
    {
        "archived_at": maybe(_MOMENT),
        "chat_enabled": flag(),
        "contact_email": maybe(text()),
        "created_at": maybe(_MOMENT),
        "description": maybe(text()),
        "description_as_plain_text": maybe(text()),
        "direct_messages_enabled": flag(),
        "events_listed": flag(),
        "events_visibility": word("public", "members"),
        "header_image": _IMAGE,
        "leaders_can_search_people_database": flag(),
        "listed": flag(),
        "location_type_preference": _PLACE,
        "members_are_confidential": flag(),
        "memberships_count": whole(minimum=0),
        "name": text(),
        "public_church_center_web_url": _URL,
        "schedule": maybe(text()),
        "virtual_location_url": maybe(text()),
        "can_create_conversation": flag(_NAMED),
        "can_create_conversation_reason_code": maybe(word("group_archived", told=_NAMED)),
        "tag_ids": many(whole(), _NAMED),
        "widget_status": record({}, told=_NAMED),
        "enrollment_open": flag(_FIRST),
        "enrollment_strategy": word("closed", told=_FIRST),
    },
    {
        "group_type": _to("GroupType", perhaps=True, asked=True),
        "location": _to("Location", perhaps=True, asked=True),
        "enrollment": _to("Enrollment", asked=True),
    },
    edges=(
        "campuses",
        "enrollment",
        "events",
        "memberships",
        "my_membership",
        "people",
        "tags",
        "group_type",
        "location",
        "html_url",
    ),
    perhaps=("group_type", "location"),
)
_PERSON = Vertex(
    "People",
    {
        "addresses": _NONE,
        "avatar_url": maybe(_URL),
        "created_at": maybe(_MOMENT),
        "email_addresses": many(
            record({"address": text(), "location": word("Home"), "primary": flag()}),
            "The one that is known",
            maxItems=1,
        ),
        "first_name": text(),
        "gender": _never(),
        "last_name": text(),
        "permissions": word("administrator", "leader", "member", "no access"),
        "phone_numbers": _NONE,
        "child": flag(_NAMED),
    },
    edges=("events", "groups", "memberships"),
)
_MEMBERSHIP = Vertex(
    "People in groups",
    {
        "joined_at": _MOMENT,
        "role": MEMBER_ROLE,
        "account_center_identifier": whole(_FIRST),
        "avatar_url": maybe(text(_FIRST, format="uri")),
        "color_identifier": whole(_FIRST, minimum=0, maximum=9),
        "email_address": maybe(text(_FIRST)),
        "first_name": text(_FIRST),
        "last_name": text(_FIRST),
        "phone_number": _never(f"{_FIRST}, and null"),
    },
    {"group": _to("Group"), "person": _to("Person", asked=True)},
)
_LOCATION = Vertex(
    "Where groups meet",
    {
        "display_preference": word("exact"),
        "full_formatted_address": maybe(text()),
        "latitude": maybe(decimal()),
        "longitude": maybe(decimal()),
        "name": text(),
        "radius": word("0"),
        "strategy": word("exact"),
    },
    {"group": _to("Group", asked=True)},
    edges=("group",),
)
_ENROLLMENT = Vertex(
    "What joining a group would take",
    {
        "auto_closed": flag(),
        "auto_closed_reason": _never(),
        "date_limit": _never(),
        "date_limit_reached": flag(),
        "member_limit": _never(),
        "member_limit_reached": flag(),
        "status": word("closed", "private", told="`private` where the group is not listed"),
        "strategy": word("closed", told="Nobody enrols over this API"),
    },
    {"group": _to("Group")},
)
_GROUP_TYPE = Vertex(
    "What sort of group it is",
    {
        "church_center_map_visible": flag(),
        "church_center_visible": flag(),
        "color": text(),
        "default_group_settings": record({}),
        "description": maybe(text()),
        "name": text(),
        "position": whole(),
        "public_church_center_web_url": _never(),
    },
    edges=("events", "groups"),
)
_TAG_GROUP = Vertex(
    "What tags are sorted by",
    {"display_publicly": flag(), "multiple_options_enabled": flag(), "name": text(), "position": whole()},
    edges=("tags",),
)

VERTICES: Mapping[str, Vertex] = {
    "Organization": Vertex(
        "What contains everything",
        {"name": text(), "time_zone": text("An IANA name")},
        links=("campuses", "events", "group_types", "groups", "me", "people", "tag_groups"),
    ),
    "Event": _EVENT,
    "Attendance": Vertex(
        "Who came",
        {"attended": flag(), "role": word("member", "leader", "visitor", "applicant")},
        {"event": _to("Event"), "person": _to("Person", asked=True)},
        links=("person",),
    ),
    "EventNote": Vertex(
        "What was written down of a meeting",
        {"body": text()},
        {"annotatable": _to("Annotatable"), "owner": _to("Owner", perhaps=True, asked=True)},
        links=("owner",),
        perhaps=("owner",),
    ),
    "Owner": Vertex("Who wrote a note", {"avatar_url": maybe(_URL), "first_name": text(), "last_name": text()}),
    "RSVP": Vertex(
        "Who said they would come",
        {"response": word("yes", "no", "maybe", "awaiting_response", "not_sent")},
        {"event": _to("Event"), "group": _to("Group"), "person": _to("Person")},
    ),
    "Location": _LOCATION,
    "Group": _GROUP,
    "Enrollment": _ENROLLMENT,
    "Membership": _MEMBERSHIP,
    "Person": _PERSON,
    "GroupType": _GROUP_TYPE,
    "Campus": Vertex("Branches of the organization", {"name": text()}, edges=("groups",)),
    "TagGroup": _TAG_GROUP,
    "Tag": Vertex(
        "What groups are marked with",
        {"name": text(), "position": whole()},
        {"tag_group": _to("TagGroup")},
        edges=("groups",),
    ),
}

FIELDS = {kind: frozenset((*it.attributes, *it.relations)) for kind, it in VERTICES.items()}
"""What `fields[…]` can name, by type: attributes and relationships, of both versions."""
_ERROR = record(
    {
        "status": text("The status, as text"),
        "title": text(),
        "detail": text(),
        "code": word("integer_out_of_range", "missing_parameter", "unsupported_version_error"),
        "source": record({"parameter": text("What in the query is to blame")}),
        "meta": record({"param": text(), "description": text()}, ["param", "description"]),
    },
    ["code", "source", "meta"],
)
SHAPES: Mapping[str, Shape] = {
    **{f"groups.{kind}": it.row(kind) for kind, it in VERTICES.items()},
    **{f"groups.{kind}.Alone": it.row(kind, it.edges) for kind, it in VERTICES.items() if it.edges},
    "groups.Parent": record({"id": GROUP_TYPE_ID, "type": word(*_PARENTS, *_EDGES)}, told="What contains it"),
    "groups.Offset": record({"offset": whole(minimum=0)}),
    "groups.Pages": record({"self": _PAGE, "prev": _PAGE, "next": _PAGE}, ["prev", "next"]),
    "groups.Error": record({"errors": many(_ERROR, minItems=1, maxItems=1)}),
    "groups.TooMany": record({"errors": many(record({"code": word("429"), "detail": text()}), minItems=1, maxItems=1)}),
}


def single(kind: str, also: Iterable[str], can: Abilities) -> Shape:
    """A document of one resource. also: the types of what may go along."""
    alone = f"groups.{kind}.Alone"
    meta = {**_told(can), "parent": named("groups.Parent"), "ignored": _IGNORED}
    return record(
        {
            "data": named(alone if alone in SHAPES else f"groups.{kind}"),
            "included": _included(also),
            "meta": record(meta, ["ignored"]),
        }
    )


def listed(kind: str, also: Iterable[str], can: Abilities) -> Shape:
    """A document of a page of a list (§2.4)."""
    offset = named("groups.Offset")
    meta: dict[str, Shape] = {
        "total_count": whole(minimum=0),
        "count": whole(minimum=0),
        "prev": offset,
        "next": offset,
        **_told(can),
        "parent": named("groups.Parent"),
        "ignored": _IGNORED,
    }
    return record(
        {
            "links": named("groups.Pages"),
            "data": many(named(f"groups.{kind}")),
            "included": _included(also),
            "meta": record(meta, ["prev", "next", "ignored"]),
        }
    )


def _told(can: Abilities) -> dict[str, Shape]:
    return {name: {"const": list(value)} for name, value in can.told.items()}


def _included(kinds: Iterable[str]) -> Shape:
    also = [named(f"groups.{kind}") for kind in kinds]
    return many(either(*also), "What goes along, each once") if also else _NONE
