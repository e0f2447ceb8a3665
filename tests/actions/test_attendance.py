"""Who came: written down by whoever leads the group, as often as they like."""

from typing import Any

import pytest

from kalends.actions.attendance import RollCall, call_roll, list_attendances
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.occurrence import meetings_of
from kalends.domain.access import system
from kalends.domain.errors import Kind, Refused
from kalends.domain.occurrence import Occurrence
from tests.builders import date, draft
from tests.cast import Friend, World


class Roll:
    """A meeting of the choir that is over, and its list."""

    def __init__(self, world: World) -> None:
        self.world = world
        choice, days = GroupChoice(prokey=world.choir.prokey), {"start_date": "2026-01-02", "end_date": "2026-01-02"}
        event = world.do(create_event, world.olga.acting(), choice, draft(date(**days)), now=world.clock.now()).event
        self.meeting: Occurrence = world.see(meetings_of, system(world.organization), event.number)[0]

    def call(self, who: Friend, **fields: Any) -> Occurrence:
        return self.world.do(call_roll, who.acting(), RollCall(meeting=self.meeting.public_id, **fields))

    def there(self) -> dict[str, bool]:
        found = self.world.see(list_attendances, self.world.olga.acting(), self.meeting.number, people=False)
        return {it.person.name: it.attended for it in found.attendances}


@pytest.fixture
def roll(world: World) -> Roll:
    return Roll(world)


def test_twice_is_once(roll: Roll) -> None:
    for _ in range(2):
        roll.call(roll.world.lena, present=(roll.world.mika.number,), visitors=2)
    assert roll.there() == {"Mika": True}


def test_it_can_be_corrected(roll: Roll) -> None:
    roll.call(roll.world.lena, present=(roll.world.mika.number,))
    roll.call(roll.world.lena, absent=(roll.world.mika.number,))
    assert roll.there() == {"Mika": False}


@pytest.mark.parametrize("visitors", [-1, 10**6])
def test_strangers_are_counted_from_nobody(roll: Roll, visitors: int) -> None:
    with pytest.raises(Refused) as refused:
        roll.call(roll.world.lena, present=(roll.world.mika.number,), visitors=visitors)
    assert (refused.value.kind, refused.value.field) == (Kind.INVALID, "visitors")
    assert roll.there() == {}


@pytest.mark.parametrize(("who", "why"), [("mika", Kind.NOT_ALLOWED), ("nadia", Kind.NOT_FOUND)])
def test_only_by_who_leads(roll: Roll, who: str, why: Kind) -> None:
    with pytest.raises(Refused) as refused:
        roll.call(getattr(roll.world, who), present=(roll.world.mika.number,))
    assert refused.value.kind is why
    assert roll.there() == {}
