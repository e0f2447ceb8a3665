"""Whose a public id is: remembered, within a bound, and never instead of asking whether the thing is still there."""

from uuid import UUID

import pytest

from kalends.actions.event import GroupChoice, create_event, delete_event
from kalends.actions.ports import Tx
from kalends.dialects.rates import Rates
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.event import Event
from kalends.domain.group import GroupPatch, new_group
from kalends.gate import DirectoryGate
from tests.builders import MONDAY, draft
from tests.cast import KEYRING, World
from tests.loop import run


def event(world: World) -> Event:
    choice = GroupChoice(prokey=world.choir.prokey)
    return world.do(create_event, world.olga.acting(), choice, draft(), now=world.clock.now()).event


async def _named(tx: Tx, _actor: Actor, prokey: str) -> None:
    await tx.add_group(new_group(tx.next_number(), prokey, GroupPatch(name="Altos"), MONDAY))


@pytest.fixture
def gate(world: World) -> DirectoryGate:
    return DirectoryGate(world.store, KEYRING, world.clock, Rates(limits.RATE_KEYS))


class TestWhose:
    def test_an_id_has_an_organization_and_a_kind(self, world: World, gate: DirectoryGate) -> None:
        for _ in range(2):
            assert run(gate.whose(world.choir.prokey)) == (world.organization, "group")
            assert run(gate.whose(world.theirs.group.prokey)) == (world.theirs.organization, "group")

    def test_that_nobody_has_it_is_not_remembered(self, world: World, gate: DirectoryGate) -> None:
        prokey = str(UUID(int=world.organization))
        assert run(gate.whose(prokey)) is None
        world.do(_named, world.olga.acting(), prokey)
        assert run(gate.whose(prokey)) == (world.organization, "group")

    def test_no_more_are_remembered_than_there_is_room_for(
        self, world: World, gate: DirectoryGate, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "PUBLIC_IDS_KNOWN", 2)
        prokeys = [event(world).prokey for _ in range(5)]
        for prokey in [*prokeys, *prokeys]:
            assert run(gate.whose(prokey)) == (world.organization, "event")
            assert len(gate._known) <= 2


def test_what_is_deleted_is_not_found_however_well_its_id_is_known(world: World) -> None:
    made = event(world)
    assert world.get(f"/{made.prokey}").status_code == 200
    world.do(delete_event, world.olga.acting(), made.prokey, now=world.clock.now())
    assert world.get(f"/{made.prokey}").status_code == 404
