"""What administrators do with webhooks: make, read, change and delete them, see what they were told, tell it again."""

from datetime import datetime

from kalends.actions.firing import deliver, rouse
from kalends.actions.ports import Read, Tx
from kalends.domain import access, limits
from kalends.domain import webhook as rules
from kalends.domain.access import Actor
from kalends.domain.delivery import Delivery, Told, again
from kalends.domain.errors import Kind, Refused, invalid, not_found
from kalends.domain.webhook import Webhook, WebhookPatch


async def list_webhooks(read: Read, actor: Actor, limit: int, offset: int) -> list[Webhook]:
    """In order of making. Raises NOT_ALLOWED: their headers hold other people's secrets."""
    _check_reads(actor)
    return await read.webhooks(limit, offset)


async def latest_webhook(read: Read, actor: Actor) -> Webhook:
    """The one made last. Raises NOT_FOUND when there is none."""
    _check_reads(actor)
    return _found(await read.latest_webhook())


async def show_webhook(read: Read, actor: Actor, number: int) -> Webhook:
    """One webhook. Raises NOT_FOUND."""
    _check_reads(actor)
    return _found(await read.webhook(number))


async def create_webhook(tx: Tx, actor: Actor, patch: WebhookPatch, *, now: datetime) -> Webhook:
    """A new webhook. Raises INVALID, CONFLICT when the organization has WEBHOOKS already."""
    _check_writes(actor)
    webhook = rules.new_webhook(tx.next_number(), patch, actor.person, now)
    if len(await tx.webhooks(limits.WEBHOOKS, 0)) >= limits.WEBHOOKS:
        raise Refused(Kind.CONFLICT, f"there can be no more than {limits.WEBHOOKS} webhooks")
    await _check_filter(tx, webhook)
    await tx.add_webhook(webhook)
    return webhook


async def revise_webhook(tx: Tx, actor: Actor, number: int, patch: WebhookPatch, *, now: datetime) -> Webhook:
    """The webhook after the change. What still waits is told as the webhook then is, and at once where it was failing.

    Switched off, what waits is given up.
    """
    _check_writes(actor)
    before = _found(await tx.webhook_for_update(number))
    after = rules.revise_webhook(before, patch, now)
    if after is not before:
        if after.event_filter != before.event_filter:
            await _check_filter(tx, after)
        await tx.save_webhook(after)
        await rouse(tx, after, now)
    return after


async def rotate_secret(tx: Tx, actor: Actor, number: int, *, now: datetime) -> Webhook:
    """The webhook with a new secret; for WEBHOOK_SECRETS_OVERLAP_S both sign."""
    _check_writes(actor)
    webhook = rules.rotated(_found(await tx.webhook_for_update(number)), now)
    await tx.save_webhook(webhook)
    return webhook


async def delete_webhook(tx: Tx, actor: Actor, number: int, *, now: datetime) -> None:
    """Take it away; nothing more is sent. A job removes what it was told."""
    _check_writes(actor)
    webhook = _found(await tx.webhook_for_update(number))
    await tx.remove_webhook(number)
    await rouse(tx, webhook, now)


async def send_sample(tx: Tx, actor: Actor, number: int, *, now: datetime) -> Delivery:
    """Send it something made up. Raises CONFLICT while it is switched off."""
    _check_writes(actor)
    webhook = _active(_found(await tx.webhook_for_update(number)))
    return await deliver(tx, webhook, Told(webhook.trigger, webhook.element), now)


async def list_deliveries(read: Read, actor: Actor, number: int, offset: int) -> list[Delivery]:
    """What it was told in the last WEBHOOK_LOG_DAYS, and is to be told, the newest first."""
    _check_reads(actor)
    _found(await read.webhook(number))
    return await read.deliveries(number, limits.PAGE_DELIVERIES, offset)


async def count_waiting(read: Read, actor: Actor, number: int) -> int:
    """How many things it is still to be told."""
    _check_reads(actor)
    return await read.count_waiting_deliveries(number)


async def replay_delivery(tx: Tx, actor: Actor, number: int, delivery: int, *, now: datetime) -> Delivery:
    """Send it again, with the id it had: a receiver that has understood it may leave it. Raises CONFLICT as above."""
    _check_writes(actor)
    webhook = _found(await tx.webhook_for_update(number))
    sent = await tx.delivery_for_update(number, delivery)
    if sent is None:
        raise not_found()
    waiting = again(sent, now)
    await tx.save_delivery(waiting)
    await rouse(tx, _active(webhook), now)
    return waiting


def _check_reads(actor: Actor) -> None:
    access.check_reads(actor)
    access.check_administers(actor)


def _check_writes(actor: Actor) -> None:
    access.check_writes(actor)
    access.check_administers(actor)


async def _check_filter(tx: Tx, webhook: Webhook) -> None:
    if webhook.event_filter is not None and await tx.event_by_prokey(webhook.event_filter, None) is None:
        raise invalid("there is no such event", "event_filter")


def _found(webhook: Webhook | None) -> Webhook:
    if webhook is None:
        raise not_found()
    return webhook


def _active(webhook: Webhook) -> Webhook:
    if not webhook.active:
        raise Refused(Kind.CONFLICT, "the webhook is not active")
    return webhook
