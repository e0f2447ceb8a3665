"""Reading templates (reference §1.7 to §1.10)."""

from typing import Any

from kalends.dialects.addtocalendarpro.read import Table, fields, text, words
from kalends.dialects.addtocalendarpro.template_words import RESOURCES, Resource
from kalends.domain.template import TemplatePatch

_NAME: Table = {"name": ("name", text)}
WORDS = {resource.name: words(_NAME, resource.table) for resource in RESOURCES}


def template_patch(body: dict[str, object], resource: Resource) -> TemplatePatch:
    """What POST or PATCH asks for. What only the vendor's application sets is ignored, like unknown keys."""
    own: dict[str, Any] = fields(body, _NAME)
    settable = {key: value for key, value in body.items() if key not in resource.not_by_api}
    return TemplatePatch(**own, choices=fields(settable, resource.table))
