"""Rendered bytes, kept for a while on this node."""

import threading
from collections import OrderedDict


class Shelf:
    """The most lately used bodies, at most `room` octets of them. For any thread."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._bodies: OrderedDict[object, bytes] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: object) -> bytes | None:
        """What was put there, if it still is."""
        with self._lock:
            body = self._bodies.get(key)
            if body is not None:
                self._bodies.move_to_end(key)
            return body

    def put(self, key: object, body: bytes) -> None:
        """Keep it, instead of what was used longest ago."""
        with self._lock:
            self._room -= len(body) - len(self._bodies.pop(key, b""))
            self._bodies[key] = body
            while self._room < 0 and self._bodies:
                self._room += len(self._bodies.popitem(last=False)[1])
