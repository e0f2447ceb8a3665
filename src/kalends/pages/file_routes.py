"""Calendar files and feeds."""

from falcon.asgi import Request, Response

from kalends.actions.calendar_file import group_calendar, public_file
from kalends.domain.errors import not_found
from kalends.pages import read, write
from kalends.pages.resource import Resource, Routes


class Calendars(Resource):
    """GET /{prokey}/{file}: a calendar file of an event, or the feed of a group."""

    async def on_get(self, req: Request, resp: Response, prokey: str, file: str) -> None:
        actor, kind = await self.whose(prokey, "event", "group")
        if kind == "event":
            found = await self.store.read(public_file, actor, prokey, file, self.url, now=self.clock.now())
            body = found.body.encode()
            etag = write.etag_of(body)
            known = read.known_etags(req)
            return write.unchanged(resp, etag) if known & {etag, "*"} else write.calendar(resp, body, etag, file)
        if file != "calendar.ics":
            raise not_found()
        feed = await self.store.read_long(group_calendar, actor, prokey, self.url, read.known_etags(req))
        if feed.body is None:
            return write.unchanged(resp, feed.etag)
        return write.calendar(resp, feed.body, feed.etag, file)


ROUTES: Routes = [("/{prokey}/{file}", Calendars, None)]
