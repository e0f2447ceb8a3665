"""Mails that come in: where they were sent to, and the calendar that they bring."""

import re
from email import message_from_bytes
from email.message import Message

from msgspec import Struct

from kalends.domain import limits

_ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "Cc")
_TAG = re.compile(r"\+([0-9]{1,16}\.[0-9a-f]{32}\.[0-9a-f]{16})@", re.ASCII | re.IGNORECASE)
_CALENDARS = ("text/calendar", "application/ics", "application/calendar")


class Incoming(Struct, frozen=True):
    """tags: what stands behind the plus in addresses of ours that it went to. calendar: None without one."""

    tags: tuple[str, ...]
    calendar: bytes | None


def read_incoming(body: bytes) -> Incoming:
    """A mail, of which only the first MAIL_BYTES and MAIL_PARTS are looked at. Nothing in it is believed."""
    message: Message = message_from_bytes(body[: limits.MAIL_BYTES])
    headers = [str(value) for name in _ADDRESSED for value in message.get_all(name, [])[: limits.MAIL_PARTS]]
    for part in list(message.walk())[: limits.MAIL_PARTS]:
        if part.get_content_type() in _CALENDARS:
            payload = part.get_payload(decode=True)
            return Incoming(_tags(*headers), payload if isinstance(payload, bytes) else None)
    return Incoming(_tags(*headers), None)


def tags_in(text: str) -> tuple[str, ...]:
    """What stands behind the plus in addresses in a text."""
    return _tags(text)


def _tags(*texts: str) -> tuple[str, ...]:
    return tuple(found.lower() for text in texts for found in _TAG.findall(text[: limits.TEXT]))
