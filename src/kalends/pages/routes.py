"""Every public address, and the way from each to what it shows or does. No cookie, no script, no state by GET."""

from falcon.asgi import Request, Response

from kalends.dialects.context import Context
from kalends.domain.errors import not_found
from kalends.pages import (
    button_routes,
    call_routes,
    colour,
    event_routes,
    feed_routes,
    file_routes,
    ground,
    link_routes,
    mailbox_routes,
    personal_routes,
    picture_routes,
    unsubscribe_routes,
    write,
)
from kalends.pages.errors import Failures
from kalends.pages.file_routes import Calendars
from kalends.pages.polling import Pages
from kalends.pages.resource import Resource, Routes
from kalends.pages.write import Writer

_ROBOTS = "User-agent: *\nDisallow: /v1/\nDisallow: /v3/\nDisallow: /groups/\nAllow: /\n"


class House(Resource):
    """What belongs to no event: the first page, robots.txt, style and icon."""

    async def on_get(self, req: Request, resp: Response) -> None:
        visit = self.visit(req)
        start = visit.language.start
        self.writer.page(resp, "start.html", language=visit.language, start=start, root_here=f"{visit.root}/")

    async def on_get_robots(self, _req: Request, resp: Response) -> None:
        """Pages and feeds are for programs too; the APIs are not for those that look around."""
        resp.content_type, resp.text = "text/plain; charset=utf-8", _ROBOTS

    async def on_get_static(self, _req: Request, resp: Response, name: str) -> None:
        if name not in write.STATIC:
            raise not_found()
        write.static(resp, name)

    async def on_get_look(self, _req: Request, resp: Response, name: str) -> None:
        """The style sheet of one highlight colour, or of one background."""
        css = colour.css(name) or ground.css(name)
        if css is None:
            raise not_found()
        write.style(resp, css)


ROUTES: Routes = [
    ("/", House, None),
    ("/robots.txt", House, "robots"),
    ("/static/{name}", House, "static"),
    ("/look/{name}", House, "look"),
    *unsubscribe_routes.ROUTES,
    *mailbox_routes.ROUTES,
    *event_routes.ROUTES,
    *personal_routes.ROUTES,
    *picture_routes.ROUTES,
    *link_routes.ROUTES,
    *button_routes.ROUTES,
    *call_routes.ROUTES,
    *feed_routes.ROUTES,
    *file_routes.ROUTES,
]


def build(context: Context) -> Pages:
    """The pages as an ASGI application."""
    writer = Writer(context.public_url)
    calendars = Calendars(context, writer)
    app = Pages(context, calendars.watch)
    kinds = {kind for _, kind, _ in ROUTES} - {Calendars}
    resources = {Calendars: calendars} | {kind: kind(context, writer) for kind in kinds}
    for path, resource, suffix in ROUTES:
        app.add_route(path, resources[resource], suffix=suffix)
    Failures(writer).install(app)
    return app
