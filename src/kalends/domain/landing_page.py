"""A landing page template: how an event's public page looks and what frames it."""

import re
from typing import Literal, Self

from msgspec import Struct
from msgspec.structs import replace

from kalends.domain import text
from kalends.domain.asset import public_id_in
from kalends.domain.errors import invalid

Background = Literal["solid", "gradient", "image", "preset"]
PicturePlace = Literal["header_image", "image"]
GradientDirection = Literal["linear-t", "linear-tr", "linear-r", "linear-br", "radial"]

_COLOR = re.compile(r"#(?:[0-9A-Fa-f]{3,4}|[0-9A-Fa-f]{6}|[0-9A-Fa-f]{8})", re.ASCII)
_COLORS = ("highlight_color", "background_color_1", "background_color_2")
_LINES = ("title", "meta_title", "meta_description")
_MARKUP = ("intro", "legal")
_PICTURES = ("header_image", "image")


class LandingPage(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The choices of a template. None: the usual. Colours are CSS hex colours.

    header_image, image: address paths of pictures of ours, above the text and behind the page. intro, legal: HTML of
    the few tags of a description. background_color_2, gradient_direction: of a gradient. unlisted: search engines are
    asked to pass by.
    domain: number of a domain of the organization's own.
    """

    header_image: str | None = None
    title: str | None = None
    intro: str | None = None
    legal: str | None = None
    highlight_color: str | None = None
    background: Background = "solid"
    gradient_direction: GradientDirection | None = None
    background_color_1: str | None = None
    background_color_2: str | None = None
    image: str | None = None
    image_repeated: bool = False
    meta_title: str | None = None
    meta_description: str | None = None
    unlisted: bool = False
    domain: int | None = None

    def checked(self) -> Self:
        """The page with its HTML cleaned. Raises INVALID for what is no line, no colour, no picture or no HTML."""
        for name in _LINES:
            if (value := getattr(self, name)) is not None:
                text.line(value, name)
        for name in _COLORS:
            if (value := getattr(self, name)) is not None and not _COLOR.fullmatch(value):
                raise invalid("must be a colour such as #1e90ff", name)
        for name in _PICTURES:
            if (value := getattr(self, name)) is not None and public_id_in(value) is None:
                raise invalid("must be the address path of a picture", name)
        markup = {name: value for name in _MARKUP if (value := getattr(self, name)) is not None}
        return replace(self, **{name: text.clean_html(value, name) for name, value in markup.items()})
