"""Taking out the rows of deleted events and groups, once everybody was written to."""

from kalends.actions.notice import Notice, events_to_tell
from kalends.actions.removal import remove_event_slice, remove_group_slice, tell_of_events
from kalends.domain.letter import LetterKind
from kalends.jobs.answer import tell_all
from kalends.jobs.worker import Errand


async def removal(errand: Errand) -> None:
    """Slice after slice, each in a transaction of its own, so that nobody waits long for it."""
    payload = errand.job.payload
    by = int(payload.get("by", 0))
    if "group" in payload:
        await _tell_of_group(errand, int(payload["group"]), by)
        await errand.repeat(remove_group_slice, int(payload["group"]))
    else:
        await tell_all(errand, _goodbye(int(payload["event"]), by))
        await errand.repeat(remove_event_slice, int(payload["event"]))


async def _tell_of_group(errand: Errand, group: int, by: int) -> None:
    """People first: an event of which webhooks were told counts as deleted itself."""
    after = 0
    while events := await errand.do(events_to_tell, group, after):
        for event in events:
            await tell_all(errand, _goodbye(event, by))
        after = events[-1]
    await errand.repeat(tell_of_events, group, now=errand.clock.now())


def _goodbye(event: int, by: int) -> Notice:
    """Its letters hold all that they tell: when they are sent, nothing is left of the event."""
    return Notice(LetterKind.CANCELLED, event, by=by, gone=True)
