"""However many answer at once, an event of fifty seats takes fifty, on every database, and seats who waits in order."""

import asyncio
from datetime import timedelta
from typing import Any

from kalends.actions.answer import MailReply, Outcome, answer_by_mail, answers_of_event
from kalends.actions.personal import LinkReply, change_answer
from kalends.domain.access import visitor
from kalends.domain.answer import Answer, PartStat
from kalends.domain.errors import Refused
from kalends.store.sql import Sql
from tests.builders import TUESDAY
from tests.cast import World
from tests.loop import run

SEATS, VISITORS, AT_ONCE = 50, 1_000, 64
LATER = TUESDAY + timedelta(hours=1)
_PROMOTED = Sql("SELECT answer FROM letters WHERE organization_id = :o AND kind = 'promoted' ORDER BY number")


def concert(world: World, **choices: Any) -> str:
    block = {"name": "Fifty", "max": SEATS, **choices}
    form = world.post("/v1/rsvp-block", world.olga.by_key, json=block).json()["id"]
    body = {
        "event_group": world.choir.prokey, "rsvp": True, "rsvp_block": form,
        "dates": [{"name": "Concert", "startDate": "2026-03-02"}],
    }  # fmt: skip
    return str(world.post("/v1/event", world.olga.by_key, json=body).json()["prokey"])


def test_fifty_seats_are_fifty_answers(world: World) -> None:
    prokey = concert(world)
    assert run(_rush(world, prokey, VISITORS)).count(Outcome.TAKEN) == SEATS
    event = world.get(f"/v3/conversations/{world.choir.number}/events/show", world.olga.by_token,
                      params={"event_id": prokey.replace("-", "")}).json()["response"]["event"]  # fmt: skip
    assert event["going_count"] == SEATS


def test_everybody_else_waits_and_is_seated_in_order_and_written_once(world: World) -> None:
    prokey = concert(world, waitlist=True)
    outcomes = run(_rush(world, prokey, VISITORS))
    assert (outcomes.count(Outcome.TAKEN), outcomes.count(Outcome.WAITING)) == (SEATS, VISITORS - SEATS)
    before = answers(world, prokey)
    order = [it.public_id for it in sorted(before, key=lambda it: (it.waiting_since or TUESDAY, it.number))
             if it.state is PartStat.WAITLISTED]  # fmt: skip
    going = [it for it in before if it.state is PartStat.ACCEPTED]
    run(_storm(world, prokey, going))
    after = answers(world, prokey)
    seated = [it for it in after if it.state is PartStat.ACCEPTED]
    assert len(seated) == SEATS
    promoted = letters(world)
    assert len(promoted) == len(set(promoted))
    assert promoted == order[: len(promoted)]
    assert {it.public_id for it in seated} <= {it.public_id for it in going} | set(promoted)


def answers(world: World, prokey: str) -> list[Answer]:
    return world.see(answers_of_event, world.olga.acting(), prokey)


def letters(world: World) -> list[str]:
    async def view(read: Any, _actor: Any) -> list[str]:
        return [row[0] for row in await read.all(_PROMOTED)]

    return world.see(view, world.olga.acting())


async def _rush(world: World, prokey: str, visitors: int) -> list[Outcome | None]:
    gate = asyncio.Semaphore(AT_ONCE)

    async def answer(number: int) -> Outcome | None:
        reply = MailReply(prokey=prokey, mail=f"visitor{number}@example.org", state=PartStat.ACCEPTED)
        async with gate:
            try:
                return await world.store.write(answer_by_mail, visitor(world.organization), reply, now=TUESDAY)
            except Refused:
                return None

    return await asyncio.gather(*(answer(number) for number in range(visitors)))


async def _storm(world: World, prokey: str, going: list[Answer]) -> None:
    """Everybody who had a seat gives it up, wants it back, and gives it up, all at once (T162)."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def change(answer: Answer, state: PartStat) -> None:
        reply = LinkReply(prokey=prokey, answer=answer.public_id, state=state)
        async with gate:
            await world.store.write(change_answer, visitor(world.organization), reply, now=LATER)

    states = (PartStat.DECLINED, PartStat.ACCEPTED, PartStat.DECLINED)
    await asyncio.gather(*(change(answer, state) for answer in going for state in states))
