"""The one client that asks other machines something over HTTP, and cannot be sent where it must not go."""

import asyncio
import socket
import ssl
import zlib
from collections.abc import Awaitable, Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from kalends.domain import limits
from kalends.net.address import is_loopback, is_private, is_public
from kalends.net.target import Target, absolute, target

if TYPE_CHECKING:
    import aiohttp

Resolve = Callable[[str], Awaitable[list[str]]]
"""The addresses of a name, as text. Raises OSError where there are none."""

_PORTS = frozenset({80, 443})
_REDIRECTS = frozenset({301, 302, 303, 307, 308})
_PIECE = 65_536
_ADDRESSES = 16  # of one name; more are no server's
_RESOLVERS = ThreadPoolExecutor(limits.NAMES_RESOLVED_AT_ONCE, "kalends-resolver")  # slow names hold up few others
_HEADERS = {"User-Agent": "Kalends", "Accept-Encoding": "gzip", "CDN-Loop": "kalends"}  # RFC 8586


class Unreachable(Exception):
    """Nothing came back that can be used. The same words whatever the reason: nobody learns by them what is where."""

    def __init__(self) -> None:
        super().__init__("the address could not be fetched")


class TooLarge(Exception):
    """More came back than was asked for."""

    def __init__(self) -> None:
        super().__init__("what is there is too large")


class Fetched(Struct, frozen=True):
    """An answer. headers: names in lower case."""

    status: int
    body: bytes
    headers: Mapping[str, str]


async def resolve(host: str) -> list[str]:
    """By the system."""
    ask = partial(socket.getaddrinfo, host, None, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_RESOLVERS, ask)
    return [str(it[4][0]) for it in found]


class Request(Struct, frozen=True):
    """What is sent. body: None for none."""

    method: str
    url: str
    headers: Mapping[str, str]
    body: bytes | None = None


class Client:
    """Asks, and tells. allow: hosts and ports that an operator has named, private ones too.

    tls: whose certificates are believed; None for the system's. ports: of servers that nobody has named.
    """

    def __init__(
        self,
        allow: frozenset[tuple[str, int]] = frozenset(),
        resolve: Resolve = resolve,
        tls: ssl.SSLContext | None = None,
        ports: frozenset[int] = _PORTS,
    ) -> None:
        self._allow, self._resolve, self._tls, self._ports = allow, resolve, tls, ports

    async def get(self, url: str, headers: Mapping[str, str], most_bytes: int) -> Fetched:
        """What is there, after at most OUTBOUND_REDIRECTS redirects, within OUTBOUND_TOTAL_S in all.

        most_bytes: of the body, unpacked. Raises Unreachable and TooLarge; a status that says no is an answer.
        """
        import aiohttp

        try:
            async with asyncio.timeout(limits.OUTBOUND_TOTAL_S):
                return await self._followed(url, headers, most_bytes)
        except (aiohttp.ClientError, OSError, ValueError, zlib.error, TimeoutError) as error:
            raise Unreachable from error

    async def send(self, request: Request, total_s: float) -> Fetched:
        """Tell somebody something, within `total_s` in all. A redirect is an answer like any other, and goes nowhere.

        The answer's body is not read. Raises Unreachable; a status that says no is an answer.
        """
        import aiohttp

        try:
            async with asyncio.timeout(total_s):
                there = target(request.url)
                if there is None:
                    raise Unreachable
                return await self._asked(there, await self._checked(there), request, 0)
        except (aiohttp.ClientError, OSError, ValueError, TimeoutError) as error:
            raise Unreachable from error

    async def _followed(self, url: str, headers: Mapping[str, str], most_bytes: int) -> Fetched:
        for _ in range(limits.OUTBOUND_REDIRECTS + 1):
            there = target(url)
            if there is None:
                raise Unreachable
            addresses = await self._checked(there)
            found = await self._asked(there, addresses, Request("GET", url, headers), most_bytes)
            if found.status not in _REDIRECTS:
                return found
            url = absolute(found.headers.get("location", ""), there)
        raise Unreachable

    async def _checked(self, there: Target) -> list[str]:
        """Where the host really is. Every one of its addresses must pass, or none is asked."""
        if there.port not in self._ports and (there.host, there.port) not in self._allow:
            raise Unreachable
        literal = ":" in there.host or there.host.rpartition(".")[2].isdecimal()
        addresses = [there.host] if literal else (await self._resolve(there.host))[: _ADDRESSES + 1]
        if not 0 < len(addresses) <= _ADDRESSES or not all(self._is_open(it, there) for it in addresses):
            raise Unreachable
        return list(dict.fromkeys(addresses))

    def _is_open(self, address: str, there: Target) -> bool:
        if is_public(address):
            return True
        if (there.host, there.port) not in self._allow or not is_private(address):
            return False
        return not is_loopback(address) or is_loopback(there.host) or there.host == "localhost"

    async def _asked(self, there: Target, addresses: list[str], request: Request, most_bytes: int) -> Fetched:
        """most_bytes: of the answer's body; 0 leaves it unread."""
        import aiohttp
        from yarl import URL

        url = URL(there.url, encoded=True)
        if (url.host, url.port) != (there.host, there.port):
            raise Unreachable
        known: Any = _Known(addresses)
        connector = aiohttp.TCPConnector(
            resolver=known,
            socket_factory=_only_to(frozenset(addresses)),
            ssl=self._tls or True,
            use_dns_cache=False,
            force_close=True,
        )
        async with (
            aiohttp.ClientSession(
                connector=connector, trust_env=False, auto_decompress=False, cookie_jar=aiohttp.DummyCookieJar()
            ) as session,
            session.request(
                request.method, url, headers={**_HEADERS, **request.headers}, data=request.body, allow_redirects=False
            ) as answer,
        ):
            said = {name.lower(): value for name, value in answer.headers.items()}
            wanted = answer.status == 200 and most_bytes > 0
            body = await _body(answer, said.get("content-encoding", ""), most_bytes) if wanted else b""
            return Fetched(answer.status, body, said)


async def _body(answer: "aiohttp.ClientResponse", encoding: str, most_bytes: int) -> bytes:
    """Unpacked piece by piece, so that a small answer cannot grow beyond its bound even for a moment."""
    if encoding.lower() not in ("", "identity", "gzip"):
        raise Unreachable
    unpack = zlib.decompressobj(16 + zlib.MAX_WBITS) if encoding.lower() == "gzip" else None
    body = bytearray()
    async for piece in answer.content.iter_chunked(_PIECE):
        body += piece if unpack is None else unpack.decompress(piece, most_bytes + 1 - len(body))
        if len(body) > most_bytes:
            raise TooLarge
    if unpack is not None and not unpack.eof:
        raise Unreachable
    return bytes(body)


def _only_to(addresses: frozenset[str]) -> Callable[[Any], socket.socket]:
    """Makes sockets for these addresses only: the last look before a connection, whatever went before."""

    def opened(info: Any) -> socket.socket:
        family, kind, protocol, _, where = info
        if where[0] not in addresses:
            raise OSError("not the address that was checked")
        return socket.socket(family, kind, protocol)

    return opened


class _Known:
    """A resolver that says what is known already, so that a name cannot change its mind in between."""

    def __init__(self, addresses: list[str]) -> None:
        self._addresses = addresses

    async def resolve(self, host: str, port: int, family: int) -> list[dict[str, object]]:  # noqa: ARG002
        """As aiohttp wants it."""
        return [
            {
                "hostname": host,
                "host": it,
                "port": port,
                "family": socket.AF_INET6 if ":" in it else socket.AF_INET,
                "proto": 0,
                "flags": socket.AI_NUMERICHOST,
            }
            for it in self._addresses
        ]

    async def close(self) -> None:
        """There is nothing to close."""
