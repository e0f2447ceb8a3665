"""serve, worker, migrate, restore: commands that have the database to themselves, or open it in their own way."""

import asyncio
import signal
from argparse import Namespace
from collections.abc import Callable, Coroutine
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import apsw

from kalends.cli.command import Argument, Output, argument
from kalends.domain.errors import Kind, Refused, invalid
from kalends.settings import Settings, make_folder
from kalends.store.migrate import available
from kalends.store.open import FILE_NAME
from kalends.store.sqlite_file import FileLock, copy

_UNSENT = "SELECT state, COUNT(*) FROM letters WHERE state IN ('waiting', 'sending') GROUP BY state"
_HOLD = """
  UPDATE letters SET state = 'uncertain', error = 'held back when a backup was restored'
  WHERE state IN ('waiting', 'sending')
"""

_UNWANTED = """
  INSERT OR IGNORE INTO main.suppressions (organization_id, mail_norm, kind, why, since)
  SELECT organization_id, mail_norm, kind, why, since FROM kept.suppressions JOIN main.organizations AS ours
    USING (organization_id) JOIN kept.organizations AS theirs USING (organization_id)
  WHERE ours.created_at = theirs.created_at
"""


class Alone(NamedTuple):
    """`kalends NOUN`, which needs no organization. serves: its options are the server's settings."""

    noun: str
    sentence: str
    run: Callable[[Settings, Namespace], Coroutine[Any, Any, Output | None]]
    arguments: tuple[Argument, ...] = ()
    serves: bool = False


async def _serve(settings: Settings, _args: Namespace) -> None:
    from kalends.serving import serve

    await serve(settings)


async def _migrate(settings: Settings, _args: Namespace) -> Output:
    from kalends.serving import running
    from kalends.store.migrate import applied

    async with running(settings) as (store, _, _):
        return {"migrations": [it.name for it in await applied(store)]}


async def _worker(settings: Settings, _args: Namespace) -> None:
    from kalends.access_log import set_up_logging
    from kalends.serving import running, working

    set_up_logging()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    url = settings.address(settings.port)
    async with running(settings) as (store, keyring, clock), working(settings, store, keyring, clock, url):
        print("Kalends' worker is ready", flush=True)
        await stop.wait()


async def _restore(settings: Settings, args: Namespace) -> Output:
    """The database that was there is kept beside the restored one, under another name."""
    if settings.database_url is not None:
        raise Refused(Kind.CONFLICT, "PostgreSQL is restored with pg_restore, see docs/operating.md")
    make_folder(settings.data)
    target = settings.data / FILE_NAME
    lock = FileLock(target)
    lock.take()
    try:
        fresh = target.with_name(f"{FILE_NAME}.restoring")
        fresh.unlink(missing_ok=True)
        _check(args.file)
        copy(args.file, fresh)
        letters = _letters(fresh, hold=args.hold_mails)
        kept = _put_aside(target)
        unwanted = _take_over_unwanted(kept, fresh)
        fresh.rename(target)
    finally:
        lock.release()
    return {
        "restored": str(args.file),
        "kept": None if kept is None else str(kept),
        "secret": f"{settings.data / 'secret'} must be the one that belonged to this backup; with another one,"
        " no credential holds: put the old one in place, or issue new ones",
        "credentials": "those revoked since the backup hold again: look through `key list`, `token list` and"
        " `application list`",
        "letters": letters,
        "unwanted": unwanted,
    }


def _letters(file: Path, *, hold: bool) -> str:
    """What becomes of the mails that were on their way when the backup was made. hold: they are not sent."""
    with closing(apsw.Connection(str(file))) as connection, connection:
        if connection.table_exists("main", "letters") is None:  # the backup of a version without mails
            return "none waited"
        counted = {str(state): int(str(count)) for state, count in connection.execute(_UNSENT)}
        if hold:
            connection.execute(_HOLD)
    if not counted:
        return "none waited when it was made"
    told = f"{counted.get('waiting', 0)} waited and {counted.get('sending', 0)} were being sent when it was made"
    if hold:
        return f"{told}: they are held back, `mail list --state uncertain` shows them"
    return f"{told}: they go out at the next start, also where they went out since; --hold-mails keeps them back"


def _take_over_unwanted(kept: Path | None, fresh: Path) -> str:
    """Who unsubscribed, complained or could not be reached since the backup was made gets no mails after it either.

    kept: the database that is replaced, which may be damaged or of another installation; None where there is none.
    """
    if kept is None:
        return "no address is known that asked for no more mails since: there was no database before"
    try:
        with closing(apsw.Connection(str(fresh))) as connection:
            connection.execute("ATTACH ? AS kept", (str(kept),))
            connection.execute(_UNWANTED)
            taken = connection.changes()
    except apsw.Error as error:
        return f"those who asked for no more mails since are not known, as they cannot be read: {error}"
    return f"{taken or 'no'} {'address' if taken == 1 else 'addresses'} asked for no more mails since, and get none"


def _check(file: Path) -> None:
    """Raises INVALID unless it is a whole database of Kalends, of this version or an older one."""
    if not file.is_file():
        raise invalid(f"{file} is not there", "file")
    try:
        with closing(apsw.Connection(str(file), flags=apsw.SQLITE_OPEN_READWRITE)) as connection:
            sound = [row[0] for row in connection.execute("PRAGMA integrity_check(1)")]
            dangling = connection.execute("PRAGMA foreign_key_check").fetchall()
            there = connection.execute("SELECT name, checksum FROM migrations ORDER BY number").fetchall()
    except apsw.Error as error:
        raise invalid(f"{file} is no database of Kalends: {error}", "file") from error
    ours = [(it.name, it.checksum) for it in available()]
    if sound != ["ok"] or dangling:
        raise invalid(f"{file} is damaged: {sound[0]}", "file")
    if there != ours[: len(there)]:
        raise invalid(f"{file} is of a newer or another version of Kalends", "file")


def _put_aside(target: Path) -> Path | None:
    """What was there, with the companions that hold its last changes."""
    if not target.exists():
        return None
    kept = target.with_name(f"{target.name}.replaced-{datetime.now(UTC):%Y%m%dT%H%M%S}")
    for companion in ("", "-wal", "-shm"):
        source = target.with_name(target.name + companion)
        if source.exists():
            source.rename(kept.with_name(kept.name + companion))
    return kept


COMMANDS = (
    Alone("serve", "Start the server.", _serve, serves=True),
    Alone("migrate", "Bring the database to this version; `serve` does so by itself.", _migrate),
    Alone(
        "restore",
        "Put a backup in the place of the database; the server must not run.",
        _restore,
        (
            argument("file", type=Path, metavar="FILE"),
            argument("--hold-mails", action="store_true", help="mails that waited in it are not sent, but listed"),
        ),
    ),
    Alone("worker", "Work off jobs in a process of its own; with SQLite only while no server runs.", _worker),
)
