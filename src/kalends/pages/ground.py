"""What lies behind a page, as its landing page template chose it: a style sheet whose name says all that is in it.

No text stands on it: whatever is read has a card of its own. In the dark it is dimmed towards our dark paper.
"""

import re

from kalends.domain.landing_page import LandingPage
from kalends.pages import colour
from kalends.pages.colour import Rgb

_HEX = "([0-9a-f]{6})"
_NAME = re.compile(
    rf"(solid|preset|linear-t|linear-tr|linear-r|linear-br|radial)-{_HEX}-{_HEX}"
    r"|(cover|tile)-([1-9][0-9]{0,5}x[1-9][0-9]{0,5}\.(?:jpeg|png|gif|webp)\.[0-9a-f]{32})",
    re.ASCII,
)
_DIRECTIONS = {
    "linear-t": "to top",
    "linear-tr": "to top right",
    "linear-r": "to right",
    "linear-br": "to bottom right",
}
_USUAL_DIRECTION, _USUAL_COLOUR = "linear-br", "#7a2e2e"
_DIMMED, _FADED, _TINT = 0.78, 0.45, 0.8
_SHADE = "linear-gradient(rgb(20 19 17/.65),rgb(20 19 17/.65)),"


def stylesheet(look: LandingPage, root: str) -> str | None:
    """Where the style sheet of a background is; None for the usual paper, and where what it needs was not chosen."""
    name = _name(look)
    return None if name is None else f"{root}/look/{name}.css"


def plain(look: LandingPage) -> tuple[str, str] | None:
    """Its colour on light paper and on dark, where nothing but a colour can lie behind: in letters.

    None for the usual paper, and for a picture.
    """
    found = _NAME.fullmatch(_name(look) or "")
    if found is None or found[2] is None:
        return None
    light = colour.rgb(found[2])
    if found[1] == "preset":
        light = colour.mixed(light, colour.PAPER, _TINT)
    return colour.written(light), colour.written(_dimmed(light))


def css(name: str) -> str | None:
    """The style sheet of that name, such as "solid-f4e8d0-f4e8d0.css"; None for any other name."""
    stem, _, ending = name.rpartition(".")
    found = _NAME.fullmatch(stem)
    if ending != "css" or found is None:
        return None
    kind, one, other, fit, picture = found.groups()
    if picture:
        # beside /look stands /pictures, whatever path goes before both
        painted = f"url(../pictures/{picture}) " + ("center/cover no-repeat" if fit == "cover" else "0 0 repeat")
        return _sheet(painted, _SHADE + painted)
    light = colour.rgb(one), colour.rgb(other)
    dark = _dimmed(light[0]), _dimmed(light[1])
    return _sheet(_painted(kind, light, colour.PAPER), _painted(kind, dark, colour.DARK_PAPER))


def _name(look: LandingPage) -> str | None:
    if look.background == "image" and look.image:
        return f"{'tile' if look.image_repeated else 'cover'}-{look.image.rpartition('/')[2]}"
    one = look.background_color_1
    if look.background == "preset":
        one = one or look.highlight_color or _USUAL_COLOUR
    if one is None:
        return None
    other = look.background_color_2 or one
    kind: str = look.background if look.background == "preset" else "solid"
    if look.background == "gradient" and other != one:
        kind = look.gradient_direction or _USUAL_DIRECTION
    return f"{kind}-{colour.digits(one)}-{colour.digits(other if kind != 'solid' else one)}"


def _dimmed(light: Rgb) -> Rgb:
    return colour.mixed(light, colour.DARK_PAPER, _DIMMED)


def _painted(kind: str, colours: tuple[Rgb, Rgb], paper: Rgb) -> str:
    one, other = map(colour.written, colours)
    if kind == "solid":
        return one
    if kind == "preset":
        near, far = (colour.written(colour.mixed(it, paper, _FADED)) for it in colours)
        return (
            f"radial-gradient(60rem 40rem at 0 0,{near},transparent),"
            f"radial-gradient(60rem 40rem at 100% 100%,{far},transparent),{colour.written(paper)}"
        )
    return (
        f"radial-gradient({one},{other})" if kind == "radial" else f"linear-gradient({_DIRECTIONS[kind]},{one},{other})"
    )


def _sheet(light: str, dark: str) -> str:
    return f":root{{--ground:{light}}}\n@media (prefers-color-scheme:dark){{:root{{--ground:{dark}}}}}\n"
