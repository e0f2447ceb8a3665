"""/v1/group (seed 000; reference §1.6)."""

from falcon.asgi import Request, Response

from kalends.actions.group import (
    create_group,
    delete_group,
    hold_group,
    latest_group,
    list_groups,
    revise_group,
    show_group,
)
from kalends.actions.ports import Tx
from kalends.dialects.addtocalendarpro import group_write, query, read
from kalends.dialects.addtocalendarpro.careful import Careful, Held
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.write import answer, answer_tagged
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.group import Group


class Groups(Careful):
    """Groups that the key may see."""

    async def on_get_all(self, req: Request, resp: Response) -> None:
        """GET /v1/group/all"""
        groups = await self.store.read(list_groups, req.context.actor, limits.PAGE_V1, query.offset(req))
        answer(resp, group_write.listed(groups))

    async def on_get_latest(self, req: Request, resp: Response) -> None:
        """GET /v1/group/latest: the one made last."""
        view = await self.store.read(latest_group, req.context.actor)
        answer(resp, group_write.latest(view.group, era(req).group(view.group, view.events)))

    async def on_get_one(self, req: Request, resp: Response, prokey: str) -> None:
        """GET /v1/group/:prokey"""
        view = await self.store.read(show_group, req.context.actor, query.prokey(prokey))
        answer_tagged(resp, era(req).group(view.group, view.events))

    async def on_post(self, req: Request, resp: Response) -> None:
        """POST /v1/group"""
        patch = era(req).new_group(await read.body(req))
        made = await self.make(req, resp, _prokey, create_group, patch, now=self.clock.now())
        answer(resp, era(req).done("created", "prokey", made), 201)

    async def on_patch_one(self, req: Request, resp: Response, prokey: str) -> None:
        """PATCH, PUT /v1/group/:prokey"""
        patch, key = era(req).group_patch(await read.body(req)), query.prokey(prokey)
        await self.change(req, resp, _held(req, key), revise_group, key, patch, now=self.clock.now())
        answer(resp, era(req).done("updated", "prokey", key))

    async def on_delete_one(self, req: Request, resp: Response, prokey: str) -> None:
        """DELETE /v1/group/:prokey, with all its events."""
        key = query.prokey(prokey)
        await self.change(req, resp, _held(req, key), delete_group, key, now=self.clock.now())
        answer(resp, era(req).done("deleted", "prokey", key))

    on_head_all, on_head_latest, on_head_one = on_get_all, on_get_latest, on_get_one
    on_put_one = on_patch_one


def _prokey(made: Group) -> str:
    return made.prokey


def _held(req: Request, key: str) -> Held:
    async def held(tx: Tx, actor: Actor) -> object:
        view = await hold_group(tx, actor, key)
        return era(req).group(view.group, view.events)

    return held
