"""How many seats are taken, for anybody who has an event's address."""

from datetime import datetime

from kalends.actions.ports import Read
from kalends.actions.public import public_event
from kalends.domain.access import Actor
from kalends.domain.answer import room_for
from kalends.domain.errors import not_found


async def seats_taken(read: Read, _actor: Actor, prokey: str, *, now: datetime) -> int:
    """Seats that are taken or kept in the fullest coming meeting. Raises NOT_FOUND for an event without answers."""
    event, _, _ = public_event(await read.event_by_prokey(prokey, None))
    if not event.settings.rsvp:
        raise not_found()
    coming = [] if event.dynamic else await read.coming_meetings(event.number, now)
    return room_for(await read.seat_tallies(event.number, coming, 0), coming).taken
