"""/v1/group (seed 000; reference §1.6)."""

from falcon.asgi import Request, Response

from kalends.actions.group import (
    create_group,
    delete_group,
    latest_group,
    list_groups,
    revise_group,
    show_group,
)
from kalends.dialects.addtocalendarpro import group_write, query, read
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context
from kalends.domain import limits


class Groups:
    """Groups that the key may see."""

    def __init__(self, context: Context) -> None:
        self.store, self.clock = context.store, context.clock

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
        answer(resp, era(req).group(view.group, view.events))

    async def on_post(self, req: Request, resp: Response) -> None:
        """POST /v1/group"""
        patch = era(req).new_group(await read.body(req))
        group = await self.store.write(create_group, req.context.actor, patch, now=self.clock.now())
        answer(resp, era(req).done("created", "prokey", group.prokey), 201)

    async def on_patch_one(self, req: Request, resp: Response, prokey: str) -> None:
        """PATCH, PUT /v1/group/:prokey"""
        patch, key = era(req).group_patch(await read.body(req)), query.prokey(prokey)
        await self.store.write(revise_group, req.context.actor, key, patch, now=self.clock.now())
        answer(resp, era(req).done("updated", "prokey", key))

    async def on_delete_one(self, req: Request, resp: Response, prokey: str) -> None:
        """DELETE /v1/group/:prokey, with all its events."""
        key = query.prokey(prokey)
        await self.store.write(delete_group, req.context.actor, key, now=self.clock.now())
        answer(resp, era(req).done("deleted", "prokey", key))

    on_head_all, on_head_latest, on_head_one = on_get_all, on_get_latest, on_get_one
    on_put_one = on_patch_one
