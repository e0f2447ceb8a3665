"""Olga's organization with webhooks, and the one who does their jobs."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

from kalends.actions.event import GroupChoice, create_event
from kalends.actions.firing import KIND
from kalends.actions.job import discard_job, finish_job, list_jobs
from kalends.actions.ports import Read
from kalends.actions.webhook import create_webhook, list_deliveries, show_webhook
from kalends.dialects.addtocalendarpro.webhook_element import worded
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.delivery import Delivery
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.job import Job
from kalends.domain.letter import Letter, LetterKind, Posted
from kalends.domain.signature import shown_secret
from kalends.domain.webhook import Element, Trigger, Webhook, WebhookPatch, secret_name
from kalends.jobs.webhook import Composer, Webhooks
from kalends.jobs.worker import Errand, Lost
from kalends.net.client import Client
from tests.cast import KEYRING, World
from tests.jobs.receiver import Receiver, receiving

CREATED = Trigger.CREATED, Element.EVENT


class Hooks:
    """What is due is done by `work`, which looks at this organization only: others share the database."""

    def __init__(self, world: World, *receivers: Receiver) -> None:
        self.world = world
        client = Client(frozenset(it.place for it in receivers))
        self.handler = Webhooks(client, Composer(worded, KEYRING.derived))
        self.itself = access.system(world.organization)

    async def made(self, receiver: Receiver | str, trigger: Trigger, element: Element, **more: Any) -> Webhook:
        url = receiver if isinstance(receiver, str) else receiver.url
        patch = WebhookPatch(name="Ours", url=url, trigger=trigger, element=element, **more)
        return await self.world.store.write(create_webhook, self.world.olga.acting(), patch, now=self.world.clock.now())

    async def shown(self, webhook: Webhook) -> Webhook:
        return await self.world.store.read(show_webhook, self.itself, webhook.number)

    async def told(self, webhook: Webhook) -> list[Delivery]:
        """The oldest first."""
        found = await self.world.store.read(list_deliveries, self.itself, webhook.number, 0)
        return found[::-1]

    def secret(self, webhook: Webhook) -> str:
        return shown_secret(KEYRING.derived(secret_name(webhook, self.world.organization)))

    async def letters(self) -> list[Letter]:
        """That were written about webhooks, the newest first."""
        posted = await self.world.store.read(_letters, self.itself)
        return [it.letter for it in posted if it.letter.kind is LetterKind.WEBHOOK_OFF]

    async def jobs(self) -> list[Job]:
        return [job for job in await self.world.store.read(list_jobs, self.itself) if job.kind == KIND]

    async def work(self, turns: int = 10) -> None:
        """Do what is due, until nothing is."""
        for _ in range(turns):
            now = self.world.clock.now()
            due = [job for job in await self.jobs() if job.finished_at is None and job.due_at <= now]
            if not due:
                return
            for job in due:
                await self.turn(job)

    async def turn(self, job: Job) -> None:
        """As the worker does it, who holds the job by its fence."""
        errand = Errand(self.world.store, self.world.clock, job)
        try:
            await self.handler(errand)
            await errand.do(finish_job, job, now=self.world.clock.now())
        except Lost:
            return

    async def pass_time(self, **wait: float) -> None:
        self.world.clock.move(timedelta(**wait))
        await self.work()

    async def forget(self) -> None:
        for job in await self.jobs():
            await self.world.store.write(discard_job, self.itself, job.number)


@asynccontextmanager
async def told(world: World, *answers: str | None) -> AsyncIterator[tuple[Hooks, Receiver]]:
    """Somebody who is told of new events. answers: see Receiver."""
    async with receiving(*answers) as receiver:
        hooks = Hooks(world, receiver)
        await hooks.made(receiver, *CREATED)
        yield hooks, receiver
        await hooks.forget()


async def only(hooks: Hooks) -> Webhook:
    (webhook,) = await hooks.world.store.read(listed, hooks.itself)
    return webhook


async def listed(read: Read, _actor: Actor) -> list[Webhook]:
    return await read.webhooks(10, 0)


async def _letters(read: Read, _actor: Actor) -> list[Posted]:
    return await read.letters((), 100)


async def happen(world: World, name: str = "Rehearsal") -> Event:
    date = DatePatch(name=name, start_date="2026-03-02", start_time="19:00", end_time="21:00", zone="Europe/Berlin")
    choice = GroupChoice(prokey=world.choir.prokey)
    made = await world.store.write(
        create_event, world.olga.acting(), choice, EventPatch(dates=(date,)), now=world.clock.now()
    )
    return made.event
