"""How fast mails are sent, and how long somebody who asks for an event waits meanwhile."""

import asyncio
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from statistics import quantiles

from bench import client, fill, processes
from bench.databases import Databases
from bench.fill import Filled
from bench.mail_server import MailServer
from kalends.actions.letter import post
from kalends.actions.ports import Tx
from kalends.domain.access import Actor, system
from kalends.domain.letter import Letter, LetterKind

HEAD = ("mails", "database", "per second", "GET alone, p99", "GET meanwhile, p99", "ratio", "goal", "met")
_AT_MOST = 2.0
_SMALL = 1  # the organization that fill.py makes first
_PAUSE_S = 0.005
_ALONE = 2_000  # requests
_LOOK = 20  # requests between two looks at how far it is
_SLICE = 500  # letters in one deed
_PATIENCE_S = 600.0


def mailed(kind: str, letters: int) -> Iterator[tuple[str, ...]]:
    """One line: so many letters of one event are written down while the server runs, and it sends them."""
    databases = Databases(kind)
    try:
        filled = asyncio.run(fill.fill(databases.filled.url, databases.filled.data))["small"]
        with _sending(databases, filled) as (server, mails, request):
            alone = _waits(server.port, request, lambda done: done >= _ALONE)
            began = time.perf_counter()
            writing = threading.Thread(target=lambda: asyncio.run(_write(databases, filled, letters)))
            writing.start()
            meanwhile = _waits(
                server.port, request, lambda done: not done % _LOOK and (mails.taken >= letters or not server.is_up)
            )
            rate = mails.taken / (time.perf_counter() - began)
            writing.join()
            ratio = meanwhile / alone
            yield (
                f"{mails.taken:,} of {letters:,}", databases.kind, f"{rate:,.0f}", f"{alone * 1e3:.1f} ms",
                f"{meanwhile * 1e3:.1f} ms", f"{ratio:.2f}", f"≤ {_AT_MOST:g}", "yes" if ratio <= _AT_MOST else "NO",
            )  # fmt: skip
    finally:
        databases.close()


@contextmanager
def _sending(databases: Databases, filled: Filled) -> Iterator[tuple[processes.Server, MailServer, bytes]]:
    mails = MailServer()
    head = f"Host: localhost\r\nAuthorization: {filled.key}\r\n\r\n"
    request = f"GET /v1/event/{filled.event} HTTP/1.1\r\n{head}".encode()
    options = {"KALENDS_SMTP_URL": f"smtp://127.0.0.1:{mails.port}", "KALENDS_MAIL_FROM": "events@kalends.example"}
    server = processes.kalends(databases.filled, request, options)
    try:
        yield server, mails, request
    finally:
        server.stop()
        mails.stop()


def _waits(port: int, request: bytes, ended: Callable[[int], bool]) -> float:
    """What one of a hundred waits longer than, in seconds; asked for again and again with a short pause."""
    seconds: list[float] = []
    until = time.perf_counter() + _PATIENCE_S
    with client.talking(port) as ask:
        while not ended(len(seconds)) and time.perf_counter() < until:
            began = time.perf_counter()
            ask(request)
            seconds.append(time.perf_counter() - began)
            time.sleep(_PAUSE_S)
    return quantiles(seconds, n=100)[-1]


async def _write(databases: Databases, filled: Filled, letters: int) -> None:
    store = fill.opened(databases.filled.url, databases.filled.data)
    await store.open(beside=True)
    try:
        for first in range(0, letters, _SLICE):
            await store.write(_post, system(_SMALL), filled.event, range(first, min(first + _SLICE, letters)))
    finally:
        await store.close()


async def _post(tx: Tx, actor: Actor, prokey: str, numbers: range) -> None:
    found = await tx.event_by_prokey(prokey, actor.person)
    if found is None:
        raise LookupError(prokey)
    for number in numbers:
        letter = Letter(
            kind=LetterKind.ANSWERED, key=f"bench:{number}", to=f"visitor{number}@example.org", name="Vera",
            event=found[0].number, said={"state": "accepted", "amount": 1},
        )  # fmt: skip
        await post(tx, letter, now=datetime.now(UTC))
