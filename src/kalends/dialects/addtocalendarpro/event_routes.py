"""/v1/event (seed 001; reference §1.5)."""

from falcon.asgi import Request, Response

from kalends.actions.event import (
    Created,
    create_event,
    delete_event,
    hold_event,
    latest_event,
    list_events,
    revise_event,
    show_event,
)
from kalends.actions.ports import Tx
from kalends.dialects.addtocalendarpro import auth, event_write, query, read
from kalends.dialects.addtocalendarpro.careful import Careful, Held
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.write import answer, answer_tagged
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.errors import Kind, Refused


class Events(Careful):
    """Events of the groups that the key may see."""

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
        answer_tagged(resp, era(req).event(event))

    async def on_post(self, req: Request, resp: Response) -> None:
        """POST /v1/event"""
        group, patch = era(req).new_event(await read.body(req))
        made = await self.make(req, resp, _prokey, create_event, group, patch, now=self.clock.now())
        answer(resp, era(req).done("created", "prokey", made), 201)

    async def on_patch_one(self, req: Request, resp: Response, prokey: str) -> None:
        """PATCH, PUT /v1/event/:prokey"""
        patch, key = era(req).event_patch(await read.body(req)), query.prokey(prokey)
        await self.change(req, resp, _held(req, key), revise_event, key, patch, now=self.clock.now())
        answer(resp, era(req).done("updated", "prokey", key))

    async def on_delete_one(self, req: Request, resp: Response, prokey: str) -> None:
        """DELETE /v1/event/:prokey"""
        key = query.prokey(prokey)
        await self.change(req, resp, _held(req, key), delete_event, key, now=self.clock.now())
        answer(resp, era(req).done("deleted", "prokey", key))

    on_head_all, on_head_latest, on_head_one = on_get_all, on_get_latest, on_get_one
    on_put_one = on_patch_one


def _prokey(made: Created) -> str:
    return made.event.prokey


def _held(req: Request, key: str) -> Held:
    async def held(tx: Tx, actor: Actor) -> object:
        return era(req).event(await hold_event(tx, actor, key))

    return held
