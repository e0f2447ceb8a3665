"""Credits of the `/v1` dialect (DESIGN §5): one per created event, and one for every fifth successful update."""

from msgspec import Struct

from kalends.domain.errors import Kind, Refused

UPDATES_PER_CREDIT = 5


class Credits(Struct, frozen=True):
    """granted: None while no limit is set. created, updated: successful creations and updates so far."""

    granted: int | None = None
    created: int = 0
    updated: int = 0

    @property
    def used(self) -> int:
        """Credits spent so far."""
        return self.created + self.updated // UPDATES_PER_CREDIT

    @property
    def left(self) -> int | None:
        """Credits not spent yet, never negative; None while no limit is set."""
        return None if self.granted is None else max(self.granted - self.used, 0)


def after(credits: Credits, *, created: int = 0, updated: int = 0) -> Credits:
    """The counter after a deed. Raises EXHAUSTED when the deed costs more than is left."""
    then = Credits(credits.granted, credits.created + created, credits.updated + updated)
    if then.granted is not None and then.used > max(then.granted, credits.used):
        raise Refused(Kind.EXHAUSTED, f"no credits left: {credits.used} of {credits.granted} are used")
    return then
