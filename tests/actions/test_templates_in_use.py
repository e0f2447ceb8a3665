"""A template and what refers to it: two deeds at once leave no reference to nothing."""

import asyncio
from typing import Any

import pytest

from kalends.actions.event import GroupChoice, create_event, show_event
from kalends.actions.template import create_template, delete_template, revise_template
from kalends.domain.errors import Kind, Refused
from kalends.domain.template import TemplateKind, TemplatePatch
from tests.actions.conftest import Choir
from tests.actions.hall import Hall
from tests.builders import MONDAY, draft
from tests.databases import KINDS, SQLITE
from tests.loop import run

FORM = TemplateKind.RSVP_FORM
A_WHILE_S = 0.3  # longer than a deed that waits for nobody


@pytest.fixture(scope="session", params=[kind for kind in KINDS if kind != SQLITE])
def kind(request: pytest.FixtureRequest) -> str:
    """SQLite does one deed after the other: there is no "at once"."""
    return str(request.param)


def form(choir: Choir) -> int:
    patch = TemplatePatch(name="Supper")
    return int(choir.write(create_template, choir.olga, FORM, patch, now=MONDAY).number)


async def _both(choir: Choir, first: Any, second: Any) -> tuple[Any, Any]:
    """What came of two deeds: (deed, arguments). The second begins when the first is done but not yet kept."""
    done, kept = asyncio.Event(), asyncio.Event()

    async def held(tx: Any, actor: Any) -> Any:
        result = await first[0](tx, actor, *first[1], now=MONDAY)
        done.set()
        await kept.wait()
        return result

    one = asyncio.create_task(choir.store.write(held, choir.olga))
    await asyncio.wait({asyncio.create_task(done.wait()), one}, return_when=asyncio.FIRST_COMPLETED)
    other = asyncio.create_task(choir.store.write(second[0], choir.olga, *second[1], now=MONDAY))
    await asyncio.wait({other}, timeout=A_WHILE_S)
    kept.set()
    came = await asyncio.gather(one, other, return_exceptions=True)
    return came[0], came[1]


class TestAtOnce:
    def test_a_template_that_goes_while_an_event_names_it_goes_from_the_event_too(self, choir: Choir) -> None:
        number = form(choir)
        choice = GroupChoice(prokey=choir.group.prokey)
        making = create_event, (choice, draft(rsvp_block=number))
        made, deleted = run(_both(choir, making, (delete_template, (FORM, number))))
        assert deleted is None
        assert choir.read(show_event, choir.olga, made.event.prokey).rsvp_block is None

    def test_an_event_cannot_name_a_template_that_is_going(self, choir: Choir) -> None:
        number = form(choir)
        choice = GroupChoice(prokey=choir.group.prokey)
        making = create_event, (choice, draft(rsvp_block=number))
        deleted, made = run(_both(choir, (delete_template, (FORM, number)), making))
        assert deleted is None
        assert isinstance(made, Refused)
        assert (made.kind, made.field) == (Kind.INVALID, "rsvp_block")

    def test_a_form_that_gets_more_seats_while_somebody_answers_lets_them_go_on(self, choir: Choir) -> None:
        """It waits for the event before it holds the event's group: else each would wait for the other."""
        hall, tried = Hall(choir), []
        for who in "abc":
            hall.comes(who)
        more = TemplatePatch(choices={"seats_max": 3})

        async def answered(tx: Any, _actor: Any) -> None:
            await tx.lock_event(hall.event.prokey)
            revised = asyncio.ensure_future(choir.store.write(changed, choir.olga))
            await asyncio.wait({revised}, timeout=A_WHILE_S)
            await tx.touch_group(choir.group.number)
            waits.append(revised)

        async def changed(tx: Any, actor: Any) -> None:
            tried.append(actor)
            await revise_template(tx, actor, FORM, hall.form, more, now=hall.now)

        waits: list[Any] = []
        run(choir.store.write(answered, choir.olga))
        run(waits[-1])
        assert (len(waits), len(tried)) == (1, 1)
        assert hall.states()["c"] == "accepted"
