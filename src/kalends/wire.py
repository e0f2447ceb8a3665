"""HTTP as it comes in: a client that sends endless headers, or nothing more, does not keep its place."""

import asyncio
from typing import Any, cast

from httptools import HttpParserError
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol, RequestResponseCycle

from kalends.domain import limits

_VERSIONS = ("1.0", "1.1")


class Wire(HttpToolsProtocol):
    """One connection. A head over HEAD_BYTES is answered 400; CLIENT_PAUSE_S without a byte of a begun request ends it.

    A request that arrives whole, as nearly all do, costs nothing here.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._head_bytes = 0
        self._pause: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(cast(asyncio.Transport, _Joining(transport, self.loop)))
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._stop_waiting()
        super().data_received(data)
        cycle: RequestResponseCycle | None = self.cycle
        if cycle is not None and cycle.scope is self.scope:  # each begun request has a scope of its own
            self._head_bytes = 0
            if not cycle.more_body:
                return
        else:
            self._head_bytes += len(data)
        if self.transport.is_closing():
            return
        if self._head_bytes > limits.HEAD_BYTES:
            self.send_400_response("The head of the request is too long.")
        else:
            self._wait()

    def on_headers_complete(self) -> None:
        """Versions that the parser knows and no application speaks are answered as what is no HTTP at all: 400."""
        if self.parser.get_http_version() not in _VERSIONS:
            raise HttpParserError("neither HTTP/1.0 nor HTTP/1.1")
        super().on_headers_complete()

    def _wait(self) -> None:
        self._pause = self.loop.call_later(limits.CLIENT_PAUSE_S, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None


class _Joining:
    """A transport that sends at once what was written in one turn of the loop: an answer's head with its body.

    Two writes would be two calls of the system, a tenth of what a small answer costs in all.
    """

    def __init__(self, transport: asyncio.Transport, loop: asyncio.AbstractEventLoop) -> None:
        self._transport, self._loop = transport, loop
        self._written: list[bytes] = []
        self.is_closing = transport.is_closing  # asked for with every request

    def __getattr__(self, name: str) -> Any:
        return getattr(self._transport, name)

    def write(self, data: bytes) -> None:
        if not data:  # the body of an answer without one
            return
        if not self._written:
            self._loop.call_soon(self._send)
        self._written.append(data)

    def close(self) -> None:
        self._send()
        self._transport.close()

    def _send(self) -> None:
        written, self._written = self._written, []
        if len(written) == 1:
            self._transport.write(written[0])
        elif written:
            self._transport.writelines(written)
