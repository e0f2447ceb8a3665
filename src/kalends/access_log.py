"""What is logged: one line of JSON per request and per remark, whatever strangers send.

A request's line never has its query, its headers or its body: credentials travel there.
"""

import asyncio
import logging
import re
import sys
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any, TextIO

import msgspec

_PATH_CHARACTERS = 300
_SECRET = re.compile(rb"(?i)(/feed/[^/]*/|/mailbox/|/unsubscribe/[^/]*/|/[^/]*/rsvp/[^/]*/).+", re.DOTALL)
_FLUSH_S = 0.2
_LINES_KEPT = 200

_encode = msgspec.json.Encoder().encode


class AccessLog:
    """Gathers lines for a moment, so that a request does not wait for the terminal."""

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stderr
        self._lines: list[bytes] = []

    def write(self, scope: Mapping[str, Any], status: int, seconds: float) -> None:
        """status: 0 when the client went away before it was answered. The path is as sent, percent-encoded."""
        if not self._lines:
            asyncio.get_running_loop().call_later(_FLUSH_S, self.flush)
        self._lines.append(_encode(_line(scope, status, seconds)))
        if len(self._lines) >= _LINES_KEPT:
            self.flush()

    def flush(self) -> None:
        """Write what was gathered."""
        if self._lines:
            lines, self._lines = self._lines, []
            self._stream.write((b"\n".join(lines) + b"\n").decode())
            self._stream.flush()


def _line(scope: Mapping[str, Any], status: int, seconds: float) -> dict[str, object]:
    client = scope.get("client")
    return {
        "time": datetime.now(UTC),
        "peer": client[0] if client else None,
        "method": scope["method"],
        "path": _shown(scope["raw_path"])[:_PATH_CHARACTERS].decode("ascii", "backslashreplace"),
        "status": status,
        "ms": round(seconds * 1000, 2),
    }


def _shown(path: bytes) -> bytes:
    """The path without the secret that private feeds, links in mails and the mailbox are reached by."""
    found = _SECRET.fullmatch(path)
    return found[1] + b"..." if found else path


class JsonLines(logging.Formatter):
    """Any other remark as one line: line feeds and control characters are escaped by JSON."""

    def format(self, record: logging.LogRecord) -> str:
        remark: dict[str, object] = {
            "time": datetime.fromtimestamp(record.created, UTC),
            "level": record.levelname.lower(),
            "from": record.name,
            "remark": record.getMessage(),
        }
        if record.exc_info:
            remark["trace"] = self.formatException(record.exc_info)
        return _encode(remark).decode()


def set_up_logging() -> None:
    """Everything that logs does so in JSON on standard error; libraries only when something is wrong."""
    handler = logging.StreamHandler()
    handler.setFormatter(JsonLines())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("kalends").setLevel(logging.INFO)
