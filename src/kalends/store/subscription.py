"""Rows of calendars from elsewhere that groups show."""

from kalends.domain.external_calendar import Subscription
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_NAMES = "group_number, url, etag, last_modified, digest, events, left_out, asked_at, fetched_at, failures, error"
_ONE = Sql(f"""
  SELECT {_NAMES}, vevents FROM subscriptions WHERE organization_id = :o AND group_number = :group_number
""")
_ALL = Sql(f"SELECT {_NAMES} FROM subscriptions WHERE organization_id = :o ORDER BY group_number LIMIT :limit")
_PUT = Sql(f"""
  INSERT INTO subscriptions (organization_id, {_NAMES}, vevents)
  VALUES (:o, :group_number, :url, :etag, :last_modified, :digest, :events, :left_out, :asked_at, :fetched_at,
    :failures, :error, :vevents)
  ON CONFLICT (organization_id, group_number) DO UPDATE SET url = excluded.url, etag = excluded.etag,
    last_modified = excluded.last_modified, digest = excluded.digest, events = excluded.events,
    left_out = excluded.left_out, asked_at = excluded.asked_at, fetched_at = excluded.fetched_at,
    failures = excluded.failures, error = excluded.error, vevents = excluded.vevents
""")


class SubscriptionRows(Statements):
    """See actions/ports/subscription.py."""

    __slots__ = ()

    async def subscription(self, group: int) -> Subscription | None:
        row = await self.one(_ONE, group_number=group)
        return None if row is None else _subscription(row, bytes(row[11]))

    async def subscriptions(self, limit: int) -> list[Subscription]:
        return [_subscription(row) for row in await self.all(_ALL, limit=limit)]

    async def put_subscription(self, subscription: Subscription) -> None:
        it = subscription
        await self.run(
            _PUT, group_number=it.group, url=it.url, etag=it.etag, last_modified=it.last_modified, digest=it.digest,
            events=it.events, left_out=it.left_out, asked_at=micros(it.asked_at),
            fetched_at=maybe_micros(it.fetched_at), failures=it.failures, error=it.error, vevents=it.vevents,
        )  # fmt: skip


def _subscription(row: Row, vevents: bytes = b"") -> Subscription:
    return Subscription(
        group=row[0], url=row[1], etag=row[2], last_modified=row[3], digest=row[4], vevents=vevents, events=row[5],
        left_out=row[6], asked_at=instant(row[7]), fetched_at=maybe_instant(row[8]), failures=row[9], error=row[10],
    )  # fmt: skip
