"""Who came."""

from msgspec import Struct

from kalends.domain.group import GroupRole
from kalends.domain.person import Person

_ROLES = {GroupRole.OWNER: "leader", GroupRole.LEADER: "leader", GroupRole.MEMBER: "member", None: "visitor"}


class Attendance(Struct, frozen=True):
    """One person at one meeting. role: at the time: member, leader, visitor or applicant."""

    number: int
    occurrence: int
    person: Person
    attended: bool
    role: str


class Present(Struct, frozen=True):
    """One person at one meeting, as written down. role: at the time: member, leader or visitor."""

    person: int
    attended: bool
    role: str


def role_there(role: GroupRole | None) -> str:
    """What somebody with this role in the group is at its meeting; None: not in the group."""
    return _ROLES[role]
