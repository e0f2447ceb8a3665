"""What deeds ask of the store about templates."""

from datetime import datetime
from typing import Protocol

from kalends.domain.template import Template, TemplateKind, TemplateName


class TemplateReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def template(self, kind: TemplateKind, number: int) -> Template | None:
        """The template; None when there is none of this kind and number."""

    async def latest_template(self, kind: TemplateKind) -> Template | None:
        """The one made last."""

    async def template_names(self, kind: TemplateKind, limit: int, offset: int) -> list[TemplateName]:
        """Templates of a kind in order of making."""


class TemplateWrites(TemplateReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def template_for_update(self, kind: TemplateKind, number: int) -> Template | None:
        """As `template`; no other deed changes it until this one ends."""

    async def refers_to(self, kind: TemplateKind, number: int) -> bool:
        """Is there such a template? It is not removed until this deed ends, though it may be changed."""

    async def add_template(self, template: Template) -> None:
        """Store a new template."""

    async def save_template(self, template: Template) -> None:
        """Store a revised one. Versions of pages rise."""

    async def remove_template(self, template: Template, now: datetime) -> None:
        """Take it out once no other deed is about to refer to it. Whatever does shows the usual from then on, and has
        no reference to it when read.

        An event whose RSVP form it was asks for no answers any more (reference atcp §1.9). Versions of pages rise.
        """

    async def forget_template(self, number: int, most: int) -> bool:
        """Take a removed one out of the rows of up to `most` events and as many groups; True while there may be more.

        When nothing refers to it any more, its own row goes too.
        """
