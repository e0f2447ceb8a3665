"""Every public address, and the way from each to what it shows or does. No cookie, no script, no state by GET."""

from falcon.asgi import App, Request, Response

from kalends.dialects.context import Context
from kalends.domain.errors import not_found
from kalends.pages import event_routes, file_routes, words, write
from kalends.pages.errors import Failures
from kalends.pages.resource import Resource, Routes
from kalends.pages.write import Writer

_ROBOTS = "User-agent: *\nDisallow: /v1/\nDisallow: /v3/\nDisallow: /groups/\nAllow: /\n"


class House(Resource):
    """What belongs to no event: the first page, robots.txt, style and icon."""

    async def on_get(self, _req: Request, resp: Response) -> None:
        self.writer.page(resp, "start.html", here=words.START_HERE, topics=words.START)

    async def on_get_robots(self, _req: Request, resp: Response) -> None:
        """Pages and feeds are for programs too; the APIs are not for those that look around."""
        resp.content_type, resp.text = "text/plain; charset=utf-8", _ROBOTS

    async def on_get_static(self, _req: Request, resp: Response, name: str) -> None:
        if name not in write.STATIC:
            raise not_found()
        write.static(resp, name)


ROUTES: Routes = [
    ("/", House, None),
    ("/robots.txt", House, "robots"),
    ("/static/{name}", House, "static"),
    *event_routes.ROUTES,
    *file_routes.ROUTES,
]


def build(context: Context) -> App[Request, Response]:
    """The pages as an ASGI application."""
    app: App[Request, Response] = App()
    writer = Writer(context.public_url)
    for path, resource, suffix in ROUTES:
        app.add_route(path, resource(context, writer), suffix=suffix)
    Failures(writer).install(app)
    return app
