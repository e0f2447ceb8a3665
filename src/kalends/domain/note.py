"""What was noted about a meeting."""

from msgspec import Struct

from kalends.domain.person import Person


class Note(Struct, frozen=True):
    """What was written about a meeting. author: None when erased."""

    number: int
    occurrence: int
    body: str
    author: Person | None
