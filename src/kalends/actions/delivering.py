"""What the worker does with webhooks: each one's job tells it what waits, one thing after another.

The job's row is what firing and delivering meet at: `rouse_job` and `renew_job` hold it until their deed ends, so that
what is written down while a turn ends is either seen by it, or begins the next.
"""

from datetime import datetime, timedelta
from urllib.parse import urlsplit

from msgspec import Struct

from kalends.actions.letter import post
from kalends.actions.ports import Tx
from kalends.domain import limits
from kalends.domain.access import Actor, OrganizationRole, check_administers
from kalends.domain.delivery import GONE, Delivery, Outcome, after_try
from kalends.domain.job import LEASE, Job
from kalends.domain.letter import Letter, LetterKind
from kalends.domain.webhook import Webhook


class Work(Struct, frozen=True):
    """What is to be told, and to whom."""

    webhook: Webhook
    delivery: Delivery


class Turn(Struct, frozen=True):
    """How a turn goes on. work: None when it is over. lost: somebody else has the job now. gone: so is the webhook."""

    work: Work | None = None
    lost: bool = False
    gone: bool = False


_LOST = Turn(lost=True)


async def begin_turn(tx: Tx, actor: Actor, job: Job, *, now: datetime) -> Turn:
    """The first thing to be told; none where nothing is due, after which the job waits for what is due next."""
    check_administers(actor)
    if not await tx.renew_job(job, now, LEASE):
        return _LOST
    webhook = await tx.webhook(_number(job))
    return await _next(tx, job, webhook, now, more=True)


async def end_try(tx: Tx, actor: Actor, job: Job, work: Work, outcome: Outcome, *, more: bool, now: datetime) -> Turn:
    """Write down how it went; and the next thing to be told. more: False ends the turn, so that others get theirs.

    Written down also by who has lost the job meanwhile, unless the other one has tried it too.
    """
    check_administers(actor)
    held = await tx.renew_job(job, now, LEASE)
    webhook = await tx.webhook_for_update(work.webhook.number)
    sent = await tx.delivery_for_update(work.webhook.number, work.delivery.number)
    if webhook is not None and sent is not None and sent.attempts == work.delivery.attempts and not sent.finished_at:
        was_active = webhook.active  # now: its owner may have switched it off since it was sent
        webhook, tried = after_try(webhook, sent, outcome, now)
        await tx.save_webhook(webhook)
        await tx.save_delivery(tried)
        if was_active and not webhook.active:
            await _tell_owner(tx, webhook, outcome, now)
    return await _next(tx, job, webhook, now, more=more) if held else _LOST


async def _tell_owner(tx: Tx, webhook: Webhook, outcome: Outcome, now: datetime) -> None:
    """That it was switched off, by mail, where they still administer and have an address. The host alone is told.

    A path may hold the receiver's secret.
    """
    owner = None if webhook.owner is None else await tx.person(webhook.owner)
    if owner is None or owner.role is not OrganizationRole.ADMINISTRATOR or not owner.mail:
        return
    host = urlsplit(webhook.url).hostname
    letter = Letter(
        kind=LetterKind.WEBHOOK_OFF,
        key=f"{webhook.number}:{now:%Y%m%dT%H%M%S%f}",
        to=owner.mail,
        name=owner.name,
        language=await tx.language_to(owner.mail),
        said={"name": webhook.name, "host": host, "is_gone": outcome.status == GONE},
    )
    await post(tx, letter, now=now)


async def remove_told(tx: Tx, actor: Actor, webhook: int) -> bool:
    """Remove some of what a webhook that is gone was told; True while there may be more."""
    check_administers(actor)
    if await tx.webhook(webhook) is not None:
        return False
    return bool(await tx.remove_deliveries(webhook, limits.ROWS_PER_SLICE))


async def _next(tx: Tx, job: Job, webhook: Webhook | None, now: datetime, *, more: bool) -> Turn:
    if webhook is None:
        return Turn(gone=True)
    if not webhook.active:
        await _drop(tx, job, webhook, now)
        return Turn()
    resting = webhook.paused_until is not None and webhook.paused_until > now
    due = await tx.due_delivery(webhook.number, now) if more and not resting else None
    if due is not None:
        return Turn(Work(webhook, due))
    await _rest(tx, job, webhook, now)
    return Turn()


async def _drop(tx: Tx, job: Job, webhook: Webhook, now: datetime) -> None:
    told, most = webhook.switched_off or "the webhook was switched off", limits.ROWS_PER_SLICE
    if await tx.drop_deliveries(webhook.number, told, now, most) < most:
        await tx.finish_job(job, now)
    else:
        await tx.put_off_job(job, now)


async def _rest(tx: Tx, job: Job, webhook: Webhook, now: datetime) -> None:
    await tx.forget_deliveries(now - timedelta(days=limits.WEBHOOK_LOG_DAYS), limits.ROWS_PER_SLICE)
    next_due = await tx.next_delivery_due(webhook.number)
    if next_due is None:
        await tx.finish_job(job, now)
    else:
        await tx.put_off_job(job, max(next_due, webhook.paused_until or next_due))


def _number(job: Job) -> int:
    return int(job.payload["webhook"])
