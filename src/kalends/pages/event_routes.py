"""An event's page and a visitor's answer, and a group's page."""

from collections.abc import Callable

from falcon import HTTPMovedPermanently
from falcon.asgi import Request, Response

from kalends.actions.answer import answer_by_mail
from kalends.actions.page import EventPage, GroupPage, event_page, group_page, moved_meeting, page_version
from kalends.dialects.body import read_body
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.errors import Kind, Refused, not_found
from kalends.pages import form, read
from kalends.pages.event_view import event_view
from kalends.pages.form import Faults, Sent
from kalends.pages.group_view import group_view
from kalends.pages.keeping import Key, event_key, good_until, group_key, place
from kalends.pages.resource import Resource, Routes
from kalends.pages.shelf import Shelf
from kalends.pages.visit import Visit
from kalends.pages.write import Writer

_MINUTE_S = 60
_SEEN = "Accept-Language, User-Agent"  # what of a request a page depends on

Wrong = tuple[Sent, Faults]


class EventResource(Resource):
    """What shows an event's page."""

    def show_event(
        self, resp: Response, page: EventPage, visit: Visit, wrong: Wrong | None = None, **more: object
    ) -> None:
        """The event's page with its form. wrong: what was sent with it, and what to mend about that."""
        body = self.rendered(page, visit, wrong, **more)
        self.writer.html(resp, body, visit.language.tag, 422 if wrong else 200)
        resp.set_header("Vary", _SEEN)

    def rendered(self, page: EventPage, visit: Visit, wrong: Wrong | None = None, **more: object) -> bytes:
        """The same, not sent yet."""
        sent, faults = wrong or (form.first(page, visit.now), {})
        values = {"event": event_view(page, visit), "form": form.form_view(page, visit, sent, faults), **more}
        return self.writer.rendered("event.html", visit.language.tag, **values)


class Landing(EventResource):
    """GET /{prokey}: the page of an event or of a group; as long as it stays the same, it is rendered once."""

    def __init__(self, context: Context, writer: Writer) -> None:
        super().__init__(context, writer)
        self._shelf = Shelf(limits.PAGES_KEPT_BYTES)

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        actor, kind = await self.whose(prokey, "event", "group")
        visit = self.visit(req)
        here = place(visit, prokey, req.get_param("o"), req.get_param("past"))
        body = None if "answered" in req.params else await self._kept(actor, prokey, here, visit)
        if body is None and kind == "group":
            body = await self._group(actor, prokey, here, visit, past=req.get_param("past") == "1")
        elif body is None:
            page = await self._page(actor, prokey, visit, read.meeting_number(req))
            answered = form.answered(req.get_param("answered"), visit.language) if page.terms else None
            if answered:
                return self.show_event(resp, page, visit, form=None, answered=answered)
            body = self._once(event_key(page, visit), lambda: self.rendered(page, visit, answered=None))
            self._keep(here, page, body, visit)
        self.writer.html(resp, body, visit.language.tag)
        resp.set_header("Vary", _SEEN)
        return None

    async def _kept(self, actor: Actor, prokey: str, here: Key, visit: Visit) -> bytes | None:
        """The page as it was written before, where nothing has happened since."""
        found = self._shelf.labelled(here)
        if found is None:
            return None
        body, (version, until) = found
        if visit.now >= until or version != await self.store.read(page_version, actor, prokey):
            return None
        return body

    def _keep(self, here: Key, page: EventPage | GroupPage, body: bytes, visit: Visit) -> None:
        if until := good_until(page, visit):
            self._shelf.put(here, body, (page.group.version, until))

    def _once(self, key: Key, rendered: Callable[[], bytes]) -> bytes:
        """Rendered once for equal keys."""
        body = self._shelf.take(key)
        if body is None:
            body = rendered()
            self._shelf.put(key, body)
        return body

    async def _group(self, actor: Actor, prokey: str, here: Key, visit: Visit, *, past: bool) -> bytes:
        page = await self.store.read(group_page, actor, prokey, now=visit.now, past=past)
        body = self._once(group_key(page, visit), lambda: self._rendered_group(page, visit))
        self._keep(here, page, body, visit)
        return body

    def _rendered_group(self, page: GroupPage, visit: Visit) -> bytes:
        return self.writer.rendered("group.html", visit.language.tag, group=group_view(page, visit))

    async def _page(self, actor: Actor, prokey: str, visit: Visit, number: int | None) -> EventPage:
        try:
            return await self.store.read(event_page, actor, prokey, now=visit.now, number=number)
        except Refused as refused:
            if number is None or refused.kind is not Kind.NOT_FOUND:
                raise
            moved = await self.store.read(moved_meeting, actor, prokey, number)
            raise HTTPMovedPermanently(f"{self.writer.root}/{moved}?o={number}") from refused


class Answers(EventResource):
    """POST /{prokey}/answer: a visitor's answer, from the event's own page only."""

    async def on_post(self, req: Request, resp: Response, prokey: str) -> None:
        read.check_own_page(req, self.url)
        visit = self.visit(req)
        per = limits.ANSWERS_PER_ADDRESS_PER_MINUTE
        self.rates.window(("answer", req.remote_addr), per, _MINUTE_S, visit.now.timestamp())
        actor, _ = await self.whose(prokey, "event")
        page = await self.store.read(event_page, actor, prokey, now=visit.now, number=read.meeting_number(req))
        sent = form.read_form(await read_body(req, limits.FORM_BYTES))
        wrong = await self._answer(actor, page, sent, visit)
        if wrong:
            return self.show_event(resp, page, visit, (sent, wrong), answered=None)
        resp.status, resp.location = "303", visit.link(f"/{prokey}", form.outcome(sent))
        return None

    async def _answer(self, actor: Actor, page: EventPage, sent: Sent, visit: Visit) -> Faults:
        """What was wrong; nothing when the answer was taken, or came from a program that fills in everything."""
        if page.terms is None or not form.is_open(page, visit.now):
            raise not_found()
        wrong = form.faults(sent, page.terms, visit.language)
        if wrong or sent.trap:
            return wrong
        try:
            await self.store.write(answer_by_mail, actor, form.reply_of(sent, page.event.prokey), now=visit.now)
        except Refused as refused:
            return form.fault_of(refused, page.terms, visit.language)
        return {}


ROUTES: Routes = [("/{prokey}", Landing, None), ("/{prokey}/answer", Answers, None)]
