"""What a webhook is told, and how often it is tried."""

from datetime import datetime, timedelta
from enum import StrEnum

import msgspec
from msgspec import Raw, Struct
from msgspec.structs import replace

from kalends.domain import limits
from kalends.domain.answer import Answer
from kalends.domain.event import Event
from kalends.domain.group import Group
from kalends.domain.template import CHOICES, Template, TemplateKind
from kalends.domain.webhook import Element, Trigger, Webhook

_WAITS = [
    timedelta(seconds=5),
    timedelta(minutes=5),
    timedelta(minutes=30),
    *(timedelta(hours=hours) for hours in (2, 5, 10, 14, 20, 24)),
]  # after the first, second, … failure (Standard Webhooks, "Deliverability and reliability")
_FIRST_PAUSE_S = 5
GONE = 410
_ASKS_FOR_TIME = (429, 503)


class TemplateThen(Struct, frozen=True):
    """A template as it was. choices: JSON of the kind's own struct."""

    number: int
    kind: TemplateKind
    name: str
    choices: Raw
    created_at: datetime
    updated_at: datetime | None = None


class AnswerThen(Struct, frozen=True):
    """An answer as it was. event: a prokey. meeting: number of the meeting that it is for; None for the whole event."""

    answer: Answer
    event: str
    meeting: int | None = None


class Told(Struct, frozen=True, omit_defaults=True):
    """What happened to what, as of then: it outlives the thing. Exactly one of the four is set; none of a mere test.

    group_events: prokeys of the group's events, oldest first, at most WEBHOOK_EVENTS_SHOWN.
    """

    trigger: Trigger
    element: Element
    event: Event | None = None
    group: Group | None = None
    group_events: tuple[str, ...] = ()
    template: TemplateThen | None = None
    answer: AnswerThen | None = None


class State(StrEnum):
    """What has become of a delivery."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    FAILED = "failed"


class Delivery(Struct, frozen=True):
    """One message to one webhook. message: its id, the same at every try. told: JSON of Told.

    attempts: tries so far. status: of the last answer, None where none came; error: why the last try failed.
    """

    number: int
    webhook: int
    message: str
    told: str
    created_at: datetime
    due_at: datetime
    attempts: int = 0
    status: int | None = None
    error: str | None = None
    delivered_at: datetime | None = None
    finished_at: datetime | None = None

    @property
    def state(self) -> State:
        """Waiting until it is finished; then delivered, or not."""
        if self.finished_at is None:
            return State.WAITING
        return State.FAILED if self.delivered_at is None else State.DELIVERED


class Outcome(Struct, frozen=True):
    """What came of a try. status: None where no answer came. retry_after_s: what the receiver asked for."""

    status: int | None
    error: str | None = None
    retry_after_s: int | None = None
    hopeless: bool = False  # no further try could end otherwise

    @property
    def good(self) -> bool:
        """Only a status of 2xx is a yes (Standard Webhooks)."""
        return self.status is not None and 200 <= self.status < 300


def template_then(template: Template) -> TemplateThen:
    """To be kept."""
    choices = Raw(msgspec.json.encode(template.choices))
    return TemplateThen(
        template.number, template.kind, template.name, choices, template.created_at, template.updated_at
    )


def template_now(then: TemplateThen) -> Template:
    """As it was kept."""
    choices = msgspec.json.decode(then.choices, type=CHOICES[then.kind])
    return Template(then.number, then.kind, then.name, choices, then.created_at, then.updated_at)


def after_try(webhook: Webhook, delivery: Delivery, outcome: Outcome, now: datetime) -> tuple[Webhook, Delivery]:
    """Both as they are after a try that ended now.

    A receiver that fails is left alone for a while, whatever else waits for it, so that it is not run over; one that
    says 410, or has failed for WEBHOOK_FAILING_DAYS, is switched off.
    """
    tried = replace(
        delivery, attempts=delivery.attempts + 1, status=outcome.status, error=None if outcome.good else _error(outcome)
    )
    webhook = replace(webhook, executed_at=now)
    if outcome.good:
        well = replace(webhook, failures=0, failing_since=None, paused_until=None)
        return well, replace(tried, delivered_at=now, finished_at=now)
    wait = _wait(tried.attempts)
    asked = timedelta(seconds=min(outcome.retry_after_s or 0, limits.WEBHOOK_RETRY_AFTER_S))
    failing = _failing(webhook, outcome, asked, now)
    if wait is None or outcome.hopeless or not failing.active:
        return failing, replace(tried, finished_at=now)
    return failing, replace(tried, due_at=now + max(wait, asked))


def _failing(webhook: Webhook, outcome: Outcome, asked: timedelta, now: datetime) -> Webhook:
    failures = webhook.failures + 1
    since = webhook.failing_since or now
    pause = timedelta(seconds=min(_FIRST_PAUSE_S * 2 ** min(failures - 1, 20), limits.WEBHOOK_PAUSE_S))
    failing = replace(webhook, failures=failures, failing_since=since, paused_until=now + max(pause, asked))
    if outcome.status == GONE:
        return replace(failing, active=False, switched_off="it answered that it is gone (410)")
    if now - since >= timedelta(days=limits.WEBHOOK_FAILING_DAYS):
        told = f"nothing could be delivered for {limits.WEBHOOK_FAILING_DAYS} days"
        return replace(failing, active=False, switched_off=told)
    return failing


def asks_for_time(status: int) -> bool:
    """May an answer of this status say when to come back (RFC 9110 §10.2.3, RFC 6585 §4)?"""
    return status in _ASKS_FOR_TIME


def again(delivery: Delivery, now: datetime) -> Delivery:
    """To be sent once more, as if never tried; under the same id, by which the receiver knows it."""
    return replace(delivery, due_at=now, attempts=0, error=None, delivered_at=None, finished_at=None)


def _wait(attempts: int) -> timedelta | None:
    """Until the next try; None after the last."""
    return _WAITS[attempts - 1] if attempts <= len(_WAITS) else None


def _error(outcome: Outcome) -> str:
    return outcome.error or f"it answered {outcome.status}"
