"""The two addresses that the vendor's own button asks and sends its form to (reference §3.3), outside `/v1`.

Nobody shows a credential here: what may be done is what the event's page allows to anybody, from any origin.
"""

import logging
from collections.abc import Mapping
from typing import Any

from falcon import HTTPError
from falcon.asgi import App, Request, Response
from msgspec.structs import replace

from kalends.actions.answer import MailReply, Outcome, answer_by_mail
from kalends.actions.seat_count import seats_taken
from kalends.dialects.addtocalendarpro import query, read
from kalends.dialects.addtocalendarpro.answer_read import payload
from kalends.dialects.addtocalendarpro.answer_words import GIVEN
from kalends.dialects.addtocalendarpro.cors import CrossOrigin
from kalends.dialects.addtocalendarpro.errors import STATUS
from kalends.dialects.addtocalendarpro.read import Table, fields, required, text, whole, word
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context
from kalends.dialects.rates import check_answers
from kalends.domain.access import Actor, visitor
from kalends.domain.answer import PartStat
from kalends.domain.errors import Refused, Unavailable, invalid, not_found
from kalends.domain.repeatable import sent_form

SEATS = "/dffb8bbd-ee5e-4a4f-a7ea-503af98ca468"
FORM = "/24586219-9910-41fe-9b59-df53de9db7af"

_OTHER, _MAIL, _EXPIRED, _FULL = 1, 2, 5, 6
_ERRORS: Mapping[str, int] = {"closed": _EXPIRED, "full": _FULL}
_STATUS = {
    Outcome.TAKEN: "success", Outcome.WAITING: "waitlisted", Outcome.CONFIRM: "doi", Outcome.CONFIRM_TO_WAIT: "doi",
}  # fmt: skip
BODY: Table = {
    "prokey": ("prokey", required(text)),
    "status": ("state", required(word(GIVEN))),
    "amount": ("amount", required(whole)),
    "email": ("mail", required(text)),
    "payload": ("payload", payload),
    "language": ("language", text),
}
_LANGUAGE = 2  # letters
_log = logging.getLogger(__name__)


class Component:
    """What the button asks for."""

    def __init__(self, context: Context) -> None:
        self.store, self.clock, self.gate, self.rates = context.store, context.clock, context.gate, context.rates

    async def on_get_seats(self, req: Request, resp: Response) -> None:
        """`{"total": n}`: seats that are taken, in the fullest coming meeting."""
        key = query.prokey(req.get_param("prokey") or "")
        total = await self.store.read(seats_taken, await self._visitor(key), key, now=self.clock.now())
        answer(resp, {"total": total})

    async def on_post_form(self, req: Request, resp: Response) -> None:
        """What a visitor filled in; `{"status": "doi"}` where a mail has to be confirmed first."""
        now = self.clock.now()
        check_answers(self.rates, req.remote_addr, now)
        reply = _reply(await read.body(req))
        reply = replace(reply, form=sent_form(req.remote_addr, reply.prokey, req.context.body, now))
        actor = await self._visitor(reply.prokey)
        answer(resp, {"status": _STATUS[await self.store.write(answer_by_mail, actor, reply, now=now)]})

    on_head_seats = on_get_seats

    async def _visitor(self, prokey: str) -> Actor:
        owner = await self.gate.whose(prokey)
        if owner is None or owner[1] != "event":
            raise not_found()
        return visitor(owner[0])


def _reply(body: dict[str, object]) -> MailReply:
    known: dict[str, Any] = {"state": PartStat.ACCEPTED, **fields(body, BODY)}
    for name in ("prokey", "mail"):
        if name not in known:
            raise invalid("is required", name)
    language = (known.get("language") or "")[:_LANGUAGE].lower()
    language = language if language.isascii() and language.isalpha() else ""
    return MailReply(**known | {"prokey": query.prokey(known["prokey"]), "language": language or None})


async def _refused(_req: Request, resp: Response, refused: Refused, _params: dict[str, object]) -> None:
    code = _MAIL if refused.field == "mail" else _ERRORS.get(refused.reason, _OTHER)
    _say(resp, STATUS[refused.kind], code)
    if refused.retry_after_s is not None:
        resp.set_header("Retry-After", str(refused.retry_after_s))


async def _unexpected(req: Request, resp: Response, error: Exception, _params: dict[str, object]) -> None:
    _log.error("%s %s failed", req.method, req.uri_template, exc_info=error)
    _say(resp, 500, _OTHER)


async def _http(_req: Request, resp: Response, error: HTTPError, _params: dict[str, object]) -> None:
    resp.set_headers(error.headers or {})
    _say(resp, error.status_code, _OTHER)


async def _unavailable(_req: Request, resp: Response, _error: Unavailable, _params: dict[str, object]) -> None:
    _say(resp, 503, _OTHER)
    resp.set_header("Retry-After", "1")


def _say(resp: Response, status: int, code: int) -> None:
    answer(resp, {"error": code}, status)


def build(context: Context) -> App[Request, Response]:
    """The app for both addresses."""
    app: App[Request, Response] = App(middleware=[CrossOrigin("GET, HEAD, POST", "RSVP, Cache-Control, Content-Type")])
    app.add_error_handler(Exception, _unexpected)
    app.add_error_handler(HTTPError, _http)
    app.add_error_handler(Unavailable, _unavailable)
    app.add_error_handler(Refused, _refused)
    component = Component(context)
    app.add_route(SEATS, component, suffix="seats")
    app.add_route(FORM, component, suffix="form")
    return app
