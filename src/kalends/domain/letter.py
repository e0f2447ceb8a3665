"""Mails that the server writes: which kinds there are, and what each has to tell."""

from datetime import UTC, datetime, timedelta
from enum import StrEnum

from msgspec import Struct

from kalends.domain import limits


class LetterKind(StrEnum):
    """What a letter is for. The first seven can be worded by a template of the RSVP form."""

    CONFIRM = "confirm"  # confirm the address, then the answer counts
    THANKS = "thanks"  # the address is confirmed
    ANSWERED = "answered"  # an answer was taken
    CHANGED = "changed"  # an answer was changed
    EVENT_REVISED = "event_revised"  # the event moved, or takes place elsewhere
    PERSONAL_LINK = "personal_link"  # the way back to one's answer
    ANSWERED_AGAIN = "answered_again"  # somebody answered once more with this address: the way to the first answer
    CANCELLED = "cancelled"  # the event, or one meeting, is called off
    PROMOTED = "promoted"  # a place on the waiting list has become a seat
    REMINDER = "reminder"
    ATTENDANCE = "attendance"  # who leads a group is asked who came
    INVITATION = "invitation"  # REQUEST of RFC 5546
    WEBHOOK_OFF = "webhook_off"  # who made a webhook is told that the server has switched it off


class Letter(Struct, frozen=True, kw_only=True):
    """One mail to one person, as the deed that causes it knows it; everything else is looked up when it is sent.

    key: with the kind, what is sent once only. to: the address. name: of whom it goes to. language: two letters, None
    for English. event, occurrence: numbers. answer: its public id, which the personal link is made of. said: what has
    to be told as it was then, since it may be otherwise when the mail is sent: the answer's state, amount and
    kept_until (while its seats are kept for an address to be confirmed); of a meeting that may be gone by then name,
    uid, recurrence_id, sequence, starts_at, ends_at, zone, all_day, location; of one that was moved was_starts_at,
    was_ends_at, was_zone, was_all_day, was_place; in a reminder the starts_at that it is for; of a webhook its name,
    the host that it told, and whether that is_gone, or else has failed for days.
    Moments are ISO 8601 with an offset.
    unasked: it goes to an address that nobody has confirmed; few of these go to one address in a day (T171).
    """

    kind: LetterKind
    key: str
    to: str
    name: str | None = None
    language: str | None = None
    event: int | None = None
    occurrence: int | None = None
    answer: str | None = None
    said: dict[str, str | int | bool | None] = {}
    unasked: bool = False


class LetterState(StrEnum):
    """How far a letter has come."""

    WAITING = "waiting"
    SENDING = "sending"  # handed to the mail server, which has not answered yet
    SENT = "sent"  # the mail server has taken it, or it lies in the mailbox of a server without one
    SUPPRESSED = "suppressed"  # the address does not want it, or cannot be reached
    DROPPED = "dropped"  # what it was to tell held no more when its turn came
    UNCERTAIN = "uncertain"  # nobody knows whether the mail server took it
    FAILED = "failed"  # the mail server refused it, or could not be reached for too long


class Posted(Struct, frozen=True):
    """A letter as it is kept. tries: how often sending it was begun. error: what the mail server last said."""

    number: int
    letter: Letter
    state: LetterState
    written_at: datetime
    sent_at: datetime | None = None
    tries: int = 0
    error: str | None = None


class Suppression(Struct, frozen=True):
    """What is not sent to an address. mail: as it is matched. kind: None for every letter.

    why: "asked", "bounced", "complained".
    """

    mail: str
    kind: LetterKind | None
    why: str
    since: datetime


SUBSCRIBED = frozenset({LetterKind.REMINDER, LetterKind.EVENT_REVISED, LetterKind.ATTENDANCE})
"""What people can ask not to get any more: it comes by itself, not because of something they have just done."""

SENT_AGAIN = frozenset(
    {
        LetterKind.CONFIRM,
        LetterKind.THANKS,
        LetterKind.ANSWERED,
        LetterKind.CHANGED,
        LetterKind.PERSONAL_LINK,
        LetterKind.ANSWERED_AGAIN,
        LetterKind.EVENT_REVISED,
        LetterKind.CANCELLED,
        LetterKind.WEBHOOK_OFF,
    }
)
"""What is sent once more when nobody knows whether it arrived: somebody waits for it, or stands before a locked door.

A reminder, a promotion, an invitation or a request that comes twice does more harm; those are listed as uncertain.
"""

ABOUT_WHAT_COMES = frozenset(
    {
        LetterKind.REMINDER,
        LetterKind.PROMOTED,
        LetterKind.INVITATION,
        LetterKind.EVENT_REVISED,
        LetterKind.CONFIRM,
        LetterKind.ATTENDANCE,
    }
)
"""What makes no sense any more once the meeting is cancelled or over."""

ABOUT_AN_ANSWER = frozenset({LetterKind.THANKS, LetterKind.ANSWERED, LetterKind.CHANGED})
"""What says who comes: of no use, and not true, once it is called off, which a letter of its own tells."""


HELD_BACK_NEVER = frozenset({LetterKind.CANCELLED, LetterKind.PROMOTED})
"""What goes out however many unasked ones its address got that day: else people come in vain, or seats stay empty."""


def is_whole(letter: Letter) -> bool:
    """Can it tell that something is called off though nothing is left of that?"""
    return letter.kind is LetterKind.CANCELLED and all(letter.said.get(it) for it in ("name", "starts_at", "ends_at"))


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def change_number(moment: datetime) -> int:
    """In a letter's key, which change it tells of: microseconds since 1970, exactly: two may be one of them apart."""
    return (moment - _EPOCH) // timedelta(microseconds=1)


DAY = timedelta(days=1)
_FIRST_WAIT = timedelta(seconds=30)
_LONGEST_WAIT = timedelta(hours=1)


def next_sending(tries: int, now: datetime) -> datetime | None:
    """When to try again after so many failures: later each time; None after the last of MAIL_TRIES, about a day."""
    if tries >= limits.MAIL_TRIES:
        return None
    return now + min(_FIRST_WAIT * (1 << min(tries, 10)), _LONGEST_WAIT)
