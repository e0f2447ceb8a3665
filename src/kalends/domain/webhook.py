"""Webhooks: an address of somebody's that is told of what happens to one sort of thing.

It is told by POST or another method, signed as Standard Webhooks says, and told again until it has understood.
"""

import re
from datetime import datetime
from enum import StrEnum

from msgspec import UNSET, Struct, UnsetType
from msgspec.structs import replace

from kalends.domain import limits, text
from kalends.domain.errors import invalid

_TOKEN = re.compile(r"[!#$%&'*+.^_`|~0-9A-Za-z-]+")  # RFC 9110 §5.6.2
_OURS = frozenset(
    {
        *("host", "content-length", "content-type", "transfer-encoding", "connection", "keep-alive", "upgrade", "te"),
        *("trailer", "expect", "accept-encoding", "user-agent", "cdn-loop", "cookie", "set-cookie"),
    }
)  # what makes a request one; a receiver's own secret may stand in any other
_OUR_FIRST_WORDS = ("webhook-", "proxy-")
ELEMENT_KEY = "element_data"  # in every body; no field of one's own may be called so


class Element(StrEnum):
    """What sort of thing is watched. Templates have the words of TemplateKind."""

    ANSWER = "answer"
    EVENT = "event"
    GROUP = "group"
    STYLE = "style"
    LANDING_PAGE = "landing_page"
    RSVP_FORM = "rsvp_form"
    CALL_TO_ACTION = "call_to_action"


class Trigger(StrEnum):
    """What happens to it."""

    CREATED = "created"
    REVISED = "revised"
    DELETED = "deleted"


class Method(StrEnum):
    """How the address is asked. GET carries no body."""

    GET = "GET"
    POST = "POST"
    PUT = "PUT"
    PATCH = "PATCH"
    DELETE = "DELETE"


class Pair(Struct, frozen=True):
    """A header or a field of one's own. value: may hold `{{names}}` of what the thing says of itself."""

    key: str
    value: str


class Webhook(Struct, frozen=True):
    """One webhook. event_filter: an event's prokey; answers to others are not told. executed_at: last told anything.

    generation: of its secret, see secret_name; rotated_at: since when, None for the first one.
    failures: tries since the last success; failing_since: the first of these; paused_until: not tried before.
    switched_off: why the server itself has made it inactive; None when it has not. owner: number of the person who made
    it, None where that is not known.
    """

    number: int
    name: str
    url: str
    trigger: Trigger
    element: Element
    created_at: datetime
    method: Method = Method.POST
    active: bool = True
    event_filter: str | None = None
    headers: tuple[Pair, ...] = ()
    fields: tuple[Pair, ...] = ()
    generation: int = 0
    rotated_at: datetime | None = None
    failures: int = 0
    failing_since: datetime | None = None
    paused_until: datetime | None = None
    switched_off: str | None = None
    updated_at: datetime | None = None
    executed_at: datetime | None = None
    owner: int | None = None


class WebhookPatch(Struct, frozen=True, kw_only=True):
    """A change to a webhook, or a new one. UNSET keeps, None puts the usual back."""

    name: str | None | UnsetType = UNSET
    url: str | None | UnsetType = UNSET
    trigger: Trigger | None | UnsetType = UNSET
    element: Element | None | UnsetType = UNSET
    method: Method | None | UnsetType = UNSET
    active: bool | None | UnsetType = UNSET
    event_filter: str | None | UnsetType = UNSET
    headers: tuple[Pair, ...] | None | UnsetType = UNSET
    fields: tuple[Pair, ...] | None | UnsetType = UNSET


_USUAL = {"method": Method.POST, "active": True, "event_filter": None, "headers": (), "fields": ()}
_NEEDED = ("name", "url", "trigger", "element")


def new_webhook(number: int, patch: WebhookPatch, owner: int | None, now: datetime) -> Webhook:
    """A webhook as first written. Raises INVALID for a missing name, address, trigger or element."""
    for field in _NEEDED:
        if getattr(patch, field) is UNSET or getattr(patch, field) is None:
            raise invalid("is required", field)
    nothing = Webhook(number, "", "", Trigger.CREATED, Element.EVENT, now, owner=owner)
    return _checked(replace(nothing, **_settled(patch)))


def revise_webhook(webhook: Webhook, patch: WebhookPatch, now: datetime) -> Webhook:
    """The webhook after the change; the very same object when nothing changes. A change ends its pause."""
    after = _checked(replace(webhook, **_settled(patch)))
    if after == webhook:
        return webhook
    return replace(after, failures=0, failing_since=None, paused_until=None, switched_off=None, updated_at=now)


def rotated(webhook: Webhook, now: datetime) -> Webhook:
    """With a new secret; the last one goes on signing beside it for a while."""
    return replace(webhook, generation=webhook.generation + 1, rotated_at=now)


def secret_names(webhook: Webhook, organization: int, now: datetime) -> tuple[str, ...]:
    """What its secrets are derived from, the newest first."""
    names = [secret_name(webhook, organization)]
    if webhook.rotated_at is not None and (now - webhook.rotated_at).total_seconds() < limits.WEBHOOK_SECRETS_OVERLAP_S:
        names.append(secret_name(replace(webhook, generation=webhook.generation - 1), organization))
    return tuple(names)


def secret_name(webhook: Webhook, organization: int) -> str:
    """What its secret is derived from. The time keeps a number that is drawn twice apart."""
    return f"webhook:{organization}:{webhook.number}:{webhook.created_at.isoformat()}:{webhook.generation}"


def _settled(patch: WebhookPatch) -> dict[str, object]:
    settled: dict[str, object] = {}
    for field in WebhookPatch.__struct_fields__:
        value = getattr(patch, field)
        if value is UNSET:
            continue
        if value is None and field in _NEEDED:
            raise invalid("cannot be cleared", field)
        settled[field] = _USUAL[field] if value is None else value
    return settled


def _checked(webhook: Webhook) -> Webhook:
    text.required_line(webhook.name, "name")
    text.web_address(webhook.url, "url")
    if webhook.event_filter is not None and webhook.element is not Element.ANSWER:
        raise invalid("goes with answers only", "event_filter")
    _check_pairs(webhook.headers, "headers")
    _check_pairs(webhook.fields, "fields")
    for position, pair in enumerate(webhook.headers):
        _check_header(pair, f"headers[{position}]")
    for position, pair in enumerate(webhook.fields):
        if pair.key == ELEMENT_KEY:
            raise invalid("is in every body already", f"fields[{position}].key")
    return webhook


def _check_pairs(pairs: tuple[Pair, ...], field: str) -> None:
    if len(pairs) > limits.WEBHOOK_PAIRS:
        raise invalid(f"must not be more than {limits.WEBHOOK_PAIRS}", field)
    seen = set()
    for position, pair in enumerate(pairs):
        text.required_line(pair.key, f"{field}[{position}].key", limits.WEBHOOK_KEY)
        text.line(pair.value, f"{field}[{position}].value", limits.WEBHOOK_VALUE)
        if pair.key.lower() in seen:
            raise invalid("is there twice", f"{field}[{position}].key")
        seen.add(pair.key.lower())


def _check_header(pair: Pair, field: str) -> None:
    name = pair.key.lower()
    if _TOKEN.fullmatch(name) is None:
        raise invalid("must be the name of a header", f"{field}.key")
    if name in _OURS or name.startswith(_OUR_FIRST_WORDS):
        raise invalid("is a header that the server itself writes", f"{field}.key")
