"""What a link says in words, and how it is shortened until the whole address is short enough."""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from html import escape

from kalends.calendar.description import plain_text
from kalends.calendar.ics import Vevent
from kalends.domain import limits

_BLOCKS = re.compile("<(?:p|ul|ol|h[1-4])>")
_JOINER = "\u200d"
_STICKS = frozenset({_JOINER, "\ufe0f", "\ufe0e"})  # to the character before it


@dataclass(frozen=True, slots=True)
class Said:
    """Title, location and description; the latter as HTML and as plain text, of which a provider takes one."""

    title: str
    location: str
    html: str
    text: str


def fitting(make: Callable[[Said], str], vevent: Vevent, note: str | None) -> str:
    """The address that `make` writes, of limits.LINK_CHARACTERS at most.

    note: stands below the description. What is too long is cut at a word and ends in an ellipsis: the description,
    which then ends with the event's page too; then the location, and only then the title.
    """
    whole = _whole(vevent, note)
    url = make(whole)
    if len(url) <= limits.LINK_CHARACTERS:
        return url
    plain, more = plain_text(vevent.description_html or ""), note or vevent.url or ""
    bare = replace(whole, **_told("", more))
    steps: tuple[tuple[str, Callable[[str], Said]], ...] = (
        (plain, lambda cut: replace(whole, **_told(cut, more))),
        (whole.location, lambda cut: replace(bare, location=cut)),
        (whole.title, lambda cut: replace(bare, location="", title=cut)),
    )
    for text, said in steps:
        url = _as_much_as_fits(text, make, said)
        if len(url) <= limits.LINK_CHARACTERS:
            break
    return url


def shortened(text: str, length: int) -> str:
    """At most `length` characters of `text`, up to the end of a word, and an ellipsis; all of it where it fits.

    Where words are not set apart it ends in the middle, but never within what looks like one character.
    """
    if length >= len(text):
        return text
    while length and (unicodedata.combining(text[length]) or text[length] in _STICKS or text[length - 1] == _JOINER):
        length -= 1
    head = text[:length]
    if not text[length].isspace():
        word = max(head.rfind(" "), head.rfind("\n"))
        head = head[:word] if word > length // 2 else head
    return f"{head.rstrip()}…" if head.strip() else ""


def _whole(vevent: Vevent, note: str | None) -> Said:
    html = vevent.description_html or ""
    text, shown = plain_text(html), html if _BLOCKS.search(html) else html.replace("\n", "<br>")
    if note:
        text, shown = _below(text, "\n\n", note), _below(shown, "<br><br>", escape(note))
    return Said(vevent.summary or "", vevent.location or "", shown, text)


def _told(text: str, more: str) -> dict[str, str]:
    """A description that is only text, and what follows it."""
    told = _below(text, "\n\n", more)
    return {"text": told, "html": escape(told).replace("\n", "<br>")}


def _below(text: str, between: str, more: str) -> str:
    return f"{text}{between}{more}" if text and more else text or more


def _as_much_as_fits(text: str, make: Callable[[Said], str], said: Callable[[str], Said]) -> str:
    """The longest address that is short enough with the beginning of `text`; the one without it where none is."""
    low, high = 0, min(len(text), limits.LINK_CHARACTERS)
    while low < high:
        middle = (low + high + 1) // 2
        fits = len(make(said(shortened(text, middle)))) <= limits.LINK_CHARACTERS
        low, high = (middle, high) if fits else (low, middle - 1)
    return make(said(shortened(text, low)))
