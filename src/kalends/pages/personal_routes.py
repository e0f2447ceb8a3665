"""The address of one answer, which only its giver is told, by mail. Looking changes nothing, whoever looks (T172)."""

import hmac

from falcon import HTTPMovedPermanently
from falcon.asgi import Request, Response

from kalends.actions.personal import (
    Confirmation,
    LinkReply,
    PersonalPage,
    change_answer,
    confirm_answer,
    moved_answer,
    personal_page,
)
from kalends.dialects.body import read_body
from kalends.dialects.rates import check_answers
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.errors import Kind, Refused, not_found
from kalends.pages import form, form_question, personal_view, read
from kalends.pages.form import Faults, Sent
from kalends.pages.resource import Resource, Routes
from kalends.pages.visit import Visit


class Personal(Resource):
    """GET and POST /{prokey}/rsvp/{answer}/{token}."""

    async def on_get(self, req: Request, resp: Response, prokey: str, answer: str, token: str) -> None:
        """The answer as it is, and the form to change it."""
        visit = self.visit(req)
        actor = await self._visitor(prokey, answer, token)
        try:
            page = await self._page(actor, prokey, answer, visit)
        except Refused as refused:
            moved = await self.store.read(moved_answer, actor, prokey, answer)
            raise HTTPMovedPermanently(self.writer.root + _path(moved, answer, token)) from refused
        self._show(req, resp, page, visit, personal_view.present(page), {})

    async def on_post(self, req: Request, resp: Response, prokey: str, answer: str, token: str) -> None:
        """Confirm the answer, or change it; "no" takes it back."""
        read.check_own_page(req, self.url)
        visit = self.visit(req)
        actor = await self._visitor(prokey, answer, token)
        check_answers(self.rates, req.remote_addr, visit.now)
        page = await self._page(actor, prokey, answer, visit)
        body = await read_body(req, limits.FORM_BYTES)
        sent = form.read_form(body)
        if sent.deed == "confirm":
            wrong = await self._confirm(actor, page, sent, visit)
            page = await self._page(actor, prokey, answer, visit)  # as it is now
            sent = personal_view.present(page)
        else:
            wrong = await self._change(actor, page, sent, visit)
        if wrong:
            return self._show(req, resp, page, visit, sent, wrong)
        resp.status, resp.location = "303", visit.link(_path(prokey, answer, token), "saved=1")
        return None

    async def _visitor(self, prokey: str, answer: str, token: str) -> Actor:
        """Whoever holds the address. Raises NOT_FOUND for every other one, alike."""
        told = self.gate.token_of(f"answer:{answer}")
        if not read.is_prokey(answer) or not hmac.compare_digest(told.encode(), token.encode()):
            raise not_found()
        return (await self.whose(prokey, "event"))[0]

    async def _page(self, actor: Actor, prokey: str, answer: str, visit: Visit) -> PersonalPage:
        return await self.store.read(personal_page, actor, prokey, answer, now=visit.now)

    async def _confirm(self, actor: Actor, page: PersonalPage, sent: Sent, visit: Visit) -> Faults:
        """What was wrong; nothing when it was done. What was sent anew is told at the button."""
        try:
            given = Confirmation(page.event.prokey, page.answer.public_id, sent.shown)
            await self.store.write(confirm_answer, actor, given, now=visit.now)
        except Refused as refused:
            if refused.kind is Kind.NOT_FOUND:
                raise
            return form.fault_of(refused, personal_view.terms_of(page), visit.language)
        return {}

    async def _change(self, actor: Actor, page: PersonalPage, sent: Sent, visit: Visit) -> Faults:
        """What was wrong; nothing when it was done."""
        prokey, answer, terms = page.event.prokey, page.answer.public_id, personal_view.terms_of(page)
        try:
            if wrong := form.faults(sent, terms, visit.language, asks_mail=False):
                return wrong
            reply = LinkReply(
                prokey=prokey,
                answer=answer,
                state=form.state_of(sent, terms),
                name=sent.name or None,
                amount=form.amount_of(sent, terms),
                payload=form_question.given(terms.fields, sent.given),
                language=visit.language.tag,
            )
            await self.store.write(change_answer, actor, reply, now=visit.now)
        except Refused as refused:
            if refused.kind is Kind.NOT_FOUND:
                raise
            return form.fault_of(refused, terms, visit.language)
        return {}

    def _show(self, req: Request, resp: Response, page: PersonalPage, visit: Visit, sent: Sent, wrong: Faults) -> None:
        here = visit.link(_path(page.event.prokey, page.answer.public_id, req.path.rpartition("/")[2]))
        saved = req.method != "POST" and req.get_param("saved") == "1"
        values = personal_view.personal_view(page, here, visit, sent, wrong, saved=saved)
        self.writer.page(resp, "personal.html", 422 if wrong else 200, language=visit.language, **values)
        resp.set_header("Cache-Control", "no-store")


def _path(prokey: str, answer: str, token: str) -> str:
    return f"/{prokey}/rsvp/{answer}/{token}"


ROUTES: Routes = [("/{prokey}/rsvp/{answer}/{token}", Personal, None)]
