"""Two CalDAV servers beside us, asked for a month out of many weekly series: Radicale and Xandikos."""

import base64
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.client import HTTPConnection
from pathlib import Path
from typing import NamedTuple

from bench.client import WrongAnswer

_PATIENCE_S = 60.0
_COLLECTION = "/olga/choir/"
_MAKE = """<?xml version="1.0"?>
<C:mkcalendar xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav"><D:set><D:prop>
<D:displayname>Choir</D:displayname></D:prop></D:set></C:mkcalendar>"""
_REPORT = """<?xml version="1.0"?>
<C:calendar-query xmlns:D="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">
<D:prop><D:getetag/><C:calendar-data><C:expand start="{start}" end="{end}"/></C:calendar-data></D:prop>
<C:filter><C:comp-filter name="VCALENDAR"><C:comp-filter name="VEVENT">
<C:time-range start="{start}" end="{end}"/></C:comp-filter></C:comp-filter></C:filter></C:calendar-query>"""


class Month(NamedTuple):
    """Both as "20260301T000000Z", the end exclusive."""

    start: str
    end: str


class Other:
    """One of them, running. name: as it is known."""

    def __init__(self, name: str, port: int) -> None:
        self.name, self._port = name, port

    def fill(self, files: list[bytes]) -> None:
        """One calendar with these files."""
        self._ask("MKCALENDAR", _COLLECTION, _MAKE.encode(), "application/xml")
        for number, file in enumerate(files):
            self._ask("PUT", f"{_COLLECTION}{number}.ics", file, "text/calendar; charset=utf-8")

    def report(self, month: Month) -> int:
        """How many meetings it finds in the month."""
        body = _REPORT.format(start=month.start, end=month.end).encode()
        return self._ask("REPORT", _COLLECTION, body, "application/xml", depth="1").count(b"BEGIN:VEVENT")

    def _ask(self, method: str, path: str, body: bytes, kind: str, depth: str = "0") -> bytes:
        connection = HTTPConnection("127.0.0.1", self._port, timeout=_PATIENCE_S)
        user = base64.b64encode(b"olga:olga").decode()
        connection.request(method, path, body, {"Content-Type": kind, "Depth": depth, "Authorization": f"Basic {user}"})
        answer = connection.getresponse()
        told = answer.read()
        connection.close()
        if answer.status >= 300:
            raise WrongAnswer(f"{self.name}: {method} {path}: {answer.status} {told[:300]!r}")
        return told


@contextmanager
def radicale(folder: Path) -> Iterator[Other]:
    """Its storage is a folder of files, with a cache of what it has parsed."""
    port = _free_port()
    options = ["--auth-type", "none", "--storage-filesystem-folder", str(folder), "--logging-level", "error"]
    with _running("Radicale", ["-m", "radicale", "--server-hosts", f"127.0.0.1:{port}", *options], port) as server:
        yield server


@contextmanager
def xandikos(folder: Path) -> Iterator[Other]:
    """Its storage is a repository of git, with an index of what was asked for before."""
    port = _free_port()
    options = ["--defaults", "--current-user-principal", "/olga/"]
    command = ["-m", "xandikos", "serve", "-d", str(folder), "-l", "127.0.0.1", "-p", str(port), *options]
    with _running("Xandikos", command, port) as server:
        yield server


@contextmanager
def _running(name: str, command: list[str], port: int) -> Iterator[Other]:
    with subprocess.Popen([sys.executable, *command], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            _wait(port, process)
            yield Other(name, port)
        finally:
            process.terminate()


def _wait(port: int, process: "subprocess.Popen[bytes]") -> None:
    until = time.perf_counter() + _PATIENCE_S
    while True:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            if process.poll() is not None or time.perf_counter() > until:
                raise WrongAnswer(f"{process.args!r} did not start") from None
            time.sleep(0.05)
        else:
            return


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
