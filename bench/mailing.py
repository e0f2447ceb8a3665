"""How fast mails are sent, and how long somebody who asks for an event waits meanwhile."""

import asyncio
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
_ALONE = 500  # requests of a turn
_TURN = 1_000  # letters
_LOOK = 20  # requests between two looks at how far it is
_SLICE = 500  # letters in one deed
_PATIENCE_S = 600.0


def mailed(kind: str, letters: int) -> Iterator[tuple[str, ...]]:
    """One line: letters of one event are written down while the server runs, and it sends them.

    In turns of _TURN letters, with as many requests between them as are alone: a busy moment meets both.
    """
    databases = Databases(kind)
    try:
        filled = asyncio.run(fill.fill(databases.filled.url, databases.filled.data))["small"]
        with _sending(databases, filled) as (server, mails, request):
            alone, meanwhile, seconds = list[float](), list[float](), 0.0
            for first in range(0, letters, _TURN):
                last = min(first + _TURN, letters)
                alone += _waits(server.port, request, lambda done: done >= _ALONE)
                began = time.perf_counter()
                asyncio.run(_write(databases, filled, range(first, last)))
                meanwhile += _waits(server.port, request, _taken(mails, last, server))
                seconds += time.perf_counter() - began
            yield _line(databases.kind, (mails.taken, letters, seconds), _p99(alone), _p99(meanwhile))
    finally:
        databases.close()


def _taken(mails: MailServer, letters: int, server: processes.Server) -> Callable[[int], bool]:
    """Are so many sent, or will no more be? It looks now and then only."""
    return lambda done: not done % _LOOK and (mails.taken >= letters or not server.is_up)


def _line(kind: str, sent: tuple[int, int, float], alone: float, meanwhile: float) -> tuple[str, ...]:
    """sent: how many, of how many, in so many seconds."""
    taken, letters, seconds = sent
    ratio = meanwhile / alone
    return (
        f"{taken:,} of {letters:,}", kind, f"{taken / seconds:,.0f}", f"{alone * 1e3:.1f} ms",
        f"{meanwhile * 1e3:.1f} ms", f"{ratio:.2f}", f"≤ {_AT_MOST:g}", "yes" if ratio <= _AT_MOST else "NO",
    )  # fmt: skip


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


def _p99(seconds: list[float]) -> float:
    """What one of a hundred waits longer than."""
    return quantiles(seconds, n=100)[-1]


def _waits(port: int, request: bytes, ended: Callable[[int], bool]) -> list[float]:
    """How long each answer took, in seconds; asked for again and again with a short pause."""
    seconds: list[float] = []
    until = time.perf_counter() + _PATIENCE_S
    with client.talking(port) as ask:
        while not ended(len(seconds)) and time.perf_counter() < until:
            began = time.perf_counter()
            ask(request)
            seconds.append(time.perf_counter() - began)
            time.sleep(_PAUSE_S)
    return seconds


async def _write(databases: Databases, filled: Filled, letters: range) -> None:
    store = fill.opened(databases.filled.url, databases.filled.data)
    await store.open(beside=True)
    try:
        for first in range(0, len(letters), _SLICE):
            await store.write(_post, system(_SMALL), filled.event, letters[first : first + _SLICE])
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
