"""What webhooks are sent, and what administrators can do about it."""

from datetime import UTC, datetime, timedelta

import pytest
from standardwebhooks.webhooks import Webhook as Reference

from kalends.actions.event import revise_event
from kalends.actions.ports import Read
from kalends.actions.webhook import delete_webhook, replay_delivery, revise_webhook, rotate_secret, send_sample
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.delivery import Delivery, State
from kalends.domain.event import DatePatch, EventPatch
from kalends.domain.webhook import Element, Method, Pair, Trigger, WebhookPatch
from tests.cast import World
from tests.jobs.hooks import CREATED, Hooks, happen, listed, only, told
from tests.jobs.receiver import receiving


class TestTheAdministratorsMeans:
    async def test_a_delivery_can_be_sent_again_under_its_own_id(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            await happen(world)
            await hooks.work()
            webhook = await only(hooks)
            (delivery,) = await hooks.told(webhook)
            await world.store.write(
                replay_delivery, world.olga.acting(), webhook.number, delivery.number, now=world.clock.now()
            )
            await hooks.work()
            assert [heard.headers["webhook-id"] for heard in receiver.heard] == [delivery.message] * 2

    @pytest.mark.parametrize("element", Element)
    async def test_a_test_sends_something_made_up(self, world: World, element: Element) -> None:
        async with receiving() as receiver:
            hooks = Hooks(world, receiver)
            webhook = await hooks.made(receiver, Trigger.CREATED, element)
            await world.store.write(send_sample, world.olga.acting(), webhook.number, now=world.clock.now())
            await hooks.work()
            (heard,) = receiver.heard
            assert "date_created" in heard.element

    async def test_a_new_secret_and_the_last_one_both_sign_for_a_day(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            webhook = await only(hooks)
            old = hooks.secret(webhook)
            await world.store.write(rotate_secret, world.olga.acting(), webhook.number, now=world.clock.now())
            new = hooks.secret(await only(hooks))
            assert old != new
            await happen(world)
            await hooks.work()
            world.clock.move(timedelta(seconds=limits.WEBHOOK_SECRETS_OVERLAP_S))
            await happen(world)
            await hooks.work()
            both, one = (heard.headers["webhook-signature"].split(" ") for heard in receiver.heard)
            assert (len(both), len(one)) == (2, 1)

    async def test_a_deleted_one_is_told_nothing_more_and_leaves_nothing(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            webhook = await only(hooks)
            await happen(world)
            await world.store.write(delete_webhook, world.olga.acting(), webhook.number, now=world.clock.now())
            await hooks.work()
            assert (receiver.heard, await hooks.jobs()) == ([], [])
            assert await world.store.read(left_of, hooks.itself, webhook.number) == []

    async def test_switched_off_it_drops_what_waits(self, world: World) -> None:
        async with told(world) as (hooks, receiver):
            webhook = await only(hooks)
            await happen(world)
            off = WebhookPatch(active=False)
            await world.store.write(revise_webhook, world.olga.acting(), webhook.number, off, now=world.clock.now())
            await hooks.work()
            assert [(it.state, it.error) for it in await hooks.told(webhook)] == [
                (State.FAILED, "the webhook was switched off")
            ]
            assert receiver.heard == []

    async def test_the_log_is_kept_for_some_days_only(self, world: World) -> None:
        async with told(world) as (hooks, _):
            await happen(world)
            await hooks.work()
            await happen(world)
            await hooks.pass_time(days=limits.WEBHOOK_LOG_DAYS, seconds=1)
            assert len(await hooks.told(await only(hooks))) == 1


async def left_of(read: Read, _actor: Actor, number: int) -> list[Delivery]:
    return await read.deliveries(number, 10, 0)


class TestWhatIsSent:
    async def test_fields_and_headers_of_its_own_are_filled_in(self, world: World) -> None:
        async with receiving() as receiver:
            hooks = Hooks(world, receiver)
            own = (
                Pair("text", "New: {{dates.0.name}} ({{trigger}} {{trigger_element}}, {{ id }})"),
                Pair("odd", "{{nothing}}{{dates.9.name}}{{dates.0}}{{prokey.x}}{{}}{{"),
            )
            secret = (Pair("X-Api-Key", "s3cret"), Pair("X-What", "{{dates.0.name}}"))
            await hooks.made(receiver, *CREATED, fields=own, headers=secret)
            event = await happen(world, "Tea {{prokey}}")
            await hooks.work()
            (heard,) = receiver.heard
            assert heard.json["text"] == f"New: Tea {{{{prokey}}}} (create event, {event.prokey})"
            assert heard.json["odd"].startswith('{"name":"Tea')
            assert heard.json["odd"].endswith("{{}}{{")
            assert (heard.headers["x-api-key"], heard.headers["x-what"]) == ("s3cret", "Tea {{prokey}}")

    async def test_no_text_of_an_event_can_end_a_header(self, world: World) -> None:
        async with receiving() as receiver:
            hooks = Hooks(world, receiver)
            await hooks.made(receiver, *CREATED, headers=(Pair("X-What", "{{dates.0.description}}"),))
            event = await happen(world)
            await world.store.write(
                revise_event, world.olga.acting(), event.prokey,
                EventPatch(dates=(DatePatch(description="a\nX-Evil: 1\n\nGET / HTTP/1.1 ü"),)), now=world.clock.now(),
            )  # fmt: skip
            await hooks.made(
                receiver, Trigger.REVISED, Element.EVENT, headers=(Pair("X-What", "{{dates.0.description}}"),)
            )
            await world.store.write(
                revise_event, world.olga.acting(), event.prokey, EventPatch(title="New"), now=world.clock.now()
            )
            await hooks.work()
            heard = receiver.heard[-1]
            assert heard.headers["x-what"] == "a%0AX-Evil: 1%0A%0AGET / HTTP/1.1 %C3%BC"
            assert "x-evil" not in heard.headers

    @pytest.mark.parametrize("method", Method)
    async def test_the_method_is_the_one_that_was_chosen(self, world: World, method: Method) -> None:
        async with receiving() as receiver:
            hooks = Hooks(world, receiver)
            own = (Pair("what", "{{dates.0.name}} & more"),)
            webhook = await hooks.made(f"{receiver.url}?a=1", *CREATED, method=method, fields=own)
            await happen(world)
            world.clock.moment = datetime.now(UTC)
            await hooks.work()
            (heard,) = receiver.heard
            if heard.body:
                Reference(hooks.secret(webhook)).verify(heard.body, heard.headers)
            assert heard.method == method.value
            assert (heard.body == b"") is (method is Method.GET)
            query = "&what=Rehearsal%20%26%20more" if method is Method.GET else ""
            assert heard.path == f"/hook?a=1{query}"

    async def test_inside_addresses_are_never_asked(self, world: World) -> None:
        async with receiving() as sentinel:
            hooks = Hooks(world)
            forms = [
                f"http://127.0.0.1:{sentinel.port}/", f"http://localhost:{sentinel.port}/", f"http://0:{sentinel.port}/",
                f"http://[::ffff:127.0.0.1]:{sentinel.port}/", f"http://2130706433:{sentinel.port}/",
                "http://169.254.169.254/latest/meta-data", "http://10.0.0.1/", "http://127.1/",
            ]  # fmt: skip
            for form in forms:
                await hooks.made(form, *CREATED)
            await happen(world)
            await hooks.work()
            assert sentinel.heard == []
            for webhook in await world.store.read(listed, hooks.itself):
                (delivery,) = await hooks.told(webhook)
                assert (delivery.status, delivery.error) == (None, "it could not be reached")
            await hooks.forget()
