"""What the giver of an answer is written."""

from datetime import datetime

from msgspec import Struct

from kalends.actions.letter import post
from kalends.actions.ports import Tx
from kalends.domain.answer import EVENT_WIDE, Answer
from kalends.domain.event import Event
from kalends.domain.letter import Letter, LetterKind, change_number


class Occasion(Struct, frozen=True):
    """Why a letter is written. once: one letter per kind, answer and this moment; None: the moment of answering."""

    kind: LetterKind
    event: Event
    now: datetime
    once: datetime | None = None


async def write_letter(tx: Tx, occasion: Occasion, answer: Answer, *, unasked: bool, gone: bool = False) -> None:
    """Tell who gave the answer, where an address of theirs is known.

    unasked: nobody has shown that the address is theirs, or anybody may have caused it. gone: the answer is there no
    more, and neither is a way back to it. `said` holds the answer as it is now: state, asked, amount, kept_until
    (ISO 8601, while its seats are kept for an address to be confirmed).
    """
    if answer.mail is None:
        return
    once = occasion.once or answer.answered_at
    letter = Letter(
        kind=occasion.kind,
        key=f"{answer.public_id}:{change_number(once)}",
        to=answer.mail,
        name=answer.name,
        language=answer.language,
        event=answer.event,
        occurrence=None if answer.occurrence == EVENT_WIDE else answer.occurrence,
        answer=None if gone else answer.public_id,
        said={
            "name": occasion.event.dates[0].name,
            "prokey": occasion.event.prokey,
            "state": answer.state.value,
            "asked": None if answer.asked is None else answer.asked.value,
            "amount": answer.amount,
            "kept_until": None if answer.pending_until is None else answer.pending_until.isoformat(),
        },
        unasked=unasked,
    )
    await post(tx, letter, now=occasion.now)
