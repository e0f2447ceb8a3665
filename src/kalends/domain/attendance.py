"""Who came, and what was noted about it."""

from msgspec import Struct

from kalends.domain.person import Person


class Attendance(Struct, frozen=True):
    """One person at one meeting. role: at the time: member, leader, visitor or applicant."""

    number: int
    occurrence: int
    person: Person
    attended: bool
    role: str


class Note(Struct, frozen=True):
    """What was written about a meeting. author: None when erased."""

    number: int
    occurrence: int
    body: str
    author: Person | None
