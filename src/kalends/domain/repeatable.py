"""A deed that bears a key of its client's, who may ask for it again until an answer arrives: it is done once."""

from datetime import datetime
from hashlib import sha256

from msgspec import Struct


class Repeatable(Struct, frozen=True):
    """key: of REPEATABLE_KEY characters at most. fingerprint: of all that is asked for, 64 hexadecimal digits."""

    key: str
    fingerprint: str
    asked_at: datetime


class Earlier(Struct, frozen=True):
    """What is known of it. made: the word by which it is answered, e.g. a prokey; None when it was never done."""

    fingerprint: str
    made: str | None


def sent_form(came_from: str, prokey: str, body: bytes, now: datetime) -> Repeatable:
    """A form as it arrived. came_from: the network address of whoever sent it."""
    digest = sha256(repr((came_from, prokey, body)).encode()).hexdigest()
    return Repeatable(f"form:{digest}", digest, now)
