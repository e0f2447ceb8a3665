"""Replies to invitations (RFC 5546 §3.2.3), as calendar programs really write them."""

import re
from collections.abc import Iterator
from datetime import datetime
from urllib.parse import unquote

from msgspec import Struct

from kalends.calendar.ics_reading.content import Content, Moment, instant, moment, parsed
from kalends.calendar.ics_reading.lines import unfolded
from kalends.calendar.ics_reading.zone_names import by_name
from kalends.domain import limits
from kalends.domain.errors import Kind, Refused, invalid

_READ = frozenset({"UID", "RECURRENCE-ID", "SEQUENCE", "DTSTAMP", "ATTENDEE", "ORGANIZER"})
_METHOD = re.compile(r"METHOD\s*[;:]", re.IGNORECASE)
_FIELD = "reply"


class CalendarReply(Struct, frozen=True):
    """What one VEVENT of a reply says. attendee, organizer: mail addresses as written, without "mailto:".

    recurrence_id: a meeting's original start, on the wall that the program likes; None for the whole. stamp: aware UTC;
    None where it is missing, or local. sequence: None where it is missing, as some programs leave it. participation:
    upper case.
    """

    uid: str
    attendee: str
    participation: str
    organizer: str = ""
    sequence: int | None = None
    stamp: datetime | None = None
    recurrence_id: Moment | None = None


def read_replies(body: bytes, method: str = "") -> list[CalendarReply]:
    """Those of a METHOD:REPLY, at most REPLIES_PER_MESSAGE.

    method: what the mail says, for a calendar that says nothing (RFC 6047 §2.4 wants both).
    Raises TOO_LARGE, and INVALID for what is no reply, and for a VEVENT of not exactly one attendee.
    """
    if len(body) > limits.REPLY_BYTES:
        raise Refused(Kind.TOO_LARGE, f"a reply has at most {limits.REPLY_BYTES} bytes", field=_FIELD)
    lines = unfolded(body)
    named = [line.partition(":")[2].strip() for line in lines if _METHOD.match(line)]
    if {it.upper() for it in named or [method]} != {"REPLY"}:
        raise invalid("it is no reply to an invitation", _FIELD)
    vevents = list(_vevents(lines))[: limits.REPLIES_PER_MESSAGE]
    if not vevents:
        raise invalid("it is no reply to an invitation", _FIELD)
    return [_reply(it) for it in vevents]


def _vevents(lines: list[str]) -> Iterator[list[Content]]:
    """The properties that are read of each VEVENT itself; what is inside an alarm or a zone is not its own."""
    path: list[str] = []
    found: list[Content] = []
    for line in lines:
        name, _, value = line.partition(":")
        kind = name.strip().upper()
        if kind == "BEGIN":
            path.append(value.strip().upper())
            if len(path) > limits.CALENDAR_DEPTH:
                raise invalid("it is nested too deeply", _FIELD)
            found = [] if path[-1] == "VEVENT" else found
        elif kind == "END" and path:
            if path.pop() == "VEVENT":
                yield found
        elif path[-1:] == ["VEVENT"] and kind.partition(";")[0] in _READ:
            if len(found) == limits.CALENDAR_LINES_PER_PART:
                raise invalid("it says too much of one event", _FIELD)
            found.append(parsed(line))


def _reply(properties: list[Content]) -> CalendarReply:
    by_name: dict[str, list[Content]] = {}
    for it in properties:
        by_name.setdefault(it.name, []).append(it)
    attendees = by_name.get("ATTENDEE", [])
    if len(attendees) != 1 or "UID" not in by_name:
        raise invalid("a reply is of one event and one attendee", _FIELD)
    sequence = by_name["SEQUENCE"][0].value.strip() if "SEQUENCE" in by_name else ""
    stamp = by_name["DTSTAMP"][0].value if "DTSTAMP" in by_name else ""
    return CalendarReply(
        uid=by_name["UID"][0].text.strip(),
        attendee=_mail(attendees[0]),
        participation=attendees[0].parameters.get("PARTSTAT", "").strip(' "').upper(),
        organizer=_mail(by_name["ORGANIZER"][0]) if "ORGANIZER" in by_name else "",
        sequence=int(sequence) if sequence.isascii() and sequence.isdigit() and len(sequence) <= 9 else None,
        stamp=instant(stamp) if stamp.strip().endswith("Z") else None,
        recurrence_id=_original(by_name["RECURRENCE-ID"][0]) if "RECURRENCE-ID" in by_name else None,
    )


def _mail(it: Content) -> str:
    """Some programs write `MAILTO:`, others forget it, or put quotes or angle brackets around the address.

    Where the value is an account of a server's, the address stands beside it (EMAIL, RFC 7986 §6.2).
    """
    bare = it.value.strip().strip("'\"<> ")
    if bare[:7].lower() == "mailto:":
        return unquote(bare[7:]).strip("<> ")
    return bare if ":" not in bare and "@" in bare else it.parameters.get("EMAIL", "").strip()


def _original(it: Content) -> Moment:
    return moment(it.value, by_name(it.parameters.get("TZID", "")))
