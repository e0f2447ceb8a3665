"""Descriptions, which people write in a little HTML, as plain text for those who read them without markup."""

import re
from html import unescape

# A tag with its attributes. Nothing after the name can fail to match, so that hostile text costs linear time.
_TAG = re.compile(r"""<(/?)([a-zA-Z][a-zA-Z0-9]*)((?:[^<>"']|"[^"]*"|'[^']*')*)>?""")
_HREF = re.compile(r"""(?<![\w-])href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_INLINE = re.compile(r"</?(?:strong|em|b|i|u)>", re.IGNORECASE)
_SPACE = re.compile(r"[ \t\r\n\f]+")
_LISTS = frozenset({"ul", "ol"})
_PARAGRAPHS = frozenset({"p", "h1", "h2", "h3", "h4", "h5", "h6", "div", "blockquote", "pre"}) | _LISTS


def plain_text(html: str) -> str:
    """The text of `html` with its line structure: a blank line between paragraphs, "- " before each list item.

    A link reads "text (address)", or just the address where the text is the address. Entities become characters.
    Text without any tag keeps its line breaks. Lines end in a line feed, none at the end.
    """
    if "<" not in html:
        return _lines(unescape(html))
    inside = _INLINE.sub("", html)
    if "<" not in inside:  # as nearly all are, and much faster
        return _lines(_SPACE.sub(" ", unescape(inside)).lstrip(" "))
    writer, end = _Writer(), 0
    for tag in _TAG.finditer(html):
        writer.text(unescape(html[end : tag.start()]))
        writer.tag(tag[2].lower(), tag[3], closing=bool(tag[1]))
        end = tag.end()
    writer.text(unescape(html[end:]))
    writer.close_link()
    return _lines("".join(writer.pieces))


def _lines(text: str) -> str:
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ").split("\n")
    return "\n".join(line.rstrip() for line in lines).strip("\n")


class _Writer:
    """What was written so far, and what must come before the next word."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self.breaks = 0  # line breaks owed, at most two
        self.bullet = ""  # owed after them
        self.depth = 0  # of lists
        self.href: str | None = None
        self.link_from = 0  # index of the link's first piece

    def text(self, text: str) -> None:
        text = _SPACE.sub(" ", text)
        if self._at_line_start() or self.pieces[-1].endswith(" "):
            text = text.lstrip(" ")
        if not text:
            return
        if self.breaks and self.pieces:
            self.pieces.append("\n" * self.breaks)
        self.pieces.append(self.bullet + text)
        self.breaks, self.bullet = 0, ""

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        if name == "a":
            self.close_link()
            if not closing:
                self._open_link(attributes)
        elif name == "br":
            self.breaks = min(2, self.breaks + 1)
        elif name == "li":
            self.breaks = max(self.breaks, 1)
            self.bullet = "" if closing else "  " * (self.depth - 1) + "- "
        elif name in _PARAGRAPHS:
            self._paragraph(name, closing=closing)

    def close_link(self) -> None:
        if self.href is None:
            return
        text = "".join(self.pieces[self.link_from :]).strip()
        address, self.href = self.href, None
        if not text:
            self.text(address)
        elif text.removeprefix("- ") not in (address, address.removeprefix("mailto:")):
            self.pieces.append(f" ({address})")

    def _open_link(self, attributes: str) -> None:
        if found := _HREF.search(attributes):
            self.href = unescape(found[1] or found[2] or found[3] or "").strip() or None
            self.link_from = len(self.pieces)

    def _paragraph(self, name: str, *, closing: bool) -> None:
        if name in _LISTS:
            self.depth = max(0, self.depth + (-1 if closing else 1))
        nested = self.depth > 1 or (self.depth == 1 and (closing or name not in _LISTS))
        self.breaks = max(self.breaks, 1 if nested else 2)

    def _at_line_start(self) -> bool:
        return not self.pieces or self.breaks > 0
