"""What a rule says when it says no. Each dialect maps kinds to its own status and body."""

from enum import StrEnum


class Kind(StrEnum):
    """Why something was refused; the only vocabulary shared with the edges."""

    INVALID = "invalid"  # the input breaks a rule; `field` names where
    NOT_FOUND = "not_found"  # it does not exist, or this actor may not know that it does
    NOT_ALLOWED = "not_allowed"  # the actor may see it but not do this
    UNAUTHENTICATED = "unauthenticated"  # no credential, or one that does not hold
    CONFLICT = "conflict"  # right in itself, but not in the present state
    CHANGED = "changed"  # it is not any more what it was when the actor read it
    REUSED = "reused"  # what is to be done once has a key that stands for something else
    EXHAUSTED = "exhausted"  # the organization's credits are used up
    TOO_MANY = "too_many"  # too often; try again later
    TOO_LARGE = "too_large"  # the body is over the limit


class Refused(Exception):
    """A rule said no. Knows nothing of HTTP.

    field: our name of the offending input, e.g. "dates[0].dtstart"; None when no single input is to blame.
    retry_after_s: for TOO_MANY, whole seconds (>= 1) until another try makes sense; None otherwise.
    """

    def __init__(self, kind: Kind, reason: str, *, field: str | None = None, retry_after_s: int | None = None) -> None:
        super().__init__(reason)
        self.kind = kind
        self.reason = reason
        self.field = field
        self.retry_after_s = retry_after_s


class Unavailable(Exception):
    """The database is out of reach, closed, full or too busy (503).

    A deed that ends so has most likely not happened; only when the connection broke during COMMIT may it have.
    """


def invalid(reason: str, field: str | None = None) -> Refused:
    """The commonest refusal: `field` breaks the rule that `reason` states."""
    return Refused(Kind.INVALID, reason, field=field)


def not_found(what: str = "there is nothing by that name") -> Refused:
    """Absent, foreign and hidden things are refused alike, so that nobody can tell them apart."""
    return Refused(Kind.NOT_FOUND, what)
