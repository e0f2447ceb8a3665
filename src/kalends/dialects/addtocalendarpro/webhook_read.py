"""Webhooks in the vendor's words, read and written alike (reference §1.14)."""

from collections.abc import Mapping
from typing import Any

from kalends.dialects import openapi
from kalends.dialects.addtocalendarpro import query
from kalends.dialects.addtocalendarpro.read import (
    Table,
    fields,
    items,
    nullable_flag,
    required,
    shapes,
    taking,
    text,
    word,
    words,
)
from kalends.domain.errors import invalid
from kalends.domain.webhook import Element, Method, Pair, Trigger, WebhookPatch

TRIGGERS: Mapping[str, Trigger] = {
    "create": Trigger.CREATED,
    "update": Trigger.REVISED,
    "delete": Trigger.DELETED,
}
ELEMENTS: Mapping[str, Element] = {
    "rsvp_answer": Element.ANSWER,
    "event": Element.EVENT,
    "event_group": Element.GROUP,
    "style": Element.STYLE,
    "rsvp_template": Element.RSVP_FORM,
    "cta_template": Element.CALL_TO_ACTION,
    "landingpage_template": Element.LANDING_PAGE,
}

_PAIR: Table = {"key": ("key", required(text)), "value": ("value", required(text))}


@taking(openapi.sent(shapes(_PAIR), ["key", "value"]))
def _pair(value: object, field: str) -> Pair:
    if not isinstance(value, dict):
        raise invalid("must be an object", field)
    known: dict[str, Any] = fields(value, _PAIR, f"{field}.")
    for name in ("key", "value"):
        if name not in known:
            raise invalid("is required", f"{field}.{name}")
    return Pair(**known)


@taking(openapi.maybe(openapi.text("An event's prokey")))
def _prokey(value: object, field: str) -> str | None:
    given = text(value, field)
    return query.prokey(given) if given else None


WEBHOOK: Table = {
    "name": ("name", text),
    "active": ("active", nullable_flag),
    "method": ("method", word({method.value: method for method in Method})),
    "payload_url": ("url", text),
    "trigger": ("trigger", word(TRIGGERS)),
    "trigger_element": ("element", word(ELEMENTS)),
    "prokey_filter": ("event_filter", _prokey),
    "header": ("headers", items(_pair)),
    "body": ("fields", items(_pair)),
}
WORDS = words(WEBHOOK)


def webhook_patch(body: dict[str, object]) -> WebhookPatch:
    """What POST or PATCH asks for. Without `method` it is POST (§9.8)."""
    known: dict[str, Any] = fields(body, WEBHOOK)
    return WebhookPatch(**known)
