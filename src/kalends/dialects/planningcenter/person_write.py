"""Writing people, memberships and the organization (reference §1.8, §1.9)."""

from typing import Any

from kalends.dialects.planningcenter.jsonapi import Resource, linkage, linked, related, relation, resource
from kalends.dialects.planningcenter.write import Show, moment
from kalends.domain.access import OrganizationRole
from kalends.domain.group import GroupRole
from kalends.domain.membership import Membership
from kalends.domain.person import Organization, Person, Profile

_ROLES = {GroupRole.OWNER: "leader", GroupRole.LEADER: "leader", GroupRole.MEMBER: "member"}
_EDGES = ("campuses", "events", "group_types", "groups", "me", "people", "tag_groups")


def person(of: Profile, show: Show) -> Resource:
    """Somebody; what our record does not hold is empty."""
    who, fields = of.person, show.wanted("Person")
    attributes: dict[str, Any] = {
        "addresses": [],
        "avatar_url": avatar(who.avatar, show),
        "created_at": moment(who.created_at),
        "email_addresses": [] if who.mail is None else [{"address": who.mail, "location": "Home", "primary": True}],
        "first_name": who.first_name,
        "gender": None,
        "last_name": who.last_name,
        "permissions": permissions(of),
        "phone_numbers": [],
    }
    if fields is not None:
        attributes["child"] = False
    return linked(resource("Person", who.number, attributes, fields), f"{show.base}/people/{who.number}")


def person_alone(of: Profile, show: Show) -> Resource:
    """A single person: the same with links to their edges."""
    row = person(of, show)
    itself = row["links"]["self"]
    return linked(row, itself, {edge: f"{itself}/{edge}" for edge in ("events", "groups", "memberships")})


def permissions(of: Profile) -> str:
    """What somebody is in the product as a whole."""
    if of.person.role is OrganizationRole.ADMINISTRATOR:
        return "administrator"
    if of.leads:
        return "leader"
    return "member" if of.belongs else "no access"


def role(of: Membership) -> str:
    """`leader` or `member`; who made a group leads it."""
    return _ROLES[of.role]


def membership(of: Membership, show: Show) -> Resource:
    """A person in a group. The version before 2023-07-10 tells of the person, too."""
    fields = show.wanted("Membership")
    attributes: dict[str, Any] = {"joined_at": moment(of.joined_at), "role": role(of)}
    if show.old:
        attributes = dict(sorted({**attributes, **_of_the_person(of, show)}.items()))
    itself = f"{show.base}/groups/{of.group}/memberships/{of.number}"
    relationships = {
        "group": relation(linkage("Group", of.group)),
        "person": relation(
            linkage("Person", of.person),
            f"{show.base}/people/{of.person}" if "person" in show.include else None,
        ),
    }
    row = resource("Membership", of.number, attributes, fields)
    return linked(related(row, relationships, fields), itself)


def organization(of: Organization, show: Show) -> Resource:
    """The root of everything, with links to it."""
    attributes = {"name": of.name, "time_zone": of.zone}
    row = resource("Organization", of.number, attributes, show.wanted("Organization"))
    return linked(row, show.base, {edge: f"{show.base}/{edge}" for edge in _EDGES})


def owner(of: Person, itself: str, show: Show) -> Resource:
    """Who wrote a note (§1.4)."""
    attributes = {"avatar_url": avatar(of.avatar, show), "first_name": of.first_name, "last_name": of.last_name}
    return linked(resource("Owner", of.number, attributes, show.wanted("Owner")), itself)


def avatar(path: str | None, show: Show) -> str | None:
    """An absolute address; None without a picture."""
    return None if path is None else show.home + path


def _of_the_person(of: Membership, show: Show) -> dict[str, Any]:
    who = Person(of.person, of.person_name)
    return {
        "account_center_identifier": of.person,
        "avatar_url": avatar(of.avatar, show),
        "color_identifier": of.person % 10,
        "email_address": of.person_mail,
        "first_name": who.first_name,
        "last_name": who.last_name,
        "phone_number": None,
    }
