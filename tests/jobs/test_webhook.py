"""Webhooks are told everything that happened, signed, once, however often it has to be tried."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from standardwebhooks.webhooks import Webhook as Reference
from standardwebhooks.webhooks import WebhookVerificationError

from kalends.actions.event import GroupChoice, create_event
from kalends.actions.firing import KIND
from kalends.actions.ports import Tx
from kalends.actions.webhook import revise_webhook
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.delivery import State
from kalends.domain.errors import Refused
from kalends.domain.event import DatePatch, EventPatch
from kalends.domain.job import LEASE
from kalends.domain.webhook import WebhookPatch
from kalends.jobs.worker import Errand, Lost, Worker
from kalends.net.client import Client, Fetched
from kalends.store.migrate import migrate
from kalends.store.nouns import TRANSACTIONS
from kalends.store.sql import Sql
from tests.cast import World, make_cast
from tests.databases import Address, StandingClock
from tests.jobs.hooks import CREATED, Hooks, happen, only, told
from tests.jobs.receiver import receiving

_DEMOTE = Sql("UPDATE persons SET role = 'member' WHERE organization_id = :o AND number = :number")


async def _demoted(tx: Any, _actor: Actor, person: int) -> None:
    await tx.run(_DEMOTE, number=person)


class TestTelling:
    async def test_a_new_event_is_told_whole(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            event = await happen(world)
            await hooks.work()
            (heard,) = receiver.heard
            assert (heard.method, heard.path, heard.headers["content-type"]) == ("POST", "/hook", "application/json")
            assert list(heard.json) == ["element_data"]
            shown = await world.client.get(f"/v1/event/{event.prokey}", headers=dict(world.olga.by_key))
            assert heard.element == shown.json()

    async def test_what_is_signed_is_what_the_public_reference_library_accepts(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            await happen(world, "Probe im Grünen 🎶")
            world.clock.moment = datetime.now(UTC)
            await hooks.work()
            (heard,) = receiver.heard
            reference = Reference(hooks.secret(await only(hooks)))
            assert reference.verify(heard.body, heard.headers) == heard.json
            with pytest.raises(WebhookVerificationError):
                reference.verify(heard.body.replace(b"Probe", b"Prose"), heard.headers)

    async def test_a_deed_that_was_refused_is_never_told(self, world: World) -> None:
        async with told(world) as (hooks, _):
            with pytest.raises(Refused):
                await world.store.write(
                    create_event, world.olga.acting(), GroupChoice(prokey=world.choir.prokey),
                    EventPatch(dates=(DatePatch(name="Rehearsal"),)), now=world.clock.now(),
                )  # fmt: skip
            assert await hooks.jobs() == []

    async def test_its_job_is_done_when_all_is_told_and_begins_anew(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            for name in ("One", "Two", "Three"):
                await happen(world, name)
            await hooks.work()
            assert await hooks.jobs() == []
            await happen(world, "Four")
            await hooks.work()
            names = [heard.element["dates"][0]["name"] for heard in receiver.heard]
            assert names == ["One", "Two", "Three", "Four"]
            assert (await hooks.shown(await only(hooks))).executed_at == world.clock.now()

    async def test_what_happens_while_it_is_told_is_told_next(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            await happen(world, "One")
            (job,) = await hooks.jobs()
            errand = Errand(world.store, world.clock, job)
            first = asyncio.create_task(hooks.handler(errand))
            await receiver.came.wait()
            await happen(world, "Two")
            await first
            await hooks.work()
            assert len(receiver.heard) == 2

    async def test_a_turn_ends_so_that_others_get_theirs(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "DELIVERIES_PER_TURN", 2)
        async with told(world) as (hooks, receiver):
            for _ in range(3):
                await happen(world)
            (job,) = await hooks.jobs()
            await hooks.turn(job)
            assert len(receiver.heard) == 2
            await hooks.work()
            assert len(receiver.heard) == 3


class TestFailing:
    async def test_it_is_tried_on_a_schedule_with_the_same_id_and_a_fresh_signature(self, world: World) -> None:
        async with told(world, "500 Oh") as (hooks, receiver):
            await happen(world)
            waits = []
            await hooks.work()
            while jobs := await hooks.jobs():
                waits.append(int((jobs[0].due_at - world.clock.now()) / timedelta(seconds=1)))
                world.clock.moment = jobs[0].due_at
                await hooks.work()
            (delivery,) = await hooks.told(await only(hooks))
            assert waits == [5, 300, 1_800, 7_200, 18_000, 36_000, 50_400, 72_000, 86_400]
            assert (delivery.state, delivery.attempts, delivery.status) == (State.FAILED, 10, 500)
            assert delivery.error == "it answered 500"
            assert {heard.headers["webhook-id"] for heard in receiver.heard} == {delivery.message}
            assert len({heard.headers["webhook-signature"] for heard in receiver.heard}) == 10
            assert len({heard.body for heard in receiver.heard}) == 1

    @pytest.mark.parametrize("answer", ["301 Elsewhere\nLocation: /other", "204x", "400 No", "404 No", "503 Later"])
    async def test_whatever_is_no_yes_is_a_no(self, world: World, answer: str) -> None:
        async with told(world, answer, "204 Fine") as (hooks, receiver):
            await happen(world)
            await hooks.work()
            assert [it.state for it in await hooks.told(await only(hooks))] == [State.WAITING]
            await hooks.pass_time(seconds=5)
            assert [it.state for it in await hooks.told(await only(hooks))] == [State.DELIVERED]
            assert [heard.path for heard in receiver.heard] == ["/hook", "/hook"]

    async def test_one_that_never_answers_is_given_up_for_now(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "WEBHOOK_TOTAL_S", 0.3)
        async with told(world, None) as (hooks, receiver):
            await happen(world)
            await hooks.work()
            (delivery,) = await hooks.told(await only(hooks))
            assert (delivery.status, delivery.error) == (None, "it could not be reached")
            assert len(receiver.heard) == 1

    @pytest.mark.parametrize(
        ("said", "wait_s"),
        [
            ("429 Wait\nRetry-After: 120", 120),
            ("503 Wait\nRetry-After: Mon, 05 Jan 2026 09:10:00 GMT", 600),
            ("503 Wait\nRetry-After: 99999999", limits.WEBHOOK_RETRY_AFTER_S),
            ("503 Wait\nRetry-After: soon", 5),
            ("503 Wait\nRetry-After: Mon, 05 Jan 1926 09:10:00 GMT", 5),
            ("500 Oh\nRetry-After: 120", 5),
        ],
    )
    async def test_it_comes_back_when_it_was_asked_to(self, world: World, said: str, wait_s: int) -> None:
        async with told(world, said) as (hooks, _):
            await happen(world)
            await hooks.work()
            (job,) = await hooks.jobs()
            assert job.due_at - world.clock.now() == timedelta(seconds=wait_s)

    async def test_410_switches_it_off_and_what_waits_is_dropped(self, world: World) -> None:
        async with told(world, "410 Gone") as (hooks, receiver):
            await happen(world)
            await happen(world)
            await hooks.work()
            webhook = await only(hooks)
            assert (webhook.active, webhook.switched_off) == (False, "it answered that it is gone (410)")
            assert [it.state for it in await hooks.told(webhook)] == [State.FAILED, State.FAILED]
            await happen(world)
            assert (len(receiver.heard), await hooks.jobs()) == (1, [])

    async def test_after_days_without_a_single_success_it_is_switched_off(self, world: World) -> None:
        async with told(world, "500 Oh") as (hooks, _):
            await happen(world)
            await hooks.work()
            await hooks.pass_time(days=limits.WEBHOOK_FAILING_DAYS)
            webhook = await only(hooks)
            assert (webhook.active, webhook.switched_off) == (False, "nothing could be delivered for 5 days")
            on = WebhookPatch(active=True)
            await world.store.write(revise_webhook, world.olga.acting(), webhook.number, on, now=world.clock.now())
            webhook = await only(hooks)
            assert (webhook.active, webhook.switched_off, webhook.failures) == (True, None, 0)

    async def test_who_made_it_is_written_to_once_when_it_is_switched_off(self, world: World) -> None:
        async with told(world, "410 Gone") as (hooks, _):
            await happen(world)
            await happen(world)
            await hooks.work()
            await hooks.pass_time(days=1)
            (letter,) = await hooks.letters()
            assert (letter.to, letter.name) == (world.olga.person.mail, "Olga")
            assert letter.said == {"name": "Ours", "host": "127.0.0.1", "is_gone": True}

    async def test_each_switching_off_is_written_of(self, world: World) -> None:
        async with told(world, "410 Gone", "410 Gone") as (hooks, _):
            await happen(world)
            await hooks.work()
            webhook, on = await only(hooks), WebhookPatch(active=True)
            await hooks.pass_time(hours=1)
            await world.store.write(revise_webhook, world.olga.acting(), webhook.number, on, now=world.clock.now())
            await happen(world)
            await hooks.work()
            assert len(await hooks.letters()) == 2

    async def test_a_letter_about_failing_says_so(self, world: World) -> None:
        async with told(world, "500 Oh") as (hooks, _):
            await happen(world)
            await hooks.work()
            assert await hooks.letters() == []
            await hooks.pass_time(days=limits.WEBHOOK_FAILING_DAYS)
            (letter,) = await hooks.letters()
            assert letter.said["is_gone"] is False

    async def test_nobody_is_written_to_who_switches_it_off_or_who_does_not_administer_any_more(
        self, world: World
    ) -> None:
        async with told(world, "410 Gone") as (hooks, _):
            webhook, off = await only(hooks), WebhookPatch(active=False)
            await world.store.write(revise_webhook, world.olga.acting(), webhook.number, off, now=world.clock.now())
            await hooks.work()
            on = WebhookPatch(active=True)
            await world.store.write(revise_webhook, world.olga.acting(), webhook.number, on, now=world.clock.now())
            await world.store.write(_demoted, hooks.itself, world.olga.number)
            await happen(world)
            await hooks.work()
            assert (await only(hooks)).switched_off is not None
            assert await hooks.letters() == []

    async def test_nobody_is_written_to_who_switched_it_off_while_it_was_being_told(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with told(world, "410 Gone") as (hooks, _):
            webhook, off = await only(hooks), WebhookPatch(active=False)
            await happen(world)
            send = Client.send

            async def slowly(client: Client, *asked: Any) -> Fetched:
                found = await send(client, *asked)
                await world.store.write(revise_webhook, world.olga.acting(), webhook.number, off, now=world.clock.now())
                return found

            monkeypatch.setattr(Client, "send", slowly)
            await hooks.work()
            assert (await hooks.told(webhook))[0].status == 410
            assert await hooks.letters() == []

    async def test_a_receiver_that_fails_is_left_alone_for_a_while(self, world: World) -> None:
        async with told(world, "500 Oh", "500 Oh", "200 OK") as (hooks, receiver):
            await happen(world, "One")
            await hooks.work()
            await happen(world, "Two")
            await hooks.work()
            assert len(receiver.heard) == 1
            await hooks.pass_time(seconds=5)
            assert len(receiver.heard) == 2
            await hooks.pass_time(seconds=10)
            names = [heard.element["dates"][0]["name"] for heard in receiver.heard]
            assert names == ["One", "One", "Two"]
            await hooks.pass_time(minutes=5)
            assert [it.state for it in await hooks.told(await only(hooks))] == [State.DELIVERED, State.DELIVERED]

    async def test_a_dead_receiver_delays_no_other(self, address: Address) -> None:
        clock, store = StandingClock(), address.store(TRANSACTIONS)  # a worker does what is due in all of a database
        await store.open()
        await migrate(store)
        world = World(store, await make_cast(store, clock), clock)
        async with receiving(None) as dead, receiving() as alive:
            hooks = Hooks(world, dead, alive)
            for receiver in (dead, alive):
                await hooks.made(receiver, *CREATED)
            for _ in range(5):
                await happen(world)
            worker = Worker(store, clock, {KIND: hooks.handler}, {KIND: 2})
            worker.start()
            for _ in range(1_000):
                await asyncio.sleep(0.01 if len(alive.heard) < 5 else 0)
            await worker.stop(grace_s=0)
            assert (len(alive.heard), len(dead.heard)) == (5, 1)
            assert (alive.most_at_once, dead.most_at_once) == (1, 1)
        await store.close()


class TestWhoHoldsTheJob:
    async def test_one_who_lost_it_sends_nothing_more(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            await happen(world, "One")
            await happen(world, "Two")
            (job,) = await hooks.jobs()
            errand = Errand(world.store, world.clock, job)
            await world.store.write(take_over, hooks.itself, job.number, world.clock.now())
            with pytest.raises(Lost):
                await hooks.handler(errand)
            assert receiver.heard == []

    async def test_one_who_lost_it_in_the_middle_stops(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            await happen(world, "One")
            await happen(world, "Two")
            (job,) = await hooks.jobs()
            errand = Errand(world.store, world.clock, job)
            receiver.go_on = asyncio.Event()
            going = asyncio.create_task(hooks.handler(errand))
            await receiver.came.wait()
            await world.store.write(take_over, hooks.itself, job.number, world.clock.now())
            receiver.go_on.set()
            with pytest.raises(Lost):
                await going
            first, _ = await hooks.told(await only(hooks))
            assert (len(receiver.heard), first.state) == (1, State.DELIVERED)

    async def test_one_that_slept_looks_whether_it_still_holds_it(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            await happen(world)
            (job,) = await hooks.jobs()
            woken = Errand(world.store, SleepyClock(world), job)
            await hooks.handler(woken)
            assert len(receiver.heard) == 1


class SleepyClock:
    """Jumps ahead by more than half a lease each time that it is looked at."""

    def __init__(self, world: World) -> None:
        self.world = world

    def now(self) -> datetime:
        self.world.clock.move(LEASE)
        return self.world.clock.now()


async def take_over(tx: Tx, _actor: Actor, number: int, now: datetime) -> None:
    await tx.retry_job(number, now)
