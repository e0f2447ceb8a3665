"""The server that tests ask: built once for a store, and then for each request as if it had been built for it alone.

To build one takes longer than most tests. So the applications are shared, and look up clock, gate and rates by the
request they are answering: those of the world that asks. `build` called directly still makes one of its own.
"""

from collections.abc import Callable
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, TypeAlias

from kalends.dialects.context import Context

App: TypeAlias = Callable[[Any, Any, Any], Any]
Build: TypeAlias = Callable[[Context], Any]

_STORES = 40  # applications kept
_asked: ContextVar[Context] = ContextVar("asked")


class _OfWhoeverAsks:
    """A part of the context of the request that is being answered."""

    def __init__(self, part: str) -> None:
        self._part = part

    def __getattr__(self, name: str) -> Any:
        return getattr(getattr(_asked.get(), self._part), name)


def serving(build: Build, context: Context) -> App:
    """What `build(context)` would be. Whatever the application remembers, it remembers for all worlds of the store."""
    shared = _built(build, context.store, context.public_url)  # type: ignore[arg-type]

    async def app(scope: Any, receive: Any, send: Any) -> None:
        before = _asked.set(context)
        try:
            await shared(scope, receive, send)
        finally:
            _asked.reset(before)

    return app


@lru_cache(_STORES)
def _built(build: Build, store: Any, public_url: str) -> Any:
    clock, gate, rates = (_OfWhoeverAsks(part) for part in ("clock", "gate", "rates"))
    return build(Context(store, clock, gate, rates, public_url))  # type: ignore[arg-type]
