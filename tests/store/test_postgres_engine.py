"""The engine on each PostgreSQL, and what only a server between processes can do."""

import asyncio
import os

import asyncpg  # type: ignore[import-untyped]
import pytest

from kalends.domain.errors import Unavailable
from kalends.store.sql import Sql
from kalends.store.transaction import Store
from tests.databases import KINDS, SQLITE, Address
from tests.store.board import BOARD, Member, Rows, put_up, titles
from tests.store.engine_contract import EngineContract, nadia, olga, store

__all__ = ["nadia", "olga", "store"]  # fixtures

_LOCK = Sql("SELECT 1", postgres="SELECT title FROM notes WHERE organization_id = :o AND number = :number FOR UPDATE")
_OWN_PROCESS = Sql("SELECT 0", postgres="SELECT pg_backend_pid()")
_END = Sql("SELECT 0", postgres="SELECT pg_terminate_backend(CAST(:process AS INTEGER))")
_NAME = Sql("SELECT 0", postgres="SELECT current_setting('application_name')")
_NOWHERE = Sql("SELECT 1 FROM nowhere")


@pytest.fixture(scope="module", params=[kind for kind in KINDS if kind != SQLITE])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


class TestPostgres(EngineContract):
    refuses_to_write: type[Exception] = asyncpg.ReadOnlySQLTransactionError

    async def write_beside(self, store: Store[Rows], title: str, actor: Member) -> None:
        await store.write(put_up, actor, title)

    async def test_a_lost_connection_is_an_outage_and_heals_by_itself(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member) -> None:
            await tx.add("lost")
            row = await tx.one(_OWN_PROCESS)
            assert row is not None
            await store.lookup(_END, process=row[0])
            await tx.add("never")

        with pytest.raises(Unavailable, match=r"lost|out of reach"):
            await store.write(deed, olga)
        await store.write(put_up, olga, "choir")
        assert await store.read(titles, olga) == ["choir"]

    async def test_a_leader_that_became_a_replica_is_an_outage(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member) -> None:
            await tx.script("SET TRANSACTION READ ONLY")
            await tx.add("choir")

        with pytest.raises(Unavailable, match="replica"):
            await store.write(deed, olga)

    async def test_two_deeds_that_lock_each_other_out_are_both_done(self, store: Store[Rows], olga: Member) -> None:
        both = asyncio.Barrier(2)
        tries: list[int] = []

        async def deed(tx: Rows, _actor: Member, first: int, second: int) -> None:
            await tx.one(_LOCK, number=first)
            tries.append(first)
            if len(tries) <= 2:
                await both.wait()
            await tx.one(_LOCK, number=second)
            await tx.add(f"locked {first} first")

        for number in (1, 2):
            await store.write(put_up, olga, f"{number}", number=number)
        await asyncio.gather(store.write(deed, olga, 1, 2), store.write(deed, olga, 2, 1))
        assert len(tries) > 2
        assert await store.read(titles, olga) == ["1", "2", "locked 1 first", "locked 2 first"]

    async def test_a_deed_that_goes_on_after_a_failed_statement_is_not_said_to_be_done(
        self, store: Store[Rows], olga: Member
    ) -> None:
        async def deed(tx: Rows, _actor: Member) -> None:
            await tx.add("choir")
            with pytest.raises(asyncpg.UndefinedTableError):
                await tx.one(_NOWHERE)

        with pytest.raises(RuntimeError, match="nothing of it was kept"):
            await store.write(deed, olga)
        assert await store.read(titles, olga) == []

    async def test_a_deed_whose_asker_goes_away_leaves_nothing(self, store: Store[Rows], olga: Member) -> None:
        begun = asyncio.Event()

        async def deed(tx: Rows, _actor: Member) -> None:
            await tx.add("half")
            begun.set()
            await asyncio.Event().wait()

        asked = asyncio.create_task(store.write(deed, olga))
        await begun.wait()
        asked.cancel()
        with pytest.raises(asyncio.CancelledError):
            await asked
        await asyncio.gather(*(store.write(put_up, olga, f"{n}") for n in range(20)))
        assert len(await store.read(titles, olga)) == 20

    async def test_the_server_sees_who_is_connected(self, store: Store[Rows]) -> None:
        row = await store.lookup(_NAME)
        assert row is not None
        assert row[0] == "kalends"

    async def test_no_server_is_said_plainly(self, address: Address, tmp_path: os.PathLike[str]) -> None:
        nobody = Address(f"postgresql://kalends@/kalends?host={tmp_path}", address.data)
        with pytest.raises(Unavailable, match="cannot be reached"):
            await nobody.store(BOARD).open()

    async def test_a_database_in_another_encoding_is_refused(self, address: Address) -> None:
        assert address.url is not None
        name = address.url.partition("@/")[2].partition("?")[0]
        connection = await asyncpg.connect(address.url)
        await connection.execute(
            f"CREATE DATABASE {name}_ascii ENCODING 'SQL_ASCII' LOCALE 'C' LOCALE_PROVIDER libc TEMPLATE template0"
        )
        await connection.close()
        store = Address(address.url.replace(name, f"{name}_ascii"), address.data).store(BOARD)
        with pytest.raises(RuntimeError, match="SQL_ASCII"):
            await store.open()
        await store.close()
