"""Which groups are meant: in a list of groups, and in lists of what is in them."""

from msgspec import Struct

from kalends.domain.pattern import Pattern

NO_TYPE = 0  # among group types: groups that have none


class GroupQuery(Struct, frozen=True, kw_only=True):
    """What must hold for a group, and the order of a list. None does not narrow; an empty tuple fits no group.

    viewer, member, person: people who must all be in it: who looks, who is asked for, whose list it is.
    group_types: NO_TYPE stands for groups without one. campuses: one of them. tags: one of each tag group named.
    archived: None is both. order: "name", "created_at" or "members", equal ones by number.
    """

    viewer: int | None = None
    member: int | None = None
    person: int | None = None
    groups: tuple[int, ...] | None = None
    group_types: tuple[int, ...] | None = None
    campuses: tuple[int, ...] | None = None
    tags: tuple[int, ...] | None = None
    name: Pattern | None = None
    archived: bool | None = None
    nothing: bool = False
    order: str = "name"
    descending: bool = False
    limit: int = 25
    offset: int = 0


def both(present: tuple[int, ...] | None, asked: tuple[int, ...]) -> tuple[int, ...]:
    """What two narrowings leave; None does not narrow."""
    return asked if present is None else tuple(number for number in present if number in asked)
