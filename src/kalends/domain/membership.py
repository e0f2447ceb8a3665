"""A person's place in a group."""

from datetime import datetime

from msgspec import Struct

from kalends.domain.group import GroupRole
from kalends.domain.pattern import Pattern


class Membership(Struct, frozen=True):
    """A person in a group, with what is shown of the person. nickname: what they are called there, None: by name."""

    number: int
    group: int
    person: int
    role: GroupRole
    joined_at: datetime
    nickname: str | None = None
    person_name: str = ""
    person_mail: str | None = None
    avatar: str | None = None


class MembershipQuery(Struct, frozen=True, kw_only=True):
    """Which memberships that last, in which order. None does not narrow.

    viewer: only those in groups that this person is in. after: those with a greater number. leads: of those who lead
    the group, or of those who do not.
    order: "first_name", "last_name", "joined_at" or "role", equal ones by number; or "number".
    """

    viewer: int | None = None
    group: int | None = None
    person: int | None = None
    number: int | None = None
    after: int | None = None
    leads: bool | None = None
    first_name: Pattern | None = None
    last_name: Pattern | None = None
    order: str = "joined_at"
    descending: bool = False
    limit: int = 25
    offset: int = 0
