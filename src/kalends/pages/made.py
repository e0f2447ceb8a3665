"""When the page was made that a form was sent from: told in the form, and signed, so that nobody makes it up.

Pages are rendered once for many visitors, so a mark stands in them until they are sent.
"""

import hmac
from datetime import UTC, datetime

from kalends.dialects.context import Gate

MARK = "made-when-sent"
_MARK = MARK.encode()
_SIGNATURE = 16  # hexadecimal digits


def stamped(body: bytes, gate: Gate, prokey: str, now: datetime) -> bytes:
    """The page with its moment in it."""
    return body.replace(_MARK, _told(gate, prokey, int(now.timestamp())).encode()) if _MARK in body else body


def made_at(told: str, gate: Gate, prokey: str) -> datetime | None:
    """When the page was made; None where nothing was told, or something that we did not write for this event."""
    seconds = told.partition(".")[0]
    if not (seconds.isascii() and seconds.isdecimal() and len(seconds) <= 12):
        return None
    if not hmac.compare_digest(told.encode(), _told(gate, prokey, int(seconds)).encode()):
        return None
    return datetime.fromtimestamp(int(seconds), UTC)


def _told(gate: Gate, prokey: str, seconds: int) -> str:
    return f"{seconds}.{gate.token_of(f'form:{prokey}:{seconds}')[:_SIGNATURE]}"
