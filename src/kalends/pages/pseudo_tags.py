"""Descriptions with tags in square brackets, as buttons on other people's pages read them (reference §3.2)."""

import re
from html import unescape

_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>")
_HREF = re.compile(r'href="([^"]*)"')
_KEPT = frozenset({"p", "strong", "em", "u", "h1", "h2", "h3", "h4", "ul", "ol", "li"})
_BLOCKS = frozenset({"p", "h1", "h2", "h3", "h4", "ul", "ol", "li"})
_MEANT = re.compile(r"([\[{])(?=/?(?:br|hr|p|strong|u|i|b|em|li|ul|ol|h[1-6]|url)\b)", re.IGNORECASE)
_MARKUP = re.compile(r"<(?=[A-Za-z/!?])")
_WORD_JOINER = "\u2060"  # nobody sees it
_IN_AN_ADDRESS = {"[": "%5B", "]": "%5D", "{": "%7B", "}": "%7D", "|": "%7C"}


def pseudo_tags(html: str) -> str:
    """A description of ours (cleaned HTML) in pseudo tags; its line feeds, which mean something here, as `[br]`.

    What only looks like such a tag, because somebody wrote it so, is parted by a character that nobody sees. Entities
    become characters, since some of the readers drop them; what would then be markup stays one.
    """
    parts: list[str] = []
    links: list[bool] = []
    end = 0
    for tag in _TAG.finditer(html):
        _add_text(parts, html[end : tag.start()], before_block=tag[2] in _BLOCKS)
        parts.append(_link(tag, links) if tag[2] == "a" else _plain(tag))
        end = tag.end()
    _add_text(parts, html[end:], before_block=False)
    parts += ["[/url]" for opened in links if opened]
    return "".join(parts)


def _add_text(parts: list[str], html: str, *, before_block: bool) -> None:
    """Space between blocks is no text."""
    after_block = not parts or parts[-1].strip("[]/") in _BLOCKS
    if not html.strip() and (before_block or after_block):
        return
    text = _MEANT.sub(rf"\1{_WORD_JOINER}", unescape(html).replace("\xa0", " "))
    parts.append(_MARKUP.sub("&lt;", text).replace("\n", "[br]"))


def _plain(tag: re.Match[str]) -> str:
    return f"[{tag[1]}{tag[2]}]" if tag[2] in _KEPT else ""


def _link(tag: re.Match[str], links: list[bool]) -> str:
    """Its address, in which no bracket can end it; nothing for one that leads nowhere."""
    if tag[1]:
        return "[/url]" if links and links.pop() else ""
    href = _HREF.search(tag[3])
    links.append(href is not None)
    if href is None:
        return ""
    return f"[url]{''.join(_IN_AN_ADDRESS.get(char, char) for char in unescape(href[1]))}|"
