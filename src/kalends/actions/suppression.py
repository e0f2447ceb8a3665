"""Addresses that get no letters: what operators and reports of failures do about them."""

from collections.abc import Sequence
from datetime import datetime

from msgspec.structs import replace

from kalends.actions.ports import Read, Tx
from kalends.domain import limits, text
from kalends.domain.access import Actor, check_administers
from kalends.domain.errors import not_found
from kalends.domain.letter import LetterState, Posted, Suppression


async def list_suppressions(read: Read, actor: Actor) -> list[Suppression]:
    """The latest first. For administrators."""
    check_administers(actor)
    return await read.suppressions(limits.ADMINISTRATION_LIST)


async def list_letters(read: Read, actor: Actor, states: Sequence[LetterState]) -> list[Posted]:
    """Those in one of these states, or all, the newest first. For administrators."""
    check_administers(actor)
    return await read.letters(states, limits.ADMINISTRATION_LIST)


async def allow_address(tx: Tx, actor: Actor, mail: str) -> None:
    """Send everything to it again. Raises INVALID for what is no address, NOT_FOUND for one that gets everything."""
    check_administers(actor)
    if not await tx.allow(text.mail_address(mail, "mail")):
        raise not_found("nothing is kept from this address")


async def note_bounce(tx: Tx, actor: Actor, number: int, mail: str | None, status: str, *, now: datetime) -> str | None:
    """A letter came back for good: its address gets no more. The address; None where it is no letter to `mail`.

    mail: as the report names it, None where it does not.
    """
    check_administers(actor)
    posted = await tx.letter_for_update(number)
    if posted is None or (mail is not None and not _same(mail, posted.letter.to)):
        return None
    await tx.mark_letter(replace(posted, state=LetterState.SUPPRESSED, error=f"came back: {status}"[: limits.NAME]))
    await tx.suppress(posted.letter.to, None, "bounced", now)
    return posted.letter.to


async def note_complaint(tx: Tx, actor: Actor, number: int, *, now: datetime) -> str | None:
    """Whoever got this letter calls it spam: they get no more. Their address; None where there is no such letter."""
    check_administers(actor)
    posted = await tx.letter_for_update(number)
    if posted is None:
        return None
    await tx.suppress(posted.letter.to, None, "complained", now)
    return posted.letter.to


def _same(one: str, other: str) -> bool:
    return text.mail_norm(one) == text.mail_norm(other)
