"""The way back to an answer once more, for who has lost the mail that told it."""

from datetime import datetime
from hashlib import sha256

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.answer_letter import Occasion, write_letter
from kalends.actions.ports import Tx
from kalends.actions.public import public_event
from kalends.domain import access, text
from kalends.domain.access import Actor
from kalends.domain.answer import PartStat
from kalends.domain.letter import LetterKind

_JOB = "link"


class AskedLink(Struct, frozen=True):
    """Who wants to go back to their answer. language: two letters, or "". at: when they asked."""

    mail: str
    language: str
    at: datetime


async def ask_for_link(tx: Tx, _actor: Actor, prokey: str, mail: str, language: str | None, *, now: datetime) -> None:
    """Have whoever has answered mailed the way back to their answer; for all others nothing happens.

    A job finds out which: here as much is done for a stranger, so that the time it takes tells nothing (decision 4).
    Raises NOT_FOUND, and INVALID for what is no address.
    """
    event, _, _ = public_event(await tx.event_by_prokey(prokey, None))
    address = text.own_address(mail, "mail")
    due: dict[str, int | str] = {
        "event": event.number,
        "mail": address,
        "language": language or "",
        "at": now.isoformat(),
    }
    await tx.add_job(_JOB, _key(event.number, address), due, now)


async def send_link(tx: Tx, actor: Actor, event: int, link: AskedLink, *, now: datetime) -> None:
    """Mail the way back, once for each time it was asked for; nothing where nobody answered, or the event is gone.

    The job goes with this deed: an address that anybody may have written is not kept.
    """
    access.check_administers(actor)
    await tx.drop_job(_JOB, _key(event, link.mail))
    found, attendee = await tx.event_by_number(event, None), await tx.known_attendee(link.mail)
    present = [] if attendee is None else await tx.answers_of(attendee, event)
    if found is None or not present:
        return
    answer = replace(present[0], language=link.language or present[0].language)
    kind = LetterKind.CONFIRM if answer.state is PartStat.PENDING else LetterKind.PERSONAL_LINK
    await write_letter(tx, Occasion(kind, found[0], now, once=link.at), answer, unasked=True)


def _key(event: int, mail: str) -> str:
    return f"event:{event}:{sha256(text.mail_norm(mail).encode()).hexdigest()[:24]}"
