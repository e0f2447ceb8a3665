"""Writing webhooks (reference §1.14), and what they were told, which is our extension."""

from kalends.dialects.addtocalendarpro.webhook_read import ELEMENTS, TRIGGERS
from kalends.dialects.addtocalendarpro.write import moment
from kalends.domain.delivery import Delivery
from kalends.domain.webhook import Pair, Webhook

ELEMENT_WORDS = {element: word for word, element in ELEMENTS.items()}
TRIGGER_WORDS = {trigger: word for word, trigger in TRIGGERS.items()}


def webhook(of: Webhook) -> dict[str, object]:
    """The whole webhook; its secret is never shown again."""
    return {
        "id": of.number,
        "name": of.name,
        "active": of.active,
        "method": of.method,
        "payload_url": of.url,
        "trigger": TRIGGER_WORDS[of.trigger],
        "trigger_element": ELEMENT_WORDS[of.element],
        "prokey_filter": of.event_filter,
        "header": _pairs(of.headers),
        "body": _pairs(of.fields),
        "date_created": moment(of.created_at),
        "date_updated": moment(of.updated_at),
        "last_execution": moment(of.executed_at),
        "switched_off": of.switched_off,
    }


def listed(webhooks: list[Webhook]) -> list[dict[str, object]]:
    """Items of a list."""
    return [{"id": of.number, "name": of.name} for of in webhooks]


def delivery(of: Delivery) -> dict[str, object]:
    """One message. response: the status of the last answer; next_attempt: null when there will be none."""
    return {
        "id": of.number,
        "message": of.message,
        "status": of.state,
        "attempts": of.attempts,
        "response": of.status,
        "error": of.error,
        "date_created": moment(of.created_at),
        "next_attempt": moment(of.due_at) if of.finished_at is None else None,
        "delivered": moment(of.delivered_at),
    }


def _pairs(of: tuple[Pair, ...]) -> list[dict[str, str]]:
    return [{"key": pair.key, "value": pair.value} for pair in of]
