"""Every public address, and the way from each to what it shows or does. No cookie, no script, no state by GET."""

from falcon.asgi import App, Request, Response

from kalends.actions.answer import answer_by_mail
from kalends.actions.calendar_file import group_calendar, public_file
from kalends.actions.page import EventPage, event_page, group_page
from kalends.dialects.body import read_body
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.access import Actor, visitor
from kalends.domain.errors import Refused, not_found
from kalends.pages import form, read, words, write
from kalends.pages.errors import Failures
from kalends.pages.event_view import event_view
from kalends.pages.form import Faults, Sent
from kalends.pages.group_view import group_view
from kalends.pages.write import Writer

_MINUTE_S = 60
_ROBOTS = "User-agent: *\nDisallow: /v1/\nDisallow: /v3/\nDisallow: /groups/\nAllow: /\n"


class Resource:
    """What every resource is made of."""

    def __init__(self, context: Context, writer: Writer) -> None:
        self.store, self.clock, self.gate, self.rates = context.store, context.clock, context.gate, context.rates
        self.url, self.writer = context.public_url, writer

    async def whose(self, prokey: str, *kinds: str) -> tuple[Actor, str]:
        """A visitor of whatever organization this id belongs to, and its kind. Raises NOT_FOUND for any other id."""
        found = await self.gate.whose(prokey) if read.is_prokey(prokey) else None
        if found is None or found[1] not in kinds:
            raise not_found()
        return visitor(found[0]), found[1]

    def show_event(
        self, resp: Response, page: EventPage, sent: Sent, wrong: Faults, answered: dict[str, str] | None = None
    ) -> None:
        """The event's page with its form as it was sent. answered: what a visitor has just answered."""
        now = self.clock.now()
        asked = None if answered else form.form_view(page, now, sent, wrong)
        view = event_view(page, now, self.url)
        self.writer.page(resp, "event.html", 422 if wrong else 200, event=view, form=asked, answered=answered)


class Landing(Resource):
    """GET /{prokey}: the page of an event or of a group."""

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        actor, kind = await self.whose(prokey, "event", "group")
        now = self.clock.now()
        if kind == "group":
            shown = await self.store.read(group_page, actor, prokey, now=now)
            return self.writer.page(resp, "group.html", group=group_view(shown, now, self.url))
        number = read.meeting_number(req)
        page = await self.store.read(event_page, actor, prokey, now=now, number=number)
        answered = words.answered(req.get_param("answered")) if page.terms else None
        return self.show_event(resp, page, form.first(page, now), {}, answered)


class Answers(Resource):
    """POST /{prokey}/answer: a visitor's answer, from the event's own page only."""

    async def on_post(self, req: Request, resp: Response, prokey: str) -> None:
        read.check_own_page(req, self.url)
        now = self.clock.now()
        per = limits.ANSWERS_PER_ADDRESS_PER_MINUTE
        self.rates.window(("answer", req.remote_addr), per, _MINUTE_S, now.timestamp())
        actor, _ = await self.whose(prokey, "event")
        page = await self.store.read(event_page, actor, prokey, now=now, number=read.meeting_number(req))
        sent = form.read_form(await read_body(req, limits.FORM_BYTES))
        wrong = await self._answer(actor, page, sent)
        if wrong:
            return self.show_event(resp, page, sent, wrong)
        resp.status, resp.location = "303", f"{self.writer.root}/{prokey}?{form.outcome(sent)}"
        return None

    async def _answer(self, actor: Actor, page: EventPage, sent: Sent) -> Faults:
        """What was wrong; nothing when the answer was taken, or came from a program that fills in everything."""
        now = self.clock.now()
        if page.terms is None or not form.is_open(page, now):
            raise not_found()
        wrong = form.faults(sent, page.terms)
        if wrong or sent.trap:
            return wrong
        try:
            await self.store.write(answer_by_mail, actor, form.reply_of(sent, page.event.prokey), now=now)
        except Refused as refused:
            return form.fault_of(refused, page.terms)
        return {}


class Calendars(Resource):
    """GET /{prokey}/{file}: a calendar file of an event, or the feed of a group."""

    async def on_get(self, req: Request, resp: Response, prokey: str, file: str) -> None:
        actor, kind = await self.whose(prokey, "event", "group")
        if kind == "event":
            found = await self.store.read(public_file, actor, prokey, file, self.url, now=self.clock.now())
            body = found.body.encode()
            etag = write.etag_of(body)
            known = read.known_etags(req)
            return write.unchanged(resp, etag) if known & {etag, "*"} else write.calendar(resp, body, etag, file)
        if file != "calendar.ics":
            raise not_found()
        feed = await self.store.read_long(group_calendar, actor, prokey, self.url, read.known_etags(req))
        if feed.body is None:
            return write.unchanged(resp, feed.etag)
        return write.calendar(resp, feed.body, feed.etag, file)


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


ROUTES: list[tuple[str, type[Resource], str | None]] = [  # path, resource, which of its handlers
    ("/", House, None),
    ("/robots.txt", House, "robots"),
    ("/static/{name}", House, "static"),
    ("/{prokey}", Landing, None),
    ("/{prokey}/answer", Answers, None),
    ("/{prokey}/{file}", Calendars, None),
]


def build(context: Context) -> App[Request, Response]:
    """The pages as an ASGI application."""
    app: App[Request, Response] = App()
    writer = Writer(context.public_url)
    for path, resource, suffix in ROUTES:
        app.add_route(path, resource(context, writer), suffix=suffix)
    Failures(writer).install(app)
    return app
