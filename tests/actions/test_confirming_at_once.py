"""An answer to both parts of a split series is confirmed while its giver is at the later one: one deed waits."""

import asyncio
from typing import Any

import pytest

from kalends.actions.personal import Confirmation, LinkReply, change_answer, confirm_answer
from kalends.domain import limits
from kalends.domain.access import visitor
from kalends.domain.answer import fingerprint
from tests.actions.conftest import Choir
from tests.actions.hall import ACCEPTED, LATER, WEEKLY, Hall
from tests.builders import date
from tests.databases import KINDS, SQLITE
from tests.loop import run


@pytest.fixture(scope="session", params=[kind for kind in KINDS if kind != SQLITE])
def kind(request: pytest.FixtureRequest) -> str:
    """SQLite does one deed after the other: there is no "at once"."""
    return str(request.param)


class Watched:
    """What a deed asks of the store. asks_for_later: set when it wants to hold the later part."""

    def __init__(self, tx: Any, later: int, asks_for_later: asyncio.Event) -> None:
        self._tx, self._later, self._asks = tx, later, asks_for_later

    def __getattr__(self, name: str) -> Any:
        return getattr(self._tx, name)

    async def lock_event(self, event: int | str) -> None:
        if event == self._later:
            self._asks.set()
        await self._tx.lock_event(event)


def test_nobody_waits_in_vain(choir: Choir, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "DEED_RETRIES", 0)  # none that would hide that two wait for each other
    hall = Hall(choir, date(**LATER), mail_confirmed=True, rule=WEEKLY)
    hall.comes("vera")
    early, later = hall.event, hall.splits()
    own = hall.answers()["vera"]
    hall.event = later
    copy = hall.answers()["vera"]
    run(_at_once(hall, Confirmation(early.prokey, own.public_id, fingerprint(own)), copy.public_id))
    assert (hall.answers()["vera"].state, hall.answers()["vera"].amount) == (ACCEPTED, 2)
    hall.event = early
    assert (hall.answers()["vera"].state, hall.answers()["vera"].amount) == (ACCEPTED, 1)


async def _at_once(hall: Hall, given: Confirmation, copy: str) -> None:
    """Confirm what was said of the series, while its giver changes what it has become in the later part."""
    store, who, later = hall.choir.store, visitor(hall.choir.number), hall.event
    held, asks = asyncio.Event(), asyncio.Event()

    async def changing(tx: Any, actor: Any) -> None:
        await tx.lock_event(later.number)
        held.set()
        await asks.wait()
        reply = LinkReply(prokey=later.prokey, answer=copy, state=ACCEPTED, amount=2)
        await change_answer(tx, actor, reply, now=hall.now)

    async def confirming(tx: Any, actor: Any) -> None:
        await held.wait()
        await confirm_answer(Watched(tx, later.number, asks), actor, given, now=hall.now)

    await asyncio.gather(store.write(changing, who), store.write(confirming, who))
