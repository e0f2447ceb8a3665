"""/v1/style, /v1/landingpage, /v1/rsvp-block, /v1/cta-block (reference §1.7 to §1.10)."""

from falcon.asgi import Request, Response

from kalends.actions.template import (
    create_template,
    delete_template,
    latest_template,
    list_templates,
    revise_template,
    show_template,
)
from kalends.dialects.addtocalendarpro import query, read, template_write
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.template_read import template_patch
from kalends.dialects.addtocalendarpro.template_words import Resource
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context
from kalends.domain import limits


class Templates:
    """One kind of template of the organization."""

    def __init__(self, context: Context, resource: Resource) -> None:
        self.store, self.clock = context.store, context.clock
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
        answer(resp, template_write.template(template, self.resource))

    async def on_post(self, req: Request, resp: Response) -> None:
        """POST …"""
        patch = template_patch(await read.body(req), self.resource)
        made = await self.store.write(create_template, req.context.actor, self.kind, patch, now=self.clock.now())
        answer(resp, era(req).done("created", "id", str(made.number)), 201)

    async def on_patch_one(self, req: Request, resp: Response, number: str) -> None:
        """PATCH, PUT …/:id"""
        patch, found = template_patch(await read.body(req), self.resource), query.number(number)
        await self.store.write(revise_template, req.context.actor, self.kind, found, patch, now=self.clock.now())
        answer(resp, era(req).done("updated", "id", str(found)))

    async def on_delete_one(self, req: Request, resp: Response, number: str) -> None:
        """DELETE …/:id"""
        found = query.number(number)
        await self.store.write(delete_template, req.context.actor, self.kind, found, now=self.clock.now())
        answer(resp, era(req).done("deleted", "id", str(found)))

    on_head_all, on_head_latest, on_head_one = on_get_all, on_get_latest, on_get_one
    on_put_one = on_patch_one
