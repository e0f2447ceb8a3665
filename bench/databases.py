"""One filled database, and a copy of it for each server that is measured."""

import shutil
import tempfile
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlsplit

from kalends.store.open import FILE_NAME
from tests.postgres import PostgresServer, installed

SQLITE, POSTGRES = "sqlite", "postgres"
_DURABLE = {"shared_buffers": "256MB", "max_wal_size": "2GB"}  # everything else as PostgreSQL comes: fsync is on


class Place(NamedTuple):
    """What `kalends serve` takes. url: None on SQLite."""

    url: str | None
    data: Path

    @property
    def address(self) -> str:
        """What the floors take: the file, or the URL."""
        return self.url or str(self.data / FILE_NAME)


class Databases:
    """A folder for everything, and on PostgreSQL a server of its own."""

    def __init__(self, kind: str) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="kalends-bench-")
        self.kind = kind
        self._server: PostgresServer | None = None
        if kind == POSTGRES:
            versions = installed()
            if not versions:
                raise LookupError("No PostgreSQL on this machine: requirements/work.txt brings one")
            self.kind, programs = list(versions.items())[-1]
            self._server = PostgresServer(programs, _DURABLE)
        url = None if self._server is None else self._server.database()
        self.filled = Place(url, Path(self._folder.name) / "filled")
        self.filled.data.mkdir()

    def copy(self, name: str) -> Place:
        """A copy of the filled one, which nobody may have open. Has the same secret."""
        data = Path(self._folder.name) / name
        shutil.copytree(self.filled.data, data)
        if self._server is None or self.filled.url is None:
            return Place(None, data)
        return Place(self._server.database(copy_of=urlsplit(self.filled.url).path.removeprefix("/")), data)

    def node(self, name: str) -> Place:
        """The filled one itself, for one node more of it: a folder of its own with the same secret. SQLite has one."""
        if self.filled.url is None:
            return self.filled
        data = Path(self._folder.name) / name
        shutil.copytree(self.filled.data, data)
        return Place(self.filled.url, data)

    def close(self) -> None:
        """Stop and remove everything."""
        if self._server is not None:
            self._server.stop()
        self._folder.cleanup()
