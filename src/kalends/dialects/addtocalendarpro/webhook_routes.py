"""/v1/webhook (reference §1.14), and our extensions: what it was told, once more, a test, another secret."""

from collections.abc import Callable
from typing import Any

from falcon.asgi import Request, Response

from kalends.actions.webhook import (
    create_webhook,
    delete_webhook,
    latest_webhook,
    list_deliveries,
    list_webhooks,
    replay_delivery,
    revise_webhook,
    rotate_secret,
    send_sample,
    show_webhook,
)
from kalends.dialects.addtocalendarpro import query, read, webhook_write
from kalends.dialects.addtocalendarpro.careful import Careful
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.webhook_read import webhook_patch
from kalends.dialects.addtocalendarpro.write import Deed, answer
from kalends.dialects.context import Context
from kalends.domain import limits
from kalends.domain.signature import shown_secret
from kalends.domain.webhook import Webhook, secret_name


class _Served(Careful):
    """What all of them need."""

    def __init__(self, context: Context) -> None:
        super().__init__(context)
        self.gate = context.gate

    def with_secret(self, req: Request, deed: Deed, made: str) -> dict[str, object]:
        """What a deed answers that makes a secret: the only time that it is shown. made: see `_made`."""
        number, _, name = made.partition(" ")
        done: Any = era(req).done(deed, "id", number)  # both eras answer an object
        return {**done, "secret": shown_secret(self.gate.derived(name))}


class Webhooks(_Served):
    """The organization's webhooks."""

    async def on_get_all(self, req: Request, resp: Response) -> None:
        """GET /v1/webhook/all"""
        actor, offset = req.context.actor, query.offset(req)
        webhooks = await self.store.read(list_webhooks, actor, limits.PAGE_V1, offset)
        answer(resp, webhook_write.listed(webhooks))

    async def on_get_latest(self, req: Request, resp: Response) -> None:
        """GET /v1/webhook/latest: the one made last."""
        answer(resp, webhook_write.webhook(await self.store.read(latest_webhook, req.context.actor)))

    async def on_get_one(self, req: Request, resp: Response, number: str) -> None:
        """GET /v1/webhook/:id"""
        webhook = await self.store.read(show_webhook, req.context.actor, query.number(number))
        answer(resp, webhook_write.webhook(webhook))

    async def on_post(self, req: Request, resp: Response) -> None:
        """POST /v1/webhook"""
        patch = webhook_patch(await read.body(req))
        made = await self.make(req, resp, _made(req), create_webhook, patch, now=self.clock.now())
        answer(resp, self.with_secret(req, "created", made), 201)

    async def on_patch_one(self, req: Request, resp: Response, number: str) -> None:
        """PATCH, PUT /v1/webhook/:id"""
        patch, found = webhook_patch(await read.body(req)), query.number(number)
        await self.store.write(revise_webhook, req.context.actor, found, patch, now=self.clock.now())
        answer(resp, era(req).done("updated", "id", str(found)))

    async def on_delete_one(self, req: Request, resp: Response, number: str) -> None:
        """DELETE /v1/webhook/:id"""
        found = query.number(number)
        await self.store.write(delete_webhook, req.context.actor, found, now=self.clock.now())
        answer(resp, era(req).done("deleted", "id", str(found)))

    on_head_all, on_head_latest, on_head_one = on_get_all, on_get_latest, on_get_one
    on_put_one = on_patch_one


class Deliveries(_Served):
    """What a webhook was told."""

    async def on_get(self, req: Request, resp: Response, number: str) -> None:
        """GET /v1/webhook/:id/deliveries: the newest first, PAGE_DELIVERIES a page."""
        offset = query.offset(req) // limits.PAGE_V1 * limits.PAGE_DELIVERIES
        found = await self.store.read(list_deliveries, req.context.actor, query.number(number), offset)
        answer(resp, [webhook_write.delivery(it) for it in found])

    on_head = on_get


class Replay(_Served):
    """Once more."""

    async def on_post(self, req: Request, resp: Response, number: str, delivery: str) -> None:
        """POST /v1/webhook/:id/deliveries/:delivery/replay"""
        found = query.number(number), query.number(delivery)
        again = await self.store.write(replay_delivery, req.context.actor, *found, now=self.clock.now())
        answer(resp, webhook_write.delivery(again))


class Secret(_Served):
    """A new one; the last one goes on signing for a day."""

    async def on_post(self, req: Request, resp: Response, number: str) -> None:
        """POST /v1/webhook/:id/secret"""
        found = query.number(number)
        made = await self.make(req, resp, _made(req), rotate_secret, found, now=self.clock.now())
        answer(resp, self.with_secret(req, "updated", made))


class Sample(_Served):
    """Something made up, sent as if it had happened."""

    async def on_post(self, req: Request, resp: Response, number: str) -> None:
        """POST /v1/webhook/:id/test"""
        found = query.number(number)
        sent = await self.store.write(send_sample, req.context.actor, found, now=self.clock.now())
        answer(resp, webhook_write.delivery(sent), 201)


def _made(req: Request) -> Callable[[Webhook], str]:
    """Its number, and what its secret is derived from, which is no secret itself."""
    return lambda webhook: f"{webhook.number} {secret_name(webhook, req.context.actor.organization)}"
