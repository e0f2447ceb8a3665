"""A call to action: what is shown once somebody has saved the date."""

from typing import Literal, Self

from msgspec import Struct
from msgspec.structs import replace

from kalends.domain import text
from kalends.domain.form_field import FormField, check_fields

ActionType = Literal["none", "text", "link", "share", "form"]


class CallToAction(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """The choices of one. url: where a link leads, or where a form is sent. text: HTML of a description's few tags."""

    type: ActionType
    headline: str | None = None
    text: str | None = None
    fields: tuple[FormField, ...] = ()
    url: str | None = None
    button_label: str | None = None

    def checked(self) -> Self:
        """The same with its HTML cleaned. Raises INVALID for what is no line, no address or no field."""
        if self.headline is not None:
            text.line(self.headline, "headline")
        if self.button_label is not None:
            text.line(self.button_label, "button_label")
        if self.url is not None:
            text.web_address(self.url, "url")
        check_fields(self.fields)
        return self if self.text is None else replace(self, text=text.clean_html(self.text, "text"))
