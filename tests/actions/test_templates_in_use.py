"""A template and what refers to it: two deeds at once leave no reference to nothing."""

import asyncio
from typing import Any

import pytest

from kalends.actions.event import GroupChoice, create_event, show_event
from kalends.actions.template import create_template, delete_template
from kalends.domain.errors import Kind, Refused
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.store.nouns import Rows
from kalends.store.sqlite import SqliteStore
from kalends.store.transaction import Store
from tests.actions.conftest import Choir
from tests.builders import MONDAY, draft
from tests.loop import run

FORM = TemplateKind.RSVP_FORM
A_WHILE_S = 0.3  # longer than a deed that waits for nobody


@pytest.fixture
def at_once(database: Store[Rows], choir: Choir) -> Choir:
    if isinstance(database, SqliteStore):
        pytest.skip("SQLite does one deed after the other")
    return choir


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
    def test_a_template_that_goes_while_an_event_names_it_goes_from_the_event_too(self, at_once: Choir) -> None:
        number = form(at_once)
        choice = GroupChoice(prokey=at_once.group.prokey)
        making = create_event, (choice, draft(rsvp_block=number))
        made, deleted = run(_both(at_once, making, (delete_template, (FORM, number))))
        assert deleted is None
        assert at_once.read(show_event, at_once.olga, made.event.prokey).rsvp_block is None

    def test_an_event_cannot_name_a_template_that_is_going(self, at_once: Choir) -> None:
        number = form(at_once)
        choice = GroupChoice(prokey=at_once.group.prokey)
        making = create_event, (choice, draft(rsvp_block=number))
        deleted, made = run(_both(at_once, (delete_template, (FORM, number)), making))
        assert deleted is None
        assert isinstance(made, Refused)
        assert (made.kind, made.field) == (Kind.INVALID, "rsvp_block")
