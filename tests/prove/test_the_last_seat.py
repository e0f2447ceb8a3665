"""However many answer at once, an event of fifty seats takes fifty, on every database."""

import asyncio

from kalends.actions.answer import MailReply, answer_by_mail
from kalends.domain.access import visitor
from kalends.domain.answer import PartStat
from kalends.domain.errors import Refused
from tests.builders import TUESDAY
from tests.cast import World
from tests.loop import run

SEATS, VISITORS, AT_ONCE = 50, 1_000, 64


def test_fifty_seats_are_fifty_answers(world: World) -> None:
    form = world.post("/v1/rsvp-block", world.olga.by_key, json={"name": "Fifty", "max": SEATS}).json()["id"]
    body = {
        "event_group": world.choir.prokey, "rsvp": True, "rsvp_block": form,
        "dates": [{"name": "Concert", "startDate": "2026-03-02"}],
    }  # fmt: skip
    prokey = world.post("/v1/event", world.olga.by_key, json=body).json()["prokey"]
    assert run(_rush(world, prokey)) == SEATS
    event = world.get(f"/v3/conversations/{world.choir.number}/events/show", world.olga.by_token,
                      params={"event_id": prokey.replace("-", "")}).json()["response"]["event"]  # fmt: skip
    assert event["going_count"] == SEATS


async def _rush(world: World, prokey: str) -> int:
    gate = asyncio.Semaphore(AT_ONCE)

    async def answer(number: int) -> bool:
        reply = MailReply(prokey=prokey, mail=f"visitor{number}@example.org", state=PartStat.ACCEPTED)
        async with gate:
            try:
                await world.store.write(answer_by_mail, visitor(world.organization), reply, now=TUESDAY)
            except Refused:
                return False
            return True

    return sum(await asyncio.gather(*(answer(number) for number in range(VISITORS))))
