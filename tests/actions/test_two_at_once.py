"""A group that turns into one that is subscribed to, while somebody makes an event in it: one of both is refused.

Only PostgreSQL lets two deeds overlap.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any

import pytest

from kalends.actions.event import GroupChoice, create_event
from kalends.actions.group import revise_group
from kalends.actions.ports import Tx
from kalends.domain.access import Actor
from kalends.domain.errors import Refused
from kalends.domain.group import GroupPatch, Subscription
from kalends.store.sql import Sql
from tests.builders import TUESDAY, draft
from tests.cast import World
from tests.databases import KINDS, SQLITE

_WAITING = Sql("SELECT 0", postgres="SELECT COUNT(*) FROM pg_locks WHERE NOT granted")
_LOOKS = 10_000

Deed = Callable[[Tx, Actor], Awaitable[Any]]


@pytest.fixture(scope="session", params=[kind for kind in KINDS if kind != SQLITE])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


async def refusal_of_the_second(world: World, first: Deed, second: Deed) -> str | None:
    """The second deed begins when the first one is as good as done, and goes on when it is: what it is refused for."""
    begun: list[asyncio.Task[Any]] = []

    async def held(tx: Tx, actor: Actor) -> None:
        await first(tx, actor)
        begun.append(asyncio.ensure_future(world.store.write(second, actor)))
        for _ in range(_LOOKS):
            if begun[0].done() or (await world.store.lookup(_WAITING) or [0])[0]:
                break

    await world.store.write(held, world.olga.acting())
    with pytest.raises(Refused) as refused:
        await begun[0]
    return refused.value.field


class TestTwoAtOnce:
    async def test_an_event_is_judged_by_what_its_group_has_become(self, world: World) -> None:
        turned, made = _turns(world), _is_made(world)
        assert await refusal_of_the_second(world, turned, made) == "rsvp"

    async def test_a_group_is_judged_by_the_event_that_was_made_in_it(self, world: World) -> None:
        turned, made = _turns(world), _is_made(world)
        assert await refusal_of_the_second(world, made, turned) == "subscription"


def _turns(world: World) -> Deed:
    patch = GroupPatch(subscription=Subscription.CHILDREN)
    return lambda tx, actor: revise_group(tx, actor, world.choir.prokey, patch, now=TUESDAY)


def _is_made(world: World) -> Deed:
    choice = GroupChoice(prokey=world.choir.prokey)
    return lambda tx, actor: create_event(tx, actor, choice, draft(rsvp=True), now=TUESDAY)
