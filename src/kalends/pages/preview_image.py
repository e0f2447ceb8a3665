"""A picture of an event for those who share its address: date tile, title, time, place; or of a group. 1200×630."""

import io
from collections.abc import Iterator
from functools import cache, lru_cache

from msgspec import Struct
from PIL import Image, ImageDraw, ImageFont, features

from kalends.pages.preview import Dated, Preview

SIZE = 1200, 630
_MARGIN, _TILE = 80, 200
_TEXT_LEFT = _MARGIN + _TILE + 60
_TEXT_WIDTH = SIZE[0] - _TEXT_LEFT - _MARGIN
_PAPER, _INK, _SOFT, _LINE, _ACCENT, _BAD = "#f7f5f0", "#1f1d1a", "#5f5a52", "#e0dbd1", "#7a2e2e", "#a3210f"
_FONTS = (None, "NotoSans-Regular.ttf", "NotoSansCJK-Regular.ttc", "NotoSansArabic-Regular.ttf", "DejaVuSans.ttf")
_LONG, _CHARACTERS = 60, 400
_KEPT = 8_192
Font = ImageFont.FreeTypeFont


class _Row(Struct, frozen=True):
    """One line. gap: pixels below it."""

    text: str
    font: Font
    ink: str
    gap: int = 0

    @property
    def height(self) -> int:
        return int(self.font.size) * 5 // 4 + self.gap


def draw(preview: Preview) -> bytes:
    """A PNG. Characters that no font at hand has are left away."""
    spoken = preview.dated if _is_drawable(preview.dated) else preview.usual
    rows = list(_rows(preview, spoken))
    image = Image.new("RGB", SIZE, _PAPER)
    pen = ImageDraw.Draw(image)
    top = max(40, (SIZE[1] - max(_TILE if spoken.day else 0, sum(row.height for row in rows))) // 2)
    if spoken.day:
        _tile(pen, spoken, top, preview.accent or (_ACCENT, "white"))
    margin = _TEXT_LEFT if spoken.day else _MARGIN
    start, anchor = (SIZE[0] - margin, "ra") if spoken.rtl else (margin, "la")
    for row in rows:
        pen.text((start, top), row.text, row.ink, row.font, anchor)
        top += row.height
    out = io.BytesIO()
    image.save(out, "PNG", optimize=True)
    return out.getvalue()


def _rows(preview: Preview, spoken: Dated) -> Iterator[_Row]:
    every = f"{preview.title}{preview.place}{spoken.time}"
    yield from _block(spoken.state, every, 34, _BAD, (1, 8))
    yield from _block(preview.title, every, 68 if len(preview.title) <= _LONG else 48, _INK, (4, 28))
    yield from _block(spoken.time, every, 36, _INK, (2, 4))
    yield from _block(spoken.zone, every, 28, _SOFT, (1, 20))
    yield from _block(preview.place, every, 32, _SOFT, (2, 0))


def _block(text: str, every: str, size: int, ink: str, most_and_gap: tuple[int, int]) -> Iterator[_Row]:
    """At most so many lines, the last one cut where the text is longer, with a gap below."""
    font = _font_for(text[:_CHARACTERS], every[:_CHARACTERS], size)
    most, gap = most_and_gap
    lines = _wrapped(_drawable(" ".join(text[:_CHARACTERS].split()), font), font, most)
    for number, line in enumerate(lines, 1):
        yield _Row(line, font, ink, gap if number == len(lines) else 0)


def _tile(pen: ImageDraw.ImageDraw, spoken: Dated, top: int, accent: tuple[str, str]) -> None:
    left = SIZE[0] - _MARGIN - _TILE if spoken.rtl else _MARGIN
    pen.rounded_rectangle((left, top, left + _TILE, top + _TILE), 20, "white", _LINE, 2)
    head = (left, top, left + _TILE, top + 70)
    pen.rounded_rectangle(head, 20, accent[0], corners=(True, True, False, False))
    middle = left + _TILE // 2
    for text, down, size, ink in ((spoken.month, 35, 34, accent[1]), (spoken.day, 136, 96, _INK)):
        pen.text((middle, top + down), text, ink, _font_for(text, spoken.time, size), anchor="mm")


def _wrapped(text: str, font: Font, most: int) -> list[str]:
    lines: list[str] = []
    while text and len(lines) < most:
        cut = _fitting(text, font)
        if cut < len(text) and len(lines) == most - 1:
            return [*lines, f"{text[: max(0, cut - 1)].rstrip()}…"]
        lines.append(text[:cut].strip())
        text = text[cut:].lstrip()
    return lines


def _fitting(text: str, font: Font) -> int:
    """How many characters stand in one line, ending at a space where there is one in its second half."""
    low, high = 1, len(text)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if font.getlength(text[:middle]) <= _TEXT_WIDTH else (low, middle - 1)
    space = text.rfind(" ", 0, low + 1)
    return low if low == len(text) or space <= low // 2 else space


def _is_drawable(dated: Dated) -> bool:
    """Is there a font for all that is said of the date?"""
    text = f"{dated.month}{dated.time}{dated.zone}{dated.state}"
    return any(all(_has(name, it) for it in text) for name in _FONTS)


def _font_for(text: str, every: str, size: int) -> Font:
    """The font that has most characters of this text; of equal ones that with most of everything, or the first."""
    at_hand = {name: font for name in _FONTS if (font := _font(name, size)) is not None}
    best = max(at_hand, key=lambda name: (_count(name, text), _count(name, every)))
    return at_hand[best]


def _count(name: str | None, text: str) -> int:
    return sum(_has(name, it) for it in set(text))


def _drawable(text: str, font: Font) -> str:
    name = next(it for it in _FONTS if _font(it, int(font.size)) is font)
    return "".join(it for it in text if _has(name, it))


@cache
def _font(name: str | None, size: int) -> Font | None:
    """A font of the system's by its file's name, or Pillow's own; None where it is not there."""
    try:
        layout = ImageFont.Layout.RAQM if features.check("raqm") else ImageFont.Layout.BASIC
        found = ImageFont.load_default(size) if name is None else ImageFont.truetype(name, size, layout_engine=layout)
    except OSError:
        return None
    return found if isinstance(found, Font) else None


@lru_cache(_KEPT)
def _has(name: str | None, character: str) -> bool:
    """Does the font draw this character as anything but its sign for a missing one?"""
    font = _font(name, 32)
    if font is None:
        return False
    return character.isspace() or bytes(font.getmask(character)) != bytes(font.getmask("\uffff"))
