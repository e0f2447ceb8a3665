"""Rows of webhooks, and of what they were told. Headers and fields are JSON texts, opened here and nowhere in SQL."""

from datetime import datetime

import msgspec

from kalends.domain.delivery import Delivery
from kalends.domain.webhook import Element, Method, Pair, Trigger, Webhook
from kalends.store.instants import instant, maybe_instant, maybe_micros, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_COLUMNS = (
    "number, name, url, trigger_name, element, created_at, method, active, event_filter, headers, fields, generation, "
    "rotated_at, failures, failing_since, paused_until, switched_off, updated_at, executed_at, owner"
)
_SOME = f"SELECT {_COLUMNS} FROM webhooks WHERE organization_id = :o"
_ONE = Sql(f"{_SOME} AND number = :number")
_LOCKED = Sql(f"{_SOME} AND number = :number FOR UPDATE")
_ALL = Sql(f"{_SOME} ORDER BY number LIMIT :limit OFFSET :offset")
_LATEST = Sql(f"{_SOME} ORDER BY number DESC LIMIT 1")
_LISTENING = Sql(f"""
  {_SOME} AND element = :element AND trigger_name = :trigger AND active = 1
    AND (event_filter IS NULL OR event_filter = :event) ORDER BY number
""")
_INSERT = Sql(f"""
  INSERT INTO webhooks (organization_id, {_COLUMNS})
  VALUES (:o, :number, :name, :url, :trigger, :element, :created_at, :method, :active, :event_filter, :headers, :fields,
    :generation, :rotated_at, :failures, :failing_since, :paused_until, :switched_off, :updated_at, :executed_at,
    :owner)
""")
_UPDATE = Sql("""
  UPDATE webhooks SET name = :name, url = :url, trigger_name = :trigger, element = :element, method = :method,
    active = :active, event_filter = :event_filter, headers = :headers, fields = :fields, generation = :generation,
    rotated_at = :rotated_at, failures = :failures, failing_since = :failing_since, paused_until = :paused_until,
    switched_off = :switched_off, updated_at = :updated_at, executed_at = :executed_at
  WHERE organization_id = :o AND number = :number
""")
_DELETE = Sql("DELETE FROM webhooks WHERE organization_id = :o AND number = :number")

_DELIVERY = """
  SELECT number, webhook, message, told, created_at, due_at, attempts, status, error, delivered_at, finished_at
  FROM deliveries WHERE organization_id = :o AND webhook = :webhook
"""
_LOG = Sql(f"{_DELIVERY} ORDER BY number DESC LIMIT :limit OFFSET :offset")
_LOGGED = Sql(f"{_DELIVERY} AND number = :number FOR UPDATE")
_DUE = Sql(f"{_DELIVERY} AND finished_at IS NULL AND due_at <= :now ORDER BY due_at, number LIMIT 1")
_NEXT = Sql("""
  SELECT due_at FROM deliveries WHERE organization_id = :o AND webhook = :webhook AND finished_at IS NULL
  ORDER BY due_at, number LIMIT 1
""")
_ADD_DELIVERY = Sql("""
  INSERT INTO deliveries (organization_id, number, webhook, message, told, created_at, due_at, attempts)
  VALUES (:o, :number, :webhook, :message, :told, :created_at, :due_at, 0)
""")
_SAVE_DELIVERY = Sql("""
  UPDATE deliveries SET due_at = :due_at, attempts = :attempts, status = :status, error = :error,
    delivered_at = :delivered_at, finished_at = :finished_at
  WHERE organization_id = :o AND number = :number
""")
_WAITING = Sql("""
  SELECT CAST(COUNT(*) AS BIGINT) FROM deliveries
  WHERE organization_id = :o AND webhook = :webhook AND finished_at IS NULL
""")
_DROP = Sql("""
  UPDATE deliveries SET finished_at = :now, error = :error
  WHERE organization_id = :o AND number IN (
    SELECT number FROM deliveries WHERE organization_id = :o AND webhook = :webhook AND finished_at IS NULL LIMIT :most)
""")
_REMOVE = Sql("""
  DELETE FROM deliveries WHERE organization_id = :o AND number IN (
    SELECT number FROM deliveries WHERE organization_id = :o AND webhook = :webhook LIMIT :most)
""")
_FORGET = Sql("""
  DELETE FROM deliveries WHERE organization_id = :o AND number IN (
    SELECT number FROM deliveries WHERE organization_id = :o AND finished_at < :before LIMIT :most)
""")

_write = msgspec.json.Encoder().encode
_pairs = msgspec.json.Decoder(tuple[Pair, ...])


class WebhookRows(Statements):
    """See actions/ports/webhook.py."""

    __slots__ = ()

    async def webhook(self, number: int) -> Webhook | None:
        return _maybe(await self.one(_ONE, number=number))

    async def webhook_for_update(self, number: int) -> Webhook | None:
        return _maybe(await self.one(_LOCKED, number=number))

    async def webhooks(self, limit: int, offset: int) -> list[Webhook]:
        return [_webhook(row) for row in await self.all(_ALL, limit=limit, offset=offset)]

    async def latest_webhook(self) -> Webhook | None:
        return _maybe(await self.one(_LATEST))

    async def listening_webhooks(self, trigger: Trigger, element: Element, event: str | None) -> list[Webhook]:
        rows = await self.all(_LISTENING, trigger=trigger.value, element=element.value, event=event)
        return [_webhook(row) for row in rows]

    async def add_webhook(self, webhook: Webhook) -> None:
        await self.run(_INSERT, **_values(webhook))

    async def save_webhook(self, webhook: Webhook) -> None:
        await self.run(_UPDATE, **_values(webhook))

    async def remove_webhook(self, number: int) -> None:
        await self.run(_DELETE, number=number)

    async def deliveries(self, webhook: int, limit: int, offset: int) -> list[Delivery]:
        return [_delivery(row) for row in await self.all(_LOG, webhook=webhook, limit=limit, offset=offset)]

    async def count_waiting_deliveries(self, webhook: int) -> int:
        row = await self.one(_WAITING, webhook=webhook)
        return 0 if row is None else int(row[0])

    async def delivery_for_update(self, webhook: int, number: int) -> Delivery | None:
        row = await self.one(_LOGGED, webhook=webhook, number=number)
        return None if row is None else _delivery(row)

    async def due_delivery(self, webhook: int, now: datetime) -> Delivery | None:
        row = await self.one(_DUE, webhook=webhook, now=micros(now))
        return None if row is None else _delivery(row)

    async def next_delivery_due(self, webhook: int) -> datetime | None:
        row = await self.one(_NEXT, webhook=webhook)
        return None if row is None else instant(row[0])

    async def add_delivery(self, delivery: Delivery) -> None:
        await self.run(
            _ADD_DELIVERY, number=delivery.number, webhook=delivery.webhook, message=delivery.message,
            told=delivery.told, created_at=micros(delivery.created_at), due_at=micros(delivery.due_at),
        )  # fmt: skip

    async def save_delivery(self, delivery: Delivery) -> None:
        await self.run(
            _SAVE_DELIVERY, number=delivery.number, due_at=micros(delivery.due_at), attempts=delivery.attempts,
            status=delivery.status, error=delivery.error, delivered_at=maybe_micros(delivery.delivered_at),
            finished_at=maybe_micros(delivery.finished_at),
        )  # fmt: skip

    async def drop_deliveries(self, webhook: int, error: str, now: datetime, most: int) -> int:
        return await self.run(_DROP, webhook=webhook, error=error, now=micros(now), most=most)

    async def remove_deliveries(self, webhook: int, most: int) -> int:
        return await self.run(_REMOVE, webhook=webhook, most=most)

    async def forget_deliveries(self, before: datetime, most: int) -> int:
        return await self.run(_FORGET, before=micros(before), most=most)


def _values(webhook: Webhook) -> dict[str, object]:
    return {
        "number": webhook.number,
        "name": webhook.name,
        "url": webhook.url,
        "trigger": webhook.trigger.value,
        "element": webhook.element.value,
        "created_at": micros(webhook.created_at),
        "method": webhook.method.value,
        "active": webhook.active,
        "event_filter": webhook.event_filter,
        "headers": _write(webhook.headers).decode(),
        "fields": _write(webhook.fields).decode(),
        "generation": webhook.generation,
        "rotated_at": maybe_micros(webhook.rotated_at),
        "failures": webhook.failures,
        "failing_since": maybe_micros(webhook.failing_since),
        "paused_until": maybe_micros(webhook.paused_until),
        "switched_off": webhook.switched_off,
        "updated_at": maybe_micros(webhook.updated_at),
        "executed_at": maybe_micros(webhook.executed_at),
        "owner": webhook.owner,
    }


def _maybe(row: Row | None) -> Webhook | None:
    return None if row is None else _webhook(row)


def _webhook(row: Row) -> Webhook:
    return Webhook(
        row[0], row[1], row[2], Trigger(row[3]), Element(row[4]), instant(row[5]), Method(row[6]), bool(row[7]), row[8],
        _pairs.decode(row[9]), _pairs.decode(row[10]), row[11], maybe_instant(row[12]), row[13],
        maybe_instant(row[14]), maybe_instant(row[15]), row[16], maybe_instant(row[17]), maybe_instant(row[18]),
        row[19],
    )  # fmt: skip


def _delivery(row: Row) -> Delivery:
    return Delivery(
        row[0], row[1], row[2], row[3], instant(row[4]), instant(row[5]), row[6], row[7], row[8],
        maybe_instant(row[9]), maybe_instant(row[10]),
    )  # fmt: skip
