"""What the bare floors share: which row is asked for, and its answer as recorded, ready to be sent."""

from collections.abc import Awaitable, Callable, Iterable, MutableMapping
from typing import Any, NamedTuple, TypeAlias

from bench.recording import Recording

Message: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[Message]]
Send: TypeAlias = Callable[[Message], Awaitable[None]]


class Answer(NamedTuple):
    """The two messages of ASGI."""

    start: Message
    body: Message


def answer(recording: Recording) -> Answer:
    """The very bytes that Kalends sent."""
    headers = [(name.encode(), value.encode()) for name, value in recording.headers]
    start = {"type": "http.response.start", "status": recording.status, "headers": headers}
    return Answer(start, {"type": "http.response.body", "body": recording.body.encode()})


def asked(headers: Iterable[tuple[bytes, bytes]]) -> bytes:
    """The row's name, from the header that every request bears."""
    for name, value in headers:
        if name == b"bench-row":
            return value
    raise LookupError("the request names no row")
