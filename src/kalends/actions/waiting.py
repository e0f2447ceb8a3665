"""What happens to waiting lists and kept seats by themselves, and when an organiser changes a form."""

from datetime import datetime, timedelta

from kalends.actions.ports import Tx
from kalends.actions.seats import promote, promote_in, sitting
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.answer import PartStat, holds_seats

_KEPT = timedelta(seconds=limits.LAPSED_KEPT_S)


async def promote_waiting(tx: Tx, actor: Actor, event: int, *, now: datetime) -> bool:
    """Give the event's free seats to those who wait; True while more are to be seated at once."""
    check_administers(actor)
    await tx.lock_event(event)
    found = await tx.event_by_number(event, None)
    if found is None:
        return False
    seated = await promote_in(tx, found[0], found[1], now)
    if seated:
        await tx.touch_group(found[1].number)
    return seated > limits.PROMOTED_IN_DEED


async def events_waiting(tx: Tx, actor: Actor, form: int, after: int) -> list[int]:
    """A slice of the events that use this form and have a waiting list, by number, above `after`."""
    check_administers(actor)
    return await tx.events_waiting(form, after, limits.ROWS_PER_SLICE)


async def group_waiting(tx: Tx, actor: Actor, group: int, after: int) -> list[int]:
    """The same of the events in this group."""
    check_administers(actor)
    return await tx.events_waiting_in(group, after, limits.ROWS_PER_SLICE)


async def locked_waiting(tx: Tx, form: int) -> list[int]:
    """The first events that use this form and have a waiting list, locked in the order of their numbers.

    Before anything is written, as every deed locks its event before its group: so two deeds never hold each other.
    """
    events = await tx.events_waiting(form, 0, limits.EVENTS_PROMOTED_IN_DEED)
    for event in events:
        await tx.lock_event(event)
    return events


async def promote_by_form(tx: Tx, form: int, locked: list[int], now: datetime) -> None:
    """Seats that a changed form brings are given away in the same deed, in the events that were locked for it.

    A job looks at all of them once more: at the others, and for those who joined a list while this deed was going on.
    """
    for event in locked:
        found = await tx.event_by_number(event, None)
        if found is not None and await promote_in(tx, found[0], found[1], now):
            await tx.touch_group(found[1].number)
    await tx.add_job("waiting", f"form:{form}", {"form": form}, now)


async def lapse(tx: Tx, actor: Actor, event: int, answer: str, *, now: datetime) -> None:
    """Give up the seats of an answer that was not confirmed in time; some days later the answer goes too.

    Until then a late click takes seats anew. What was confirmed meanwhile, or answered anew, is left alone.
    """
    check_administers(actor)
    await tx.lock_event(event)
    found = await tx.answer_by_id(answer)
    if found is not None and found.event != event:  # its meeting went to a series split off
        event = found.event
        await tx.lock_event(event)
        found = await tx.answer_by_id(answer)
    if found is None or found.state is not PartStat.PENDING:
        return
    if found.pending_until is not None and found.pending_until > now:
        return
    if found.answered_at + _KEPT <= now:
        await tx.remove_answer(found.number)
    else:
        await tx.lapse_answer(found.number)
        due: dict[str, int | str] = {"event": event, "answer": answer}
        await tx.add_job("pending", f"answer:{answer}", due, found.answered_at + _KEPT)
    seen = await tx.event_by_number(event, None)
    if seen is not None and holds_seats(found):
        await promote(tx, await sitting(tx, seen[0], seen[1], now))
        await tx.touch_group(seen[1].number)
