"""Saying no: `{"status": "error", "message": …}` with the status of each kind of refusal (reference §9.4 to §9.6).

The vendor documents none of it. Its clients need a JSON object with `message`, and a 404 that says "No entry found".
"""

import logging
import re
from collections.abc import Mapping

from falcon import HTTPError, HTTPMethodNotAllowed, HTTPRouteNotFound
from falcon.asgi import App, Request, Response

from kalends.dialects.addtocalendarpro import (
    answer_read,
    event_read,
    group_read,
    occurrence_read,
    template_read,
    webhook_read,
)
from kalends.dialects.addtocalendarpro.write import answer
from kalends.domain.errors import Kind, Refused, Unavailable

STATUS = {
    Kind.INVALID: 400,
    Kind.UNAUTHENTICATED: 401,
    Kind.EXHAUSTED: 402,
    Kind.NOT_ALLOWED: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 409,
    Kind.CHANGED: 412,
    Kind.REUSED: 422,
    Kind.TOO_LARGE: 413,
    Kind.TOO_MANY: 429,
}
_WORDS: dict[str, Mapping[str, str]] = {
    "event": event_read.WORDS | occurrence_read.WORDS,
    "group": group_read.WORDS,
    "rsvp-answers": answer_read.WORDS,
    **template_read.WORDS,
    "webhook": webhook_read.WORDS,
}
_NO_ENTRY = "No entry found"
_NAME = re.compile(r"[A-Za-z_][A-Za-z_0-9]*")
_log = logging.getLogger(__name__)


def register(app: App[Request, Response]) -> None:
    """Give every failure this dialect's form."""
    app.add_error_handler(Exception, _unexpected)
    app.add_error_handler(HTTPError, _http)
    app.add_error_handler(Unavailable, _unavailable)
    app.add_error_handler(Refused, _refused)


def vendor_words(field: str, path: str) -> str:
    """Our name of a field in the words of the resource at `path`: "dates[0].start_date" is "dates[0].startDate"."""
    resource = path.split("/")[2:3]
    words = _WORDS.get(resource[0], {}) if resource else {}
    return words.get(field) or _NAME.sub(lambda found: words.get(found[0], found[0]), field)


async def _refused(req: Request, resp: Response, refused: Refused, _params: dict[str, object]) -> None:
    _say(resp, STATUS[refused.kind], _NO_ENTRY if refused.kind is Kind.NOT_FOUND else _worded(refused, req.path))
    if refused.kind is Kind.UNAUTHENTICATED:
        resp.set_header("WWW-Authenticate", "ApiKey")
    if refused.retry_after_s is not None:
        resp.set_header("Retry-After", str(refused.retry_after_s))


def _worded(refused: Refused, path: str) -> str:
    return f"{vendor_words(refused.field, path)}: {refused.reason}" if refused.field else refused.reason


async def _http(req: Request, resp: Response, error: HTTPError, _params: dict[str, object]) -> None:
    """What the framework refuses: unknown paths, wrong methods, requests that make no sense."""
    resp.set_headers(error.headers or {})
    if isinstance(error, HTTPRouteNotFound):
        _say(resp, error.status_code, "There is nothing at this path")
    elif isinstance(error, HTTPMethodNotAllowed):
        _say(resp, error.status_code, f"{req.method} is not possible here; {resp.get_header('Allow')} are")
    else:
        _say(resp, error.status_code, error.description or error.title or "The request makes no sense")


async def _unavailable(req: Request, resp: Response, error: Unavailable, _params: dict[str, object]) -> None:
    _log.error("%s %s: %s", req.method, req.uri_template, error)
    _say(resp, 503, "The database is out of reach; try again")
    resp.set_header("Retry-After", "1")


async def _unexpected(req: Request, resp: Response, error: Exception, _params: dict[str, object]) -> None:
    _log.error("%s %s failed", req.method, req.uri_template, exc_info=error)
    _say(resp, 500, "Something went wrong on our side")


def _say(resp: Response, status: int, message: str) -> None:
    answer(resp, {"status": "error", "message": message}, status)
