"""Addresses that put an event into somebody's calendar, or subscribe them to a group's feed (reference §3.1, §4)."""

import re

from falcon.asgi import Request, Response

from kalends.actions.link import LinkChoice, linked_event, linked_group
from kalends.calendar.links import Service, subscription
from kalends.domain.errors import not_found
from kalends.pages import link_view, read, write
from kalends.pages.resource import Resource, Routes

_INDEX = re.compile(r"[0-9]{1,4}", re.ASCII)
_SEEN = "User-Agent, Accept-Language"  # what an answer depends on


class EventLinks(Resource):
    """GET /{prokey}/o/{service}: a redirect to a provider's form, filled in; or the calendar file.

    ?sub-event: one of several dates, counted by start from 0; ?o: one meeting; ?customvar: JSON for placeholders.
    ?attendee is let pass and put nowhere: no provider's address takes one, and no published file has one (RFC 5545
    §3.8.4.1).
    """

    async def on_get(self, req: Request, resp: Response, prokey: str, service: str) -> None:
        kind = _service(service)
        actor, _ = await self.whose(prokey, "event")
        visit = self.visit(req)
        linked = await self.store.read(linked_event, actor, prokey, _choice(req), self.url, now=visit.now)
        if not kind.is_file:
            return _redirect(resp, link_view.address_of(linked, kind, visit.device, visit.language.text))
        body = link_view.file_of(linked)
        etag = write.etag_of(body)
        return write.unchanged(resp, etag) if read.knows(req, etag) else write.calendar(resp, body, etag, linked.name)


class GroupLinks(Resource):
    """GET /{prokey}/s/{service}: a redirect that subscribes to the group's feed.

    Yahoo is subscribed by hand: its visitors are sent to the group's page, where the address to paste stands. Teams
    cannot subscribe.
    """

    async def on_get(self, _req: Request, resp: Response, prokey: str, service: str) -> None:
        kind = _service(service)
        actor, _ = await self.whose(prokey, "group")
        group = await self.store.read(linked_group, actor, prokey)
        page = f"{self.url}/{prokey}"
        target = subscription(kind, f"{page}/calendar.ics", group.name)
        if target is None and kind is not Service.YAHOO:
            raise not_found()
        _redirect(resp, target or page)


def _service(name: str) -> Service:
    try:
        return Service(name)
    except ValueError:
        raise not_found() from None


def _choice(req: Request) -> LinkChoice:
    """Raises NOT_FOUND for what counts nothing, INVALID for placeholders that are no JSON object of texts."""
    index = req.get_param("sub-event")
    if index is not None and not _INDEX.fullmatch(index):
        raise not_found()
    return LinkChoice(None if index is None else int(index), read.meeting_number(req), read.placeholders(req))


def _redirect(resp: Response, target: str) -> None:
    """To an address of ours to choose: nothing of the host ever comes from the request."""
    resp.status = "302"
    resp.set_headers({"Location": target, "Cache-Control": "no-cache", "Vary": _SEEN})


ROUTES: Routes = [("/{prokey}/o/{service}", EventLinks, None), ("/{prokey}/s/{service}", GroupLinks, None)]
"""Types that no calendar has are not found, like everything else that is not there."""
