"""Servers on this machine that a guarded client may, or may not, be talked into asking."""

import asyncio
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

Talk = Callable[[bytes, asyncio.StreamWriter], Awaitable[None]]


@dataclass
class Listener:
    """A server that remembers who came: the requests, one for each connection (empty where nothing was said)."""

    port: int = 0
    requests: list[bytes] = field(default_factory=list)


def answer(body: bytes = b"", status: str = "200 OK", **headers: str) -> bytes:
    """A whole HTTP answer; `content_length` and the like as headers."""
    said = {"Content-Length": str(len(body))} | {name.replace("_", "-").title(): it for name, it in headers.items()}
    lines = "".join(f"{name}: {value}\r\n" for name, value in said.items() if value)
    return f"HTTP/1.1 {status}\r\n{lines}\r\n".encode() + body


def saying(*answers: bytes) -> Talk:
    """Says these, one after another with each connection; the last one again and again."""
    waiting = list(answers)

    async def talk(_: bytes, writer: asyncio.StreamWriter) -> None:
        writer.write(waiting.pop(0) if len(waiting) > 1 else waiting[0])

    return talk


@asynccontextmanager
async def listening(
    talk: Talk | None = None, host: str = "127.0.0.1", tls: ssl.SSLContext | None = None, port: int = 0
) -> AsyncIterator[Listener]:
    """A server on this machine while the block runs. talk: absent, it says hello."""
    seen = Listener()

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = len(seen.requests)
        seen.requests.append(b"")
        with suppress(OSError, asyncio.IncompleteReadError):
            seen.requests[place] = await reader.readuntil(b"\r\n\r\n")
            await (talk or saying(answer(b"hello")))(seen.requests[place], writer)
            await writer.drain()
        writer.close()

    server = await asyncio.start_server(serve, host, port, ssl=tls)
    seen.port = server.sockets[0].getsockname()[1]
    try:
        yield seen
    finally:
        server.close()
