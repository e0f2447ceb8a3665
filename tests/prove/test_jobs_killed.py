"""A worker that is killed again and again in the middle of telling webhooks loses nothing.

What it may tell twice: the one thing per webhook that it was just telling when it was killed, and had not yet written
down as told (at-least-once, as Standard Webhooks asks; the id is the same, by which a receiver knows it).
PROVE_KILLS says how often it is killed.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import pytest

from kalends.actions.event import GroupChoice, create_event
from kalends.actions.group import create_group
from kalends.actions.organization import create_organization
from kalends.actions.ports import Tx
from kalends.actions.webhook import create_webhook
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.event import DatePatch, EventPatch
from kalends.domain.group import GroupPatch
from kalends.domain.webhook import Element, Trigger, WebhookPatch
from kalends.store.migrate import migrate
from kalends.store.nouns import TRANSACTIONS
from tests.databases import KINDS, SQLITE, Address
from tests.jobs.receiver import Receiver, receiving

KILLS = int(os.environ.get("PROVE_KILLS", "10"))
WEBHOOKS, EVENTS = 10, 100
LEASE_S = 8  # where other nodes may hold a job, this is waited for after each kill
LINGERING_S = 0.3  # until what a killed worker had sent off has come
PATIENCE_S = 120
OURS = access.system(1)


async def set_up(tx: Tx, actor: Actor, receiver: Receiver) -> str:
    now = datetime.now(UTC)
    await create_organization(tx, actor, "Singers", "Europe/Berlin", now=now)
    for number in range(WEBHOOKS):
        url = f"http://127.0.0.1:{receiver.port}/{number}"
        patch = WebhookPatch(name="Told", url=url, trigger=Trigger.CREATED, element=Element.EVENT)
        await create_webhook(tx, actor, patch, now=now)
    return (await create_group(tx, actor, GroupPatch(name="Choir"), now=now)).prokey


async def happen(address: Address, receiver: Receiver) -> None:
    store = address.store(TRANSACTIONS)
    await store.open()
    await migrate(store)
    group = await store.write(set_up, OURS, receiver)
    for number in range(EVENTS):
        patch = EventPatch(dates=(DatePatch(name=f"Rehearsal {number}", start_date="2027-01-05"),))
        await store.write(create_event, OURS, GroupChoice(prokey=group), patch, now=datetime.now(UTC))
    await store.close()


@contextmanager
def working(address: Address, receiver: Receiver) -> "Iterator[subprocess.Popen[bytes]]":
    """A worker that does not outlive the block."""
    given = {"KALENDS_OUTBOUND_ALLOW": f"127.0.0.1:{receiver.port}", "KALENDS_LIMIT_JOB_LEASE_S": str(LEASE_S)}
    command = [sys.executable, "-m", "kalends", "worker", "--data", str(address.data)]
    command += ["--database-url", address.url] if address.url else []
    with subprocess.Popen(command, env={**os.environ, **given}, stdout=subprocess.DEVNULL) as worker:
        try:
            yield worker
        finally:
            worker.send_signal(signal.SIGKILL)


async def hears(receiver: Receiver, count: int) -> None:
    """Wait until so many requests have come."""
    async with asyncio.timeout(PATIENCE_S):
        while len(receiver.heard) < count:
            receiver.came.clear()
            await receiver.came.wait()


def last_told(receiver: Receiver) -> set[str]:
    """Each webhook's last message so far: what a kill may have caught before it was written down."""
    return set({heard.path: heard.headers["webhook-id"] for heard in receiver.heard}.values())


@pytest.mark.parametrize("kind", [SQLITE, KINDS[-1]], indirect=True)
def test_a_worker_killed_again_and_again_loses_nothing_and_repeats_only_what_it_was_at(address: Address) -> None:
    kills = KILLS if address.url is None else max(KILLS // 5, 1)

    async def prove() -> tuple[Counter[str], set[str]]:
        caught: set[str] = set()
        async with receiving() as receiver:
            await happen(address, receiver)
            for kill in range(kills):
                aim = len(receiver.heard) + random.randint(1, WEBHOOKS * EVENTS // kills)
                with working(address, receiver):
                    await hears(receiver, min(aim, (kill + 1) * WEBHOOKS * EVENTS // kills))
                    await asyncio.sleep(random.uniform(0, 0.01))
                await asyncio.sleep(LINGERING_S)
                caught |= last_told(receiver)
            with working(address, receiver):
                await finished(receiver)
            return Counter(heard.headers["webhook-id"] for heard in receiver.heard), caught

    told, caught = asyncio.run(prove())
    assert len(told) == WEBHOOKS * EVENTS
    doubled = {message for message, count in told.items() if count > 1}
    assert doubled <= caught
    assert max(told.values()) <= kills + 1


async def finished(receiver: Receiver) -> None:
    """Every message has come at least once."""
    async with asyncio.timeout(PATIENCE_S):
        while len({heard.headers["webhook-id"] for heard in receiver.heard}) < WEBHOOKS * EVENTS:
            receiver.came.clear()
            await receiver.came.wait()
