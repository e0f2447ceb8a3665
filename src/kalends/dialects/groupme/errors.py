"""Refusals and failures in GroupMe's words (README, "Errors")."""

import logging
import re

import falcon
from falcon.asgi import App, Request, Response

from kalends.dialects.groupme.envelope import failure
from kalends.domain.errors import Kind, Refused, Unavailable

STATUS: dict[Kind, int] = {
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

_NOT_FOUND = "not found"  # one text for all, so that foreign, hidden and unknown things cannot be told apart
_UNAUTHORIZED = "unauthorized"
_RETRY_AFTER_S = 1
_OWNER = re.compile(r"(?:dates\[[0-9]+\]|occurrence)\.")
_THEIRS = {
    "start_date": "start_at",
    "start_time": "start_at",
    "end_date": "end_at",
    "end_time": "end_at",
    "all_day": "is_all_day",
    "zone": "timezone",
    "image": "image_url",
    "place": "location",
}
_log = logging.getLogger(__name__)


def install(app: App[Request, Response]) -> None:
    """Answer everything that goes wrong in the envelope."""
    app.add_error_handler(Exception, _failed)
    app.add_error_handler(Unavailable, _unavailable)
    app.add_error_handler(falcon.HTTPError, _http_error)
    app.add_error_handler(Refused, _refused)


def told(refused: Refused) -> str:
    """What `meta.errors` says, in GroupMe's field names."""
    if refused.kind is Kind.NOT_FOUND:
        return _NOT_FOUND
    if refused.kind is Kind.UNAUTHENTICATED:
        return _UNAUTHORIZED
    if refused.field is None:
        return refused.reason
    name = _OWNER.sub("", refused.field)
    return f"{_THEIRS.get(name, name)}: {refused.reason}"


async def _refused(_req: Request, resp: Response, error: Refused, _params: object) -> None:
    failure(resp, STATUS[error.kind], told(error))
    if error.retry_after_s is not None:
        resp.set_header("Retry-After", str(error.retry_after_s))


async def _http_error(_req: Request, resp: Response, error: falcon.HTTPError, _params: object) -> None:
    code = error.status_code
    failure(resp, code, _NOT_FOUND if code == 404 else error.title.removeprefix(f"{code} ").lower())
    resp.set_headers(error.headers or {})


async def _unavailable(_req: Request, resp: Response, error: Unavailable, _params: object) -> None:
    _log.error("The database is unavailable", exc_info=error)
    failure(resp, 503, "temporarily unavailable")
    resp.set_header("Retry-After", str(_RETRY_AFTER_S))


async def _failed(req: Request, resp: Response, error: Exception, _params: object) -> None:
    """The path is logged, never the query: the token may stand in it."""
    _log.error("%s %s failed", req.method, req.path, exc_info=error)
    failure(resp, 500, "internal server error")
