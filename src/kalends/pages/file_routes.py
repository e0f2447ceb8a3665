"""Calendar files and feeds."""

import asyncio
import gzip

from falcon.asgi import Request, Response

from kalends.actions.calendar_file import public_file
from kalends.actions.feed import Asked, feed, feed_state
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.feed import FeedKind, client_of
from kalends.pages import read, write
from kalends.pages.feed_watch import FeedWatch
from kalends.pages.resource import Resource, Routes
from kalends.pages.shelf import Shelf
from kalends.pages.write import Writer

FEED = "calendar.ics"
"""Where a group's feed is, behind its prokey."""
_GZIP_LEVEL = 6
_SECRET = {"person": CredentialKind.FEED, "organization": CredentialKind.ORGANIZATION_FEED}


class Calendars(Resource):
    """A file of an event; the feed of a group, of an organization, of a person."""

    def __init__(self, context: Context, writer: Writer) -> None:
        super().__init__(context, writer)
        self.shelf, self.watch = Shelf(limits.SHELF_BYTES), FeedWatch(context.store)

    async def on_get(self, req: Request, resp: Response, prokey: str, file: str) -> None:
        """GET /{prokey}/{file}: a calendar file of an event, or the feed of a group."""
        actor, kind = await self.whose(prokey, "event", "group")
        if kind == "event":
            return await self._file(req, resp, actor, prokey, file)
        if file != FEED:
            raise not_found()
        asked = Asked(FeedKind.GROUP, self.url, f"{self.url}/{prokey}/{FEED}", prokey, read.is_copier(req))
        return await self._feed(req, resp, actor, asked)

    async def on_get_secret(self, req: Request, resp: Response, whose: str, secret: str) -> None:
        """GET /feed/{whose}/{secret}.ics: at an address that only its owner knows, and can revoke."""
        if whose not in _SECRET:
            raise not_found()
        actor = await self._owner(_SECRET[whose], secret, req.remote_addr)
        address = f"{self.url}/feed/{whose}/{secret}.ics"
        asked = Asked(FeedKind(whose), self.url, address, by_copier=read.is_copier(req))
        await self._feed(req, resp, actor, asked)

    async def _owner(self, kind: CredentialKind, secret: str, peer: str) -> Actor:
        try:
            return await self.gate.identify(kind, secret, peer)
        except Refused as refused:
            raise not_found() if refused.kind is Kind.UNAUTHENTICATED else refused from refused

    async def _file(self, req: Request, resp: Response, actor: Actor, prokey: str, file: str) -> None:
        found = await self.store.read(public_file, actor, prokey, file, self.url, now=self.clock.now())
        body = found.body.encode()
        etag = write.etag_of(body)
        return write.unchanged(resp, etag) if read.knows(req, etag) else write.calendar(resp, body, etag, file)

    async def _feed(self, req: Request, resp: Response, actor: Actor, asked: Asked) -> None:
        look = self.store.glance if asked.kind is FeedKind.GROUP else self.store.read
        state = await look(feed_state, actor, asked)
        unchanged = read.knows(req, state.etag, write.packed(state.etag))
        follower = actor.organization, asked.kind, state.subject, client_of(req.user_agent)
        self.watch.note(follower, state.etag, self.clock.now(), unchanged=unchanged)
        is_packed = read.takes_gzip(req)
        resp.set_header("Vary", "Accept-Encoding")
        if unchanged:
            return write.unchanged(resp, write.packed(state.etag) if is_packed else state.etag)
        etag, body = await self._body(actor, asked, state.etag, packed=is_packed)
        if is_packed:
            resp.set_header("Content-Encoding", "gzip")
        return write.calendar(resp, body, etag, FEED)

    async def _body(self, actor: Actor, asked: Asked, etag: str, *, packed: bool) -> tuple[str, bytes]:
        """The bytes as they are sent, and their ETag: kept ones, or those of just now, which may be newer."""
        body = self.shelf.take((asked.address, etag, packed))
        if body is None:
            made = await self.store.read_long(feed, actor, asked, self.shelf)
            etag, body = made.etag, made.body
            if packed:
                body = await asyncio.to_thread(gzip.compress, body, _GZIP_LEVEL, mtime=0)
            self.shelf.put((asked.address, etag, packed), body)
        return write.packed(etag) if packed else etag, body


ROUTES: Routes = [
    ("/feed/{whose}/{secret}.ics", Calendars, "secret"),
    ("/{prokey}/{file}", Calendars, None),
]
