"""Writing templates (reference §1.7 to §1.10): ids are numbers here, and text where a deed is answered."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from kalends.dialects.addtocalendarpro.template_words import SHOWN_WHEN_ON, Resource
from kalends.dialects.addtocalendarpro.write import moment
from kalends.domain.asset import public_id_in, size_in
from kalends.domain.template import Template, TemplateName


def picture_id(path: str | None) -> str | None:
    """The public id of the picture at an address path of ours, as the vendor spells ids of assets."""
    public_id = path and public_id_in(path)
    return str(UUID(public_id)) if public_id else None


_SPELLED: dict[str, Callable[[Any], object]] = {
    "size": str,
    "expires": moment,
    "header_image": picture_id,
    "image": picture_id,
}


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


def picture(path: str, url: str) -> dict[str, object]:
    """A picture of a landing page, at an address path of ours. url: the address before every path."""
    width, height = size_in(path) or (0, 0)
    return {"id": picture_id(path), "url": url + path, "width": width, "height": height}
