"""Placeholders such as `%%name%%`, which an address fills in an event's texts (reference §1.5)."""

import re
from collections.abc import Mapping
from html import escape

from kalends.domain import limits, text
from kalends.domain.errors import invalid

_PLACEHOLDER = re.compile(r"%%([\w.-]{1,100})%%")


def filled(told: str, values: Mapping[str, str]) -> str:
    """`told` with every placeholder that there is a value for; the others stay. A value is not looked at again."""
    return _PLACEHOLDER.sub(lambda found: values.get(found[1], found[0]), told) if values else told


def filled_html(told: str, values: Mapping[str, str]) -> str:
    """The same in HTML, where what fills a placeholder is text."""
    return filled(told, {name: escape(value) for name, value in values.items()})


def checked_values(given: Mapping[str, object]) -> dict[str, str]:
    """What an address brings, as texts of one line by name. Raises INVALID under "placeholders" for anything else."""
    if len(given) > limits.PLACEHOLDERS:
        raise invalid(f"at most {limits.PLACEHOLDERS} placeholders can be filled", "placeholders")
    return {name: _one(value) for name, value in given.items()}


def _one(value: object) -> str:
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise invalid("a placeholder is filled with a text or a number", "placeholders")
    return text.line(str(value), "placeholders")
