"""A style's choices as the keys of `config.json` (reference §1.7, §3.2)."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from kalends.domain.style import Style

KEYS = {
    "options": "options",
    "optionsMobile": "options_mobile",
    "optionsIOS": "options_ios",
    "buttonStyle": "button_style",
    "customCss": "stylesheet",
    "inline": "inline",
    "buttonsList": "one_button_each",
    "trigger": "trigger",
    "listStyle": "list_style",
    "hideBackground": "background_hidden",
    "hideIconButton": "button_icon_hidden",
    "hideIconList": "list_icons_hidden",
    "hideIconModal": "modal_icon_hidden",
    "hideTextLabelButton": "button_text_hidden",
    "hideTextLabelList": "list_texts_hidden",
    "hideCheckmark": "checkmark_hidden",
    "lightMode": "light_mode",
    "language": "language",
    "customLabels": "labels",
    "images": "images",
    "hideRichData": "structured_data_hidden",
    "identifier": "identifier",
    "bypassWebViewCheck": "web_view_ignored",
    "hideBranding": "branding_hidden",
    "inlineRsvp": "form_inline",
    "pastDateHandling": "past_dates",
    "size": "size",
    "proxy": "proxied",
    "forceOverlay": "overlay_forced",
    "styleLight": "look_light",
    "styleDark": "look_dark",
    "load_async": "loaded_late",
}
"""Each key with our name of the choice behind it."""

_NOT_BESIDE_A_FORM = ("date",)  # the button would be refused


def style_keys(style: Style, *, asks: bool, secure: bool) -> dict[str, object]:
    """The keys with a value. asks: beside a form. secure: our own address begins with https.

    Buttons send clicks through our address by https only: where there is none they are not to.
    """
    chosen = {key: getattr(style, name) for key, name in KEYS.items()}
    chosen["proxy"] = style.proxied and secure
    chosen["buttonStyle"] = _button_style(style, asks=asks)
    if chosen["buttonStyle"] != "custom":
        chosen["customCss"] = None
    return {key: _SPELLED[key](it) if key in _SPELLED else it for key, it in chosen.items() if it is not None}


def _button_style(style: Style, *, asks: bool) -> str:
    is_refused = asks and style.button_style in _NOT_BESIDE_A_FORM
    is_bare = style.button_style == "custom" and not urlsplit(style.stylesheet or "").path.endswith(".css")
    return "default" if is_refused or is_bare else style.button_style


def _variables(look: Mapping[str, str]) -> str:
    """CSS custom properties, as they stand in a style sheet."""
    return " ".join(f"--{name.removeprefix('--')}: {value};" for name, value in look.items())


_SPELLED: dict[str, Callable[[Any], object]] = {"size": str, "styleLight": _variables, "styleDark": _variables}
