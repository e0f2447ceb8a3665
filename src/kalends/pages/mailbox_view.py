"""A kept mail as values for its pages."""

import re
from email import message_from_bytes
from email.message import EmailMessage, MIMEPart
from email.policy import default
from html import escape
from urllib.parse import quote

from kalends.pages.date_line import View

_SHOWN = ("From", "To", "Reply-To", "Date", "Message-ID", "List-Unsubscribe", "List-Unsubscribe-Post", "Auto-Submitted")
_ADDRESS = re.compile(r"https?://[^\s<>\"]+")


def parsed(body: bytes) -> EmailMessage:
    """A mail as its reader sees it."""
    return message_from_bytes(body, policy=default)


def line_view(name: str, message: EmailMessage, at: str) -> View:
    """A mail in the list."""
    return {
        "link": f"{at}/{quote(name)}",
        "subject": _header(message, "Subject") or "(no subject)",
        "to": _header(message, "To"),
        "date": _header(message, "Date"),
    }


def mail_view(name: str, message: EmailMessage, at: str) -> View:
    """A mail on its page. at: the address of the mailbox."""
    here = f"{at}/{quote(name)}"
    text, html = message.get_body(("plain",)), message.get_body(("html",))
    return {
        "subject": _header(message, "Subject") or "(no subject)",
        "headers": [{"name": it, "value": value} for it in _SHOWN if (value := _header(message, it))],
        "text": _linked(_content(text)) if text else "",
        "html": f"{here}/html" if html else None,
        "raw": f"{here}/raw",
        "files": [
            {"name": part.get_filename() or "attachment", "type": part.get_content_type(), "link": f"{here}/file/{at_}"}
            for at_, part in enumerate(message.iter_attachments())
        ],
        "back": at,
    }


def html_of(message: EmailMessage) -> str | None:
    """Its HTML; a link in it opens in the whole window."""
    part = message.get_body(("html",))
    return None if part is None else _content(part).replace("<head>", '<head><base target="_top">', 1)


def file_of(message: EmailMessage, position: int) -> tuple[str, str, bytes] | None:
    """An attachment: its name, its type, its bytes."""
    every = list(message.iter_attachments())
    if position >= len(every):
        return None
    part = every[position]
    body = part.get_payload(decode=True)
    return part.get_filename() or "attachment", part.get_content_type(), body if isinstance(body, bytes) else b""


def _header(message: EmailMessage, name: str) -> str | None:
    value = message[name]
    return None if value is None else str(value)


def _content(part: MIMEPart) -> str:
    content = part.get_content()
    return content if isinstance(content, str) else ""


def _linked(text: str) -> str:
    """As HTML, with its addresses as links."""
    pieces, end = [], 0
    for found in _ADDRESS.finditer(text):
        address = escape(found[0])
        pieces += [escape(text[end : found.start()]), f'<a href="{address}">{address}</a>']
        end = found.end()
    return "".join([*pieces, escape(text[end:])])
