"""Who follows a group's calendar, for an organiser who wonders why a change is not seen."""

from falcon.asgi import Request, Response
from msgspec.structs import asdict

from kalends.actions.feed import FeedReport, feed_report, holds_newest
from kalends.calendar import zones
from kalends.domain.feed import FeedClient, Poll
from kalends.pages import moment
from kalends.pages.date_line import View
from kalends.pages.group_view import group_links
from kalends.pages.moment import Moment
from kalends.pages.resource import Resource, Routes
from kalends.pages.visit import Visit


class Followers(Resource):
    """GET /{prokey}/feed: which families of calendar programs fetched the group's feed, when, and which version."""

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        actor, _ = await self.whose(prokey, "group")
        visit = self.visit(req)
        report = await self.store.read(feed_report, actor, prokey, self.url)
        self.writer.page(
            resp,
            "feed.html",
            language=visit.language,
            group=group_links(report.group, visit),
            feeds=asdict(visit.language.feeds),
            polls=[_poll(it, report, visit) for it in report.polls],
            here=f"{visit.root}/{prokey}/feed",
        )


def _poll(it: Poll, report: FeedReport, visit: Visit) -> View:
    words = visit.language.feeds
    names = {FeedClient.BROWSER: words.browser, FeedClient.OTHER: words.other}
    return {
        "program": names.get(it.client, it.client.value),
        "has_newest": holds_newest(it, report.etag),
        **moment.view(Moment(it.last_at, it.last_at, report.zone or zones.GMT, all_day=False), visit.language),
    }


ROUTES: Routes = [("/{prokey}/feed", Followers, None)]
