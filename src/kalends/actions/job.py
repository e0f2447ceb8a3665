"""What workers and operators do with jobs."""

from datetime import datetime, timedelta

from kalends.actions.ports import Read, Tx
from kalends.actions.tombstone import purge
from kalends.domain import limits
from kalends.domain.access import Actor, check_administers
from kalends.domain.errors import not_found
from kalends.domain.job import LEASE, Job, next_try

_DAY = timedelta(days=1)
_KEPT = timedelta(days=30)  # jobs that are done
_SLACK = timedelta(days=30)  # long series are continued a month at a time
_BIGGEST = 2**63 - 1  # that a database can be asked for
DAILY = "daily"
LASTING = "lasting"


async def next_due(read: Read, actor: Actor, kind: str) -> datetime | None:
    """When the first job of this kind is due, in any organization."""
    check_administers(actor)
    return await read.next_job_due(kind)


async def claim_jobs(tx: Tx, actor: Actor, kind: str, room: int, *, now: datetime) -> list[Job]:
    """Due jobs of this kind, of all organizations, held for LEASE; at most `room`, and JOBS_PER_CLAIM."""
    check_administers(actor)
    return await tx.claim_jobs(kind, now, LEASE, min(room, limits.JOBS_PER_CLAIM))


async def release_jobs(tx: Tx, actor: Actor) -> None:
    """Free what an earlier process held, where there can be no other: it need not wait for the end of its lease."""
    check_administers(actor)
    await tx.release_jobs()


async def renew_job(tx: Tx, actor: Actor, job: Job, *, now: datetime) -> bool:
    """Hold it for another LEASE; False when it was lost to another, or asked for anew."""
    check_administers(actor)
    return await tx.renew_job(job, now, LEASE)


async def finish_job(tx: Tx, actor: Actor, job: Job, *, now: datetime) -> bool:
    """It is done; False when it was lost to another, or asked for anew, and will be done again."""
    check_administers(actor)
    return await tx.finish_job(job, now)


async def fail_job(tx: Tx, actor: Actor, job: Job, error: str, *, now: datetime) -> bool:
    """It failed, and is tried again later, up to JOB_ATTEMPTS times. False as for `finish_job`."""
    check_administers(actor)
    return await tx.fail_job(job, error, next_try(job, now), now)


async def postpone_job(tx: Tx, actor: Actor, job: Job, error: str, again_at: datetime, *, now: datetime) -> bool:
    """It failed, and is tried again at that time, however often it was tried. False as for `finish_job`."""
    check_administers(actor)
    return await tx.fail_job(job, error, again_at, now)


async def rest_job(tx: Tx, actor: Actor, job: Job, again_at: datetime) -> bool:
    """It is done for now, and due again at that time, as if never tried. False as for `finish_job`."""
    check_administers(actor)
    return await tx.put_off_job(job, again_at)


async def rouse_lasting_job(tx: Tx, actor: Actor, kind: str, *, now: datetime) -> None:
    """When the server starts: the one job of this kind is due now, where it waits; one that is being done goes on."""
    check_administers(actor)
    await tx.rouse_job(kind, LASTING, {}, now)


async def give_up_job(tx: Tx, actor: Actor, job: Job, error: str, *, now: datetime) -> bool:
    """It failed for good. False as for `finish_job`."""
    check_administers(actor)
    return await tx.fail_job(job, error, None, now)


async def list_jobs(read: Read, actor: Actor) -> list[Job]:
    """The unfinished ones and those given up, by due time."""
    check_administers(actor)
    return await read.jobs(limits.ADMINISTRATION_LIST)


async def retry_job(tx: Tx, actor: Actor, number: int, *, now: datetime) -> None:
    """Due now, as if never tried. Raises NOT_FOUND."""
    check_administers(actor)
    if not 0 < number <= _BIGGEST or not await tx.retry_job(number, now):
        raise not_found("there is no such job")


async def discard_job(tx: Tx, actor: Actor, number: int) -> None:
    """Forget it. Raises NOT_FOUND."""
    check_administers(actor)
    if not 0 < number <= _BIGGEST or not await tx.discard_job(number):
        raise not_found("there is no such job")


async def keep_house(tx: Tx, actor: Actor, after: int, *, now: datetime) -> None:
    """Once a day: forget what was done or deleted long ago, and ask for more of every series that ends too near.

    after: the last event's number of the slice before, 0 for the first. Asks for its next slice, or for tomorrow.
    """
    check_administers(actor)
    more_to_forget = await _forget(tx, now)
    await purge(tx, now)
    start = (now + timedelta(days=limits.HORIZON_DAYS) - _SLACK).strftime("%Y%m%dT%H%M%S")
    events = await tx.events_short_of(start, after, limits.ROWS_PER_SLICE)
    for event in events:
        await tx.add_job("horizon", f"event:{event}", {"event": event}, now)
    if more_to_forget or len(events) == limits.ROWS_PER_SLICE:
        await tx.add_job("horizon", DAILY, {"after": events[-1] if events else after}, now)
    else:
        await tx.add_job("horizon", DAILY, {}, now + _DAY)


async def _forget(tx: Tx, now: datetime) -> bool:
    """A slice of each log; True while there may be more of one: a busy day leaves more than one slice."""
    letters, webhooks = timedelta(days=limits.LETTERS_KEPT_DAYS), timedelta(days=limits.WEBHOOK_LOG_DAYS)
    repeatables = timedelta(seconds=limits.REPEATABLES_KEPT_S)
    forgotten = (
        (await tx.forget_jobs(now - _KEPT, limits.ROWS_PER_SLICE), limits.ROWS_PER_SLICE),
        (await tx.forget_deliveries(now - webhooks, limits.ROWS_PER_SLICE), limits.ROWS_PER_SLICE),
        (await tx.forget_letters(now - letters, limits.LETTERS_FORGOTTEN), limits.LETTERS_FORGOTTEN),
        (await tx.forget_reminded(now - letters, limits.REMINDERS_FORGOTTEN), limits.REMINDERS_FORGOTTEN),
        (await tx.forget_repeatables(now - repeatables, limits.REPEATABLES_FORGOTTEN), limits.REPEATABLES_FORGOTTEN),
    )
    return any(count >= most > 0 for count, most in forgotten)
