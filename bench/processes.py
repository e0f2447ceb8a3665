"""The measured servers, each a process of its own on a free port of the loopback address."""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from bench import client
from bench.databases import Place
from bench.rows import Row

ENVIRONMENT = {  # of every measured process
    **{name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"},
    "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "kalends-bench-bytecode"),  # compiled once, as installed
    "KALENDS_LIMIT_REQUESTS_PER_SECOND": "0",
    "KALENDS_LIMIT_REQUESTS_PER_20_SECONDS": "0",
    "KALENDS_LIMIT_ANSWERS_PER_ADDRESS_PER_MINUTE": "0",
    "KALENDS_LIMIT_ANSWERS_PER_NETWORK_PER_MINUTE": "0",
    "KALENDS_ACCESS_LOG": "false",  # the floors keep none either
}
_PATIENCE_S = 30.0
_POLL_S = 0.002


class Server:
    """A process that answers. Raises WrongAnswer where it does not within _PATIENCE_S."""

    def __init__(
        self, command: Sequence[str], port: int, log: Path, first: bytes, more: Mapping[str, str] | None = None
    ) -> None:
        began = time.perf_counter()
        self.port, self._log = port, log
        with log.open("wb") as output:
            self._process = subprocess.Popen(command, stdout=output, stderr=output, env={**ENVIRONMENT, **(more or {})})
        try:
            self._wait(first, began + _PATIENCE_S)
        except BaseException:
            self.stop()
            raise
        self.started_s = time.perf_counter() - began

    def _wait(self, first: bytes, until: float) -> None:
        while True:
            try:
                client.ask(self.port, first)
            except ConnectionError:
                if self._process.poll() is not None or time.perf_counter() > until:
                    raise client.WrongAnswer(f"{self._process.args!r}: {self._log.read_text()}") from None
                time.sleep(_POLL_S)
            else:
                return

    def ask(self, request: bytes) -> bytes:
        """One whole answer. Raises WrongAnswer with what the process said."""
        with self._explained():
            return client.ask(self.port, request)

    def load(self, row: Row, seconds: float) -> client.Slice:
        """See `client.load`. Raises WrongAnswer with what the process said."""
        with self._explained():
            return client.load(self.port, row.request, row.connections, seconds)

    @contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (client.WrongAnswer, OSError) as error:
            raise client.WrongAnswer(f"{error}\n{self._process.args!r}\n{self._log.read_text()[-4_000:]}") from error

    @property
    def is_up(self) -> bool:
        """Does the process still run?"""
        return self._process.poll() is None

    @property
    def cpu_s(self) -> float:
        """CPU time used so far, by all of its threads."""
        fields = Path(f"/proc/{self._process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")  # utime and stime, proc(5)

    @property
    def memory(self) -> int:
        """Bytes in use, see `memory_of`."""
        return memory_of(self._process.pid)

    def stop(self) -> None:
        """Politely, then not."""
        self._process.terminate()
        try:
            self._process.wait(10)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()


def memory_of(process: int) -> int:
    """Resident bytes of a process."""
    return int(Path(f"/proc/{process}/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def kalends(place: Place, first: bytes, more: Mapping[str, str] | None = None) -> Server:
    """Our own server, started as everybody starts it. first: the request it is ready for when it answers.

    more: settings.
    """
    port = _free_port()
    command = [sys.executable, "-m", "kalends", "serve", "--data", str(place.data), "--port", str(port)]
    database = [] if place.url is None else ["--database-url", place.url]
    return Server([*command, *database], port, place.data / "log", first, more)


def floor(name: str, place: Place, recordings: Path, first: bytes) -> Server:
    """See floors/__main__.py."""
    port = _free_port()
    command = [sys.executable, "-m", "bench.floors", name, str(recordings), str(port), place.address]
    return Server(command, port, place.data / "log", first)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
