"""Reading a request's body without letting it grow."""

from falcon import HTTPInvalidHeader
from falcon.asgi import Request

from kalends.domain.errors import Kind, Refused, invalid


async def read_body(req: Request, most: int) -> bytes:
    """The whole body, at most `most` bytes; b"" where there is none.

    A declared length is believed before anything is read; without one, reading stops at the first chunk past `most`.
    Raises Refused: TOO_LARGE over `most`; INVALID for a compressed body (none of the vendors' clients sends one, and
    a small one can unpack to gigabytes), for a length that is no number, and for a body that ends before its length.
    """
    if (req.get_header("Content-Encoding") or "identity").strip().lower() != "identity":
        raise invalid("a compressed body is not accepted")
    declared = _declared_length(req)
    if declared is not None and declared > most:
        raise _too_large(most)
    raw = await req.stream.read(most + 1)
    if len(raw) > most:
        raise _too_large(most)
    if declared is not None and len(raw) < declared:
        raise invalid("the body ended before its Content-Length")
    return raw


def _declared_length(req: Request) -> int | None:
    try:
        return req.content_length
    except HTTPInvalidHeader as error:
        raise invalid("Content-Length is no number of bytes") from error


def _too_large(most: int) -> Refused:
    return Refused(Kind.TOO_LARGE, f"the body is over {most} bytes")
