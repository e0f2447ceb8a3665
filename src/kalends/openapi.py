"""`/openapi.json` and `/docs`: what every address of this server takes and answers.

Described beside the routes of each dialect and of the pages; put together when somebody asks for the first time.
"""

from collections.abc import Iterator
from functools import cache
from importlib import import_module

import msgspec
from falcon.asgi import App, Request, Response

from kalends import __version__
from kalends.app import MOUNTS
from kalends.dialects.context import Context
from kalends.dialects.openapi import Api, Shape, document
from kalends.pages.errors import Failures
from kalends.pages.write import Writer

_PLACES = tuple(
    dict.fromkeys(f"{place.rpartition('.')[0]}.openapi" for place in MOUNTS.values() if place != __name__)
)  # one beside the routes of each part
_INFO: Shape = {
    "title": "Kalends",
    "version": __version__,
    "description": "Events of groups: one record, in the words of three vendors, on pages and in calendars.",
}


@cache
def described(url: str) -> bytes:
    """The OpenAPI document in JSON. url: the address before every path."""
    apis: list[Api] = [import_module(place).API for place in _PLACES]
    return msgspec.json.encode(document(apis, _INFO, url))


class Description:
    """The document, and a page that shows it."""

    def __init__(self, context: Context, writer: Writer) -> None:
        self._url, self._writer = context.public_url, writer

    async def on_get(self, _req: Request, resp: Response) -> None:
        """GET /openapi.json"""
        resp.data, resp.content_type = described(self._url), "application/json"
        resp.set_headers({"Access-Control-Allow-Origin": "*", "Cache-Control": "public, max-age=300"})

    async def on_get_page(self, _req: Request, resp: Response) -> None:
        """GET /docs"""
        told: Shape = msgspec.json.decode(described(self._url))
        shapes = [(name, _pretty(shape)) for name, shape in told["components"]["schemas"].items()]
        self._writer.page(resp, "docs.html", tags=list(_tags(told)), shapes=shapes, version=__version__)


def build(context: Context) -> App[Request, Response]:
    """The description as an ASGI application."""
    app: App[Request, Response] = App()
    writer = Writer(context.public_url)
    description = Description(context, writer)
    app.add_route("/openapi.json", description)
    app.add_route("/docs", description, suffix="page")
    Failures(writer).install(app)
    return app


def _tags(told: Shape) -> Iterator[Shape]:
    operations = [
        {"path": path, "method": method.upper(), **it}
        for path, its in told["paths"].items()
        for method, it in its.items()
    ]
    for tag in told["tags"]:
        yield {**tag, "operations": [_operation(it) for it in operations if it["tags"] == [tag["name"]]]}


def _operation(it: Shape) -> Shape:
    body = it.get("requestBody", {}).get("content", {})
    return {
        "path": it["path"],
        "method": it["method"],
        "name": it["operationId"],
        "told": it["summary"],
        "needs": "" if not it["security"] else "also without a credential" if {} in it["security"] else "a credential",
        "asks": [_asked(asked) for asked in it["parameters"]],
        "sends": [(media, _pretty(content["schema"])) for media, content in body.items()],
        "answers": [_answer(status, answer) for status, answer in it["responses"].items()],
    }


def _asked(it: Shape) -> Shape:
    told = it.get("description") or it["schema"].get("description", "")
    return {"name": it["name"], "place": it["in"], "needed": it["required"], "told": told}


def _answer(status: str, it: Shape) -> Shape:
    contents = [(media, _pretty(content.get("schema"))) for media, content in it.get("content", {}).items()]
    return {"status": status, "told": it["description"], "contents": contents if status < "400" else []}


def _pretty(shape: Shape | None) -> str:
    return "" if not shape else msgspec.json.format(msgspec.json.encode(shape), indent=2).decode()
