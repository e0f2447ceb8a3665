"""Deeds on a template and on what uses it at the same time: somebody may wait, nobody waits in vain."""

import asyncio
from typing import Any

import pytest

from kalends.actions.event import GroupChoice, create_event, revise_event, show_event
from kalends.actions.group import revise_group
from kalends.actions.template import create_template, delete_template, forget_template, revise_template
from kalends.domain import access, limits
from kalends.domain.errors import Kind, Refused
from kalends.domain.event import DatePatch, EventPatch
from kalends.domain.group import GroupPatch
from kalends.domain.template import TemplateKind, TemplatePatch
from tests.actions.conftest import Choir
from tests.builders import MONDAY, date, draft
from tests.databases import KINDS, SQLITE
from tests.loop import run

FORM, STYLE = TemplateKind.RSVP_FORM, TemplateKind.STYLE
EVENTS, ROUNDS = 4, 6


@pytest.fixture(scope="session", params=[kind for kind in KINDS if kind != SQLITE])
def kind(request: pytest.FixtureRequest) -> str:
    """SQLite does one deed after the other: there is no "at once"."""
    return str(request.param)


def made(choir: Choir, sort: TemplateKind) -> int:
    choices: dict[str, object] = {"options": ("ical",)} if sort is STYLE else {"seats_max": 1, "waiting_list": True}
    patch = TemplatePatch(name="Ours", choices=choices)
    return int(choir.write(create_template, choir.olga, sort, patch, now=MONDAY).number)


async def race(choir: Choir, form: int, style: int, prokeys: list[str]) -> list[object]:
    """What came of everything that can happen to two templates and their users; None where nothing was refused."""

    async def deed(it: Any, *told: Any, actor: Any = choir.olga, **more: Any) -> object:
        try:
            await choir.store.write(it, actor, *told, **more)
        except Refused as refused:
            return refused.kind
        return None

    async def erase(number: int) -> object:
        itself = access.system(choir.number)
        while await choir.store.write(forget_template, itself, number):
            pass
        return None

    deeds: list[Any] = []
    for turn in range(ROUNDS):
        for at, prokey in enumerate(prokeys):
            name = DatePatch(name=f"Named {turn} {at}")
            named = {"rsvp_block": form, "layout": style} if at % 2 else {"rsvp_block": None, "layout": None}
            patch = EventPatch(dates=(name,), **named)
            deeds.append(deed(revise_event, prokey, patch, now=MONDAY))
        group = GroupPatch(name=f"Choir {turn}", layout=style if turn % 2 else None)
        deeds.append(deed(revise_group, choir.group.prokey, group, now=MONDAY))
        more = TemplatePatch(choices={"seats_max": turn + 2})
        deeds.append(deed(revise_template, FORM, form, more, now=MONDAY))
        making = GroupChoice(prokey=choir.group.prokey), draft(rsvp=True, rsvp_block=form, layout=style)
        deeds.append(deed(create_event, *making, now=MONDAY))
    for sort, number in ((FORM, form), (STYLE, style)):
        deeds.append(deed(delete_template, sort, number, now=MONDAY))
        deeds.append(erase(number))
    return list(await asyncio.gather(*deeds))


def test_no_deed_fails_because_of_another(choir: Choir, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DEED_RETRIES", 0)  # none that would hide that two wait for each other
    monkeypatch.setattr(limits, "ROWS_PER_SLICE", 2)
    form, style = made(choir, FORM), made(choir, STYLE)
    prokeys = [choir.make(date(), rsvp=True, rsvp_block=form, layout=style).prokey for _ in range(EVENTS)]
    came = run(race(choir, form, style, prokeys))
    assert set(came) <= {None, Kind.INVALID, Kind.NOT_FOUND}
    assert came.count(None) > len(came) / 2
    for prokey in prokeys:
        event = choir.read(show_event, choir.olga, prokey)
        assert (event.rsvp_block, event.layout) == (None, None)
