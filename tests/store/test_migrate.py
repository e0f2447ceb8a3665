"""Migrations: numbered, forward only, each whole or not at all, on each database."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from kalends.store.migrate import FOLDER, WrongSchema, applied, available, migrate, pending
from kalends.store.sql import Sql
from kalends.store.transaction import Store
from tests.databases import Address
from tests.store.board import BOARD, Member, Rows

FIRST = "CREATE TABLE notes (number INTEGER NOT NULL PRIMARY KEY, title TEXT NOT NULL) STRICT;"
SECOND = (
    "CREATE TABLE pins (number INTEGER NOT NULL PRIMARY KEY) STRICT; INSERT INTO notes VALUES (1, 'INTEGER; STRICT');"
)
COLUMN_TYPES = Sql(
    "SELECT DISTINCT columns.type, NULL FROM sqlite_schema AS tables, pragma_table_info(tables.name) AS columns"
    " WHERE tables.type = 'table'",
    postgres="SELECT DISTINCT data_type, collation_name FROM information_schema.columns WHERE table_schema = 'public'",
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "0001_notes.sql").write_text(FIRST)
    (tmp_path / "0002_pins.sql").write_text(SECOND)
    return tmp_path


@asynccontextmanager
async def opened(address: Address, *, beside: bool = False) -> AsyncIterator[Store[Rows]]:
    store = address.store(BOARD)
    await store.open(beside=beside)
    try:
        yield store
    finally:
        await store.close()


async def names(store: Store[Rows]) -> list[str]:
    return [migration.name for migration in await applied(store)]


async def note_titles(read: Rows, _actor: Member) -> list[str]:
    return [title for (title,) in await read.all(Sql("SELECT title FROM notes"))]


async def column_types(read: Rows, _actor: Member) -> set[tuple[str, str | None]]:
    return {(kind, collation) for kind, collation in await read.all(COLUMN_TYPES)}


class TestMigrating:
    async def test_a_new_database_gets_everything_in_order(self, address: Address, folder: Path) -> None:
        async with opened(address) as store:
            assert [migration.name for migration in await pending(store, folder)] == ["0001_notes", "0002_pins"]
            assert [migration.name for migration in await migrate(store, folder)] == ["0001_notes", "0002_pins"]
            assert await names(store) == ["0001_notes", "0002_pins"]
            assert await store.read(note_titles, Member(1)) == ["INTEGER; STRICT"]

    async def test_a_second_time_there_is_nothing_to_do(self, address: Address, folder: Path) -> None:
        async with opened(address) as store:
            await migrate(store, folder)
        async with opened(address) as store:
            assert await migrate(store, folder) == []
            assert await pending(store, folder) == []

    async def test_an_older_database_gets_what_is_new(self, address: Address, folder: Path) -> None:
        async with opened(address) as store:
            await migrate(store, folder)
            (folder / "0003_more.sql").write_text("CREATE TABLE more (number INTEGER NOT NULL) STRICT;")
            assert [migration.name for migration in await migrate(store, folder)] == ["0003_more"]

    async def test_one_that_fails_leaves_nothing_of_itself_and_all_before_it(
        self, address: Address, folder: Path
    ) -> None:
        broken = folder / "0003_broken.sql"
        broken.write_text("CREATE TABLE half (number INTEGER NOT NULL) STRICT; INSERT INTO nowhere VALUES (1);")
        async with opened(address) as store:
            with pytest.raises(Exception, match="nowhere"):
                await migrate(store, folder)
            assert await names(store) == ["0001_notes", "0002_pins"]
            broken.write_text("CREATE TABLE half (number INTEGER NOT NULL) STRICT;")
            assert len(await migrate(store, folder)) == 1

    async def test_two_that_start_at_once_share_the_work(self, address: Address, folder: Path) -> None:
        async with opened(address) as one, opened(address, beside=True) as other:
            done = await asyncio.gather(migrate(one, folder), migrate(other, folder))
            assert sorted(migration.name for each in done for migration in each) == ["0001_notes", "0002_pins"]
            assert await names(other) == ["0001_notes", "0002_pins"]


class TestRefusing:
    async def test_a_migration_that_was_changed_afterwards(self, address: Address, folder: Path) -> None:
        async with opened(address) as store:
            await migrate(store, folder)
            (folder / "0001_notes.sql").write_text(FIRST + " ")
            for looks in (migrate, pending):
                with pytest.raises(WrongSchema, match="0001_notes was applied to this database with other contents"):
                    await looks(store, folder)

    async def test_a_database_that_is_newer_than_this_kalends(self, address: Address, folder: Path) -> None:
        async with opened(address) as store:
            await migrate(store, folder)
            (folder / "0002_pins.sql").unlink()
            with pytest.raises(WrongSchema, match="0002_pins, which this Kalends is too old to know"):
                await migrate(store, folder)

    @pytest.mark.parametrize("name", ["0004_gap.sql", "0002_again.sql", "3_short.sql", "0003_Loud.sql"])
    def test_files_that_are_not_numbered_one_by_one(self, folder: Path, name: str) -> None:
        (folder / name).write_text("SELECT 1;")
        with pytest.raises(WrongSchema, match="should be called 000"):
            available(folder)


class TestTheRecord:
    async def test_is_made_of_three_types_that_sort_alike_everywhere(self, address: Address) -> None:
        on_sqlite = {("INTEGER", None), ("TEXT", None), ("BLOB", None)}
        on_postgres = {("bigint", None), ("text", "C"), ("bytea", None)}
        async with opened(address) as store:
            await migrate(store)
            assert await store.read(column_types, Member(1)) == (on_postgres if address.url else on_sqlite)

    def test_is_named_and_numbered(self) -> None:
        assert next(iter(available(FOLDER))).name == "0001_the_record"
