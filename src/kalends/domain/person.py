"""A person of an organization, and the organization itself."""

from datetime import datetime

from msgspec import Struct

from kalends.calendar import zones
from kalends.domain import text
from kalends.domain.access import OrganizationRole
from kalends.domain.pattern import Pattern


class Person(Struct, frozen=True):
    """Somebody. mail: as typed, None when unknown. avatar: address path of an asset of ours."""

    number: int
    name: str
    mail: str | None = None
    role: OrganizationRole = OrganizationRole.MEMBER
    avatar: str | None = None
    created_at: datetime | None = None

    @property
    def first_name(self) -> str:
        """Everything before the last word; the whole name when it is one word."""
        return self.name.rpartition(" ")[0] or self.name

    @property
    def last_name(self) -> str:
        """The last word; empty when the name is one word."""
        return self.name.rpartition(" ")[2] if " " in self.name else ""


class Profile(Struct, frozen=True):
    """A person, and what they are in the groups of the organization. leads: one or more; belongs: to one or more."""

    person: Person
    leads: bool = False
    belongs: bool = False


class PersonQuery(Struct, frozen=True, kw_only=True):
    """Which people, in which order. None does not narrow.

    viewer: only this person and those who share a group with them. group: only its members.
    order: "first_name" or "last_name", equal ones by number.
    """

    viewer: int | None = None
    group: int | None = None
    number: int | None = None
    first_name: Pattern | None = None
    last_name: Pattern | None = None
    order: str = "last_name"
    descending: bool = False
    limit: int = 25
    offset: int = 0


class Organization(Struct, frozen=True):
    """The tenant. zone: IANA name; where floating dates are placed when an instant is needed."""

    number: int
    name: str
    zone: str = "Etc/GMT"


def new_person(number: int, name: str, mail: str | None, role: OrganizationRole, now: datetime) -> Person:
    """A checked person. Raises INVALID for an empty name or a mail address that is none."""
    text.required_line(name, "name")
    return Person(number, name, None if mail is None else text.mail_address(mail, "mail"), role, created_at=now)


def new_organization(number: int, name: str, zone: str) -> Organization:
    """A checked organization. Raises INVALID for an empty name or an unknown zone."""
    text.required_line(name, "name")
    zones.zone(zone)
    return Organization(number, name, zone)
