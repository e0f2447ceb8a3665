"""Somebody whom webhooks tell things: a server on this machine that remembers what it was told."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Heard:
    """One request."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def element(self) -> Any:
        return self.json["element_data"]


@dataclass
class Receiver:
    """answers: statuses with their headers, one for each request; the last one again and again. None never answers.

    go_on: where there is one, nothing is answered before it is set.
    """

    answers: list[str | None] = field(default_factory=lambda: ["200 OK"])
    heard: list[Heard] = field(default_factory=list)
    port: int = 0
    at_once: int = 0
    most_at_once: int = 0
    came: asyncio.Event = field(default_factory=asyncio.Event)
    go_on: asyncio.Event | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/hook"

    @property
    def place(self) -> tuple[str, int]:
        return "127.0.0.1", self.port

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        self.at_once += 1
        self.most_at_once = max(self.most_at_once, self.at_once)
        with suppress(OSError, asyncio.IncompleteReadError):
            head, _, _ = (await reader.readuntil(b"\r\n\r\n")).decode().partition("\r\n\r\n")
            first, *lines = head.split("\r\n")
            headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in lines)}
            body = await reader.readexactly(int(headers.get("content-length", 0)))
            method, path, _ = first.split(" ")
            self.heard.append(Heard(method, path, headers, body))
            self.came.set()
            if self.go_on is not None:
                await self.go_on.wait()
            await self._answer(reader, writer)
        self.at_once -= 1
        writer.close()

    async def _answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        said = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
        if said is None:
            await reader.read()  # until whoever asked has had enough
            return
        status, *headers = said.split("\n")
        lines = "".join(f"{line}\r\n" for line in headers)
        writer.write(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n{lines}\r\n".encode())
        await writer.drain()


@asynccontextmanager
async def receiving(*answers: str | None) -> AsyncIterator[Receiver]:
    """A receiver while the block runs."""
    receiver = Receiver(list(answers) or ["200 OK"])
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0)
    receiver.port = server.sockets[0].getsockname()[1]
    try:
        yield receiver
    finally:
        server.close()
