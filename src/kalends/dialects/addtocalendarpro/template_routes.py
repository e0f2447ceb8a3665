"""/v1/style, /v1/landingpage, /v1/rsvp-block, /v1/cta-block (reference §1.7 to §1.10)."""

from falcon.asgi import Request, Response

from kalends.actions.ports import Tx
from kalends.actions.template import (
    create_template,
    delete_template,
    hold_template,
    latest_template,
    list_templates,
    revise_template,
    show_template,
)
from kalends.dialects.addtocalendarpro import query, read, template_write
from kalends.dialects.addtocalendarpro.careful import Careful, Held
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.template_read import template_patch
from kalends.dialects.addtocalendarpro.template_words import Resource
from kalends.dialects.addtocalendarpro.write import answer, answer_tagged
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.template import Template


class Templates(Careful):
    """One kind of template of the organization."""

    def __init__(self, context: Context, resource: Resource) -> None:
        super().__init__(context)
        self.resource, self.kind = resource, resource.kind

    async def on_get_all(self, req: Request, resp: Response) -> None:
        """GET …/all"""
        actor, offset = req.context.actor, query.offset(req)
        templates = await self.store.read(list_templates, actor, self.kind, limits.PAGE_V1, offset)
        answer(resp, template_write.listed(templates))

    async def on_get_latest(self, req: Request, resp: Response) -> None:
        """GET …/latest: the one made last."""
        template = await self.store.read(latest_template, req.context.actor, self.kind)
        answer(resp, template_write.template(template, self.resource))

    async def on_get_one(self, req: Request, resp: Response, number: str) -> None:
        """GET …/:id"""
        template = await self.store.read(show_template, req.context.actor, self.kind, query.number(number))
        answer_tagged(resp, template_write.template(template, self.resource))

    async def on_post(self, req: Request, resp: Response) -> None:
        """POST …"""
        patch = template_patch(await read.body(req), self.resource)
        made = await self.make(req, resp, _id, create_template, self.kind, patch, now=self.clock.now())
        answer(resp, era(req).done("created", "id", made), 201)

    async def on_patch_one(self, req: Request, resp: Response, number: str) -> None:
        """PATCH, PUT …/:id"""
        patch, found = template_patch(await read.body(req), self.resource), query.number(number)
        now = self.clock.now()
        await self.change(req, resp, self._held(found), revise_template, self.kind, found, patch, now=now)
        answer(resp, era(req).done("updated", "id", str(found)))

    async def on_delete_one(self, req: Request, resp: Response, number: str) -> None:
        """DELETE …/:id"""
        found = query.number(number)
        await self.change(req, resp, self._held(found), delete_template, self.kind, found, now=self.clock.now())
        answer(resp, era(req).done("deleted", "id", str(found)))

    on_head_all, on_head_latest, on_head_one = on_get_all, on_get_latest, on_get_one
    on_put_one = on_patch_one

    def _held(self, number: int) -> Held:
        async def held(tx: Tx, actor: Actor) -> object:
            return template_write.template(await hold_template(tx, actor, self.kind, number), self.resource)

        return held


def _id(made: Template) -> str:
    return str(made.number)
