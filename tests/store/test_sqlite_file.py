"""The file of the SQLite store: who holds it, how it is set up, how it is copied."""

import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import apsw
import pytest

from kalends.domain.errors import Unavailable
from kalends.store.open import FILE_NAME
from kalends.store.sqlite import SqliteStore
from kalends.store.sqlite_file import check_version, connect
from tests.databases import Address
from tests.store.board import BOARD, Member, Rows, make_tables, put_up, titles

OLGA = Member(1)


@pytest.fixture
def address(tmp_path: Path) -> Address:
    return Address(None, tmp_path / "data")


@asynccontextmanager
async def opened(address: Address, *, beside: bool = False) -> AsyncIterator[SqliteStore[Rows]]:
    store = address.store(BOARD)
    assert isinstance(store, SqliteStore)
    await store.open(beside=beside)
    try:
        yield store
    finally:
        await store.close()


class TestHolding:
    async def test_a_second_server_is_told_who_holds_the_file(self, address: Address) -> None:
        async with opened(address):
            with pytest.raises(Unavailable, match=f"held by process {os.getpid()}, see .*kalends.sqlite.lock"):
                await address.store(BOARD).open()

    async def test_the_next_server_may_when_the_first_has_gone(self, address: Address) -> None:
        for _ in range(2):
            async with opened(address):
                pass

    async def test_a_command_may_work_beside_the_server(self, address: Address) -> None:
        async with opened(address) as server, opened(address, beside=True) as command:
            await server.write(make_tables, OLGA)
            await asyncio.gather(server.write(put_up, OLGA, "run"), command.write(put_up, OLGA, "choir"))
            assert await server.read(titles, OLGA) == await command.read(titles, OLGA) == ["choir", "run"]

    async def test_a_server_that_cannot_open_its_file_lets_go_of_it(self, address: Address) -> None:
        address.data.mkdir()
        (address.data / FILE_NAME).write_bytes(b"not a database " * 1000)
        for _ in range(2):
            with pytest.raises(Unavailable, match=r"kalends\.sqlite cannot be opened"):
                await address.store(BOARD).open()


class TestTheFile:
    async def test_is_its_owner_s_alone(self, address: Address) -> None:
        async with opened(address) as store:
            assert store.path.stat().st_mode & 0o777 == 0o600
            assert address.data.stat().st_mode & 0o777 == 0o700

    @pytest.mark.parametrize("writes", [True, False])
    @pytest.mark.parametrize(
        ("pragma", "value"),
        [("journal_mode", "wal"), ("synchronous", 2), ("mmap_size", 0), ("foreign_keys", 1), ("busy_timeout", 7)],
    )
    def test_is_opened_with_care(self, tmp_path: Path, pragma: str, value: object, *, writes: bool) -> None:
        with closing(connect(tmp_path / "file", busy_ms=7, writes=writes)) as connection:
            assert connection.pragma(pragma) == value
            assert connection.pragma("query_only") == int(not writes)

    @pytest.mark.parametrize("version", ["3.40.1", "3.51.2", "3.9.0"])
    def test_is_never_given_to_an_sqlite_that_may_corrupt_it(self, version: str) -> None:
        with pytest.raises(RuntimeError, match=r"3\.51\.3 or newer"):
            check_version(version)

    @pytest.mark.parametrize("version", ["3.51.3", "3.54.1", "4.0.0"])
    def test_is_safe_with_the_others(self, version: str) -> None:
        check_version(version)


class TestBackingUp:
    async def test_copies_one_moment_while_the_server_writes(self, address: Address, tmp_path: Path) -> None:
        async with opened(address) as store:
            await store.write(make_tables, OLGA)
            await store.write(put_up, OLGA, "before")
            writing = [asyncio.create_task(store.write(put_up, OLGA, f"{n}")) for n in range(300)]
            await store.backup(tmp_path / "copy.sqlite")
            await asyncio.gather(*writing)
        with closing(apsw.Connection(str(tmp_path / "copy.sqlite"))) as copied:
            assert copied.pragma("integrity_check") == "ok"
            assert copied.execute("SELECT count(*) FROM notes WHERE title = 'before'").fetchall() == [(1,)]

    async def test_may_be_done_by_a_command(self, address: Address, tmp_path: Path) -> None:
        async with opened(address) as server, opened(address, beside=True) as command:
            await server.write(make_tables, OLGA)
            await server.write(put_up, OLGA, "choir")
            await command.backup(tmp_path / "copy.sqlite")
        with closing(apsw.Connection(str(tmp_path / "copy.sqlite"))) as copied:
            assert copied.execute("SELECT title FROM notes").fetchall() == [("choir",)]

    async def test_overwrites_nothing(self, address: Address, tmp_path: Path) -> None:
        (tmp_path / "copy.sqlite").write_text("precious")
        async with opened(address) as store:
            with pytest.raises(FileExistsError):
                await store.backup(tmp_path / "copy.sqlite")
        assert (tmp_path / "copy.sqlite").read_text() == "precious"

    async def test_leaves_only_the_copy_and_shows_it_to_its_owner_only(self, address: Address, tmp_path: Path) -> None:
        (tmp_path / "backups").mkdir()
        async with opened(address) as store:
            await store.backup(tmp_path / "backups" / "copy.sqlite")
        (copied,) = (tmp_path / "backups").iterdir()
        assert copied.stat().st_mode & 0o777 == 0o600


class TestChoosing:
    def test_no_address_means_a_file_in_the_data_folder(self, address: Address) -> None:
        store = address.store(BOARD)
        assert isinstance(store, SqliteStore)
        assert store.path == address.data / "kalends.sqlite"

    @pytest.mark.parametrize("url", ["mysql://localhost/kalends", "kalends.sqlite", "sqlite:///kalends.sqlite"])
    def test_other_databases_are_refused(self, address: Address, url: str) -> None:
        with pytest.raises(ValueError, match="postgresql://"):
            Address(url, address.data).store(BOARD)
