"""Reports that a mail could not be delivered (RFC 3464), or that whoever got it calls it spam (RFC 5965).

They are read without believing them: they must name a mail of ours.
"""

import re
from email.message import Message
from email.utils import parseaddr

from msgspec import Struct

from kalends.domain import limits
from kalends.net.incoming import opened

_OURS = re.compile(r"<([0-9]{1,16})\.([0-9]{1,16})\.([0-9a-f]{16})@[^<>\s]{1,255}>", re.ASCII)
_COMPLAINTS = ("abuse", "fraud")  # RFC 5965 §3.5; "not-spam" (RFC 6430) is the opposite
_FOR_GOOD = re.compile(r"5\.\d{1,3}\.\d{1,3}")


class Bounce(Struct, frozen=True):
    """What a report says. letter: its organization, its number, and the part of its Message-ID nobody else can know.

    for_good: there is no use in trying again. complaint: it came, and was not wanted; whose it was is often left out.
    """

    letter: tuple[int, int, str] | None
    mail: str | None
    for_good: bool
    status: str = ""
    complaint: bool = False


def read_bounce(body: bytes) -> Bounce:
    """A report, or any other mail, which then says nothing. Raises as `opened`."""
    message = opened(body)
    parts = list(message.walk())[: limits.MAIL_PARTS]
    recipient = next((part for part in parts if part["Final-Recipient"] and part["Action"]), None)  # §2.3
    letter = next((found for part in parts if (found := _letter(part)) is not None), None)
    if any(str(part["Feedback-Type"] or "").strip().lower() in _COMPLAINTS for part in parts):
        return Bounce(letter, None, for_good=False, complaint=True)
    if recipient is None:
        return Bounce(letter, None, for_good=False)
    action, status = str(recipient["Action"] or "").strip().lower(), str(recipient["Status"] or "").strip()
    whole = recipient["Original-Recipient"] or recipient["Final-Recipient"] or ""
    mail = parseaddr(str(whole).rpartition(";")[2].strip())[1]
    is_over = action == "failed" and _FOR_GOOD.match(status) is not None
    return Bounce(letter, mail or None, is_over, status)


def _letter(part: Message) -> tuple[int, int, str] | None:
    """Of the mail that came back, whole or only its head (§2, third part)."""
    texts = [str(part["Message-ID"] or "")]
    if part.get_content_type() == "text/rfc822-headers":
        payload = part.get_payload(decode=True)
        texts.append(payload.decode("latin-1") if isinstance(payload, bytes) else "")
    for text in texts:
        if found := _OURS.search(text):
            return int(found[1]), int(found[2]), found[3]
    return None
