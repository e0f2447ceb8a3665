"""HTTP as it comes in: a client that sends endless headers, or nothing more, does not keep its place."""

import asyncio
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kalends.domain import limits


class Wire(HttpToolsProtocol):
    """One connection. A head over HEAD_BYTES is answered 400; CLIENT_PAUSE_S without a byte of a begun request ends it.

    A request that arrives whole, as nearly all do, costs nothing here.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._in_head = self._unfinished = True
        self._head_bytes = 0
        self._pause: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait()

    def connection_lost(self, exc: Exception | None) -> None:
        self._stop_waiting()
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        self._stop_waiting()
        super().data_received(data)
        if self.transport.is_closing() or not self._unfinished:
            return
        if self._in_head:
            self._head_bytes += len(data)
            if self._head_bytes > limits.HEAD_BYTES:
                self.send_400_response("The head of the request is too long.")
                return
        self._wait()

    def on_message_begin(self) -> None:
        self._in_head = self._unfinished = True
        super().on_message_begin()

    def on_headers_complete(self) -> None:
        self._in_head, self._head_bytes = False, 0
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        self._unfinished = False
        super().on_message_complete()

    def _wait(self) -> None:
        self._pause = self.loop.call_later(limits.CLIENT_PAUSE_S, self.transport.close)

    def _stop_waiting(self) -> None:
        if self._pause is not None:
            self._pause.cancel()
            self._pause = None
