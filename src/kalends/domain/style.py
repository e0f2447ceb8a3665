"""A style: how the button that puts an event into a calendar looks, and what it offers."""

import re
from typing import Literal, Self

from msgspec import Struct

from kalends.domain import limits, text
from kalends.domain.css_value import is_css_value
from kalends.domain.errors import invalid

CalendarOption = Literal["apple", "google", "ical", "ms365", "msteams", "outlookcom", "yahoo"]
ButtonStyle = Literal["default", "3d", "flat", "round", "neumorphism", "text", "date", "custom"]
Trigger = Literal["hover", "click"]
ListStyle = Literal["dropdown", "dropdown-static", "dropup-static", "overlay", "modal"]
LightMode = Literal["light", "dark", "system", "bodyScheme"]
PastDates = Literal["none", "disable", "hide"]
Language = Literal[
    "ar", "cs", "de", "en", "es", "et", "fa", "fi", "fr", "hi", "id", "it",
    "ja", "ko", "nl", "no", "ro", "pl", "pt", "sv", "tr", "vi", "zh",
]  # fmt: skip

_CSS_NAME = re.compile(r"[A-Za-z0-9_-]{1,100}", re.ASCII)
_LARGEST_SIZE = 10


class Style(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The choices of a style. None: the usual.

    options_mobile, options_ios: instead of `options` there. size: 0 to 10. proxied: clicks are counted on their way.
    labels: name of a text to the text. look_light, look_dark: CSS variable to its value.
    """

    options: tuple[CalendarOption, ...]
    options_mobile: tuple[CalendarOption, ...] | None = None
    options_ios: tuple[CalendarOption, ...] | None = None
    button_style: ButtonStyle = "default"
    stylesheet: str | None = None
    inline: bool = False
    one_button_each: bool = False
    trigger: Trigger = "hover"
    list_style: ListStyle = "dropdown"
    background_hidden: bool = False
    button_icon_hidden: bool = False
    list_icons_hidden: bool = False
    modal_icon_hidden: bool = False
    button_text_hidden: bool = False
    list_texts_hidden: bool = False
    checkmark_hidden: bool = False
    light_mode: LightMode = "light"
    language: Language = "en"
    labels: dict[str, str] | None = None
    images: tuple[str, ...] | None = None
    structured_data_hidden: bool = False
    identifier: str | None = None
    web_view_ignored: bool = False
    branding_hidden: bool = False
    form_inline: bool = False
    past_dates: PastDates = "none"
    size: int = 6
    proxied: bool = True
    overlay_forced: bool = False
    look_light: dict[str, str] | None = None
    look_dark: dict[str, str] | None = None
    loaded_late: bool = False

    def checked(self) -> Self:
        """The same style. Raises INVALID for what no button could be made of."""
        if not self.options:
            raise invalid("must offer at least one calendar", "options")
        if not 0 <= self.size <= _LARGEST_SIZE:
            raise invalid(f"must be from 0 to {_LARGEST_SIZE}", "size")
        if self.stylesheet is not None:
            text.web_address(self.stylesheet, "stylesheet")
        elif self.button_style == "custom":
            raise invalid("a custom button needs its stylesheet", "stylesheet")
        for position, address in enumerate(self.images or ()):
            text.web_address(address, f"images[{position}]")
        if self.identifier is not None:
            text.line(self.identifier, "identifier")
        for name, label in (self.labels or {}).items():
            text.required_line(name, "labels", limits.FORM_FIELD_NAME)
            text.paragraph(label, "labels", limits.ADDRESS)
        _check_look(self.look_light, "look_light")
        _check_look(self.look_dark, "look_dark")
        return self


def _check_look(look: dict[str, str] | None, field: str) -> None:
    for name, value in (look or {}).items():
        if not _CSS_NAME.fullmatch(name):
            raise invalid("holds a name that is no CSS variable's", field)
        if not is_css_value(text.line(value, field)):
            raise invalid("holds a value that is no colour, length, font or the like", field)
