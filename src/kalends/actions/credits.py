"""What deeds cost, and how much is left."""

from kalends.actions.ports import Read, Tx
from kalends.domain import credits as rules
from kalends.domain.access import Actor, CredentialKind, check_administers, check_reads
from kalends.domain.credits import Credits
from kalends.domain.errors import invalid


async def show_credits(read: Read, actor: Actor) -> Credits:
    """The organization's counter."""
    check_reads(actor)
    return await read.credits()


async def charge(tx: Tx, actor: Actor, *, created: int = 0, updated: int = 0) -> None:
    """Count a deed that succeeds; for API keys only (DESIGN §5). Raises EXHAUSTED, and then nothing is written."""
    if actor.kind is CredentialKind.KEY:
        await tx.save_credits(rules.after(await tx.credits_for_update(), created=created, updated=updated))


async def hold_credits(tx: Tx, actor: Actor) -> None:
    """Before a group is held by a deed that may `charge`: every such deed holds the credits before the group."""
    if actor.kind is CredentialKind.KEY:
        await tx.credits_for_update()


async def set_credits(tx: Tx, actor: Actor, granted: int | None) -> Credits:
    """Grant so many in all, those used included; None takes the limit away."""
    check_administers(actor)
    if granted is not None and not 0 <= granted < 2**53:
        raise invalid("credits are a whole number from 0", "granted")
    counted = await tx.credits_for_update()
    after = Credits(granted, counted.created, counted.updated)
    await tx.save_credits(after)
    return after
