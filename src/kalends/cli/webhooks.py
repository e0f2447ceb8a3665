"""webhook: whom the server tells of changes, and how that goes."""

from argparse import Namespace

from kalends.actions.webhook import count_waiting, list_webhooks
from kalends.cli.command import Command, Desk, Line, Output
from kalends.domain import limits
from kalends.domain.webhook import Webhook


async def _list(desk: Desk, _args: Namespace) -> Output:
    hooks = await desk.see(list_webhooks, limits.WEBHOOKS, 0)
    return [_line(it, await desk.see(count_waiting, it.number)) for it in hooks]


def _line(it: Webhook, waiting: int) -> Line:
    listens = f"{it.element.value} {it.trigger.value}"
    return {
        "number": it.number,
        "name": it.name,
        "address": it.url,
        "listens_for": f"{listens}, event {it.event_filter}" if it.event_filter else listens,
        "state": _state(it),
        "executed_at": it.executed_at,
        "waiting": waiting,
    }


def _state(it: Webhook) -> str:
    if it.switched_off:
        return f"switched off: {it.switched_off}"
    if not it.active:
        return "switched off by an administrator"
    return f"active, has failed since {it.failing_since:%Y-%m-%d %H:%M} UTC" if it.failing_since else "active"


COMMANDS = (
    Command("webhook", "list", "Show who is told of what, how that goes, and how much is still to be told.", _list),
)
