"""What other people's pages fetch or show: configurations of buttons, our own button, and a frame (reference §3.2)."""

from pathlib import Path
from typing import Any

import msgspec
from falcon.asgi import Request, Response

from kalends.actions.button import event_button, group_button
from kalends.actions.page import event_page
from kalends.pages import button_view, config_view, read, write
from kalends.pages.button_view import Button
from kalends.pages.resource import Resource, Routes
from kalends.pages.visit import Visit

_SCRIPT = (Path(__file__).parent / "embed" / "button.js").read_bytes()
_SCRIPT_ETAG = write.etag_of(_SCRIPT)
_ANYWHERE = {"Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin"}
_SHORTLY = {"Cache-Control": "public, max-age=300"}
_SEEN = "User-Agent, Accept-Language"
_encode = msgspec.json.Encoder().encode


class Configuration(Resource):
    """GET /{prokey}/config.json: what a button on somebody else's page is made of, of an event or of a group."""

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        actor, kind = await self.whose(prokey, "event", "group")
        told: dict[str, Any]
        if kind == "event":
            event = await self.store.read(event_button, actor, prokey, self.url, now=self.clock.now())
            told = config_view.of_event(event, self.url)
        else:
            told = config_view.of_group(await self.store.read(group_button, actor, prokey), self.url)
        _answer(req, resp, told)


class Buttons(Resource):
    """Our own button, as data for its script and as a page for frames. ?lang: its language; ?o: one meeting."""

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        """GET /{prokey}/button.json."""
        visit = self.visit(req)
        button = await self._button(req, prokey, visit)
        _answer(req, resp, button_view.data_of(button, visit.language))
        resp.set_header("Vary", _SEEN)

    async def on_get_frame(self, req: Request, resp: Response, prokey: str) -> None:
        """GET /{prokey}/embed: the only page of ours that may stand in a frame, and the less is on it."""
        visit = self.visit(req)
        button = await self._button(req, prokey, visit)
        self.writer.page(
            resp, "embed.html", language=visit.language, button=button._asdict(), look=button.look._asdict()
        )
        policy = resp.get_header("Content-Security-Policy") or ""
        resp.set_header("Content-Security-Policy", policy.replace("frame-ancestors 'none'", "frame-ancestors *"))
        resp.set_header("Vary", _SEEN)

    async def _button(self, req: Request, prokey: str, visit: Visit) -> Button:
        actor, kind = await self.whose(prokey, "event", "group")
        if kind == "group":
            found = await self.store.read(group_button, actor, prokey)
            return button_view.of_group(found, visit)
        page = await self.store.read(event_page, actor, prokey, now=visit.now, number=read.meeting_number(req))
        return button_view.of_event(page, visit)


class Script(Resource):
    """GET /button.js: the same address for good, so that it is asked for again every few minutes."""

    async def on_get(self, req: Request, resp: Response) -> None:
        resp.set_headers(_ANYWHERE | _SHORTLY | {"ETag": f'"{_SCRIPT_ETAG}"'})
        if read.knows(req, _SCRIPT_ETAG):
            resp.status = "304"
            return
        resp.data, resp.content_type = _SCRIPT, "text/javascript; charset=utf-8"


def _answer(req: Request, resp: Response, told: dict[str, Any]) -> None:
    """JSON for any page, and nothing when it has it already."""
    body = _encode(told)
    etag = write.etag_of(body)
    resp.set_headers(_ANYWHERE | {"ETag": f'"{etag}"', "Cache-Control": "no-cache"})
    if read.knows(req, etag):
        resp.status = "304"
    else:
        resp.data, resp.content_type = body, "application/json"


ROUTES: Routes = [
    ("/button.js", Script, None),
    ("/{prokey}/config.json", Configuration, None),
    ("/{prokey}/button.json", Buttons, None),
    ("/{prokey}/embed", Buttons, "frame"),
]
