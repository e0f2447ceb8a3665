"""The same form again, from the same place: it is answered as it was the first time, while seats are kept for it.

Otherwise who loads a page anew, after they took the last seat, is told that it is taken. To look whether the address
keeps a seat would do as well, but tell everybody who asks for it in somebody's name that they signed up.
"""

from datetime import datetime, timedelta

from kalends.actions.ports import Tx
from kalends.domain import limits
from kalends.domain.repeatable import Repeatable

_VISITOR = 0
_KEPT = timedelta(seconds=limits.SEATS_KEPT_S)


async def remember_form(tx: Tx, form: Repeatable | None, now: datetime) -> None:
    """It was taken, and a mail is on its way. Sent again meanwhile, it is not remembered any longer."""
    if form is not None and not await is_remembered(tx, form, now):
        await tx.end_repeatable(_VISITOR, form, (now + _KEPT).isoformat())


async def is_remembered(tx: Tx, form: Repeatable | None, now: datetime) -> bool:
    """Was it taken a short while ago? Leaves a note of the question, which goes with the deed when that is refused."""
    earlier = None if form is None else await tx.begin_repeatable(_VISITOR, form)
    return earlier is not None and earlier.made is not None and now < datetime.fromisoformat(earlier.made)
