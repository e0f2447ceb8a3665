"""Reading answers: what organisers send, and what they ask for (reference §1.12; README, "Extensions")."""

from typing import Any

from falcon.asgi import Request

from kalends.actions.answer_list import AnswerDraft, AnswerList, AnswerPatch
from kalends.dialects import openapi
from kalends.dialects.addtocalendarpro import query
from kalends.dialects.addtocalendarpro.answer_words import GIVEN, KNOWN
from kalends.dialects.addtocalendarpro.read import (
    Table,
    fields,
    flag,
    reference,
    required,
    taking,
    text,
    whole,
    word,
    words,
)
from kalends.domain.answer import PartStat
from kalends.domain.errors import invalid


@taking(openapi.maybe(openapi.whole(minimum=1)))
def _amount(value: object, field: str) -> int | None:
    amount = whole(value, field)
    if amount is not None and amount < 1:
        raise invalid("must be at least 1", field)
    return amount


@taking(openapi.maybe(openapi.anything("Names and values; the form says which")))
def payload(value: object, field: str) -> dict[str, object]:
    """Names and values; null is none. What they may be, the form says."""
    if value is None:
        return {}
    if not isinstance(value, dict):
        raise invalid("must be an object", field)
    return value


_SAID: Table = {
    "status": ("state", required(word(GIVEN))),
    "amount": ("amount", required(_amount)),
    "name": ("name", text),
    "payload": ("payload", payload),
    "inform": ("inform", flag(True)),
}
NEW: Table = {**_SAID, "email": ("mail", required(text)), "occurrence": ("occurrence", reference)}
CHANGED: Table = {**NEW, "status": ("state", required(word(KNOWN)))}
"""Whose answer it is, to what, and who waits cannot be changed, but what was read may be sent back."""
WORDS = words(NEW)


def new_answer(prokey: str, body: dict[str, object]) -> AnswerDraft:
    """What POST asks for. Raises INVALID without an address."""
    known: dict[str, Any] = fields(body, NEW)
    if "mail" not in known:
        raise invalid("is required", "mail")
    return AnswerDraft(prokey=prokey, **known)


def answer_patch(body: dict[str, object]) -> AnswerPatch:
    """What PATCH asks for."""
    known: dict[str, Any] = fields(body, CHANGED)
    return AnswerPatch(**known)


def answer_list(req: Request, prokey: str) -> AnswerList:
    """Which answers: `status`, `occurrence`, `page`."""
    given = req.get_param("occurrence")
    occurrence = query.number(given) if given else None
    return AnswerList(prokey=prokey, state=state(req), occurrence=occurrence, offset=query.offset(req))


def state(req: Request) -> PartStat | None:
    """The state asked for; None for all that the vendor shows."""
    given = req.get_param("status")
    if given and given not in KNOWN:
        raise invalid(f"must be one of {', '.join(KNOWN)}", "status")
    return KNOWN[given] if given else None


def export_format(req: Request) -> str | None:
    """`csv` or `json` for everything in one file; None for a page of the list."""
    given = req.get_param("format")
    if given and given not in ("csv", "json"):
        raise invalid("must be csv or json", "format")
    return given or None
