"""/v1/event/:prokey/occurrence/…, …/skipped, …/split: single meetings of an event, which the vendor does not offer."""

from falcon.asgi import Request, Response

from kalends.actions.event import show_event
from kalends.actions.meeting import revise_occurrence
from kalends.actions.series import leave_out, list_event_meetings, show_event_meeting, split_event
from kalends.dialects.addtocalendarpro import occurrence_read, occurrence_write, query, read
from kalends.dialects.addtocalendarpro.careful import Careful
from kalends.dialects.addtocalendarpro.eras import era
from kalends.dialects.addtocalendarpro.write import answer
from kalends.dialects.context import Context
from kalends.domain.event import Event


class Occurrences:
    """The meetings of an event."""

    def __init__(self, context: Context) -> None:
        self.store, self.clock = context.store, context.clock

    async def on_get_all(self, req: Request, resp: Response, prokey: str) -> None:
        """GET …/occurrence/all, with `from`, `to` and `page` as for events."""
        wanted = query.meetings_of(req, prokey, self.clock.now())
        meetings = await self.store.read_long(list_event_meetings, req.context.actor, wanted)
        answer(resp, [occurrence_write.meeting(it) for it in meetings])

    async def on_get_one(self, req: Request, resp: Response, prokey: str, number: str) -> None:
        """GET …/occurrence/:id"""
        key, found = query.prokey(prokey), query.number(number)
        answer(resp, occurrence_write.meeting(await self.store.read(show_event_meeting, req.context.actor, key, found)))

    async def on_patch_one(self, req: Request, resp: Response, prokey: str, number: str) -> None:
        """PATCH, PUT …/occurrence/:id: move, rename, cancel or restore it alone."""
        patch = occurrence_read.meeting_patch(await read.body(req))
        key, found = query.prokey(prokey), query.number(number)
        await self.store.write(revise_occurrence, req.context.actor, key, found, patch, now=self.clock.now())
        answer(resp, era(req).done("updated", "id", str(found)))

    on_head_all, on_head_one = on_get_all, on_get_one
    on_put_one = on_patch_one


class Skipped:
    """The days that a series leaves out."""

    def __init__(self, context: Context) -> None:
        self.store, self.clock = context.store, context.clock

    async def on_get(self, req: Request, resp: Response, prokey: str) -> None:
        """GET …/skipped"""
        answer(
            resp, occurrence_write.left_out(await self.store.read(show_event, req.context.actor, query.prokey(prokey)))
        )

    async def on_put(self, req: Request, resp: Response, prokey: str) -> None:
        """PUT …/skipped: all of them; what is no longer named comes back."""
        exdate, key = occurrence_read.left_out(await read.body(req)), query.prokey(prokey)
        await self.store.write(leave_out, req.context.actor, key, exdate, now=self.clock.now())
        answer(resp, era(req).done("updated", "prokey", key))

    on_head = on_get


class Split(Careful):
    """A series cut in two."""

    async def on_post(self, req: Request, resp: Response, prokey: str) -> None:
        """POST …/split: this meeting and all that follow become an event of their own, changed as asked."""
        first, patch = occurrence_read.split(await read.body(req))
        key = query.prokey(prokey)
        made = await self.make(req, resp, _prokey, split_event, key, first, patch, now=self.clock.now())
        answer(resp, era(req).done("created", "prokey", made), 201)


def _prokey(made: Event) -> str:
    return made.prokey
