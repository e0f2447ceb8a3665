"""Saying no: `{"errors": [{"status", "title", "detail", …}]}`, with no member that would be null (reference §2.8)."""

import logging
from http import HTTPStatus

import msgspec
from falcon import HTTPError
from falcon.asgi import App, Request, Response

from kalends.domain.errors import Kind, Refused, Unavailable

STATUS: dict[Kind, int] = {
    Kind.INVALID: 422,
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
MEDIA_TYPE = "application/vnd.api+json; charset=utf-8"
PLAIN_JSON = "application/json; charset=utf-8"  # of 429 only (§2.8)

_DETAIL = {
    Kind.NOT_FOUND: "The resource you requested could not be found",
    Kind.NOT_ALLOWED: "You do not have access to this resource",
    Kind.UNAUTHENTICATED: "The application id and secret were not accepted",
}
_encode = msgspec.json.Encoder().encode
_log = logging.getLogger(__name__)


class Problem(Exception):
    """A refusal in this dialect's own words. parameter: what in the query is to blame. meta: further members."""

    def __init__(
        self, status: int, title: str, detail: str, code: str | None = None, parameter: str | None = None, **meta: str
    ) -> None:
        super().__init__(detail)
        self.status, self.title, self.detail = status, title, detail
        self.code, self.parameter, self.meta = code, parameter, meta

    def told(self) -> dict[str, object]:
        """As a member of `errors`."""
        told: dict[str, object] = {"status": str(self.status), "title": self.title, "detail": self.detail}
        if self.code is not None:
            told["code"] = self.code
        if self.parameter is not None:
            told["source"] = {"parameter": self.parameter}
        if self.meta:
            told["meta"] = self.meta
        return told


def bad_request(detail: str, parameter: str | None = None) -> Problem:
    """Something in the query cannot be read."""
    return Problem(400, "Bad Request", detail, parameter=parameter)


def out_of_range(parameter: str, least: int, most: int) -> Problem:
    """A number that is none, or too small or too big."""
    detail = f"{parameter} must be a whole number from {least} to {most}"
    return Problem(400, "Bad Request", detail, "integer_out_of_range", parameter)


def missing_parameter(name: str) -> Problem:
    """A filter without what it goes with."""
    return Problem(400, "A required parameter wasn't supplied", f"{name} is missing", "missing_parameter", param=name)


def forbidden(description: str) -> Problem:
    """description: who may not do what to which vertex, in their form."""
    return Problem(403, "Forbidden", _DETAIL[Kind.NOT_ALLOWED], description=description)


def unsupported_version(given: str) -> Problem:
    """An `X-PCO-API-Version` that is no date, or before the first version (§2.2)."""
    detail = f"{given[:40]!r} is no version of this API; 2018-08-01 and 2023-07-10 are"
    return Problem(400, "Invalid Version", detail, "unsupported_version_error")


def install(app: App[Request, Response]) -> None:
    """Give every failure this dialect's form."""
    app.add_error_handler(Exception, _failed)
    app.add_error_handler(Unavailable, _unavailable)
    app.add_error_handler(HTTPError, _http_error)
    app.add_error_handler(Refused, _refused)
    app.add_error_handler(Problem, _problem)


async def _problem(_req: Request, resp: Response, problem: Problem, _params: object) -> None:
    _say(resp, problem)


async def _refused(_req: Request, resp: Response, refused: Refused, _params: object) -> None:
    status = STATUS[refused.kind]
    if refused.kind is Kind.TOO_MANY:
        _too_many(resp, refused)
        return
    _say(resp, Problem(status, _phrase(status), _DETAIL.get(refused.kind, refused.reason), parameter=refused.field))
    if refused.kind is Kind.UNAUTHENTICATED:
        resp.set_header("WWW-Authenticate", 'Basic realm="Application"')


def _too_many(resp: Response, refused: Refused) -> None:
    """Without `status`, as theirs; `Retry-After` is what clients cannot do without."""
    resp.status = 429
    resp.content_type = PLAIN_JSON
    resp.data = _encode({"errors": [{"code": "429", "detail": refused.reason}]})
    resp.set_header("Retry-After", str(refused.retry_after_s or 1))


async def _http_error(_req: Request, resp: Response, error: HTTPError, _params: object) -> None:
    """What the framework refuses: unknown paths, wrong methods, requests that make no sense."""
    status = error.status_code
    detail = _DETAIL[Kind.NOT_FOUND] if status == 404 else error.description or "This method is not possible here"
    _say(resp, Problem(status, _phrase(status), detail))
    resp.set_headers(error.headers or {})


async def _unavailable(_req: Request, resp: Response, error: Unavailable, _params: object) -> None:
    _log.error("The database is unavailable", exc_info=error)
    _say(resp, Problem(503, _phrase(503), "Please try again in a moment"))
    resp.set_header("Retry-After", "1")


async def _failed(req: Request, resp: Response, error: Exception, _params: object) -> None:
    _log.error("%s %s failed", req.method, req.uri_template, exc_info=error)
    _say(resp, Problem(500, _phrase(500), "Something went wrong on our side"))


def _say(resp: Response, problem: Problem) -> None:
    resp.status = problem.status
    resp.content_type = MEDIA_TYPE
    resp.data = _encode({"errors": [problem.told()]})


def _phrase(status: int) -> str:
    return HTTPStatus(status).phrase
