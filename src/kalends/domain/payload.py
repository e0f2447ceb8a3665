"""What a webhook's request is made of: a JSON body, headers, and `{{names}}` filled in by what a thing says of itself.

Names look into objects and lists with dots: `{{prokey}}`, `{{dates.0.name}}`. What is not there leaves nothing behind.
"""

import re
from collections.abc import Mapping
from urllib.parse import quote, urlencode

import msgspec
from msgspec import Struct

from kalends.domain import limits
from kalends.domain.webhook import ELEMENT_KEY, Pair, Webhook

_PLACEHOLDER = re.compile(r"\{\{\s*([A-Za-z_][\w.-]{0,99})\s*\}\}", re.ASCII)
_PRINTABLE = "".join(map(chr, range(0x20, 0x7F)))  # kept in headers; anything else is percent-encoded UTF-8


class Worded(Struct, frozen=True):
    """A thing in a dialect's words. data: what it says of itself. names: what placeholders know besides."""

    data: dict[str, object]
    names: dict[str, str]

    @property
    def known(self) -> dict[str, object]:
        """All that a placeholder can name; what the thing says itself goes first."""
        return self.names | self.data


def body(webhook: Webhook, thing: Worded) -> bytes:
    """JSON: the element, and the webhook's own fields."""
    return msgspec.json.encode({ELEMENT_KEY: thing.data} | _fields(webhook, thing))


def address(webhook: Webhook, thing: Worded) -> str:
    """Where it goes without a body: the webhook's own fields, without the element, are in the query."""
    fields = _fields(webhook, thing)
    if not fields:
        return webhook.url
    url, _, _ = webhook.url.partition("#")
    return f"{url}{'&' if '?' in url else '?'}{urlencode(fields, quote_via=quote)}"


def headers(webhook: Webhook, thing: Worded) -> dict[str, str]:
    """The webhook's own. No value can end its line, whatever the element says of itself."""
    return {pair.key: quote(_filled(pair, thing.known), safe=_PRINTABLE) for pair in webhook.headers}


def _fields(webhook: Webhook, thing: Worded) -> dict[str, str]:
    return {pair.key: _filled(pair, thing.known) for pair in webhook.fields}


def _filled(pair: Pair, element: Mapping[str, object]) -> str:
    """A value that was filled in is not looked at again."""
    filled = _PLACEHOLDER.sub(lambda found: _text(_at(element, found[1])), pair.value)
    return filled[: limits.WEBHOOK_VALUE]


def _at(element: object, path: str) -> object:
    for name in path.split("."):
        if isinstance(element, Mapping):
            element = element.get(name)
        elif isinstance(element, list | tuple) and name.isdecimal() and len(name) < 6:
            element = element[int(name)] if int(name) < len(element) else None
        else:
            return None
    return element


def _text(value: object) -> str:
    if value is None:
        return ""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
