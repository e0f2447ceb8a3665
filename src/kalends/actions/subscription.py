"""Groups that show a calendar from elsewhere: it is fetched by a job, kept, and shown as we write it."""

from datetime import datetime, timedelta

from msgspec import Struct
from msgspec.structs import replace

from kalends.actions.ports import Read, Tx
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.external_calendar import Copy, Subscription, next_asking
from kalends.domain.group import Group
from kalends.domain.group import Subscription as Kind

KIND = "subscription"
STALE = timedelta(days=2)
"""A copy older than this is told of as a problem."""


class Wanted(Struct, frozen=True):
    """What to fetch. etag, last_modified: of the copy that is there, for asking whether it still holds.

    home: the zone of times without one.
    """

    url: str
    home: str
    etag: str | None = None
    last_modified: str | None = None


class Answered(Struct, frozen=True):
    """What the other server said of its answer. copy: None where what we have still holds."""

    url: str
    copy: Copy | None
    etag: str | None = None
    last_modified: str | None = None


async def follow(tx: Tx, before: Group | None, group: Group, now: datetime) -> None:
    """Have the group's calendar fetched at once where it shows another one than before."""
    if group.subscription is not Kind.EXTERNAL:
        return
    if before is None or _shown(before) != _shown(group):
        await _ask_again(tx, group.number, now)


def _shown(group: Group) -> str | None:
    return group.settings.subscription_url if group.subscription is Kind.EXTERNAL else None


async def _ask_again(tx: Tx, group: int, at: datetime) -> None:
    await tx.add_job(KIND, f"group:{group}", {"group": group}, at)


async def good_copy(read: Read, group: Group) -> tuple[bytes, int]:
    """The VEVENTs of such a group, and how many events they are: the last good copy; none before the first one."""
    kept = await read.subscription(group.number)
    if kept is None or kept.url != group.settings.subscription_url:
        return b"", 0
    return kept.vevents, kept.events


async def wanted(read: Read, actor: Actor, group: int) -> Wanted | None:
    """What the job is to fetch; None where there is nothing to fetch any more."""
    access.check_administers(actor)
    found = await read.group_by_number(group, None)
    url = None if found is None else _shown(found[0])
    if url is None:
        return None
    kept, home = await read.subscription(group), (await read.organization()).zone
    if kept is None or kept.url != url:
        return Wanted(url, home)
    return Wanted(url, home, kept.etag, kept.last_modified)


async def keep_copy(tx: Tx, actor: Actor, group: int, answered: Answered, *, now: datetime) -> None:
    """It was fetched: keep what came, and ask again later. The feed changes only where the calendar did."""
    access.check_administers(actor)
    kept, copy = await _held(tx, group, answered.url, now), answered.copy
    if kept is None:
        return
    changed = copy is not None and copy.digest != kept.digest
    if copy is not None:
        kept = replace(kept, etag=answered.etag, last_modified=answered.last_modified, left_out=len(copy.left_out))
    if copy is not None and changed:
        kept = replace(kept, digest=copy.digest, vevents=copy.vevents, events=copy.events)
    await tx.put_subscription(replace(kept, asked_at=now, fetched_at=now, failures=0, error=None))
    if changed:
        await tx.touch_group(group)
    await _ask_again(tx, group, now + next_asking(0, None if copy is None else copy.refresh_s))


async def keep_failure(tx: Tx, actor: Actor, group: int, url: str, error: str, *, now: datetime) -> None:
    """It could not be fetched, or not be read: what was there stays, and is asked for again, later each time."""
    access.check_administers(actor)
    kept = await _held(tx, group, url, now)
    if kept is None:
        return
    failures = kept.failures + 1
    await tx.put_subscription(replace(kept, asked_at=now, failures=failures, error=error))
    await _ask_again(tx, group, now + next_asking(failures))


async def _held(tx: Tx, group: int, url: str, now: datetime) -> Subscription | None:
    """How it stands, held until the deed ends; None where the group is gone or shows another calendar by now."""
    found = await tx.group_by_number(group, None)
    if found is not None:
        await tx.lock_group(found[0].prokey)
        found = await tx.group_by_number(group, None)
    if found is None or _shown(found[0]) != url:
        return None
    kept = await tx.subscription(group)
    return kept if kept is not None and kept.url == url else Subscription(group=group, url=url, asked_at=now)


async def list_subscriptions(read: Read, actor: Actor) -> list[tuple[Group, Subscription | None]]:
    """Every group that shows a calendar from elsewhere, and how it stands with it."""
    access.check_administers(actor)
    stands = {it.group: it for it in await read.subscriptions(limits.ADMINISTRATION_LIST)}
    groups = await read.groups(None, limits.ADMINISTRATION_LIST, 0)
    return [(it, stands.get(it.number)) for it in groups if it.subscription is Kind.EXTERNAL]
