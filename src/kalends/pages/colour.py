"""A highlight colour that somebody chose, made legible on our paper (WCAG 2.2, 1.4.3 and 1.4.11)."""

import re

LEGIBLE = 4.5
_CARD, _DARK_CARD = (255, 255, 255), (30, 29, 26)  # as in style.css
_PAPER, _DARK_PAPER = (247, 245, 240), (20, 19, 17)
_BLACK, _WHITE = (0, 0, 0), (255, 255, 255)
_HEX = re.compile(r"[0-9a-f]{6}", re.ASCII)
_STEPS = 20
Rgb = tuple[int, int, int]


def stylesheet(highlight: str, root: str) -> str:
    """Where the style sheet of a colour is. highlight: a CSS hex colour of 3 to 8 digits, whose opacity is let go."""
    digits = highlight.lstrip("#").lower()
    whole = "".join(digit * 2 for digit in digits[:3]) if len(digits) < 6 else digits[:6]
    return f"{root}/look/{whole}.css"


def css(name: str) -> str | None:
    """The style sheet of that name, such as "1e90ff.css"; None for any other name."""
    digits, _, ending = name.partition(".")
    if ending != "css" or not _HEX.fullmatch(digits):
        return None
    chosen = (int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16))
    light, dark = _legible(chosen, _BLACK, (_CARD, _PAPER)), _legible(chosen, _WHITE, (_DARK_CARD, _DARK_PAPER))
    return (
        f":root{{{_variables(light)}}}\n"
        f"@media (prefers-color-scheme:dark){{:root{{{_variables(dark)}}}}}\n"
        f"@media print{{:root{{{_variables(light)}}}}}\n"
    )


def contrast(one: Rgb, other: Rgb) -> float:
    """From 1 to 21 (WCAG 2.2, "contrast ratio")."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def _variables(accent: Rgb) -> str:
    text = max((_WHITE, _BLACK), key=lambda it: contrast(it, accent))
    return f"--accent:{_written(accent)};--on-accent:{_written(text)}"


def _legible(chosen: Rgb, towards: Rgb, papers: tuple[Rgb, ...]) -> Rgb:
    """The colour, mixed with as much of another as it takes to be read on these papers."""
    mixes = (_mixed(chosen, towards, step / _STEPS) for step in range(_STEPS + 1))
    return next(mix for mix in mixes if all(contrast(mix, paper) >= LEGIBLE for paper in papers))


def _mixed(one: Rgb, other: Rgb, share: float) -> Rgb:
    red, green, blue = (round(a + (b - a) * share) for a, b in zip(one, other, strict=True))
    return red, green, blue


def _luminance(colour: Rgb) -> float:
    red, green, blue = (_linear(value / 255) for value in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(value: float) -> float:
    return value / 12.92 if value <= 0.04045 else float(((value + 0.055) / 1.055) ** 2.4)


def _written(colour: Rgb) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
