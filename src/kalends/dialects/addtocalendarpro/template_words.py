"""The four kinds of template in the vendor's words (reference §1.7 to §1.10): one table each, read and written."""

from collections.abc import Mapping
from typing import Any, get_args

from msgspec import Struct

from kalends.dialects import openapi
from kalends.dialects.addtocalendarpro import query
from kalends.dialects.addtocalendarpro.read import (
    Table,
    fields,
    items,
    nullable_flag,
    number,
    reference,
    required,
    shapes,
    taking,
    text,
    texts_by_name,
    whole,
    word,
)
from kalends.domain import landing_page, style
from kalends.domain.call_to_action import ActionType
from kalends.domain.errors import invalid
from kalends.domain.form_field import FieldType, FormField
from kalends.domain.template import TemplateKind


def _choice(literal: object) -> Mapping[str, str]:
    """The words of a Literal, each standing for itself."""
    return {value: value for value in get_args(literal)}


@taking({"type": ["string", "integer", "null"], "description": "A number, as text"})
def _size(value: object, field: str) -> int | None:
    """A number as text, as the vendor writes it, or as a number."""
    if isinstance(value, str):
        size = number(value)
        if size is None:
            raise invalid("must be a whole number as text", field)
        return size
    return whole(value, field)


@taking(openapi.maybe(openapi.text("UTC, like 2025-11-03T20:06:27.000Z")))
def _moment(value: object, field: str) -> object:
    given = text(value, field)
    if given is None:
        return None
    moment = query.instant(given)
    if moment is None:
        raise invalid("must be UTC such as 2025-11-03T20:06:27.000Z", field)
    return moment


@taking({"type": ["string", "boolean", "null"]})
def _preset(value: object, field: str) -> str | bool | None:
    return value if isinstance(value, bool) else text(value, field)


_FORM_FIELD: Table = {
    "type": ("type", required(word(_choice(FieldType)))),
    "name": ("name", text),
    "required": ("required", required(nullable_flag)),
    "label": ("label", text),
    "placeholder": ("placeholder", text),
    "default": ("default", _preset),
}


@taking(openapi.sent(shapes(_FORM_FIELD), ["type"]))
def _form_field(value: object, field: str) -> FormField:
    if not isinstance(value, dict):
        raise invalid("must be an object", field)
    known: dict[str, Any] = fields(value, _FORM_FIELD, f"{field}.")
    if "type" not in known:
        raise invalid("is required", f"{field}.type")
    return FormField(**known)


_options = items(required(word(_choice(style.CalendarOption))))

STYLE: Table = {
    "options": ("options", _options),
    "optionsMobile": ("options_mobile", _options),
    "optionsIOS": ("options_ios", _options),
    "buttonStyle": ("button_style", word(_choice(style.ButtonStyle))),
    "customCss": ("stylesheet", text),
    "inline": ("inline", nullable_flag),
    "buttonsList": ("one_button_each", nullable_flag),
    "trigger": ("trigger", word(_choice(style.Trigger))),
    "listStyle": ("list_style", word(_choice(style.ListStyle))),
    "hideBackground": ("background_hidden", nullable_flag),
    "hideIconButton": ("button_icon_hidden", nullable_flag),
    "hideIconList": ("list_icons_hidden", nullable_flag),
    "hideIconModal": ("modal_icon_hidden", nullable_flag),
    "hideTextLabelButton": ("button_text_hidden", nullable_flag),
    "hideTextLabelList": ("list_texts_hidden", nullable_flag),
    "hideCheckmark": ("checkmark_hidden", nullable_flag),
    "lightMode": ("light_mode", word(_choice(style.LightMode))),
    "language": ("language", word(_choice(style.Language))),
    "customLabels": ("labels", texts_by_name),
    "images": ("images", items(required(text))),
    "hideRichData": ("structured_data_hidden", nullable_flag),
    "identifier": ("identifier", text),
    "bypassWebViewCheck": ("web_view_ignored", nullable_flag),
    "hideBranding": ("branding_hidden", nullable_flag),
    "inlineRsvp": ("form_inline", nullable_flag),
    "pastDateHandling": ("past_dates", word(_choice(style.PastDates))),
    "size": ("size", _size),
    "proxy": ("proxied", nullable_flag),
    "forceOverlay": ("overlay_forced", nullable_flag),
    "styleLight": ("look_light", texts_by_name),
    "styleDark": ("look_dark", texts_by_name),
    "load_async": ("loaded_late", nullable_flag),
}

LANDING_PAGE: Table = {
    "header_image": ("header_image", text),
    "title": ("title", text),
    "intro": ("intro", text),
    "legal": ("legal", text),
    "highlight_color": ("highlight_color", text),
    "background": ("background", word(_choice(landing_page.Background))),
    "gradient_direction": ("gradient_direction", word(_choice(landing_page.GradientDirection))),
    "background_color_1": ("background_color_1", text),
    "background_color_2": ("background_color_2", text),
    "image": ("image", text),
    "image_repeat": ("image_repeated", nullable_flag),
    "meta_title_override": ("meta_title", text),
    "meta_description_override": ("meta_description", text),
    "meta_robots_override": ("unlisted", nullable_flag),
    "custom_domain": ("domain", reference),
}

RSVP_FORM: Table = {
    "max": ("seats_max", whole),
    "maxpp": ("seats_per_answer", whole),
    "expires": ("closes_at", _moment),
    "maybe_option": ("maybe_offered", nullable_flag),
    "initial_confirmation": ("first_answer_accepts", nullable_flag),
    "doi": ("mail_confirmed", nullable_flag),
    "waitlist": ("waiting_list", nullable_flag),
    "headline": ("headline", text),
    "text": ("text", text),
    "fields": ("fields", items(_form_field)),
    "email_rsvp_doi": ("mail_confirm", reference),
    "email_rsvp_thank_you": ("mail_thanks", reference),
    "email_rsvp_signup_confirmation": ("mail_answered", reference),
    "email_rsvp_change_confirmation": ("mail_changed", reference),
    "email_rsvp_event_update": ("mail_event_revised", reference),
    "email_rsvp_magic_link": ("mail_personal_link", reference),
    "email_rsvp_second_signup": ("mail_answered_again", reference),
}

CALL_TO_ACTION: Table = {
    "type": ("type", word(_choice(ActionType))),
    "headline": ("headline", text),
    "text": ("text", text),
    "fields": ("fields", items(_form_field)),
    "url": ("url", text),
    "button_label": ("button_label", text),
}


class Resource(Struct, frozen=True):
    """A kind of template as the API names it. not_by_api: keys that are shown and never set (reference §1.8)."""

    name: str
    kind: TemplateKind
    table: Table
    not_by_api: frozenset[str] = frozenset()


SHOWN_WHEN_ON = frozenset({"waitlist"})
"""Keys of ours, which the vendor's clients do not know: they are there where they are switched on."""

RESOURCES = (
    Resource("style", TemplateKind.STYLE, STYLE),
    Resource("landingpage", TemplateKind.LANDING_PAGE, LANDING_PAGE, frozenset({"header_image", "image"})),
    Resource("rsvp-block", TemplateKind.RSVP_FORM, RSVP_FORM),
    Resource("cta-block", TemplateKind.CALL_TO_ACTION, CALL_TO_ACTION),
)
