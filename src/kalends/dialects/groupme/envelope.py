"""The envelope around every answer but a picture's (reference §1)."""

import msgspec
from falcon.asgi import Response

# The front door adds X-Content-Type-Options: nosniff to every answer.
PICTURE_HEADERS = {
    "Cache-Control": "public, max-age=31536000, immutable",
    "Content-Security-Policy": "default-src 'none'; sandbox",
}
_CACHING = "must-revalidate, private, max-age=0"  # as the real service's (reference §1)
_encode = msgspec.json.Encoder().encode


def success(resp: Response, response: object, code: int = 200) -> None:
    """`meta.errors` is null: one client takes an empty list for a failure (reference §1)."""
    _envelope(resp, code, None, response)


def failure(resp: Response, code: int, *errors: str) -> None:
    """`response` is null on failure (seed 003)."""
    _envelope(resp, code, errors, None)


def _envelope(resp: Response, code: int, errors: tuple[str, ...] | None, response: object) -> None:
    resp.status = code
    resp.content_type = "application/json"
    resp.data = _encode({"meta": {"code": code, "errors": errors}, "response": response})
    resp.set_header("Cache-Control", _CACHING)


def nothing_new(resp: Response) -> None:
    """304 with an empty body: how a message list says that there is none left."""
    resp.status = 304


def picture(resp: Response, url: str) -> None:
    """The picture service's answer, which has no envelope."""
    resp.content_type = "application/json"
    resp.data = _encode({"payload": {"url": url, "picture_url": url}})
