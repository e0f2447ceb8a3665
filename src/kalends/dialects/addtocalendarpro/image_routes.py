"""/v1/landingpage/:id/header_image and …/image: an extension, as the vendor's API never sets them (reference §1.8)."""

from typing import Any

from falcon.asgi import Request, Response

from kalends.actions.template import check_may_picture, picture_landing_page, show_template
from kalends.dialects.addtocalendarpro import query, template_write
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.body import read_body
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.errors import not_found
from kalends.domain.landing_page import PicturePlace
from kalends.domain.template import Template, TemplateKind


class Images:
    """One of the two pictures of a landing page template."""

    def __init__(self, context: Context, place: PicturePlace) -> None:
        self.store, self.clock, self.url = context.store, context.clock, context.public_url
        self.place = place

    async def on_get(self, req: Request, resp: Response, number: str) -> None:
        """GET: its id, address and size; 404 where there is none."""
        found = query.number(number)
        template = await self.store.read(show_template, req.context.actor, TemplateKind.LANDING_PAGE, found)
        path = self._path(template)
        if path is None:
            raise not_found()
        answer(resp, template_write.picture(path, self.url))

    async def on_put(self, req: Request, resp: Response, number: str) -> None:
        """PUT: the body is the picture itself."""
        from kalends.dialects.pictures import made_for_a_page  # the image library is large, and seldom needed

        found, actor = query.number(number), req.context.actor
        await self.store.read(check_may_picture, actor, found)
        made = await made_for_a_page(await read_body(req, limits.PICTURE_BYTES))
        now = self.clock.now()
        template = await self.store.write(picture_landing_page, actor, found, self.place, made, now=now)
        done: Any = era(req).done("updated", "id", str(found))  # both eras answer an object
        answer(resp, {**done, "url": f"{self.url}{self._path(template)}"})

    async def on_delete(self, req: Request, resp: Response, number: str) -> None:
        """DELETE: the template goes without it."""
        found, now = query.number(number), self.clock.now()
        await self.store.write(picture_landing_page, req.context.actor, found, self.place, None, now=now)
        answer(resp, era(req).done("updated", "id", str(found)))

    on_head = on_get

    def _path(self, template: Template) -> str | None:
        path: str | None = getattr(template.choices, self.place)
        return path
