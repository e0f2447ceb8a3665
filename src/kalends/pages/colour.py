"""A highlight colour that somebody chose, made legible on our paper (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re
from typing import NamedTuple

LEGIBLE = 4.5
_CARD, _DARK_CARD = (255, 255, 255), (30, 29, 26)  # as in style.css
PAPER, DARK_PAPER = (247, 245, 240), (20, 19, 17)
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_HEX = re.compile(r"[0-9a-f]{6}", re.ASCII)
_STEPS = 20
Rgb = tuple[int, int, int]


class Accent(NamedTuple):
    """A colour to write with and to fill with, and the text colour on it. Both as CSS writes them."""

    colour: str
    text: str


def stylesheet(highlight: str, root: str) -> str:
    """Where the style sheet of a colour is. highlight: as `digits` takes it."""
    return f"{root}/look/{digits(highlight)}.css"


def css(name: str) -> str | None:
    """The style sheet of that name, such as "1e90ff.css"; None for any other name."""
    chosen, _, ending = name.partition(".")
    if ending != "css" or not _HEX.fullmatch(chosen):
        return None
    light, dark = accents(chosen)
    return (
        f":root{{{_variables(light)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_variables(dark)}}}}}\n"
        f"@media print{{:root{{{_variables(light)}}}}}\n"
        f".light{{{_variables(light)}}}.dark{{{_variables(dark)}}}\n"
    )


def accents(hex_colour: str) -> tuple[Accent, Accent]:
    """A colour as it is legible on light paper, and on dark. hex_colour: as `digits` takes it."""
    chosen = rgb(digits(hex_colour))
    light, dark = _legible(chosen, _BLACK, (_CARD, PAPER)), _legible(chosen, _WHITE, (_DARK_CARD, DARK_PAPER))
    return Accent(written(light), written(_text_on(light))), Accent(written(dark), written(_text_on(dark)))


def digits(hex_colour: str) -> str:
    """The six digits of a CSS hex colour of 3 to 8, whose opacity is let go."""
    given = hex_colour.lstrip("#").lower()
    return "".join(digit * 2 for digit in given[:3]) if len(given) < 6 else given[:6]


def rgb(six_digits: str) -> Rgb:
    """What the digits stand for."""
    return int(six_digits[:2], 16), int(six_digits[2:4], 16), int(six_digits[4:], 16)


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _variables(it: Accent) -> str:
    return f"--accent:{it.colour};--on-accent:{it.text}"


def _text_on(colour: Rgb) -> Rgb:
    return max((_WHITE, _BLACK), key=lambda it: contrast(it, colour))


def _legible(chosen: Rgb, towards: Rgb, papers: tuple[Rgb, ...]) -> Rgb:
    """The colour, mixed with as much of another as it takes to be read on these papers."""
    mixes = (mixed(chosen, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(mix for mix in mixes if all(contrast(mix, paper) >= LEGIBLE for paper in papers))


def mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    """The first colour with this share of the other, 0 to 1."""
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def written(colour: Rgb) -> str:
    """As CSS writes it."""
    return "#{:02x}{:02x}{:02x}".format(*colour)
