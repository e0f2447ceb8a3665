"""Calendar programs: how they answer an invitation, by other libraries than ours, with the faults they are known for.

Each takes what was received and gives the whole message that goes back.
"""

from collections.abc import Callable
from datetime import datetime
from email.message import EmailMessage
from typing import Any, TypeAlias

import icalendar

Program: TypeAlias = Callable[[EmailMessage, str, str], bytes]
"""The invitation, whom it went to, and the participation status, to the message."""


def request(mail: EmailMessage) -> Any:
    """The calendar of an invitation."""
    part: Any = next(it for it in mail.walk() if it.get_content_type() == "text/calendar")
    return icalendar.Calendar.from_ical(part.get_payload(decode=True))


def reply(mail: EmailMessage, who: str, says: str, **more: Any) -> Any:
    """A calendar as RFC 5546 §3.2.3 has it. more: further properties of the VEVENT; None for one that is missing."""
    asked: Any = request(mail).walk("VEVENT")[0]
    answer: Any = icalendar.Calendar()
    answer.add("VERSION", "2.0")
    answer.add("PRODID", "-//Somebody//Else//EN")
    answer.add("METHOD", "REPLY")
    event: Any = icalendar.Event()
    attendee: Any = icalendar.vCalAddress(f"mailto:{who}")
    attendee.params["PARTSTAT"] = says
    fields = {name: asked[name] for name in ("UID", "ORGANIZER", "SEQUENCE", "DTSTART", "SUMMARY")}
    fields |= {"DTSTAMP": icalendar.vDatetime(datetime.fromisoformat("2026-01-05T08:00:00Z")), "ATTENDEE": attendee}
    for name, value in (fields | more).items():
        if value is not None:
            event[name] = value
    answer.add_component(event)
    return answer


def envelope(mail: EmailMessage, who: str) -> EmailMessage:
    """A message to the organizer that the invitation names."""
    organizer = str(request(mail).walk("VEVENT")[0]["ORGANIZER"])
    back = EmailMessage()
    back["From"], back["To"] = who, organizer.partition(":")[2]
    back["Subject"], back["Date"] = "Accepted: Concert", "Mon, 05 Jan 2026 08:00:00 +0000"
    return back


def sent(
    back: EmailMessage, calendar: bytes, content_type: str = "text/calendar; method=REPLY", cte: str = "base64"
) -> bytes:
    """The calendar as the one part beside a text."""
    back.set_content("Vera has accepted.")
    back.add_alternative(calendar, "text", "calendar", cte=cte)
    *_, part = back.iter_parts()
    part.replace_header("Content-Type", content_type)
    return back.as_bytes()


def by_the_book(mail: EmailMessage, who: str, says: str) -> bytes:
    return sent(envelope(mail, who), reply(mail, who, says).to_ical())


def quoted_printable(mail: EmailMessage, who: str, says: str) -> bytes:
    return sent(envelope(mail, who), reply(mail, who, says).to_ical(), cte="quoted-printable")


def google(mail: EmailMessage, who: str, says: str) -> bytes:
    """Parameters of its own; a second copy of the calendar as a file."""
    answer = reply(mail, who, says)
    attendee: Any = answer.walk("VEVENT")[0]["ATTENDEE"]
    attendee.params.update({"CUTYPE": "INDIVIDUAL", "ROLE": "REQ-PARTICIPANT", "CN": who, "X-NUM-GUESTS": "0"})
    attendee.params["X-RESPONSE-COMMENT"] = "See you; I bring: cake, and tea"
    back = envelope(mail, who)
    sent(back, answer.to_ical(), "text/calendar; charset=UTF-8; method=REPLY")
    back.add_attachment(answer.to_ical(), "application", "ics", filename="invite.ics")
    return back.as_bytes()


def outlook(mail: EmailMessage, who: str, says: str) -> bytes:
    """MAILTO in capitals, zones by Windows' names, no DTSTAMP, properties of its own, and nothing but the calendar."""
    answer = reply(mail, who, says, DTSTAMP=None, **{"X-MICROSOFT-CDO-REPLYTIME": icalendar.vText("20260105T080000Z")})
    lines = answer.to_ical().replace(b"mailto:", b"MAILTO:").replace(b"Europe/Berlin", b"W. Europe Standard Time")
    back = envelope(mail, who)
    back.set_content(lines, "text", "calendar", cte="base64")
    back.replace_header("Content-Type", 'text/calendar; charset="utf-8"; method=REPLY')
    return back.as_bytes()


def odd_stamp(mail: EmailMessage, who: str, says: str) -> bytes:
    """A DTSTAMP on a wall somewhere, long ago by its looks."""
    return sent(envelope(mail, who), reply(mail, who, says, DTSTAMP=icalendar.vText("16010101T000000")).to_ical())


def apple(mail: EmailMessage, who: str, says: str) -> bytes:
    """Sent from an alias; the attendee is an account of a server's, with the address beside it (RFC 7986 §6.2)."""
    answer = reply(mail, who, says)
    event: Any = answer.walk("VEVENT")[0]
    principal: Any = icalendar.vCalAddress("urn:uuid:8a4b0c6e-0000-4000-8000-1234567890ab")
    principal.params.update({"PARTSTAT": says, "EMAIL": who, "CN": "Vera"})
    event["ATTENDEE"] = principal
    back = envelope(mail, "vera.of.the.valley@icloud.example")
    return sent(back, answer.to_ical())


def lower_case(mail: EmailMessage, who: str, says: str) -> bytes:
    return sent(envelope(mail, who), reply(mail, who, says.lower()).to_ical())


def method_in_the_head_only(mail: EmailMessage, who: str, says: str) -> bytes:
    return sent(envelope(mail, who), reply(mail, who, says).to_ical().replace(b"METHOD:REPLY\r\n", b""))


def method_in_the_calendar_only(mail: EmailMessage, who: str, says: str) -> bytes:
    return sent(envelope(mail, who), reply(mail, who, says).to_ical(), "text/calendar")


def a_file_of_no_type(mail: EmailMessage, who: str, says: str) -> bytes:
    back = envelope(mail, who)
    back.set_content("Vera has accepted.")
    back.add_attachment(
        reply(mail, who, says).to_ical(), "application", "octet-stream", filename="Reply.ICS", cte="base64"
    )
    return back.as_bytes()


def line_feeds_alone(mail: EmailMessage, who: str, says: str) -> bytes:
    return sent(envelope(mail, who), reply(mail, who, says).to_ical().replace(b"\r\n", b"\n"))


def old_charset(mail: EmailMessage, who: str, says: str) -> bytes:
    answer = reply(mail, who, says)
    answer.walk("VEVENT")[0]["ATTENDEE"].params["CN"] = "Véra Müller"
    told = answer.to_ical().decode().encode("iso-8859-1")
    return sent(envelope(mail, who), told, "text/calendar; charset=iso-8859-1; method=REPLY")


def percent_signs(mail: EmailMessage, who: str, says: str) -> bytes:
    """As RFC 6068 §2 lets addresses be written."""
    return sent(envelope(mail, who), reply(mail, who.replace("@", "%40"), says).to_ical())


def to_another_address(mail: EmailMessage, who: str, says: str) -> bytes:
    """By way of a server that takes what stands behind the plus away; the calendar still names the organizer."""
    back = envelope(mail, who)
    back.replace_header("To", "events@kalends.example")
    return sent(back, reply(mail, who, says).to_ical())


def with_the_invitation_below(mail: EmailMessage, who: str, says: str) -> bytes:
    """The whole invitation hangs on it, as some people have their programs do."""
    back = envelope(mail, who)
    sent(back, reply(mail, who, says).to_ical())
    back.add_attachment(mail)
    return back.as_bytes()


PROGRAMS: tuple[Program, ...] = (
    by_the_book,
    quoted_printable,
    google,
    outlook,
    odd_stamp,
    apple,
    lower_case,
    method_in_the_head_only,
    method_in_the_calendar_only,
    a_file_of_no_type,
    line_feeds_alone,
    old_charset,
    percent_signs,
    to_another_address,
    with_the_invitation_below,
)
