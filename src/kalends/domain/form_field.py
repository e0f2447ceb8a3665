"""A question in a form: what RSVP forms and calls to action ask besides a mail address."""

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from kalends.domain import limits, text
from kalends.domain.errors import invalid

FieldType = Literal["text", "number", "checkbox", "radio", "label", "hidden"]

_ANSWERED_BY_TICKING = ("checkbox", "radio")


class FormField(Struct, frozen=True, kw_only=True):
    """One field, kept as written: UNSET was not sent and is not given back.

    name: the column its answers go to; every type but a label needs one. Consecutive radio fields are one question,
    and `placeholder` is the value of each; a label before them is its title. default: a tick for checkbox and radio,
    text for the others.
    """

    type: FieldType
    name: str | None | UnsetType = UNSET
    required: bool | UnsetType = UNSET
    label: str | None | UnsetType = UNSET
    placeholder: str | None | UnsetType = UNSET
    default: str | bool | None | UnsetType = UNSET


def check_fields(fields: tuple[FormField, ...]) -> None:
    """Raise INVALID under "fields[i].…" for a field without a name, or a preset of the wrong sort."""
    if len(fields) > limits.FORM_FIELDS:
        raise invalid(f"must not be more than {limits.FORM_FIELDS}", "fields")
    for position, field in enumerate(fields):
        _check(field, f"fields[{position}]")


def _check(field: FormField, at: str) -> None:
    if field.type != "label":
        text.required_line(field.name or "", f"{at}.name", limits.FORM_FIELD_NAME)
    for key, value in (("label", field.label), ("placeholder", field.placeholder)):
        text.paragraph(value or "", f"{at}.{key}", limits.ADDRESS)
    if field.default is UNSET or field.default is None:
        return
    if isinstance(field.default, str):
        text.paragraph(field.default, f"{at}.default", limits.ADDRESS)
    if isinstance(field.default, bool) != (field.type in _ANSWERED_BY_TICKING):
        wanted = "true or false" if field.type in _ANSWERED_BY_TICKING else "a text"
        raise invalid(f"the default of a {field.type} must be {wanted}", f"{at}.default")
