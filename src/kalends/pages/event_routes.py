"""An event's page and a visitor's answer, and a group's page."""

from falcon.asgi import Request, Response

from kalends.actions.answer import answer_by_mail
from kalends.actions.page import EventPage, event_page, group_page
from kalends.dialects.body import read_body
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.errors import Refused, not_found
from kalends.pages import form, read, words
from kalends.pages.event_view import event_view
from kalends.pages.form import Faults, Sent
from kalends.pages.group_view import group_view
from kalends.pages.resource import Resource, Routes

_MINUTE_S = 60


class EventResource(Resource):
    """What shows an event's page."""

    def show_event(
        self, resp: Response, page: EventPage, sent: Sent, wrong: Faults, answered: dict[str, str] | None = None
    ) -> None:
        """The event's page with its form as it was sent. answered: what a visitor has just answered."""
        now = self.clock.now()
        asked = None if answered else form.form_view(page, now, sent, wrong)
        view = event_view(page, now, self.url)
        self.writer.page(resp, "event.html", 422 if wrong else 200, event=view, form=asked, answered=answered)


class Landing(EventResource):
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


class Answers(EventResource):
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


ROUTES: Routes = [("/{prokey}", Landing, None), ("/{prokey}/answer", Answers, None)]
