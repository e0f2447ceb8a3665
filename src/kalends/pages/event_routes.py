"""An event's page and a visitor's answer, and a group's page."""

from datetime import timedelta

from falcon import HTTPMovedPermanently
from falcon.asgi import Request, Response
from msgspec.structs import replace

from kalends.actions.answer import Outcome, answer_by_mail
from kalends.actions.page import EventPage, GroupPage, event_page, group_page, moved_meeting, page_version
from kalends.actions.personal_link import ask_for_link
from kalends.dialects.body import read_body
from kalends.dialects.context import Context
from kalends.dialects.rates import check_answers, check_answers_without_page
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.repeatable import Repeatable, sent_form
from kalends.pages import form, made, outcome, read
from kalends.pages.event_view import event_view
from kalends.pages.filling import filled_page
from kalends.pages.form import Faults, Sent
from kalends.pages.group_view import group_view
from kalends.pages.keeping import Key, good_until, place
from kalends.pages.presses import Presses
from kalends.pages.resource import Resource, Routes
from kalends.pages.shelf import Shelf
from kalends.pages.visit import Visit
from kalends.pages.write import Writer

_QUICK = timedelta(seconds=limits.FORM_QUICKEST_S)
_SEEN = "Accept-Language, User-Agent"  # what of a request a page depends on
_OWN = {"answered", "attendee"}  # in an address: whose page it makes is nobody else's

Wrong = tuple[Sent, Faults]


class EventResource(Resource):
    """What shows an event's page."""

    def visit(self, req: Request) -> Visit:
        """For one person, where the address has what fills the event's placeholders."""
        return replace(super().visit(req), values=read.placeholders(req))

    def show_event(
        self, resp: Response, page: EventPage, visit: Visit, wrong: Wrong | None = None, **more: object
    ) -> None:
        """The event's page with its form. wrong: what was sent with it, and what to mend about that."""
        body = self.rendered(page, visit, wrong, **more)
        self.writer.html(resp, self.stamped(body, page.event.prokey, visit), visit.language.tag, 422 if wrong else 200)
        resp.set_header("Vary", _SEEN)

    def rendered(self, page: EventPage, visit: Visit, wrong: Wrong | None = None, **more: object) -> bytes:
        """The same, not sent yet."""
        page = filled_page(page, visit.values)
        sent, faults = wrong or (form.first(page, visit.now), {})
        values = {"event": event_view(page, visit), "form": form.form_view(page, visit, sent, faults), **more}
        return self.writer.rendered("event.html", visit.language.tag, **values)

    def stamped(self, body: bytes, prokey: str, visit: Visit) -> bytes:
        """The page as it is sent now."""
        return made.stamped(body, self.gate, prokey, visit.now)


class Landing(EventResource):
    """GET /{prokey}: the page of an event or of a group; as long as it stays the same, it is rendered once.

    Not so what is for one person: after an answer (?answered), with placeholders filled (?customVar) or a form that
    begins with somebody's name and address (?attendee).
    """

    def __init__(self, context: Context, writer: Writer) -> None:
        super().__init__(context, writer)
        self._shelf = Shelf(limits.PAGES_KEPT_BYTES)

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        actor, kind = await self.whose(prokey, "event", "group")
        visit = self.visit(req) if kind == "event" else Resource.visit(self, req)
        past = kind == "group" and req.get_param("past") == "1"
        here = place(visit, prokey, req.get_param("o") if kind == "event" else None)
        is_own = past or bool(visit.values) or not _OWN.isdisjoint(req.params)
        body = None if is_own else await self._kept(actor, prokey, here, visit)
        if body is None and kind == "group":
            body = await self._group(actor, prokey, here, visit, past=past)
        elif body is None:
            page = await self._page(actor, prokey, visit, read.meeting_number(req))
            answered = outcome.told(req, page, visit) if page.terms else None
            if answered:
                return self.show_event(resp, page, visit, form=None, answered=answered)
            begun = form.first(page, visit.now, *read.attendee(req))
            body = self.rendered(page, visit, (begun, {}), answered=None)
            if not is_own:
                self._keep(here, page, body, visit)
        self.writer.html(resp, self.stamped(body, prokey, visit), visit.language.tag)
        resp.set_header("Vary", _SEEN)
        return None

    async def _kept(self, actor: Actor, prokey: str, here: Key, visit: Visit) -> bytes | None:
        """The page as it was written before, where nothing has happened since."""
        found = self._shelf.labelled(here)
        if found is None:
            return None
        body, (version, until) = found
        if visit.now >= until or version != await self.store.glance(page_version, actor, prokey):
            return None
        return body

    def _keep(self, here: Key, page: EventPage | GroupPage, body: bytes, visit: Visit) -> None:
        self._shelf.put(here, body, (page.version, good_until(page, visit)))

    async def _group(self, actor: Actor, prokey: str, here: Key, visit: Visit, *, past: bool) -> bytes:
        page = await self.store.read(group_page, actor, prokey, now=visit.now, past=past)
        body = self.writer.rendered("group.html", visit.language.tag, group=group_view(page, visit))
        if not past:  # which grows by meetings that are not on it yet
            self._keep(here, page, body, visit)
        return body

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

    def __init__(self, context: Context, writer: Writer) -> None:
        super().__init__(context, writer)
        self._presses: Presses[Faults | Outcome] = Presses(lambda told: isinstance(told, Outcome))

    async def on_post(self, req: Request, resp: Response, prokey: str) -> None:
        read.check_own_page(req, self.url)
        visit = self.visit(req)
        check_answers(self.rates, req.remote_addr, visit.now)
        actor, _ = await self.whose(prokey, "event")
        page = await self.store.read(event_page, actor, prokey, now=visit.now, number=read.meeting_number(req))
        body = await read_body(req, limits.FORM_BYTES)
        sent = form.read_form(body)
        made_at = made.made_at(sent.made, self.gate, prokey)
        if made_at is None:
            check_answers_without_page(self.rates, req.remote_addr, visit.now)
            sent = replace(sent, made="")
        quick = made_at is not None and visit.now - made_at < _QUICK
        again = None if quick else sent_form(req.remote_addr, prokey, body, visit.now)
        pressed = (req.remote_addr, prokey, body)
        told = await self._presses.once(pressed, lambda: self._answer(actor, page, sent, visit, again), visit.now)
        if not isinstance(told, Outcome):
            return self.show_event(resp, page, visit, (sent, told), answered=None)
        resp.status, resp.location = "303", visit.link(f"/{prokey}", outcome.query(sent, told, visit.now))
        return None

    async def _answer(
        self, actor: Actor, page: EventPage, sent: Sent, visit: Visit, again: Repeatable | None
    ) -> Faults | Outcome:
        """What was wrong, or what became of it, also when it came from a program that fills in everything.

        again: the form as it arrived; None for one that came too quickly.
        """
        if page.terms is None or not form.is_open(page, visit.now):
            raise not_found()
        if wrong := form.faults(sent, page.terms, visit.language):
            return wrong
        if again is None:
            return form.too_quick(visit.language)
        if sent.trap:
            return Outcome.CONFIRM if page.terms.mail_confirmed else Outcome.TAKEN
        reply = form.reply_of(sent, page.event.prokey, page.terms, visit.language)
        try:
            return await self.store.write(answer_by_mail, actor, replace(reply, form=again), now=visit.now)
        except Refused as refused:
            return form.fault_of(refused, page.terms, visit.language)


class Links(EventResource):
    """POST /{prokey}/link: have the way back to one's answer mailed. What is answered tells nothing of anybody."""

    async def on_post(self, req: Request, resp: Response, prokey: str) -> None:
        read.check_own_page(req, self.url)
        visit = self.visit(req)
        check_answers(self.rates, req.remote_addr, visit.now)
        actor, _ = await self.whose(prokey, "event")
        page = await self.store.read(event_page, actor, prokey, now=visit.now)
        if page.terms is None:
            raise not_found()
        sent = form.read_form(await read_body(req, limits.FORM_BYTES))
        try:
            await self.store.write(ask_for_link, actor, prokey, sent.mail, visit.language.tag, now=visit.now)
        except Refused as refused:
            if refused.field != "mail":
                raise
            wrong = form.fault_of(refused, page.terms, visit.language)
            return self.show_event(resp, page, visit, (form.first(page, visit.now), wrong), answered=None)
        resp.status, resp.location = "303", visit.link(f"/{prokey}", outcome.LINK_SENT)
        return None


ROUTES: Routes = [("/{prokey}", Landing, None), ("/{prokey}/answer", Answers, None), ("/{prokey}/link", Links, None)]
