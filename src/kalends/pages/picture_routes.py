"""Pictures of an event: its preview for those who share it, and its address as a QR code for paper.

What draws them is imported when first wanted, since it takes its time.
"""

import asyncio
import io

from falcon.asgi import Request, Response

from kalends.actions.page import event_page, group_page
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.pages import read, write
from kalends.pages.preview import Preview, preview_of, preview_of_group
from kalends.pages.resource import Resource, Routes
from kalends.pages.shelf import Shelf
from kalends.pages.write import Writer


class PreviewPicture(Resource):
    """GET /{prokey}/preview.png: title, date and place for previews in chats, or a group's name; 1200×630."""

    def __init__(self, context: Context, writer: Writer) -> None:
        super().__init__(context, writer)
        self._drawn = Shelf(limits.PREVIEWS_KEPT_BYTES)
        self._drawing = asyncio.Semaphore(limits.PREVIEWS_DRAWN_AT_ONCE)

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        actor, kind = await self.whose(prokey, "event", "group")
        visit = self.visit(req)
        if kind == "group":
            preview = preview_of_group(await self.store.read(group_page, actor, prokey, now=visit.now), visit)
        else:
            page = await self.store.read(event_page, actor, prokey, now=visit.now, number=read.meeting_number(req))
            preview = preview_of(page, visit)
        write.picture(resp, await self._picture(preview), "image/png")

    async def _picture(self, preview: Preview) -> bytes:
        """What is drawn depends on these words alone, so they name it."""
        from kalends.pages.preview_image import draw

        async with self._drawing:
            drawn = self._drawn.take(preview)
            if drawn is None:
                drawn = await asyncio.to_thread(draw, preview)
                self._drawn.put(preview, drawn)
        return drawn


class QrCode(Resource):
    """GET /{prokey}/qr.svg: the address of the event's page."""

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        actor, _ = await self.whose(prokey, "event")
        number = read.meeting_number(req)
        page = await self.store.read(event_page, actor, prokey, now=self.clock.now(), number=number)
        asked = f"?o={page.chosen.number}" if page.chosen else ""
        write.picture(resp, qr_code(f"{self.url}/{prokey}{asked}"), "image/svg+xml")


def qr_code(address: str) -> bytes:
    """An SVG, black on white, with the border that readers need (ISO/IEC 18004)."""
    import segno

    code = io.BytesIO()
    segno.make(address, error="m", micro=False).save(code, kind="svg", border=4, light="white", omitsize=True)
    return code.getvalue()


ROUTES: Routes = [("/{prokey}/preview.png", PreviewPicture, None), ("/{prokey}/qr.svg", QrCode, None)]
