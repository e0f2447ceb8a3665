"""Mails that come in: where they were sent to, and the calendar that they bring."""

import re
from datetime import UTC, datetime
from email import message_from_bytes
from email.message import Message
from email.utils import parsedate_to_datetime

from msgspec import Struct

from kalends.domain import limits
from kalends.domain.errors import invalid

_ADDRESSED = ("To", "Delivered-To", "X-Original-To", "Envelope-To", "X-Delivered-To", "Cc")
_TAG = re.compile(r"\+([0-9]{1,16}\.[0-9a-f]{32}\.[0-9a-f]{16})@", re.ASCII | re.IGNORECASE)
_CALENDARS = ("text/calendar", "application/ics", "application/calendar")
_NESTS = re.compile(rb"^content-type:\s*(?:multipart|message)/", re.IGNORECASE | re.MULTILINE)
_DIVIDES = re.compile(rb"^--", re.MULTILINE)
_OLD_CHARSETS = ("iso-8859-", "windows-125", "utf-16")


class Incoming(Struct, frozen=True):
    """tags: what stands behind the plus in addresses of ours that it went to. calendar: None without one, in UTF-8.

    method: of the calendar, as its Content-Type has it (RFC 6047 §2.4), upper case; empty where it has none.
    sent_at: what the mail says itself, aware UTC; None where it says nothing of use.
    """

    tags: tuple[str, ...]
    calendar: bytes | None
    method: str = ""
    sent_at: datetime | None = None


def opened(body: bytes) -> Message:
    """The parts of a mail, of which only the first MAIL_BYTES are looked at.

    Raises INVALID for one so nested or divided that reading it takes too long, or cannot end.
    """
    body = body[: limits.MAIL_BYTES]
    depth, parts = sum(1 for _ in _NESTS.finditer(body)), sum(1 for _ in _DIVIDES.finditer(body))
    if depth > limits.MAIL_NESTED or parts > limits.MAIL_DIVIDED:
        raise invalid("the mail has too many parts")
    return message_from_bytes(body)


def read_incoming(body: bytes) -> Incoming:
    """A mail, of which only the first MAIL_PARTS parts are looked at. Nothing in it is believed. Raises as `opened`."""
    message = opened(body)
    headers = [str(value) for name in _ADDRESSED for value in message.get_all(name, [])[: limits.MAIL_PARTS]]
    tags, sent_at = _tags(*headers), _sent_at(message)
    for part in list(message.walk())[: limits.MAIL_PARTS]:
        payload = part.get_payload(decode=True) if _is_calendar(part) else None
        if isinstance(payload, bytes) and payload.strip():
            method = str(part.get_param("method", "")).strip().upper()
            return Incoming(tags, _in_utf_8(payload, part.get_content_charset("")), method, sent_at)
    return Incoming(tags, None, sent_at=sent_at)


def tags_in(text: str) -> tuple[str, ...]:
    """What stands behind the plus in addresses in a text."""
    return _tags(text)


def _tags(*texts: str) -> tuple[str, ...]:
    return tuple(found.lower() for text in texts for found in _TAG.findall(text[: limits.TEXT]))


def _is_calendar(part: Message) -> bool:
    """By its type, or, where a program does not know that, by the name of the file."""
    return part.get_content_type() in _CALENDARS or (part.get_filename() or "").lower().endswith(".ics")


def _in_utf_8(payload: bytes, charset: str) -> bytes:
    """A calendar is UTF-8 (RFC 5545 §3.1.4); some programs write it in what their mails are written in."""
    if not charset.startswith(_OLD_CHARSETS):
        return payload
    try:
        return payload.decode(charset).encode()
    except (LookupError, ValueError):
        return payload


def _sent_at(message: Message) -> datetime | None:
    try:
        found = parsedate_to_datetime(str(message["Date"]))
        return found.astimezone(UTC) if found.tzinfo else None
    except (TypeError, ValueError, OverflowError):
        return None
