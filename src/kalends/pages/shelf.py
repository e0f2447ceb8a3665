"""Rendered bytes, kept for a while on this node."""

import threading
from collections import OrderedDict
from typing import Any


class Shelf:
    """The most lately used bodies, at most `room` octets of them, each with a label. For any thread."""

    def __init__(self, room: int) -> None:
        self._room = room
        self._bodies: OrderedDict[object, tuple[bytes, Any]] = OrderedDict()
        self._lock = threading.Lock()

    def take(self, key: object) -> bytes | None:
        """What was put there, if it still is."""
        found = self.labelled(key)
        return None if found is None else found[0]

    def labelled(self, key: object) -> tuple[bytes, Any] | None:
        """The same with its label."""
        with self._lock:
            found = self._bodies.get(key)
            if found is not None:
                self._bodies.move_to_end(key)
            return found

    def put(self, key: object, body: bytes, label: Any = None) -> None:
        """Keep it, instead of what was used longest ago."""
        with self._lock:
            self._room -= len(body) - len(self._bodies.pop(key, (b"", None))[0])
            self._bodies[key] = body, label
            while self._room < 0 and self._bodies:
                self._room += len(self._bodies.popitem(last=False)[1][0])
