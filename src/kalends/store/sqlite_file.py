"""The SQLite file: how it is opened, who holds it, and how it is copied while in use."""

import fcntl
import os
from contextlib import closing
from pathlib import Path

import apsw

from kalends.domain.errors import Unavailable

OLDEST_SQLITE = (3, 51, 3)  # before it, two connections may corrupt a database when the WAL starts anew
_STATEMENTS_KEPT = 512  # prepared, per connection
_CACHE_KIB = 16_384  # pages kept, per connection
_WAL_KEPT_BYTES = 64 * 1024 * 1024  # a longer WAL is cut back after its checkpoint

OUTAGES = (apsw.BusyError, apsw.CantOpenError, apsw.FullError, apsw.IOError, apsw.LockedError, apsw.NoMemError)
"""What SQLite raises when the machine, not the statement, is to blame."""


def check_version(version: str) -> None:
    """Raises RuntimeError for a SQLite that is known to lose data. version: like "3.51.3"."""
    if tuple(int(part) for part in version.split(".")) < OLDEST_SQLITE:
        needed = ".".join(str(part) for part in OLDEST_SQLITE)
        raise RuntimeError(f"SQLite {version} can corrupt its file; {needed} or newer is needed (it comes with apsw)")


def connect(path: Path, *, busy_ms: int, writes: bool = False) -> apsw.Connection:
    """A connection set up as every one here is; without `writes` it refuses to change anything.

    busy_ms: how long a statement waits for another process. The file is made, for its owner only, if it is not there.
    Raises Unavailable when the file cannot be opened or is no database.
    """
    try:
        os.close(os.open(path, os.O_RDWR | os.O_CREAT, 0o600))
        connection = apsw.Connection(str(path), statementcachesize=_STATEMENTS_KEPT)
        connection.set_busy_timeout(busy_ms)
        # "name" in double quotes is a column, never a string: as PostgreSQL has it
        connection.config(apsw.SQLITE_DBCONFIG_DQS_DML, 0)
        connection.config(apsw.SQLITE_DBCONFIG_DQS_DDL, 0)
        # plans that never look at bound values: else each execution with new ones plans anew, at 5 to 10 times the cost
        connection.config(apsw.SQLITE_DBCONFIG_ENABLE_QPSG, 1)
        run_script(
            connection.cursor(),
            f"""PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA mmap_size = 0; PRAGMA foreign_keys = ON;
            PRAGMA case_sensitive_like = ON; PRAGMA trusted_schema = OFF; PRAGMA cache_size = -{_CACHE_KIB};
            PRAGMA temp_store = MEMORY; -- else each deed's SAVEPOINT writes what it would restore to a file
            PRAGMA journal_size_limit = {_WAL_KEPT_BYTES}; PRAGMA query_only = {int(not writes)}""",
        )
    except (apsw.Error, OSError) as error:
        raise Unavailable(f"The database {path} cannot be opened: {error}") from error
    return connection


def run_script(cursor: apsw.Cursor, source: str) -> None:
    """Run several statements. APSW stops at a row, such as a pragma's answer, until somebody takes it."""
    for _ in cursor.execute(source):
        pass


class FileLock:
    """Says which process holds the database: two that write at once would starve each other."""

    def __init__(self, path: Path) -> None:
        self._path = path.with_name(path.name + ".lock")
        self._file: int | None = None

    def take(self) -> None:
        """Raises Unavailable, naming the holder's process id, when another holds it. The lock ends with its process."""
        file = os.open(self._path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.read(file, 20).decode().strip() or "unknown"
            os.close(file)
            raise Unavailable(f"The database is held by process {holder}, see {self._path}") from error
        os.ftruncate(file, 0)
        os.write(file, f"{os.getpid()}\n".encode())
        self._file = file

    def release(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None


def copy(source: Path, target: Path) -> None:
    """Copy a database in use, as of one moment, to `target`, which has its name only once it is whole and durable.

    Writers go on meanwhile. Raises FileExistsError rather than overwrite, Unavailable when the disk is full.
    """
    if target.exists():
        raise FileExistsError(f"{target} exists already")
    unfinished = target.with_name(target.name + ".unfinished")
    unfinished.unlink(missing_ok=True)
    os.close(os.open(unfinished, os.O_RDWR | os.O_CREAT, 0o600))
    try:
        _copy_pages(source, unfinished)
        _make_durable(unfinished)
        unfinished.rename(target)
        _make_durable(target.parent)
    except OUTAGES as error:
        raise Unavailable(f"The copy {target} could not be written: {error}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def _copy_pages(source: Path, target: Path) -> None:
    with (
        closing(apsw.Connection(str(source))) as origin,
        closing(apsw.Connection(str(target))) as destination,
        destination.backup("main", origin, "main") as backup,
    ):
        backup.step(-1)  # all at once: one snapshot, where smaller steps would start over after each write


def _make_durable(path: Path) -> None:
    file = os.open(path, os.O_RDONLY)
    try:
        os.fsync(file)
    finally:
        os.close(file)
