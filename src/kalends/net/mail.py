"""The one place where a mail's headers are written, from values that are texts and nothing else.

Interpreters before 3.11.10 and 3.12.5 decode an encoded word in what they are given and write the line feeds in it
(CVE-2024-6923). So nothing that could be one goes in, and what came out is read again before anybody gets it.
"""

import re
from datetime import datetime
from email import message_from_bytes
from email.encoders import encode_base64
from email.errors import MessageError
from email.header import Header, decode_header, make_header
from email.message import Message
from email.mime.application import MIMEApplication
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.nonmultipart import MIMENonMultipart
from email.policy import compat32
from email.utils import format_datetime, getaddresses, quote

from msgspec import Struct

from kalends.domain import limits
from kalends.domain.errors import invalid
from kalends.domain.text import can_be_mailed, mail_address, mail_norm

# Whatever some reader takes for the end of a line or of a text, and whatever turns the direction of what is read
_BREAKS = re.compile("[\x00-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]+")
_HEAD_END = re.compile(rb"\r\n\r\n")
_HEADER = re.compile(rb"^([!-9;-~]+):", re.MULTILINE)
_ATOMS = re.compile(r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~ -]*")  # a display name that needs no quotes (RFC 5322 §3.2.3)
_LINES = compat32.clone(linesep="\r\n", max_line_length=None)
_MIME = ("MIME-Version", "Content-Type")


class Party(Struct, frozen=True):
    """Who sends or gets a mail."""

    mail: str
    name: str = ""


class CalendarPart(Struct, frozen=True):
    """An iCalendar object that comes with a mail. method: as in it (RFC 6047 §2.4)."""

    body: bytes
    method: str
    file: str = "event.ics"


class Mail(Struct, frozen=True, kw_only=True):
    """One mail to one person. message: what stands before the @ of its Message-ID. date: aware UTC.

    unsubscribe: an address of ours that takes a POST by itself (RFC 8058); only for what somebody is subscribed to.
    """

    from_: Party
    to: Party
    subject: str
    text: str
    html: str
    date: datetime
    message: str
    reply_to: Party | None = None
    unsubscribe: str | None = None
    calendar: CalendarPart | None = None


class UnsafeMail(ValueError):
    """What was built is not what was meant. A defect of ours, and nothing that is ever sent."""


def built(mail: Mail) -> bytes:
    """The whole message with CRLF, read again and compared. Raises UnsafeMail, Refused for an address that is none."""
    headers = _headers(mail)
    message = MIMEMultipart("mixed", f"=_all.{mail.message}", policy=_LINES)  # base64 never holds "=_"
    for name, value in headers.items():
        message[name] = value
    texts = MIMEMultipart("alternative", f"=_texts.{mail.message}")
    texts.attach(_text(mail.text, "plain"))
    texts.attach(_text(mail.html, "html"))
    message.attach(texts)
    if mail.calendar is not None:
        _add_calendar(message, texts, mail.calendar)
    try:
        body = message.as_bytes()
    except MessageError as error:
        raise UnsafeMail(str(error)) from error
    _check(body, headers)
    return body


def plain(value: str) -> str:
    """A text that no reader of headers takes for anything else: one line, and no encoded word (RFC 2047 §2) in it."""
    line = _BREAKS.sub(" ", value)[: limits.NAME + limits.MAIL_ADDRESS]
    while "=?" in line:
        line = line.replace("=?", "= ?")
    return line.strip()


def bare(mail: str) -> str:
    """An address as headers and mail servers have it: its domain in ASCII.

    Raises Refused INVALID for what is none, and for one that cannot be mailed.
    """
    local, _, domain = mail_address(mail, "mail").rpartition("@")
    if not can_be_mailed(mail):
        raise invalid("the part before the @ is not ASCII", "mail")
    return f"{local}@{mail_norm(f'x@{domain}')[2:]}"


def _headers(mail: Mail) -> dict[str, str]:
    sender = bare(mail.from_.mail)
    headers: dict[str, str] = {
        "From": _party(mail.from_),
        "To": _party(mail.to),
        "Subject": _words(plain(mail.subject), "Subject"),
        "Date": format_datetime(mail.date),
        "Message-ID": f"<{mail.message}@{sender.rpartition('@')[2]}>",
        "Auto-Submitted": "auto-generated",
    }
    if mail.reply_to is not None:
        headers["Reply-To"] = _party(mail.reply_to)
    if mail.unsubscribe is not None:
        headers["List-Unsubscribe"] = f"<{plain(mail.unsubscribe)}>"
        headers["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    return headers


def _party(party: Party) -> str:
    """A mailbox (RFC 5322 §3.4): the name as it is, in quotes, or in encoded words; then the address."""
    name, mail = plain(party.name), bare(party.mail)
    if not name:
        return mail
    if not name.isascii():
        return f"{Header(name, 'utf-8').encode()} <{mail}>"
    return f"{name} <{mail}>" if _ATOMS.fullmatch(name) else f'"{quote(name)}" <{mail}>'


def _words(text: str, name: str) -> str:
    return text if text.isascii() else Header(text, "utf-8", header_name=name).encode()


def _text(text: str, kind: str) -> MIMEBase:
    """Lines of one kind, in base64, which no mail server on the way has a reason to touch."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").rstrip("\n").replace("\n", "\r\n") + "\r\n"
    return _part(lines.encode("utf-8", "replace"), kind)


def _part(body: bytes, kind: str) -> MIMEBase:
    part = MIMENonMultipart("text", kind, charset="utf-8")
    part.set_payload(body)
    encode_base64(part)
    return part


def _add_calendar(message: MIMEBase, texts: MIMEBase, calendar: CalendarPart) -> None:
    """Beside the texts; an invitation among them too, without a disposition, since programs look in either place."""
    part = _part(calendar.body, "calendar")
    part.set_param("method", calendar.method)
    if calendar.method != "PUBLISH":
        texts.attach(part)
        part = MIMEApplication(calendar.body, "ics", name=calendar.file)
    part.add_header("Content-Disposition", "attachment", filename=calendar.file)
    message.attach(part)


def _check(body: bytes, meant: dict[str, str]) -> None:
    """Compare with what a reader finds in it: the same headers once each, and nothing of one in another's place."""
    found: Message = message_from_bytes(body)
    head = _HEAD_END.split(body, maxsplit=1)[0]
    names = sorted(name.decode() for name in _HEADER.findall(head))
    if names != sorted((*meant, *_MIME)) or names != sorted(found.keys()):
        raise UnsafeMail("the headers are not those that were meant")
    if b"\n" in head.replace(b"\r\n", b"") or b"\r" in head.replace(b"\r\n", b"") or b"\0" in head:
        raise UnsafeMail("a line ends where it should not")
    for name, value in meant.items():
        told = _told(found[name])
        if "".join(told.split()) != "".join(_told(value).split()) or _BREAKS.search(told.replace("\r\n ", " ")):
            raise UnsafeMail(f"{name} does not say what was meant")
    for name in ("From", "To", "Reply-To"):
        if name in meant and len(getaddresses([str(found[name])])) != 1:
            raise UnsafeMail(f"{name} names somebody else")


def _told(value: str) -> str:
    """What is read in it. Folding puts white space elsewhere."""
    return str(make_header(decode_header(value)))
