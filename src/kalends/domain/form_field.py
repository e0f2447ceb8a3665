"""A question in a form: what RSVP forms and calls to action ask besides a mail address."""

import re
from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from kalends.domain import limits, text
from kalends.domain.errors import invalid

FieldType = Literal["text", "number", "checkbox", "radio", "label", "hidden"]

_NUMBER = re.compile(r"[+-]?[0-9]{1,15}(?:[.,][0-9]{1,6})?", re.ASCII)
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


def check_questions(fields: tuple[FormField, ...]) -> None:
    """Raise INVALID as `check_fields`, and for what a form of ours cannot ask or keep.

    That are two questions of one name, whose answers would be one (radio fields that follow each other are one
    question), a radio without a value, a number preset with none, and a label that says nothing (reference §1.9).
    """
    check_fields(fields)
    taken: set[str] = set()
    group: set[str] = set()  # names of one question
    for position, field in enumerate(fields):
        at, name = f"fields[{position}]", field.name or ""
        _check_asked(field, at)
        if not (position and field.type == fields[position - 1].type == "radio"):
            group = set()
        if field.type != "label" and name in taken - group:
            raise invalid("is the name of an earlier field", f"{at}.name")
        if field.type != "label":
            group.add(name)
            taken.add(name)


def _check_asked(field: FormField, at: str) -> None:
    if field.type == "label" and not (field.label or "").strip():
        raise invalid("is required", f"{at}.label")
    if field.type == "radio" and not (field.placeholder or "").strip():
        raise invalid("is required: it is the value of a radio", f"{at}.placeholder")
    if field.type == "number" and field.default and not is_number(str(field.default)):
        raise invalid("the default of a number must be a number, such as 3 or 2.5", f"{at}.default")


def is_number(written: str) -> bool:
    """Can it be the answer to a question for a number? A point or a comma stands before the fraction."""
    return _NUMBER.fullmatch(written.strip()) is not None


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
