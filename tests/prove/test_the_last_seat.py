"""However many answer at once, an event of fifty seats takes fifty, on every database, on one node and on three (T160).

Who waits is seated in order.
"""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from kalends.actions.answer import MailReply, Outcome, answer_by_mail
from kalends.actions.personal import LinkReply, change_answer
from kalends.domain.access import visitor
from kalends.domain.answer import Answer, PartStat
from kalends.domain.errors import Refused
from kalends.store.nouns import TRANSACTIONS, Rows
from kalends.store.sql import Sql
from kalends.store.transaction import Store
from tests.builders import TUESDAY
from tests.cast import World, make_cast
from tests.databases import SQLITE, Address, StandingClock
from tests.loop import run
from tests.record import answers_of_event

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


@pytest.mark.parametrize("nodes", [2, 3])
def test_nor_more_on_several_nodes(prepared: Address, kind: str, nodes: int) -> None:
    if kind == SQLITE:
        pytest.skip("SQLite is for one node")
    stores = [prepared.store(TRANSACTIONS) for _ in range(nodes)]
    for store in stores:
        run(store.open())
    try:
        clock = StandingClock()
        world = World(stores[0], run(make_cast(stores[0], clock)), clock)
        prokey = concert(world, waitlist=True)
        outcomes = run(_rush(world, prokey, VISITORS, *stores[1:]))
        assert (outcomes.count(Outcome.TAKEN), outcomes.count(Outcome.WAITING)) == (SEATS, VISITORS - SEATS)
        kept = answers(world, prokey)
        assert len({it.mail for it in kept}) == VISITORS
        assert sum(it.state is PartStat.ACCEPTED for it in kept) == SEATS
    finally:
        for store in stores:
            run(store.close())


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


async def _rush(world: World, prokey: str, visitors: int, *nodes: Store[Rows]) -> list[Outcome | None]:
    """nodes: further ones, which share the visitors with the world's."""
    stores = [world.store, *nodes]
    gate = asyncio.Semaphore(AT_ONCE)

    async def answer(number: int) -> Outcome | None:
        reply = MailReply(prokey=prokey, mail=f"visitor{number}@example.org", state=PartStat.ACCEPTED)
        async with gate:
            try:
                return await stores[number % len(stores)].write(
                    answer_by_mail, visitor(world.organization), reply, now=TUESDAY
                )
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
