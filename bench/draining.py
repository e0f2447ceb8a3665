"""How fast what waits is worked off: idle jobs, reminders, and webhooks beside the same requests without a database."""

import asyncio
import random
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime, timedelta

from bench.databases import Place
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.firing import KIND
from kalends.actions.group import create_group
from kalends.actions.mail_reminder import remind_by_mail
from kalends.actions.membership import add_member
from kalends.actions.organization import create_organization
from kalends.actions.person import add_person
from kalends.actions.ports import Tx
from kalends.actions.reminding import JOB as REMINDER
from kalends.actions.webhook import create_webhook
from kalends.clock import SystemClock
from kalends.dialects.addtocalendarpro.webhook_element import worded
from kalends.domain import access
from kalends.domain.access import Actor, OrganizationRole
from kalends.domain.answer import EVENT_WIDE, Answer, PartStat
from kalends.domain.event import DatePatch, EventPatch
from kalends.domain.group import GroupPatch, GroupRole
from kalends.domain.webhook import Element, Trigger, WebhookPatch
from kalends.gate import Keyring
from kalends.jobs.kinds import AT_ONCE
from kalends.jobs.reminder import reminder
from kalends.jobs.webhook import Composer, Webhooks
from kalends.jobs.worker import Errand, Handler, Worker
from kalends.net.client import Client, Request
from kalends.store.migrate import migrate
from kalends.store.nouns import TRANSACTIONS, Rows
from kalends.store.open import open_store
from kalends.store.transaction import Store

HEAD = ("drained", "database", "per second", "without a database", "ratio")
_RECEIVERS, _GROUPS = 20, 20
_OURS = access.system(1)


class _Counter:
    """Says when so much has happened."""

    def __init__(self, goal: int) -> None:
        self.goal, self.count, self.reached = goal, 0, asyncio.Event()

    def one(self) -> None:
        self.count += 1
        if self.count >= self.goal:
            self.reached.set()


async def drained(kind: str, place: Place, jobs: int, deliveries: int) -> list[tuple[str, ...]]:
    """Two lines. place: an empty database. deliveries: to 20 receivers, as many to each."""
    store = open_store(place.url, place.data, TRANSACTIONS, SystemClock(), random.SystemRandom())
    await store.open()
    await migrate(store)
    await store.write(create_organization, _OURS, "Bench", "Europe/Berlin", now=datetime.now(UTC))
    nothing = await _nothing(store, jobs)
    told, bare = await _webhooks(store, deliveries)
    spoken, written = await _reminders(store, jobs)
    await store.close()
    ratio, name = f"{told / bare:.2f}", f"{deliveries:,} deliveries to {_RECEIVERS} webhooks"
    return [
        (f"{jobs:,} jobs that do nothing", kind, f"{nothing:,.0f}", "", ""),
        (name, kind, f"{told:,.0f}", f"{bare:,.0f}", ratio),
        (f"{jobs:,} events in {_GROUPS} groups, one reminder in chat each", kind, f"{spoken:,.0f}", "", ""),
        (f"{jobs:,} people, one reminder by mail each, written", kind, f"{written:,.0f}", "", ""),
    ]


async def _nothing(store: Store[Rows], count: int) -> float:
    done = _Counter(count)

    async def handler(_: Errand) -> None:
        done.one()

    await store.write(_ask, _OURS, count)
    return await _worked_off(store, "nothing", handler, done)


async def _ask(tx: Tx, _: Actor, count: int) -> None:
    for number in range(count):
        await tx.add_job("nothing", str(number), {}, datetime.now(UTC))


async def _webhooks(store: Store[Rows], count: int) -> tuple[float, float]:
    """Per second: told by the worker, and sent by the client alone."""
    heard = _Counter(count)
    async with _receiver(heard) as port:
        url = f"http://127.0.0.1:{port}/"
        client = Client(frozenset({("127.0.0.1", port)}))
        await _happen(store, url, count // _RECEIVERS)
        keyring = Keyring(bytes(32))
        told = await _worked_off(store, KIND, Webhooks(client, Composer(worded, keyring.derived)), heard)
        began = time.perf_counter()
        await asyncio.gather(*(_sent(client, url, count // _RECEIVERS) for _ in range(_RECEIVERS)))
        return told, count / (time.perf_counter() - began)


async def _happen(store: Store[Rows], url: str, events: int) -> None:
    now = datetime.now(UTC)
    patch = WebhookPatch(name="Bench", url=url, trigger=Trigger.CREATED, element=Element.EVENT)
    for _ in range(_RECEIVERS):
        await store.write(create_webhook, _OURS, patch, now=now)
    group = GroupChoice(prokey=(await store.write(create_group, _OURS, GroupPatch(name="Bench"), now=now)).prokey)
    event = EventPatch(dates=(DatePatch(name="Rehearsal", start_date="2027-01-05"),))
    for _ in range(events):
        await store.write(create_event, _OURS, group, event, now=now)


async def _reminders(store: Store[Rows], count: int) -> tuple[float, float]:
    """Per second: events whose conversation was told, and letters that were written, for the mail server to take."""
    earlier = datetime.now(UTC) - timedelta(hours=2)  # what is overdue when it is asked for is not told at all
    groups = [await store.write(_conversation, _OURS, now=earlier) for _ in range(_GROUPS)]
    for number in range(count):
        await store.write(create_event, _OURS, groups[number % _GROUPS], _soon(3_600), now=earlier)
    spoken = _Counter(count)
    per_second = await _worked_off(store, REMINDER, _counting(reminder, spoken), spoken)
    event = (await store.write(create_event, _OURS, groups[0], _soon(), now=earlier)).event
    await store.write(_come, _OURS, event.number, count, now=earlier)
    await store.write(remind_by_mail, _OURS, event.prokey, (3_600,), now=earlier)
    return per_second, count * await _worked_off(store, REMINDER, _counting(reminder, done := _Counter(1)), done)


async def _conversation(tx: Tx, actor: Actor, *, now: datetime) -> GroupChoice:
    """A group of two."""
    group = await create_group(tx, actor, GroupPatch(name="Choir"), now=now)
    for name in ("Olga", "Mika"):
        person = await add_person(tx, actor, name, None, OrganizationRole.MEMBER, now=now)
        await add_member(tx, actor, group.prokey, person.number, GroupRole.MEMBER, now=now)
    return GroupChoice(prokey=group.prokey)


async def _come(tx: Tx, _: Actor, event: int, count: int, *, now: datetime) -> None:
    for number in range(count):
        attendee, _known = await tx.attendee_of_mail(f"{number}@example.org", None)
        yes = Answer(
            tx.next_number(), tx.next_id(), event, EVENT_WIDE, PartStat.ACCEPTED, 1, now, now, attendee=attendee
        )
        await tx.put_answer(yes)


def _soon(*leads: int) -> EventPatch:
    """An event in half an hour."""
    start = datetime.now(UTC) + timedelta(minutes=30)
    end = start + timedelta(hours=1)
    date = DatePatch(
        name="Concert",
        start_date=f"{start:%Y-%m-%d}",
        start_time=f"{start:%H:%M}",
        end_date=f"{end:%Y-%m-%d}",
        end_time=f"{end:%H:%M}",
        zone="Etc/GMT",
    )
    return EventPatch(dates=(date,), reminders=leads)


def _counting(handler: Handler, done: _Counter) -> Handler:
    async def counted(errand: Errand) -> None:
        await handler(errand)
        done.one()

    return counted


async def _worked_off(store: Store[Rows], kind: str, handler: Handler, done: _Counter) -> float:
    worker = Worker(store, SystemClock(), {kind: handler}, AT_ONCE)
    began = time.perf_counter()
    worker.start()
    await done.reached.wait()
    per_second = done.goal / (time.perf_counter() - began)
    await worker.stop()
    return per_second


async def _sent(client: Client, url: str, count: int) -> None:
    for _ in range(count):
        await client.send(Request("POST", url, {"Content-Type": "application/json"}, bytes(1_000)), 15)


@asynccontextmanager
async def _receiver(heard: _Counter) -> AsyncIterator[int]:
    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).lower()
        length = head.partition(b"content-length: ")[2].partition(b"\r\n")[0]
        await reader.readexactly(int(length or 0))
        writer.write(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n")
        heard.one()
        writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, backlog=1_000)
    yield server.sockets[0].getsockname()[1]
    server.close()
