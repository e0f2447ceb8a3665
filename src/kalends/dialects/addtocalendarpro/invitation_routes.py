"""/v1/event/:prokey/invitation: by mail, for calendar programs to answer, which the vendor does not offer."""

from falcon.asgi import Request, Response

from kalends.actions.invitation import invite
from kalends.dialects.addtocalendarpro import query
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context


class Invitations:
    """Invitations to an event."""

    def __init__(self, context: Context) -> None:
        self.store, self.clock = context.store, context.clock

    async def on_post(self, req: Request, resp: Response, prokey: str) -> None:
        """POST …/invitation: to the group's members and all who have answered; no body is needed."""
        invited = await invite(self.store, req.context.actor, query.prokey(prokey), now=self.clock.now())
        answer(resp, {"status": "success", "message": "invited", "invited": invited})
