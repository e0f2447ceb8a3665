"""The form that a call to action asks to fill in, on a page of its own: the only one whose form goes elsewhere."""

from falcon.asgi import Request, Response

from kalends.actions.page import event_page, group_page
from kalends.domain import text
from kalends.domain.calendar_file import title
from kalends.domain.errors import not_found
from kalends.pages import call_view
from kalends.pages.look_view import look_view
from kalends.pages.resource import Resource, Routes


class CallForm(Resource):
    """GET /{prokey}/call: the form of an event's or a group's call to action. It is sent to the address it names."""

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        actor, kind = await self.whose(prokey, "event", "group")
        visit = self.visit(req)
        if kind == "event":
            event = await self.store.read(event_page, actor, prokey, now=visit.now)
            name, look, call = title(event.event), event.look, event.call
        else:
            group = await self.store.read(group_page, actor, prokey, now=visit.now)
            name, look, call = group.group.name, group.look, group.call
        if call is None or call.url is None or not call_view.has_form(call):
            raise not_found()
        self.writer.page(
            resp, "call_form.html", language=visit.language, form=call_view.form_view(call, visit), name=name,
            look=look_view(look, name, visit), back=visit.link(f"/{prokey}"), here=f"{visit.root}/{prokey}/call",
        )  # fmt: skip
        policy = resp.get_header("Content-Security-Policy") or ""
        allowed = f"form-action {text.web_origin(call.url)}"
        resp.set_header("Content-Security-Policy", policy.replace("form-action 'self'", allowed))


ROUTES: Routes = [("/{prokey}/call", CallForm, None)]
