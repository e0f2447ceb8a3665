"""Writing templates (reference §1.7 to §1.10): ids are numbers here, and text where a deed is answered."""

from collections.abc import Callable
from typing import Any

from kalends.dialects.addtocalendarpro.template_words import SHOWN_WHEN_ON, Resource
from kalends.dialects.addtocalendarpro.write import moment
from kalends.domain.template import Template, TemplateName

_SPELLED: dict[str, Callable[[Any], object]] = {"size": str, "expires": moment}


def template(of: Template, resource: Resource) -> dict[str, object]:
    """The whole template."""
    choices = {key: getattr(of.choices, name) for key, (name, _) in resource.table.items()}
    choices = {key: value for key, value in choices.items() if value or key not in SHOWN_WHEN_ON}
    return {
        "id": of.number,
        "name": of.name,
        **{key: _SPELLED[key](value) if key in _SPELLED else value for key, value in choices.items()},
        "date_created": moment(of.created_at),
        "date_updated": moment(of.updated_at),
    }


def listed(templates: list[TemplateName]) -> list[dict[str, object]]:
    """Items of a list."""
    return [{"id": of.number, "name": of.name} for of in templates]
