"""The front door: one port, and behind it one application per dialect and one for the pages."""

import logging
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from importlib import import_module
from time import perf_counter
from typing import Any, TypeAlias

import msgspec

from kalends.access_log import AccessLog
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.errors import Unavailable
from kalends.health import Health

Scope: TypeAlias = MutableMapping[str, Any]
Receive: TypeAlias = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send: TypeAlias = Callable[[MutableMapping[str, Any]], Awaitable[None]]
App: TypeAlias = Callable[[Any, Any, Any], Awaitable[None]]

MOUNTS = {
    "v1": "kalends.dialects.addtocalendarpro.routes",
    "v3": "kalends.dialects.groupme.routes",
    "pictures": "kalends.dialects.groupme.routes",
    "dffb8bbd-ee5e-4a4f-a7ea-503af98ca468": "kalends.dialects.addtocalendarpro.component_routes",
    "24586219-9910-41fe-9b59-df53de9db7af": "kalends.dialects.addtocalendarpro.component_routes",
    "groups": "kalends.dialects.planningcenter.routes",
    "openapi.json": "kalends.openapi",
    "docs": "kalends.openapi",
    "": "kalends.pages.routes",  # everything else
}
_GUARDS = [(b"x-content-type-options", b"nosniff"), (b"referrer-policy", b"no-referrer")]
_NO_STORE = (b"cache-control", b"no-store")

_log = logging.getLogger("kalends.app")


def build_app(context: Context, health: Health, *, log: AccessLog | None, proxies: frozenset[str]) -> "Door":
    """The whole server as one ASGI application. log: None keeps no access log."""
    built = {place: import_module(place).build(context) for place in set(MOUNTS.values())}
    return Door({segment: built[place] for segment, place in MOUNTS.items()}, health, log, proxies)


class Door:
    """Finds the application by the first segment of the path, and sees to what holds for all of them.

    apps: by first segment; "" takes everything else. proxies: addresses whose X-Forwarded-For is believed.
    """

    def __init__(
        self, apps: Mapping[str, App], health: Health, log: AccessLog | None, proxies: frozenset[str] = frozenset()
    ) -> None:
        self._apps, self._others = dict(apps), apps[""]
        self._health, self._log, self._proxies = health, log, proxies

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            return await _lifespan(receive, send) if scope["type"] == "lifespan" else None
        if self._proxies:
            scope["client"] = _client(scope, self._proxies)
        began, answer = perf_counter(), _Answer(send)
        try:
            await self._answer(scope, receive, answer)
        except Unavailable:
            await answer.plain(503, {"error": "the database is out of reach"}, (b"retry-after", b"1"))
        except Exception:  # noqa: BLE001  the last one who can: told in full to us, and neutrally to them
            _log.exception("a request failed")
            await answer.plain(500, {"error": "something went wrong here"})
        finally:
            if self._log is not None:
                self._log.write(scope, answer.status, perf_counter() - began)
        return None

    async def _answer(self, scope: Scope, receive: Receive, answer: "_Answer") -> None:
        path: str = scope["path"]
        if _is_unreadable(path, scope["query_string"]):
            scope = {**scope, **_nowhere(path)}
        elif path == "/health":
            return await answer.plain(*await self._health.report(scope))
        if scope["method"] == "HEAD":
            scope = {**scope, "method": "GET"}  # the server itself leaves the body away
        segment = path[1:].partition("/")[0]
        app = self._apps.get(segment, self._others)
        return await app(scope, receive, answer.public if app is self._others else answer.private)


class _Answer:
    """One answer on its way out."""

    __slots__ = ("_send", "status")

    def __init__(self, send: Send) -> None:
        self._send = send
        self.status = 0

    async def public(self, message: MutableMapping[str, Any]) -> None:
        """What anybody may keep, unless the application says otherwise."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            message["headers"] = [*message["headers"], *_GUARDS]
        await self._send(message)

    async def private(self, message: MutableMapping[str, Any]) -> None:
        """What was made for one client, and is kept nowhere, unless the application says otherwise."""
        if message["type"] == "http.response.start":
            self.status = message["status"]
            headers = [*message["headers"], *_GUARDS]
            if not any(name == b"cache-control" for name, _ in headers):
                headers.append(_NO_STORE)
            message["headers"] = headers
        await self._send(message)

    async def plain(self, status: int, body: dict[str, object], *headers: tuple[bytes, bytes]) -> None:
        """The door's own answer, in JSON; too late when another has begun, whose connection then breaks off."""
        if self.status:
            raise ConnectionAbortedError("an answer broke off after it had begun")
        content = msgspec.json.encode(body)
        length = (b"content-length", str(len(content)).encode())
        named = [(b"content-type", b"application/json"), length, *headers]
        await self.private({"type": "http.response.start", "status": status, "headers": named})
        await self._send({"type": "http.response.body", "body": content})


def _is_unreadable(path: str, query: bytes) -> bool:
    """Too long, or with what nothing behind the door could make sense of: NUL, and what is no UTF-8 (U+FFFD here)."""
    too_long = len(path) > limits.PATH_CHARACTERS or len(query) > limits.QUERY_CHARACTERS
    return too_long or "\ufffd" in path or "\x00" in path or b"%00" in query or b"\x00" in query


def _nowhere(path: str) -> dict[str, object]:
    """An address at which nothing is, in the same application, which then says so in its own form."""
    unreadable = f"/{path[1:].partition('/')[0]}/unreadable/address"
    return {"path": unreadable, "raw_path": unreadable.encode(errors="replace"), "query_string": b""}


def _client(scope: Scope, proxies: frozenset[str]) -> tuple[str, int] | None:
    """Who asks: the last address in X-Forwarded-For that is none of our proxies, if one of those sent it."""
    client: tuple[str, int] | None = scope.get("client")
    if client is None or client[0] not in proxies:
        return client
    lines = [value.decode("latin-1") for name, value in scope["headers"] if name == b"x-forwarded-for"]
    for address in reversed(",".join(lines)[-1_000:].split(",")):
        if address.strip() not in proxies:
            return (address.strip()[:45], 0) if address.strip() else client
    return client


async def _lifespan(receive: Receive, send: Send) -> None:
    """Whoever made the store opens and closes it; a server that asks is told that all is well."""
    while True:
        message = await receive()
        await send({"type": f"{message['type']}.complete"})
        if message["type"] == "lifespan.shutdown":
            return
