"""Taking out the rows of deleted events and groups."""

from datetime import timedelta

from kalends.actions.removal import letters_wait, remove_event_slice, remove_group_slice, tell_of_events
from kalends.domain.access import system
from kalends.jobs.worker import Again, Errand

_WHILE_LETTERS_WAIT = timedelta(minutes=1)


async def removal(errand: Errand) -> None:
    """Slice after slice, each in a transaction of its own, so that nobody waits long for it.

    Raises Again while letters still have to tell of it.
    """
    named = {name: int(number) for name, number in errand.job.payload.items()}
    if "group" in named:
        await errand.repeat(tell_of_events, named["group"], now=errand.clock.now())
    if await errand.store.read(letters_wait, system(errand.job.organization), **named):
        raise Again(errand.clock.now() + _WHILE_LETTERS_WAIT, "letters still have to tell of it")
    if "group" in named:
        await errand.repeat(remove_group_slice, named["group"])
    else:
        await errand.repeat(remove_event_slice, named["event"])
