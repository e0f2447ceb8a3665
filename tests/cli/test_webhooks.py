"""`kalends webhook`: whom the server tells of changes, and how that goes."""

from typing import Any

from msgspec.structs import replace

from kalends.actions.webhook import create_webhook, send_sample
from kalends.domain.access import system
from kalends.domain.webhook import Element, Trigger, WebhookPatch
from kalends.store.nouns import TRANSACTIONS
from tests.builders import MONDAY
from tests.cli.command_line import CommandLine
from tests.loop import run

PATCH = WebhookPatch(name="Board", url="https://hooks.example.org/1", trigger=Trigger.REVISED, element=Element.EVENT)


def with_webhook(choir: CommandLine, samples: int = 0, **state: Any) -> int:
    """Its number. samples: things that wait for it. state: fields of it as they have become."""

    async def make() -> int:
        store = choir.address.store(TRANSACTIONS)
        await store.open(beside=True)
        try:
            webhook = await store.write(create_webhook, system(1), PATCH, now=MONDAY)
            for _ in range(samples):
                await store.write(send_sample, system(1), webhook.number, now=MONDAY)
            await store.write(lambda tx, _actor: tx.save_webhook(replace(webhook, **state)), system(1))
            return int(webhook.number)
        finally:
            await store.close()

    return run(make())


class TestAWebhook:
    def test_is_listed_with_what_waits_for_it(self, choir: CommandLine) -> None:
        assert choir("webhook", "list") == []
        number = with_webhook(choir, samples=2)
        assert choir("webhook", "list") == [
            {
                "number": number,
                "name": "Board",
                "address": "https://hooks.example.org/1",
                "listens_for": "event revised",
                "state": "active",
                "executed_at": None,
                "waiting": 2,
            }
        ]

    def test_says_why_it_is_switched_off(self, choir: CommandLine) -> None:
        with_webhook(choir, active=False, switched_off="it answered that it is gone (410)", executed_at=MONDAY)
        with_webhook(choir, active=False)
        with_webhook(choir, failing_since=MONDAY)
        listed = choir("webhook", "list")
        assert sorted(it["state"] for it in listed) == [
            f"active, has failed since {MONDAY:%Y-%m-%d %H:%M} UTC",
            "switched off by an administrator",
            "switched off: it answered that it is gone (410)",
        ]
        assert sum(it["executed_at"] is not None for it in listed) == 1
