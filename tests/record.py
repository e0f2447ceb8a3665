"""What is kept, as tests look at it: of whatever state, whoever may see it."""

from kalends.actions.ports import Read
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.answer import Answer


async def answers_of_event(read: Read, actor: Actor, prokey: str) -> list[Answer]:
    """Answers to the event and its meetings, in order of answering."""
    found = await read.event_by_prokey(prokey, actor.person)
    assert found is not None
    meetings = await read.meetings_of_event(found[0].number, None, limits.OCCURRENCES_PER_RULE)
    return await read.answers_for([it.number for it in meetings], [found[0].number])
