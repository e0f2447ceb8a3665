"""What becomes of answers by themselves: seats are given up and given on, and news goes to who has answered."""

from datetime import datetime

from kalends.actions.notice import Notice, noticed, tell_answerers
from kalends.actions.personal_link import AskedLink, send_link
from kalends.actions.waiting import events_waiting, group_waiting, lapse, promote_waiting
from kalends.jobs.worker import Errand


async def pending(errand: Errand) -> None:
    """An answer whose address was not confirmed in time."""
    payload = errand.job.payload
    await errand.do(lapse, int(payload["event"]), str(payload["answer"]), now=errand.clock.now())


async def waiting(errand: Errand) -> None:
    """Free seats of an event, or of all events with a form or in a group, for those who wait."""
    payload = errand.job.payload
    if "event" in payload:
        return await errand.repeat(promote_waiting, int(payload["event"]), now=errand.clock.now())
    after, by_form = 0, "form" in payload
    some, of = (events_waiting, int(payload["form"])) if by_form else (group_waiting, int(payload["group"]))
    while events := await errand.do(some, of, after):
        for event in events:
            await errand.repeat(promote_waiting, event, now=errand.clock.now())
            await errand.hold()
        after = events[-1]
    return None


async def link(errand: Errand) -> None:
    """Somebody wants to go back to their answer, if there is one."""
    payload = errand.job.payload
    asked = AskedLink(str(payload["mail"]), str(payload["language"]), datetime.fromisoformat(str(payload["at"])))
    await errand.do(send_link, int(payload["event"]), asked, now=errand.clock.now())


async def notice(errand: Errand) -> None:
    """A change of an event, for those who have answered it."""
    await tell_all(errand, noticed(errand.job))


async def tell_all(errand: Errand, told: Notice) -> None:
    """Slice after slice."""
    after: int | None = 0
    while after is not None:
        after = await errand.do(tell_answerers, errand.job, told, after, now=errand.clock.now())
        await errand.hold()
