"""Descriptions: plain text in this dialect, a little HTML in the record."""

from html import unescape

from msgspec import UNSET
from msgspec.structs import replace

from kalends.calendar.description import plain_text
from kalends.domain.occurrence import Occurrence, OccurrencePatch
from kalends.domain.text import escape_text


def to_html(text: str) -> str:
    """Plain text as HTML in which every character, `<b>` too, stands for itself."""
    return escape_text(text.replace("\r\n", "\n"))


def to_text(html: str) -> str:
    """The very text that `to_html` made this of, or text without markup; for other HTML its text with its lines."""
    lines = (line.removeprefix("<p>").removesuffix("</p>") for line in html.split("\n"))
    text = unescape("\n".join(lines))
    return text if to_html(text) == html.replace("\xa0", "&nbsp;") else plain_text(html)


def spared(patch: OccurrencePatch, present: Occurrence) -> OccurrencePatch:
    """The change without a description that only sends back what was read: it would wipe out the HTML behind it."""
    same = present.description is not None and patch.description == to_html(to_text(present.description))
    return replace(patch, description=UNSET) if same else patch
