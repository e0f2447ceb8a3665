"""`kalends serve` as an operator starts and stops it: a process of its own, on a port of its own."""

import os
import signal
import socket
import stat
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import httpx
import msgspec
import pytest

from kalends.domain import limits
from kalends.store.nouns import TRANSACTIONS

ROOT = Path(__file__).resolve().parents[2]
WAIT_S = 30
READY = "Kalends is ready at "


@dataclass
class Server:
    """One serving process. printed: its standard output up to the line that says it is ready."""

    process: subprocess.Popen[str]
    printed: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return self.printed[-1].removeprefix(READY).split()[0]

    def wait_until_ready(self) -> None:
        assert self.process.stdout is not None
        for line in self.process.stdout:
            self.printed.append(line)
            if line.startswith(READY):
                return
        raise AssertionError(f"it did not start: {self.process.communicate()[1]}")

    def stop(self) -> tuple[int, str]:
        """Exit code, and everything it said on standard error."""
        self.process.send_signal(signal.SIGTERM)
        return self.end()

    def end(self) -> tuple[int, str]:
        _, err = self.process.communicate(timeout=WAIT_S)
        return self.process.returncode, err


class Operator:
    """Starts servers on one data folder, and leaves none behind."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.environ: dict[str, str] = {}
        self._started: list[subprocess.Popen[str]] = []

    def begin(self, *flags: str, command: str = "serve") -> Server:
        port = ["--port", "0"] if command == "serve" else []
        words = [sys.executable, "-m", "kalends", command, "--data", str(self.data), *port, *flags]
        environ = {name: value for name, value in os.environ.items() if not name.startswith("KALENDS_")}
        environ |= {"PYTHONPATH": str(ROOT / "src"), **self.environ}
        process = subprocess.Popen(
            words, env=environ, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd=ROOT
        )
        self._started.append(process)
        return Server(process)

    def start(self, *flags: str) -> Server:
        server = self.begin(*flags)
        server.wait_until_ready()
        return server

    def clear_away(self) -> None:
        for process in self._started:
            if process.poll() is None:
                process.kill()
            process.communicate()


@pytest.fixture
def operator(tmp_path: Path) -> Iterator[Operator]:
    operator = Operator(tmp_path / "data")
    yield operator
    operator.clear_away()


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]
        return port


def connect(server: Server) -> socket.socket:
    host, port = server.url.removeprefix("http://").split(":")
    return socket.create_connection((host, int(port)), timeout=WAIT_S)


def until_the_end(client: socket.socket) -> bytes:
    received = b""
    try:
        while some := client.recv(65_536):
            received += some
    except ConnectionResetError:
        pass
    return received


class TestTheFirstStart:
    def test_makes_a_folder_that_is_nobody_else_s_and_listens_to_this_machine(self, operator: Operator) -> None:
        server = operator.start()
        assert server.url.startswith("http://127.0.0.1:")
        assert mode(operator.data) == 0o700
        assert {
            path.name: mode(path) for path in operator.data.iterdir() if path.name in {"secret", "kalends.sqlite"}
        } == {
            "secret": 0o600,
            "kalends.sqlite": 0o600,
        }
        health = httpx.get(f"{server.url}/health").json()
        assert (health["status"], health["pending_jobs"]) == ("up", 0)
        assert server.stop()[0] == 0

    def test_loads_nothing_that_it_does_not_need(self) -> None:
        heavy = ["asyncpg", "PIL", "icalendar", "dateutil", "smtplib", "kalends.demo"]
        program = f"import sys, kalends.serving; print(*[it for it in {heavy} if it in sys.modules])"
        environ = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
        command = [sys.executable, "-c", program]
        assert subprocess.run(command, env=environ, capture_output=True, text=True, check=True).stdout.strip() == ""


class TestTheDemo:
    def test_is_made_once_and_every_credential_opens_its_door(self, operator: Operator) -> None:
        port = str(free_port())
        server = operator.start("--demo", "--port", port)
        file = operator.data / "demo.json"
        first = file.read_bytes()
        assert mode(file) == 0o600
        demo = msgspec.json.decode(first)
        url, v1, v3, v2 = demo["base_url"], demo["add_to_calendar_pro"], demo["groupme"], demo["planning_center"]
        assert url == server.url == f"http://127.0.0.1:{port}"
        paths = [
            (f"/v1/event/{v1['events']['single']}", {"Authorization": v1["api_key"]}),
            (f"/v1/group/{v1['group']}", {"Authorization": v1["read_only_api_key"]}),
            (f"/v1/event/{v1['events']['draft']}", {"Authorization": v1["era_2024_api_key"]}),
            (
                f"/v1/event/{demo['other_organization']['event']}",
                {"Authorization": demo["other_organization"]["api_key"]},
            ),
            (
                f"/v3/conversations/{v3['group_id']}/events/show?event_id={v3['event_id']}&token={v3['member']['token']}",
                {},
            ),
            ("/v3/users/me", {"X-Access-Token": v3["outsider"]["token"]}),
            *((f"/{v1['events'][kind]}", {}) for kind in ("single", "all_day", "multi_date", "recurring", "dynamic")),
            (f"/{v1['events']['single']}/event.ics", {}),
            (f"/{v1['group']}/calendar.ics", {}),
        ]
        assert {path: httpx.get(url + path, headers=headers).status_code for path, headers in paths} == {
            path: 200 for path, _ in paths
        }
        for which, who in (("event_id", v2), ("past_event_id", v2), ("event_id", v2["member"])):
            auth = (who["application_id"], who["secret"])
            assert httpx.get(f"{url}/groups/v2/events/{v2[which]}", auth=auth).status_code == 200
        _, said = server.stop()
        assert v3["member"]["token"] not in said
        operator.start("--demo", "--port", port)
        assert file.read_bytes() == first

    def test_is_shown_to_nobody_else_unless_that_is_said(self, operator: Operator) -> None:
        code, said = operator.begin("--demo", "--host", "0.0.0.0").end()
        assert (code, "--demo-anyway" in said) == (1, True)
        assert not operator.data.exists()


class TestPrinting:
    def test_to_a_program_that_has_read_enough_is_no_fault(self, operator: Operator) -> None:
        operator.start().stop()
        reader, writer = os.pipe()
        os.close(reader)
        command = [sys.executable, "-m", "kalends", "organization", "list", "--data", str(operator.data)]
        environ = {"PYTHONPATH": str(ROOT / "src")}
        with os.fdopen(writer, "w") as gone:
            done = subprocess.run(command, env=environ, stdout=gone, stderr=subprocess.PIPE, text=True, check=False)
        assert (done.returncode, done.stderr) == (0, "")


class TestStopping:
    def test_answers_what_it_has_accepted(self, operator: Operator) -> None:
        server = operator.start()
        with connect(server) as client:
            client.sendall(b"POST /v1/event HTTP/1.1\r\nHost: a\r\nAuthorization: x\r\nContent-Length: 2\r\n\r\n{")
            httpx.get(f"{server.url}/health")  # so that the half request has arrived
            server.process.send_signal(signal.SIGTERM)
            client.sendall(b"}")
            answer = client.recv(65_536)
        assert answer.startswith(b"HTTP/1.1 4")
        assert server.end()[0] == 0

    def test_lets_the_next_one_start(self, operator: Operator) -> None:
        assert operator.start().stop()[0] == 0
        assert operator.start().stop()[0] == 0


class TestRudeClients:
    def test_endless_headers_are_not_listened_to(self, operator: Operator) -> None:
        with connect(operator.start()) as client:
            client.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\nX-Long: ")
            with pytest.raises((BrokenPipeError, ConnectionResetError)):
                client.sendall(b"a" * 50_000_000)

    def test_long_headers_within_the_bound_are(self, operator: Operator) -> None:
        with connect(operator.start()) as client:
            client.sendall(b"GET /health HTTP/1.1\r\nHost: a\r\nConnection: close\r\nX-Long: ")
            client.sendall(b"a" * (limits.HEAD_BYTES - 200))
            client.sendall(b"\r\n\r\n")
            assert until_the_end(client).startswith(b"HTTP/1.1 200")

    def test_other_versions_of_http_are_refused(self, operator: Operator) -> None:
        server = operator.start()
        for version in (b"", b" HTTP/0.9", b" HTTP/2.0"):
            with connect(server) as client:
                client.sendall(b"GET /v1/event/all" + version + b"\r\nHost: a\r\n\r\n")
                assert until_the_end(client).startswith(b"HTTP/1.1 400")
        assert "Traceback" not in server.stop()[1]

    @pytest.mark.parametrize(
        "begun", [b"", b"GET /health HTTP/1.1\r\nHost", b"POST /v1/event HTTP/1.1\r\nContent-Length: 9\r\n\r\n{"]
    )
    def test_who_says_nothing_more_loses_their_place(self, operator: Operator, begun: bytes) -> None:
        operator.environ["KALENDS_LIMIT_CLIENT_PAUSE_S"] = "1"
        with connect(operator.start()) as client:
            client.sendall(begun)
            assert not until_the_end(client).startswith(b"HTTP/1.1 2")


class TestNotStarting:
    @pytest.mark.parametrize("value", ["abc", "-1", "1.5", "9" * 5_000])
    @pytest.mark.parametrize("command", ["serve", "doctor"])
    def test_says_which_limit_is_no_number(self, operator: Operator, command: str, value: str) -> None:
        operator.environ["KALENDS_LIMIT_REQUESTS_PER_SECOND"] = value
        code, said = operator.begin(command=command).end()
        assert code == 1
        assert said.startswith("kalends: KALENDS_LIMIT_REQUESTS_PER_SECOND is a whole number")
        assert len(said.splitlines()) == 1

    def test_says_who_holds_the_database(self, operator: Operator) -> None:
        running = operator.start()
        code, said = operator.begin().end()
        assert code == 1
        assert f"held by process {running.process.pid}" in said

    def test_says_which_port_is_taken(self, operator: Operator) -> None:
        with socket.create_server(("127.0.0.1", 0)) as listener:
            code, said = operator.begin("--port", str(listener.getsockname()[1])).end()
        assert code == 1
        assert "Cannot listen on 127.0.0.1" in said

    @pytest.mark.parametrize("content", [b"dear diary", b"SQLite format 3\x00" + b"\xff" * 8_000])
    def test_says_that_a_file_is_no_database(self, operator: Operator, content: bytes) -> None:
        operator.data.mkdir()
        (operator.data / "kalends.sqlite").write_bytes(content)
        code, said = operator.begin().end()
        assert code == 1
        assert "Traceback" not in said
        assert (operator.data / "kalends.sqlite").read_bytes() == content


class TestAWorkerOfItsOwn:
    def test_starts_and_stops(self, operator: Operator) -> None:
        worker = operator.begin(command="worker")
        assert worker.process.stdout is not None
        assert worker.process.stdout.readline() == "Kalends' worker is ready\n"
        assert worker.stop()[0] == 0

    def test_leaves_an_embedded_database_to_its_server(self, operator: Operator) -> None:
        operator.start()
        code, said = operator.begin(command="worker").end()
        assert (code, "held by process" in said) == (1, True)


class TestALostSecret:
    def test_is_remarked(self, operator: Operator) -> None:
        operator.start().stop()
        (operator.data / "secret").unlink()
        _, said = operator.start().stop()
        assert "has no secret beside it" in said


async def test_commands_work_beside_it(operator: Operator) -> None:
    from kalends.actions.organization import organization_numbers
    from kalends.domain import access
    from tests.databases import Address

    operator.start("--demo")
    store = Address(None, operator.data).store(TRANSACTIONS)
    await store.open(beside=True)
    try:
        assert await store.read(organization_numbers, access.system(0)) == [1, 2]
    finally:
        await store.close()
