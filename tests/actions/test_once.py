"""A deed and the memory of it are written together, or neither is."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kalends.actions.careful import Done, once
from kalends.actions.group import create_group, list_groups
from kalends.actions.job import DAILY, keep_house, list_jobs
from kalends.actions.ports import Tx
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.group import GroupPatch
from kalends.domain.repeatable import Repeatable
from kalends.store.sql import Sql
from tests.builders import TUESDAY
from tests.cast import World

_KEPT = Sql("SELECT CAST(COUNT(*) AS BIGINT) FROM repeatables WHERE organization_id = :o")
ASKED = Repeatable("a", "0" * 64, TUESDAY)


class Outage(Exception):
    """What a deed is broken off by."""


async def altos(tx: Tx, actor: Actor) -> str:
    return (await create_group(tx, actor, GroupPatch(name="Altos"), now=TUESDAY)).prokey


async def altos_broken_off(tx: Tx, actor: Actor) -> str:
    await altos(tx, actor)
    raise Outage


def broken_off_at_the_end(_: str) -> str:
    raise Outage


def as_it_is(prokey: str) -> str:
    return prokey


def groups(world: World) -> int:
    return sum(it.name == "Altos" for it in world.see(list_groups, world.olga.acting(), 10, 0))


class TestADeedThatIsBrokenOff:
    @pytest.mark.parametrize(("made", "deed"), [(as_it_is, altos_broken_off), (broken_off_at_the_end, altos)])
    def test_leaves_nothing_behind_and_can_be_asked_for_again(self, world: World, made: Any, deed: Any) -> None:
        with pytest.raises(Outage):
            world.do(once(ASKED, made, deed), world.olga.acting())
        assert groups(world) == 0
        first = world.do(once(ASKED, as_it_is, altos), world.olga.acting())
        assert world.do(once(ASKED, as_it_is, altos), world.olga.acting()) == Done(first.made, again=True)
        assert (first.again, groups(world)) == (False, 1)


class TestTooMuchToForgetAtOnce:
    def test_is_forgotten_slice_by_slice(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "REPEATABLES_FORGOTTEN", 2)
        for number in range(5):
            asked = Repeatable(str(number), "0" * 64, TUESDAY + timedelta(minutes=number // 4))
            world.do(once(asked, as_it_is, altos), world.olga.acting())
        system, now = access.system(world.organization), TUESDAY + timedelta(seconds=limits.REPEATABLES_KEPT_S + 1)
        left = []
        for _ in range(3):
            world.do(keep_house, system, 0, now=now)
            left.append((kept(world), due(world, now)))
        assert left == [(3, True), (1, True), (1, False)]


def kept(world: World) -> int:
    async def view(read: Any, _actor: Actor) -> int:
        return int((await read.one(_KEPT))[0])

    return world.see(view, world.olga.acting())


def due(world: World, now: datetime) -> bool:
    """Is the next slice asked for at once?"""
    jobs = world.see(list_jobs, access.system(world.organization))
    return next(it.due_at for it in jobs if (it.kind, it.key) == ("horizon", DAILY)) <= now
