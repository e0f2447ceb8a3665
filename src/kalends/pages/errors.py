"""Refusals and failures as pages. What is hidden, unknown or not for visitors is one and the same page."""

import logging

import falcon
from falcon.asgi import App, Request, Response

from kalends.domain.errors import Kind, Refused, Unavailable
from kalends.pages import languages, read
from kalends.pages.write import Writer

STATUS: dict[Kind, int] = {
    Kind.INVALID: 400,
    Kind.UNAUTHENTICATED: 404,
    Kind.EXHAUSTED: 404,
    Kind.NOT_ALLOWED: 403,
    Kind.NOT_FOUND: 404,
    Kind.CONFLICT: 404,
    Kind.CHANGED: 412,
    Kind.REUSED: 422,
    Kind.TOO_LARGE: 413,
    Kind.TOO_MANY: 429,
}
_log = logging.getLogger(__name__)
Params = dict[str, object]


class Failures:
    """Says what went wrong."""

    def __init__(self, writer: Writer) -> None:
        self._writer = writer

    def install(self, app: App[Request, Response]) -> None:
        """Answer everything that goes wrong with a page."""
        app.add_error_handler(Exception, self._failed)
        app.add_error_handler(Unavailable, self._unavailable)
        app.add_error_handler(falcon.HTTPError, self._http_error)
        app.add_error_handler(Refused, self._refused)

    async def _refused(self, req: Request, resp: Response, refused: Refused, _params: Params) -> None:
        self._failure(req, resp, STATUS[refused.kind])
        if refused.retry_after_s is not None:
            resp.set_header("Retry-After", str(refused.retry_after_s))

    async def _http_error(self, req: Request, resp: Response, error: falcon.HTTPError, _params: Params) -> None:
        """The framework's own: no such address, no such method."""
        self._failure(req, resp, error.status_code)
        if error.headers:
            resp.set_headers(error.headers)

    async def _unavailable(self, req: Request, resp: Response, error: Unavailable, _params: Params) -> None:
        _log.error("the database is out of reach", exc_info=error)
        self._failure(req, resp, 503)
        resp.set_header("Retry-After", "1")

    async def _failed(self, req: Request, resp: Response, error: Exception, _params: Params) -> None:
        _log.error("a page failed", exc_info=error)
        self._failure(req, resp, 500)

    def _failure(self, req: Request, resp: Response, status: int) -> None:
        self._writer.failure(resp, status, languages.language(read.language(req)))
