"""How a letter about an event looks: the colours and the picture that its templates chose, where mail shows them."""

from msgspec import Struct

from kalends.actions.letter_facts import Told
from kalends.domain.asset import size_in
from kalends.domain.landing_page import LandingPage
from kalends.pages import colour, ground
from kalends.pages.button_look import fill_of
from kalends.pages.colour import Accent
from kalends.pages.look_view import BANNER_WIDTH

_USUAL = Accent("#7a2e2e", "#ffffff"), Accent("#eaa9a4", "#2b0e0e")
_PAPER = "#f7f5f0", "#141311"
_CARD_WIDTH = 558  # pixels, as in letter.html, between its borders
_BANNER_HEIGHT, _LOGO_HEIGHT = 240, 96
_SHOWN = (".jpeg.", ".png.", ".gif.")  # some programs know no others


class Shade(Struct, frozen=True):
    """Colours as CSS writes them: to fill with, of the text on that, and behind the card."""

    fill: str
    text: str
    ground: str


class Header(Struct, frozen=True):
    """A picture above the text. width, height: pixels on the screen. is_banner: as wide as the card, else a logo."""

    src: str
    width: int
    height: int
    is_banner: bool


class LetterLook(Struct, frozen=True):
    """light, dark: for programs that show mails in the one way or the other."""

    light: Shade
    dark: Shade
    header: Header | None = None


def look_of(told: Told) -> LetterLook:
    """The usual look for what the templates leave open. Text stands on the card only, whatever lies behind that."""
    style, page = (told.event.style, told.event.look) if told.event else (None, None)
    fill = fill_of(style, page)
    light, dark = colour.accents(fill) if fill else _USUAL
    behind = (ground.plain(page) if page else None) or _PAPER
    return LetterLook(Shade(*light, behind[0]), Shade(*dark, behind[1]), _header(page, told.base))


def _header(page: LandingPage | None, base: str) -> Header | None:
    path = page.header_image if page else None
    size = size_in(path) if path else None
    if path is None or size is None or not any(kind in path for kind in _SHOWN):
        return None
    is_banner = size[0] >= BANNER_WIDTH
    most = _BANNER_HEIGHT if is_banner else _LOGO_HEIGHT
    scale = min(_CARD_WIDTH / size[0], most / size[1], 1)
    width, height = (max(round(side * scale), 1) for side in size)
    return Header(f"{base}{path}", width, height, is_banner)
