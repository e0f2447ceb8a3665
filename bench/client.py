"""The load: keep-alive connections of one thread, each asking again as soon as it is answered.

Plain sockets and epoll, because a client library would cost more than the servers that are measured.
"""

import select
import socket
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from typing import NamedTuple

from bench.recording import FRESH

_FRESH = FRESH.encode()
_CHUNK = 262_144
_PATIENCE_S = 20.0


class WrongAnswer(Exception):
    """A server did not answer with a 2xx of a known length or a 304, or not at all."""


class Slice(NamedTuple):
    """answers: how many came. seconds: how long it took. client_s: CPU time of this client meanwhile."""

    answers: int
    seconds: float
    client_s: float

    @property
    def rate(self) -> float:
        """Answers per second."""
        return self.answers / self.seconds


class _Connection:
    __slots__ = ("missing", "socket")

    def __init__(self, port: int) -> None:
        self.socket = socket.create_connection(("127.0.0.1", port), timeout=_PATIENCE_S)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.missing = 0  # bytes of an answer that has begun


_numbers = count(int(time.time()))


def _new(request: bytes) -> bytes:
    """What is sent: the same again and again, unless it holds FRESH."""
    return request.replace(_FRESH, b"%010d" % next(_numbers)) if _FRESH in request else request


def load(port: int, request: bytes, connections: int, seconds: float) -> Slice:
    """Send `request` again and again for `seconds`; every answer that was asked for is waited for and counted."""
    opened = {link.socket.fileno(): link for link in (_Connection(port) for _ in range(connections))}
    began, cpu = time.perf_counter(), time.process_time()
    try:
        answers = _converse(opened, request, began + seconds)
    finally:
        for link in opened.values():
            link.socket.close()
    return Slice(answers, time.perf_counter() - began, time.process_time() - cpu)


def _converse(opened: dict[int, _Connection], request: bytes, until: float) -> int:
    answers, waiting = 0, len(opened)
    with select.epoll() as poll:
        for number, link in opened.items():
            poll.register(number, select.EPOLLIN)
            link.socket.sendall(_new(request))
        while waiting:
            ready = poll.poll(_PATIENCE_S)
            if not ready:
                raise WrongAnswer(f"no answer within {_PATIENCE_S:g} s")
            asking = time.perf_counter() < until
            for number, _ in ready:
                link = opened[number]
                if not _whole(link):
                    continue
                answers += 1
                if asking:
                    link.socket.send(_new(request))
                else:
                    waiting -= 1
    return answers


def _whole(link: _Connection) -> bool:
    """Take what has come; is the answer complete?"""
    data = link.socket.recv(_CHUNK)
    if link.missing:
        link.missing -= len(data)
    else:
        link.missing = length(data) - len(data)
    if not data or link.missing < 0:
        raise WrongAnswer("the connection broke off, or there is more than one answer in it")
    return not link.missing


def length(data: bytes) -> int:
    """Bytes of the whole answer that begins with `data`: head and body, of which a 304 has none."""
    head = data.find(b"\r\n\r\n")
    if head > 0 and data.startswith(b"HTTP/1.1 304"):
        return head + 4
    at = data.find(b"content-length: ", 0, head)
    if head < 0 or at < 0 or not data.startswith(b"HTTP/1.1 2"):
        raise WrongAnswer(data[:400].decode("latin-1"))
    return head + 4 + int(data[at + 16 : data.find(b"\r", at)])


def ask(port: int, request: bytes) -> bytes:
    """One whole answer, head and body."""
    with talking(port) as answered:
        return answered(request)


@contextmanager
def talking(port: int) -> Iterator[Callable[[bytes], bytes]]:
    """One connection, which gives the whole answer to each request."""
    link = _Connection(port)
    with link.socket:
        yield lambda request: _answered(link, _new(request))


def _answered(link: _Connection, request: bytes) -> bytes:
    link.socket.sendall(request)
    answer = link.socket.recv(_CHUNK)
    whole = length(answer)
    while len(answer) < whole:
        more = link.socket.recv(_CHUNK)
        if not more:
            raise WrongAnswer("the connection broke off")
        answer += more
    return answer
