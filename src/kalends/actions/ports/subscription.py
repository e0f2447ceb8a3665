"""What deeds ask of the store about calendars from elsewhere that groups show."""

from typing import Protocol

from kalends.domain.external_calendar import Subscription


class SubscriptionReads(Protocol):
    """Reading. Every method is scoped to the actor's organization."""

    async def subscription(self, group: int) -> Subscription | None:
        """How it stands with the group's, its copy included; None before the first try."""

    async def subscriptions(self, limit: int) -> list[Subscription]:
        """How it stands with all of them, by group; without the copies."""


class SubscriptionWrites(SubscriptionReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def put_subscription(self, subscription: Subscription) -> None:
        """Store how it stands now, in the place of what was there for the group."""
