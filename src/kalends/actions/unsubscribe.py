"""No more letters of a kind, as whoever has one of them asks by the address in it."""

from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.ports import Read, Tx
from kalends.domain.access import Actor
from kalends.domain.errors import not_found
from kalends.domain.letter import SUBSCRIBED, LetterKind


class Subscribed(Struct, frozen=True):
    """What a letter is one of. site: the organization's name. language: the letter's own.

    stopped: no more of them go to this address, as was asked for. bounced: nothing does, since it was out of reach.
    """

    kind: LetterKind
    mail: str
    site: str
    language: str | None
    stopped: bool = False
    bounced: bool = False


async def subscribed(read: Read, _actor: Actor, number: int) -> Subscribed:
    """What the letter of this number can be unsubscribed from. Raises NOT_FOUND, also for what nobody subscribes to.

    Whoever calls has made sure that the asker has the letter.
    """
    posted = await read.letter(number)
    if posted is None or posted.letter.kind not in SUBSCRIBED:
        raise not_found()
    letter, site = posted.letter, (await read.organization()).name
    by = await read.suppressed_by(letter.to, letter.kind)
    return Subscribed(letter.kind, letter.to, site, letter.language, letter.kind in by, None in by)


async def unsubscribe(tx: Tx, actor: Actor, number: int, *, now: datetime) -> Subscribed:
    """No more letters of its kind to its address, those that wait included. Doing it twice changes nothing.

    Raises as `subscribed`.
    """
    found = await subscribed(tx, actor, number)
    await tx.suppress(found.mail, found.kind, "asked", now)
    return replace(found, stopped=True)
