"""/v1/event (seed 001; reference §1.5)."""

from falcon.asgi import Request, Response

from kalends.actions.event import (
    create_event,
    delete_event,
    latest_event,
    list_events,
    revise_event,
    show_event,
)
from kalends.dialects.addtocalendarpro import auth, event_write, query, read
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context
from kalends.domain.access import CredentialKind
from kalends.domain.errors import Kind, Refused


class Events:
    """Events of the groups that the key may see."""

    def __init__(self, context: Context) -> None:
        self.store, self.clock = context.store, context.clock

    async def on_get_all(self, req: Request, resp: Response) -> None:
        """GET /v1/event/all; without a key only what a group shows to anyone, else as if nothing were there to see."""
        actor, now = req.context.actor, self.clock.now()
        try:
            wanted, dates = query.event_list(req, now), query.flag(req, "dates")
            events = await self.store.read(list_events, actor, wanted, now=now)
        except Refused as refused:
            if actor.kind is CredentialKind.VISITOR and refused.kind is Kind.NOT_FOUND:
                raise auth.no_key() from refused
            raise
        answer(resp, event_write.listed(events, dates=dates))

    async def on_get_latest(self, req: Request, resp: Response) -> None:
        """GET /v1/event/latest: the one made last."""
        event = await self.store.read(latest_event, req.context.actor)
        answer(resp, event_write.latest(event, era(req).event(event)))

    async def on_get_one(self, req: Request, resp: Response, prokey: str) -> None:
        """GET /v1/event/:prokey"""
        event = await self.store.read(show_event, req.context.actor, query.prokey(prokey))
        answer(resp, era(req).event(event))

    async def on_post(self, req: Request, resp: Response) -> None:
        """POST /v1/event"""
        group, patch = era(req).new_event(await read.body(req))
        made = await self.store.write(create_event, req.context.actor, group, patch, now=self.clock.now())
        answer(resp, era(req).done("created", "prokey", made.event.prokey), 201)

    async def on_patch_one(self, req: Request, resp: Response, prokey: str) -> None:
        """PATCH, PUT /v1/event/:prokey"""
        patch, key = era(req).event_patch(await read.body(req)), query.prokey(prokey)
        await self.store.write(revise_event, req.context.actor, key, patch, now=self.clock.now())
        answer(resp, era(req).done("updated", "prokey", key))

    async def on_delete_one(self, req: Request, resp: Response, prokey: str) -> None:
        """DELETE /v1/event/:prokey"""
        key = query.prokey(prokey)
        await self.store.write(delete_event, req.context.actor, key, now=self.clock.now())
        answer(resp, era(req).done("deleted", "prokey", key))

    on_head_all, on_head_latest, on_head_one = on_get_all, on_get_latest, on_get_one
    on_put_one = on_patch_one
