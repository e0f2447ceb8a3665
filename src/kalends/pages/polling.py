"""Whether a group's feed has changed: programs ask that far more often than all else, so the framework is not asked."""

from collections.abc import Mapping
from typing import Any

from falcon.asgi import App, Request, Response

from kalends.actions.feed import Asked, feed_state
from kalends.dialects.context import Context
from kalends.domain.access import visitor
from kalends.domain.errors import Refused, Unavailable
from kalends.domain.feed import FeedKind, client_of
from kalends.pages import read, write
from kalends.pages.feed_watch import FeedWatch
from kalends.pages.file_routes import FEED

_PLACE = f"/{FEED}"
_ASKS, _COPIES = b"if-none-match", b"cdn-loop"


class Pages(App[Request, Response]):
    """The framework's application; but whoever has the newest feed of a group is answered 304 before it."""

    def __init__(self, context: Context, watch: FeedWatch) -> None:
        super().__init__()
        self._watch = watch
        self._store, self._gate, self._clock, self._url = context.store, context.gate, context.clock, context.public_url

    async def __call__(self, scope: dict[str, Any], receive: Any, send: Any) -> None:  # type: ignore[override]
        if scope["path"].endswith(_PLACE) and scope["method"] == "GET":
            headers = dict(scope["headers"])
            if _ASKS in headers and _COPIES not in headers and (etag := await self._known(scope["path"], headers)):
                await send({"type": "http.response.start", "status": 304, "headers": write.validators(etag)})
                await send({"type": "http.response.body"})
                return
        await super().__call__(scope, receive, send)

    async def _known(self, path: str, headers: Mapping[bytes, bytes]) -> str | None:
        """The ETag of what the client has and is the newest; None for everything that the framework has to answer."""
        prokey = path[1 : -len(_PLACE)]
        try:
            found = await self._gate.whose(prokey) if read.is_prokey(prokey) else None
            if found is None or found[1] != "group":
                return None
            state = await self._store.glance(
                feed_state, visitor(found[0]), Asked(FeedKind.GROUP, self._url, "", prokey)
            )
        except (Refused, Unavailable):
            return None
        packed = write.packed(state.etag)
        if not read.lists(headers[_ASKS].decode("latin-1"), state.etag, packed):
            return None
        follower = found[0], FeedKind.GROUP, state.subject, client_of(headers.get(b"user-agent", b"").decode("latin-1"))
        self._watch.note(follower, state.etag, self._clock.now(), unchanged=True)
        return packed if read.packs(headers.get(b"accept-encoding", b"").decode("latin-1")) else state.etag
