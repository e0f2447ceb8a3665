"""What deeds ask of the store about templates."""

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

    async def add_template(self, template: Template) -> None:
        """Store a new template."""

    async def save_template(self, template: Template) -> None:
        """Store a revised one, and raise the version of every group in which it is used."""

    async def remove_template(self, template: Template) -> None:
        """Take it out, and out of every event and group that refers to it; they show the usual from then on.

        An event whose RSVP form it was asks for no answers any more (reference atcp §1.9).
        The versions of their groups rise.
        """
