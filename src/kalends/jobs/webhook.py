"""Telling webhooks: one thing after another to each receiver, signed, bounded, and not again once it has understood."""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TypeAlias

import msgspec
from msgspec import Struct

from kalends.actions.delivering import Turn, Work, begin_turn, end_try, remove_told
from kalends.domain import limits, payload
from kalends.domain.delivery import Outcome, Told, asks_for_time
from kalends.domain.job import LEASE
from kalends.domain.signature import signed_headers
from kalends.domain.webhook import Method, secret_names
from kalends.jobs.worker import Errand, Lost
from kalends.net.client import Client, Fetched, Request, Unreachable

Wording: TypeAlias = Callable[[Told], payload.Worded]
"""What a dialect says of a thing."""

_JSON = {"Content-Type": "application/json"}

_log = logging.getLogger("kalends.jobs")


class Composer(Struct, frozen=True):
    """How what they are told is written. derived: a secret by its name."""

    wording: Wording
    derived: Callable[[str], bytes]


class Webhooks:
    """The handler of such jobs, one for each webhook. client: the way out."""

    def __init__(self, client: Client, composer: Composer) -> None:
        self._client, self._composer = client, composer

    async def __call__(self, errand: Errand) -> None:
        """One turn: at most DELIVERIES_PER_TURN things, and no more after the first failure. Raises Lost."""
        held_at = errand.clock.now()
        turn = await errand.do(begin_turn, errand.job, now=held_at)
        for told in range(1, limits.DELIVERIES_PER_TURN + 1):
            if turn.work is None:
                break
            more = told < limits.DELIVERIES_PER_TURN
            turn, held_at = await self._tried(errand, turn.work, held_at, more=more), errand.clock.now()
        if turn.lost:
            raise Lost
        if turn.gone:
            await errand.repeat(remove_told, int(errand.job.payload["webhook"]))

    async def _tried(self, errand: Errand, work: Work, held_at: datetime, *, more: bool) -> Turn:
        if errand.clock.now() - held_at > LEASE / 2:  # this process was stopped for a while
            await errand.hold()
        outcome = await self._sent(errand, work)
        return await errand.do(end_try, errand.job, work, outcome, more=more, now=errand.clock.now())

    async def _sent(self, errand: Errand, work: Work) -> Outcome:
        try:
            told = msgspec.json.decode(work.delivery.told, type=Told)
            request = self._request(work, told, errand.job.organization, errand.clock.now())
        except (msgspec.DecodeError, ValueError, TypeError) as error:  # kept by another version of the server
            _log.exception("delivery %s cannot be written", work.delivery.number)
            return Outcome(None, f"what happened cannot be told any more: {error}"[:200], hopeless=True)
        try:
            found = await self._client.send(request, limits.WEBHOOK_TOTAL_S)
        except Unreachable:
            return Outcome(None, "it could not be reached")
        return Outcome(found.status, retry_after_s=_retry_after(found, errand.clock.now()))

    def _request(self, work: Work, told: Told, organization: int, now: datetime) -> Request:
        webhook, thing = work.webhook, self._composer.wording(told)
        with_body = webhook.method is not Method.GET
        body = payload.body(webhook, thing) if with_body else b""
        secrets = tuple(map(self._composer.derived, secret_names(webhook, organization, now)))
        headers = payload.headers(webhook, thing) | (_JSON if with_body else {})
        return Request(
            webhook.method.value,
            webhook.url if with_body else payload.address(webhook, thing),
            headers | signed_headers(work.delivery.message, body, secrets, now),
            body if with_body else None,
        )


def _retry_after(found: Fetched, now: datetime) -> int | None:
    """Seconds; also where a moment was said."""
    said = found.headers.get("retry-after", "").strip()[:100]
    if not asks_for_time(found.status) or not said:
        return None
    if said.isascii() and said.isdecimal():
        return int(said[:9])
    try:
        return max(int((parsedate_to_datetime(said) - now) / timedelta(seconds=1)), 0)
    except (ValueError, TypeError, OverflowError):
        return None
