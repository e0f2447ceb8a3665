"""How an event of fifty seats fares when many more answer it at once, by the vendor's button: on one node, on two."""

import asyncio
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from http.client import HTTPConnection
from typing import Any

import msgspec

from bench import fill, processes
from bench.databases import SQLITE, Databases
from bench.fill import Filled
from kalends.dialects.addtocalendarpro.component_routes import FORM

HEAD = ("answers", "database", "nodes", "per second", "2xx", "409", "5xx", "others", "seats held", "goal", "met")
_SEATS, _CLIENTS = 50, 64
_PATIENCE_S = 30.0
_JSON = {"Content-Type": "application/json"}


def taken(kind: str, each: int) -> Iterator[tuple[str, ...]]:
    """A line for each number of nodes. each: how many answers each of the clients sends, all of other addresses."""
    databases = Databases(kind)
    try:
        filled = asyncio.run(fill.listed(databases.filled.data, 1, databases.filled.url))
        for nodes in (1,) if kind == SQLITE else (1, 2):
            with ExitStack() as stack:
                ports = [_node(databases, filled, f"node{nodes}.{it}", stack) for it in range(nodes)]
                yield _line(databases.kind, ports, filled, each)
    finally:
        databases.close()


def _node(databases: Databases, filled: Filled, name: str, stack: ExitStack) -> int:
    request = f"GET /v1/event/{filled.event} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {filled.key}\r\n\r\n"
    server = processes.kalends(databases.node(name), request.encode())
    stack.callback(server.stop)
    return server.port


def _line(kind: str, ports: list[int], filled: Filled, each: int) -> tuple[str, ...]:
    event, began = _event(ports[0], filled), time.perf_counter()
    with ThreadPoolExecutor(_CLIENTS) as clients:
        jobs = [clients.submit(_answers, ports[it % len(ports)], event, it, each) for it in range(_CLIENTS)]
        found = sum((job.result() for job in jobs), Counter[int]())
    rate, held = found.total() / (time.perf_counter() - began), _held(ports[0], filled, event)
    yes, full = sum(found[it] for it in found if it // 100 == 2), found[409]
    broken = sum(found[it] for it in found if it // 100 == 5)
    met = yes == held == _SEATS and yes + full == found.total()
    counted = (yes, full, broken, found.total() - yes - full - broken, held)
    return (
        f"{_CLIENTS} × {each:,}", kind, str(len(ports)), f"{rate:,.0f}", *(f"{it:,}" for it in counted),
        f"{_SEATS}, no 5xx", "yes" if met else "NO",
    )  # fmt: skip


def _answers(port: int, event: str, client: int, each: int) -> Counter[int]:
    """What one client was answered: how often which status."""
    link, found = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S), Counter[int]()
    for number in range(each):
        body = {"prokey": event, "email": f"visitor{client}.{number}@example.org", "status": "confirmed", "amount": 1}
        found[_asked(link, "POST", FORM, _JSON, body)[0]] += 1
    link.close()
    return found


def _event(port: int, filled: Filled) -> str:
    """An event of its own with so many seats."""
    link, headers = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S), {**_JSON, "Authorization": filled.key}
    form = _asked(link, "POST", "/v1/rsvp-block", headers, {"name": "Fifty", "max": _SEATS})[1]["id"]
    date = {"name": "Concert", "startDate": f"{fill.Clock().now().year + 1}-06-18"}
    body = {"event_group": filled.group, "dates": [date], "rsvp": True, "rsvp_block": form}
    return str(_asked(link, "POST", "/v1/event", headers, body)[1]["prokey"])


def _held(port: int, filled: Filled, event: str) -> int:
    """Seats of all answers that are yes."""
    link = HTTPConnection("127.0.0.1", port, timeout=_PATIENCE_S)
    every = _asked(link, "GET", f"/v1/rsvp-answers/{event}?status=confirmed", {"Authorization": filled.key})[1]
    return sum(it["amount"] for it in every)


def _asked(
    link: HTTPConnection, method: str, path: str, headers: dict[str, str], body: dict[str, object] | None = None
) -> tuple[int, Any]:
    """Status, and what was answered."""
    link.request(method, path, None if body is None else msgspec.json.encode(body), headers)
    answer = link.getresponse()
    return answer.status, msgspec.json.decode(answer.read())
