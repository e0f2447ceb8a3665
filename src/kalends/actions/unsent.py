"""Letters that did not go out, or perhaps did not: sent again, or put aside, by hand."""

from datetime import datetime

from msgspec.structs import replace

from kalends.actions.letter import JOB, why_not_sent
from kalends.actions.ports import Read, Tx
from kalends.domain.access import Actor, check_administers
from kalends.domain.errors import Kind, Refused, not_found
from kalends.domain.letter import LetterState, Posted

_BIGGEST = 2**63 - 1  # that a database can be asked for
_OPEN = (LetterState.WAITING, LetterState.SENDING)
_WENT_WRONG = (LetterState.FAILED, LetterState.UNCERTAIN)
_WHY_NOT = {
    LetterState.WAITING: "it waits to be sent already",
    LetterState.SENDING: "it is being sent",
    LetterState.SENT: "it was sent",
    LetterState.SUPPRESSED: "its address gets none like it; `kalends mail suppressed` says why",
    LetterState.DROPPED: "what it was to tell holds no more",
}


async def has_letter(read: Read, actor: Actor, number: int) -> bool:
    """Is there a letter of this number?"""
    check_administers(actor)
    return 0 < number <= _BIGGEST and await read.letter(number) is not None


async def retry_letter(tx: Tx, actor: Actor, number: int, *, now: datetime) -> None:
    """Send one that failed, or perhaps did not arrive, now, as if never tried; one that nobody sends any more, too.

    Raises NOT_FOUND, and CONFLICT for every other one, and for one that would not go out: it says why.
    """
    posted = await _for_update(tx, actor, number)
    if posted.state not in _WENT_WRONG and not await _is_stranded(tx, posted):
        raise Refused(Kind.CONFLICT, _WHY_NOT[posted.state])
    if (unsent := await why_not_sent(tx, posted.letter, now)) is not None:
        raise Refused(Kind.CONFLICT, _WHY_NOT[unsent])
    await tx.mark_letter(replace(posted, state=LetterState.WAITING, tries=0, error=None))
    await tx.add_job(JOB, str(number), {"letter": number}, now)


async def discard_letter(tx: Tx, actor: Actor, number: int) -> None:
    """Do not send one that waits, failed, or perhaps did not arrive. Raises NOT_FOUND, CONFLICT for every other one."""
    posted = await _for_update(tx, actor, number)
    waits = posted.state is LetterState.WAITING or await _is_stranded(tx, posted)
    if posted.state not in _WENT_WRONG and not waits:
        raise Refused(Kind.CONFLICT, _WHY_NOT[posted.state])
    await tx.mark_letter(replace(posted, state=LetterState.DROPPED))
    await tx.drop_job(JOB, str(number))


async def _for_update(tx: Tx, actor: Actor, number: int) -> Posted:
    check_administers(actor)
    posted = await tx.letter_for_update(number) if 0 < number <= _BIGGEST else None
    if posted is None:
        raise not_found("there is no such letter")
    return posted


async def _is_stranded(tx: Tx, posted: Posted) -> bool:
    """Is it to be sent, and nobody does, since its job was given up or discarded?"""
    return posted.state in _OPEN and await tx.unfinished_job(JOB, str(posted.number)) is None
