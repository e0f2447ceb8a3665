"""Templates: how events look and what they ask. What they do comes with the pages that use them.

A template belongs to the organization. Events and groups refer to it by number; a change to it shows in all of them.
"""

from collections.abc import Callable
from datetime import datetime
from enum import StrEnum
from typing import Final, TypeAlias

import msgspec
from msgspec import NODEFAULT, UNSET, Struct, UnsetType
from msgspec.structs import fields, replace

from kalends.domain import limits, text
from kalends.domain.call_to_action import CallToAction
from kalends.domain.errors import Kind, Refused, invalid
from kalends.domain.landing_page import LandingPage
from kalends.domain.rsvp_form import RsvpForm
from kalends.domain.style import Style

Choices: TypeAlias = Style | LandingPage | RsvpForm | CallToAction


class TemplateKind(StrEnum):
    """The four kinds that events and groups refer to."""

    STYLE = "style"
    LANDING_PAGE = "landing_page"
    RSVP_FORM = "rsvp_form"
    CALL_TO_ACTION = "call_to_action"


CHOICES: Final[dict[TemplateKind, type[Choices]]] = {
    TemplateKind.STYLE: Style,
    TemplateKind.LANDING_PAGE: LandingPage,
    TemplateKind.RSVP_FORM: RsvpForm,
    TemplateKind.CALL_TO_ACTION: CallToAction,
}
_DEFAULTS = {kind: {field.name: field.default for field in fields(struct)} for kind, struct in CHOICES.items()}
_ENCODE = msgspec.json.Encoder().encode


class Template(Struct, frozen=True):
    """One template. choices: everything but the name; its type goes with `kind`. Instants are aware UTC."""

    number: int
    kind: TemplateKind
    name: str
    choices: Choices
    created_at: datetime
    updated_at: datetime | None = None


class TemplateName(Struct, frozen=True):
    """A template as lists show it."""

    number: int
    name: str


class TemplatePatch(Struct, frozen=True, kw_only=True):
    """A change to a template, or a new one.

    choices: fields of the kind's struct by name, values of their types; None puts the usual back.
    """

    name: str | None | UnsetType = UNSET
    choices: dict[str, object] = {}


def new_template(number: int, kind: TemplateKind, patch: TemplatePatch, now: datetime) -> Template:
    """A template as first written. Raises INVALID for a missing name or choice, and for choices that cannot be."""
    missing = [name for name, default in _DEFAULTS[kind].items() if default is NODEFAULT]
    for name in missing:
        if patch.choices.get(name) is None:
            raise invalid("is required", name)
    make: Callable[..., Choices] = CHOICES[kind]
    return Template(number, kind, _name(None, patch), _checked(make(**_settled(kind, patch.choices))), now)


def revise_template(template: Template, patch: TemplatePatch, now: datetime) -> Template:
    """The template after the change; the very same object when nothing changes. Lists are replaced as a whole."""
    choices = replace(template.choices, **_settled(template.kind, patch.choices))
    after = replace(template, name=_name(template.name, patch), choices=_checked(choices))
    return template if after == template else replace(after, updated_at=now)


def _name(present: str | None, patch: TemplatePatch) -> str:
    name = present if patch.name is UNSET else patch.name
    if name is None:
        raise invalid("a template needs a name", "name")
    return text.required_line(name, "name")


def _settled(kind: TemplateKind, choices: dict[str, object]) -> dict[str, object]:
    """None stands for the usual; what has no usual cannot be cleared."""
    settled = {name: _DEFAULTS[kind][name] if value is None else value for name, value in choices.items()}
    for name, value in settled.items():
        if value is NODEFAULT:
            raise invalid("cannot be cleared", name)
    return settled


def _checked(choices: Choices) -> Choices:
    checked = choices.checked()
    if len(_ENCODE(checked)) > limits.TEMPLATE_FIELDS_BYTES:
        raise Refused(Kind.TOO_LARGE, f"the template is over {limits.TEMPLATE_FIELDS_BYTES} bytes")
    return checked
