"""The requests that are measured, as bytes. Each names its row in a header, by which the floors know what to send."""

from collections.abc import Mapping
from typing import NamedTuple

import msgspec

from bench.fill import Filled, basic
from bench.recording import FRESH
from kalends.dialects.addtocalendarpro.component_routes import FORM

FURTHER = 100  # daily occurrences of the event that tells what each further one costs
READERS, WRITERS = 16, 64  # connections

GET_EVENT = "GET /v1/event/{prokey}"
POST_EVENT = "POST /v1/event, one date"
POST_SERIES = f"POST /v1/event, {FURTHER} daily"
LIST_V1 = "GET /v1/event/all?group="
LIST_GROUPS = "GET /groups/v2/events?per_page=25&include=group"
FIRST_SMALL = "its first page of 1,000"
FIRST_LARGE = "its first page of 100,000"
FEED = "GET a group's feed of 1,000 events, warm"
FEED_SAME = "GET it again, unchanged (304)"
ANSWER = "POST an answer of somebody new"
PAGE = "GET an event's landing page"
PAGE_ASKING = "GET one with a form for answers"

BY_HAND = ("memory", "hand", "orm")
FRAMEWORK = ("framework",)


class Row(NamedTuple):
    """One request, sent by so many connections at once, and the floors it is measured beside."""

    name: str
    request: bytes
    connections: int = READERS
    floors: tuple[str, ...] = BY_HAND


def rows(filled: Mapping[str, Filled]) -> list[Row]:
    """Every row of the table but the start, in the order of measuring: what writes comes last."""
    small, large, fresh, thousand = (filled[name] for name in ("small", "large", "fresh", "thousand"))
    page = "/groups/v2/events?per_page=25"
    return [
        _get(GET_EVENT, f"/v1/event/{small.event}", small.key),
        _get(LIST_V1, f"/v1/event/all?group={small.group}", small.key),
        _get(LIST_GROUPS, f"{page}&include=group", basic(small)),
        _get(FIRST_SMALL, page, basic(small)),
        _get(FIRST_LARGE, page, basic(large)),
        _public(FEED, f"/{thousand.group}/calendar.ics"),
        _public(FEED_SAME, f"/{thousand.group}/calendar.ics", "If-None-Match: *\r\n"),
        _public(PAGE, f"/{small.event}"),
        _public(PAGE_ASKING, f"/{small.asking}"),
        _post(POST_EVENT, fresh, {}),
        _post(POST_SERIES, fresh, {
            "simplified_recurrence": True, "recurrence_simple_type": "daily", "recurrence_count": FURTHER,
        }),
        _answer(fresh),
    ]  # fmt: skip


def _get(name: str, target: str, authorization: str) -> Row:
    return Row(name, _request(f"GET {target}", name, authorization))


def _post(name: str, fresh: Filled, recurrence: dict[str, object]) -> Row:
    date = {
        "name": "Summer concert",
        "description": "<p>With <strong>soloists</strong> and a reception.</p>",
        "startDate": "2027-06-18",
        "startTime": "19:30",
        "endDate": "2027-06-18",
        "endTime": "22:00",
        "timeZone": "Europe/Berlin",
        "location": "Parish hall, Church Lane 5, Springfield",
        "status": "CONFIRMED",
        "availability": "busy",
        "organizer_name": "Olga Organ",
        "organizer_email": "olga@example.org",
    }
    body = msgspec.json.encode({"event_group": fresh.group, "dates": [date], **recurrence})
    return Row(name, _request("POST /v1/event", name, fresh.key, body), WRITERS)


def _answer(fresh: Filled) -> Row:
    """What the vendor's button sends: nobody shows a credential."""
    body = msgspec.json.encode({"prokey": fresh.asking, "email": f"visitor{FRESH}@example.org", "status": "confirmed"})
    return Row(ANSWER, _request(f"POST {FORM}", ANSWER, "none", body), WRITERS, floors=("memory", "hand"))


def _public(name: str, target: str, more: str = "") -> Row:
    head = f"GET {target} HTTP/1.1\r\nHost: localhost\r\nBench-Row: {name}\r\n{more}\r\n"
    return Row(name, head.encode(), floors=FRAMEWORK)


def _request(line: str, name: str, authorization: str, body: bytes = b"") -> bytes:
    sent = "" if not body else f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    head = f"{line} HTTP/1.1\r\nHost: localhost\r\nBench-Row: {name}\r\nAuthorization: {authorization}\r\n{sent}\r\n"
    return head.encode() + body
