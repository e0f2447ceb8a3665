"""A worker that is killed again and again while it tells people of what was moved or deleted tells each of them once.

What they were to be told of is edited between, which is no news. News are sent once more where the mail server went
silent, so the mails on their way when it was killed may come twice; of none of the letters there are two.
PROVE_KILLS says how often it is killed.
"""

import asyncio
import random
import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from kalends.actions.event import GroupChoice, create_event, revise_event
from kalends.actions.group import create_group, delete_group
from kalends.actions.organization import create_organization
from kalends.actions.ports import Read, Tx
from kalends.domain import limits
from kalends.domain.access import Actor, CredentialKind, OrganizationRole
from kalends.domain.answer import EVENT_WIDE, Answer, PartStat
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.group import GroupPatch
from kalends.domain.letter import LetterKind, LetterState, Posted
from kalends.store.migrate import migrate
from kalends.store.nouns import TRANSACTIONS
from kalends.store.sql import Sql
from tests.databases import KINDS, SQLITE, Address
from tests.prove.test_reminders_killed import KILLED_AFTER_S, KILLS, LEASE_S, OURS, PATIENCE_S, Inbox, working
from tests.prove.test_reminders_killed import inbox as inbox  # noqa: PLC0414  a fixture

PEOPLE, EVENTS = 1_000, 100
SMALL = {"KALENDS_LIMIT_LETTERS_PER_SLICE": "1", "KALENDS_LIMIT_ROWS_PER_SLICE": "5"}
OLGA = Actor(1, CredentialKind.KEY, None, OrganizationRole.ADMINISTRATOR, name="Olga")
EVERYWHERE = "everywhere@example.org"
_LETTERS = Sql("SELECT COUNT(*) FROM letters WHERE organization_id = :o")
SETTLED = timedelta(minutes=5)


async def do(address: Address, deed: Any, *args: Any, **kwargs: Any) -> Any:
    """As Olga."""
    store = address.store(TRANSACTIONS)
    await store.open()
    try:
        return await store.write(deed, OLGA, *args, **kwargs)
    finally:
        await store.close()


async def letters(address: Address, kind: LetterKind) -> list[Posted]:
    async def view(read: Read, _actor: Actor) -> list[Posted]:
        return [it for it in await read.letters((), 10_000) if it.letter.kind is kind]

    store = address.store(TRANSACTIONS)
    await store.open()
    try:
        return await store.read(view, OURS)
    finally:
        await store.close()


def kill_again_and_again(address: Address, inbox: Inbox, between: Any) -> int:
    """Until nothing more comes; how often it was killed. between: what is done then."""
    killed = 0
    while killed < KILLS:
        with working(address, **SMALL):
            if not goes_on(address, inbox):
                break
            time.sleep(random.uniform(*KILLED_AFTER_S))
        killed += 1
        between(killed)
    with working(address, **SMALL):
        until = time.monotonic() + PATIENCE_S
        while inbox.wait_for_more(4 * LEASE_S):
            assert time.monotonic() < until
    return killed


def goes_on(address: Address, inbox: Inbox) -> bool:
    """Waits until a letter was written, or a mail came; False when none is or does."""

    async def written() -> int:
        store = address.store(TRANSACTIONS)
        await store.open(beside=True)
        try:
            return await store.read(_written, OURS)
        finally:
            await store.close()

    before, until = asyncio.run(written()) + inbox.mails.total(), time.monotonic() + 4 * LEASE_S
    while asyncio.run(written()) + inbox.mails.total() == before:
        if time.monotonic() > until:
            return False
    return True


async def _written(read: Any, _actor: Actor) -> int:
    return int((await read.all(_LETTERS))[0][0])


def check(found: list[Posted], mails: Counter[str], killed: int) -> None:
    """No letter was left, and beyond the letters only what was on its way when the worker was killed came twice."""
    assert {it.state for it in found} == {LetterState.SENT}
    written = Counter(it.letter.to for it in found)
    assert all(mails[to] >= count for to, count in written.items())
    assert mails.total() - len(found) <= killed * limits.MAIL_CONNECTIONS
    assert killed > 1  # there was a middle


@pytest.mark.parametrize("kind", [SQLITE, KINDS[-1]], indirect=True)
def test_everybody_is_told_once_that_an_event_was_moved(address: Address, inbox: Inbox) -> None:
    (event,) = prepared(address, 1, PEOPLE)
    move = EventPatch(dates=(DatePatch(place_told="Elsewhere"),))
    asyncio.run(do(address, revise_event, event.prokey, move, now=datetime.now(UTC) - SETTLED))
    written = []

    def edit(number: int) -> None:
        patch = EventPatch(dates=(DatePatch(description=f"Edited {number} times"),))
        asyncio.run(do(address, revise_event, event.prokey, patch, now=datetime.now(UTC)))
        written.append(len(asyncio.run(letters(address, LetterKind.EVENT_REVISED))))

    killed = kill_again_and_again(address, inbox, edit)
    found = asyncio.run(letters(address, LetterKind.EVENT_REVISED))
    assert len({it.letter.to for it in found}) == len(found) == PEOPLE
    assert min(written) < PEOPLE  # it died while it wrote them, too
    check(found, inbox.mails, killed)


@pytest.mark.parametrize("kind", [SQLITE, KINDS[-1]], indirect=True)
def test_of_a_deleted_group_everybody_is_told_once_for_each_event_they_come_to(address: Address, inbox: Inbox) -> None:
    events = prepared(address, EVENTS, PEOPLE // EVENTS)
    asyncio.run(do(address, delete_group, events[0].group_prokey, now=datetime.now(UTC)))
    killed = kill_again_and_again(address, inbox, lambda _: None)
    found = asyncio.run(letters(address, LetterKind.CANCELLED))
    assert len({(it.letter.event, it.letter.to) for it in found}) == len(found) == PEOPLE
    assert len([it for it in found if it.letter.to == EVERYWHERE]) == EVENTS
    check(found, inbox.mails, killed)


def prepared(address: Address, events: int, each: int) -> list[Event]:
    """A group's events, each of which so many come to, one of them to all."""

    async def founded() -> None:
        store = address.store(TRANSACTIONS)
        await store.open()
        await migrate(store)
        await store.write(create_organization, OURS, "Singers", "Europe/Berlin", now=datetime.now(UTC))
        await store.close()

    asyncio.run(founded())
    made: list[Event] = asyncio.run(do(address, season, events, each))
    return made


async def season(tx: Tx, actor: Actor, events: int, each: int) -> list[Event]:
    now = datetime.now(UTC)
    group = await create_group(tx, actor, GroupPatch(name="Season"), now=now)
    day = (now + timedelta(days=30)).date().isoformat()
    patch = EventPatch(dates=(DatePatch(name="Concert", start_date=day, start_time="19:00", end_time="21:00"),))
    choice = GroupChoice(prokey=group.prokey)
    made = [(await create_event(tx, actor, choice, patch, now=now)).event for _ in range(events)]
    for event in made:
        for mail in (EVERYWHERE, *(f"{event.number}-{other}@example.org" for other in range(each - 1))):
            attendee, _ = await tx.attendee_of_mail(mail, None)
            yes = Answer(tx.next_number(), tx.next_id(), event.number, EVENT_WIDE, PartStat.ACCEPTED, 1, now, now)
            await tx.put_answer(replace(yes, attendee=attendee))
    return made
