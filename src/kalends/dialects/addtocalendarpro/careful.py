"""Writing as the headers of a request want it: once (`Idempotency-Key`), and to what was read (`If-Match`).

Both are ours: README.md, "Extensions".
"""

import re
from collections.abc import Awaitable, Callable
from hashlib import sha256
from typing import ParamSpec, TypeAlias, TypeVar

from falcon.asgi import Request, Response

from kalends.actions.careful import if_unchanged, once
from kalends.actions.ports import Deed, Tx
from kalends.dialects.addtocalendarpro.write import encode, etag
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.errors import invalid
from kalends.domain.repeatable import Repeatable

P = ParamSpec("P")
R = TypeVar("R")
Held: TypeAlias = Callable[[Tx, Actor], Awaitable[object]]
"""What GET would answer, and nobody changes before the deed ends."""

_PRINTABLE = f"[ !#-~]{{1,{limits.REPEATABLE_KEY}}}"
_KEY = re.compile(f'"({_PRINTABLE})"|({_PRINTABLE})')


class Careful:
    """What serves a path at which things are made and changed."""

    def __init__(self, context: Context) -> None:
        self.store, self.clock = context.store, context.clock

    async def make(
        self, req: Request, resp: Response, made: Callable[[R], str], deed: Deed[P, R],
        *args: P.args, **kwargs: P.kwargs,
    ) -> str:  # fmt: skip
        """Do it, or where it was done under the request's key, answer as then. made: by which word it is answered."""
        actor, key = req.context.actor, _key(req)
        if key is None:
            return made(await self.store.write(deed, actor, *args, **kwargs))
        asked = Repeatable(key, _fingerprint(req), self.clock.now())
        done = await self.store.write(once(asked, made, deed), actor, *args, **kwargs)
        if done.again:
            resp.set_header("Idempotency-Replayed", "true")
        return done.made

    async def change(
        self, req: Request, resp: Response, held: Held, deed: Deed[P, R], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """The same, where what it is done to is still as the request knows it (RFC 9110 §13.1.1)."""
        await self.make(req, resp, _nothing, _if_match(req, held, deed), *args, **kwargs)


def _if_match(req: Request, held: Held, deed: Deed[P, R]) -> Deed[P, R]:
    """No tag of ours has a comma in it, and a weak one equals none. Whether anything is there, the deed itself says."""
    header = req.get_header("If-Match")
    if header is None or header.strip() == "*":
        return deed

    async def version(tx: Tx, actor: Actor) -> str:
        return etag(encode(await held(tx, actor)))

    return if_unchanged({tag.strip() for tag in header.split(",")}, version, deed)


def _key(req: Request) -> str | None:
    """With or without quotes it is the same. Raises INVALID."""
    header = req.get_header("Idempotency-Key")
    if header is None:
        return None
    found = _KEY.fullmatch(header)
    if found is None:
        raise invalid(f"Idempotency-Key must be 1 to {limits.REPEATABLE_KEY} printable characters of ASCII")
    return found[1] or found[2]


def _fingerprint(req: Request) -> str:
    """Of all that the request asks for; its body is in it as far as it was read."""
    body: bytes = getattr(req.context, "body", b"")
    return sha256(f"{req.method} {req.relative_uri}\n".encode("utf-8", "surrogatepass") + body).hexdigest()


def _nothing(_: object) -> str:
    return ""
