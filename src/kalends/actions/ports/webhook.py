"""What deeds ask of the store about webhooks and what they were told."""

from datetime import datetime
from typing import Protocol

from kalends.domain.delivery import Delivery
from kalends.domain.webhook import Element, Trigger, Webhook


class WebhookReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def webhook(self, number: int) -> Webhook | None:
        """The webhook; None when there is none of this number."""

    async def webhooks(self, limit: int, offset: int) -> list[Webhook]:
        """In order of making."""

    async def latest_webhook(self) -> Webhook | None:
        """The one made last."""

    async def deliveries(self, webhook: int, limit: int, offset: int) -> list[Delivery]:
        """What a webhook was told and is to be told, the newest first."""

    async def count_waiting_deliveries(self, webhook: int) -> int:
        """How many it is still to be told."""

    async def due_delivery(self, webhook: int, now: datetime) -> Delivery | None:
        """What it is to be told first of all that is due; None when nothing is."""

    async def next_delivery_due(self, webhook: int) -> datetime | None:
        """When the first of what waits is due; None when nothing waits."""


class WebhookWrites(WebhookReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def webhook_for_update(self, number: int) -> Webhook | None:
        """As `webhook`; no other deed changes it until this one ends."""

    async def add_webhook(self, webhook: Webhook) -> None:
        """Store a new one."""

    async def save_webhook(self, webhook: Webhook) -> None:
        """Store a changed one."""

    async def remove_webhook(self, number: int) -> None:
        """Take it out. What it was told stays, until `remove_deliveries`."""

    async def listening_webhooks(self, trigger: Trigger, element: Element, event: str | None) -> list[Webhook]:
        """The active ones, in order of making. event: of the answer that is told, for the filter on events."""

    async def delivery_for_update(self, webhook: int, number: int) -> Delivery | None:
        """One delivery of this webhook; no other deed changes it until this one ends."""

    async def add_delivery(self, delivery: Delivery) -> None:
        """Store a new one."""

    async def save_delivery(self, delivery: Delivery) -> None:
        """Store a changed one."""

    async def drop_deliveries(self, webhook: int, error: str, now: datetime, most: int) -> int:
        """Finish up to `most` that wait, undelivered; how many."""

    async def remove_deliveries(self, webhook: int, most: int) -> int:
        """Remove up to `most` of a webhook that is gone; how many."""

    async def forget_deliveries(self, before: datetime, most: int) -> int:
        """Remove up to `most` of all webhooks that were finished before then; how many."""
