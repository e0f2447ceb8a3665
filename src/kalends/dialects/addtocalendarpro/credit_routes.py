"""/v1/credits: an extension; the vendor counts them, and shows them in its application only."""

from falcon.asgi import Request, Response

from kalends.actions.credits import show_credits
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context


class CreditCount:
    """What deeds have cost so far."""

    def __init__(self, context: Context) -> None:
        self.store = context.store

    async def on_get(self, req: Request, resp: Response) -> None:
        """GET /v1/credits; `granted` and `left` are null while no limit is set."""
        counted = await self.store.read(show_credits, req.context.actor)
        answer(resp, {
            "granted": counted.granted, "created": counted.created, "updated": counted.updated,
            "used": counted.used, "left": counted.left,
        })  # fmt: skip

    on_head = on_get
