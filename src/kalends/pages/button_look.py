"""How our own button looks on other people's pages, as its style and its landing page template say."""

import re
from typing import NamedTuple

from kalends.domain.landing_page import LandingPage
from kalends.domain.style import Style
from kalends.pages import colour
from kalends.pages.colour import Accent

_SHAPES = ("3d", "flat", "round", "neumorphism", "text")
_SCHEMES = ("light", "dark")  # the others are as the visitor's system is set
_FILL = ("btn-background", "--btn-background")  # the vendor's variable, which is also written with its dashes
_HEX = re.compile(r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})", re.ASCII)


class ButtonLook(NamedTuple):
    """None is the usual. scheme: "light" or "dark" whatever the visitor's is. light, dark: the colours in each.

    sheet: where the style sheet with these colours is. hidden: there is no button for what is over.
    """

    shape: str | None = None
    scheme: str | None = None
    light: Accent | None = None
    dark: Accent | None = None
    sheet: str | None = None
    hidden: bool = False


def look_of(style: Style | None, look: LandingPage | None, root: str, *, is_over: bool = False) -> ButtonLook:
    """root: what stands before every path."""
    chosen = fill_of(style, look)
    light, dark = colour.accents(chosen) if chosen else (None, None)
    return ButtonLook(
        shape=shape_of(style),
        scheme=style.light_mode if style and style.light_mode in _SCHEMES else None,
        light=light,
        dark=dark,
        sheet=colour.stylesheet(chosen, root) if chosen else None,
        hidden=is_over and style is not None and style.past_dates == "hide",
    )


def fill_of(style: Style | None, look: LandingPage | None) -> str | None:
    """The colour of a button, as a CSS hex colour: the style's own, else the highlight of the landing page."""
    return _fill(style) or (look.highlight_color if look else None)


def shape_of(style: Style | None) -> str | None:
    """The shape that a style gives to a button of ours; None for the usual one."""
    return style.button_style if style and style.button_style in _SHAPES else None


def _fill(style: Style | None) -> str | None:
    """The colour of the button, where the style names one as such."""
    told = (style.look_light or {}) if style else {}
    found = next((told[name] for name in _FILL if name in told), "")
    return found if _HEX.fullmatch(found) else None
