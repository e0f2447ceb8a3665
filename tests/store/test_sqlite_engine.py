"""The engine on SQLite, and what its one writer, its one file and its readers promise."""

import asyncio
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from itertools import count

import apsw
import pytest

from kalends.domain import limits
from kalends.domain.errors import Unavailable
from kalends.store.sql import Sql
from kalends.store.sqlite import SqliteStore, _Opened
from kalends.store.transaction import Store
from kalends.store.writer import Suspended
from tests.databases import SQLITE, Address
from tests.store.board import BOARD, PIN, Member, Rows, make_tables, put_up, titles
from tests.store.engine_contract import EngineContract, Mistake, nadia, olga, store

__all__ = ["nadia", "olga", "store"]  # fixtures


@pytest.fixture(scope="module", params=[SQLITE])
def kind(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def opened(store: Store[Rows]) -> _Opened:
    assert isinstance(store, SqliteStore)
    assert store._opened is not None
    return store._opened


class TestSqlite(EngineContract):
    refuses_to_write: type[Exception] = apsw.ReadOnlyError

    async def write_beside(self, store: Store[Rows], title: str, actor: Member) -> None:
        """Another process would: in a view, SQLite waits for nobody."""
        connection = apsw.Connection(opened(store).writer._connection.filename)
        connection.execute(
            "INSERT INTO notes SELECT ?, max(number) + 1, ?, NULL, NULL, 0 FROM notes", (actor.organization, title)
        )
        connection.close()


@asynccontextmanager
async def held(store: Store[Rows]) -> AsyncIterator[None]:
    """The writer is busy meanwhile; whatever is asked of it waits, and then goes into one batch."""
    begun, go_on = threading.Event(), threading.Event()

    async def hold(_tx: Rows, _actor: Member) -> None:
        begun.set()
        go_on.wait(10)

    holding = asyncio.create_task(store.write(hold, Member(0)))
    await asyncio.to_thread(begun.wait, 10)
    try:
        yield
        await asyncio.sleep(0)  # what was asked as a task is on its way now
    finally:
        go_on.set()
        await holding


async def dawdle(_tx: Rows, _actor: Member) -> None:
    await asyncio.sleep(0)


async def pin_nothing(tx: Rows, _actor: Member) -> None:
    """What only the COMMIT finds out."""
    await tx.run(PIN, note=404)


async def refuse(_tx: Rows, _actor: Member) -> None:
    raise Mistake("full")


async def pages(tx: Rows, _actor: Member, limit: int) -> None:
    await tx.script(f"PRAGMA max_page_count = {limit}")


async def big(tx: Rows, _actor: Member) -> None:
    await tx.add("big", body="x" * 4_000_000)


class TestTheWriter:
    async def test_cannot_wait_for_anything_but_its_database(self, store: Store[Rows], olga: Member) -> None:
        async def dawdling_deed(tx: Rows, actor: Member) -> None:
            await tx.add("half")
            await dawdle(tx, actor)

        with pytest.raises(Suspended, match="dawdling_deed awaits something other than its transaction"):
            await store.write(dawdling_deed, olga)
        await store.write(put_up, olga, "choir")
        assert await store.read(titles, olga) == ["choir"]

    async def test_nor_can_a_reader(self, store: Store[Rows], olga: Member) -> None:
        for way in (store.read, store.read_long):
            with pytest.raises(Suspended, match="dawdle"):
                await way(dawdle, olga)

    async def test_puts_what_waits_into_one_commit(self, store: Store[Rows], olga: Member) -> None:
        commits = count()
        opened(store).writer._connection.set_commit_hook(lambda: next(commits) < 0)
        async with held(store):
            asked = [asyncio.create_task(store.write(put_up, olga, f"{n:03}")) for n in range(100)]
        await asyncio.gather(*asked)
        opened(store).writer._connection.set_commit_hook(None)
        assert next(commits) == 1 + -(-100 // limits.DEEDS_PER_COMMIT)
        assert len(await store.read(titles, olga)) == 100

    async def test_does_them_in_the_order_they_were_asked(self, store: Store[Rows], olga: Member) -> None:
        numbers = await asyncio.gather(*(store.write(put_up, olga, f"{n}") for n in range(100)))
        assert numbers == sorted(numbers)

    async def test_answers_nobody_before_the_commit_and_everybody_no_when_it_fails(
        self, store: Store[Rows], olga: Member
    ) -> None:
        async with held(store):
            deeds = store.write(put_up, olga, "choir"), store.write(refuse, olga), store.write(pin_nothing, olga)
            asked = [asyncio.create_task(deed) for deed in deeds]
        done = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(each) for each in done] == [Unavailable] * 3
        assert await store.read(titles, olga) == []
        await store.write(put_up, olga, "again")

    async def test_loses_a_batch_to_a_full_disk_and_goes_on(self, store: Store[Rows], olga: Member) -> None:
        await store.write(pages, olga, 200)
        async with held(store):
            deeds = store.write(put_up, olga, "choir"), store.write(big, olga)
            asked = [asyncio.create_task(deed) for deed in deeds]
        done = await asyncio.gather(*asked, return_exceptions=True)
        await store.write(pages, olga, 2**30)
        assert [type(each) for each in done] == [Unavailable] * 2
        assert await store.read(titles, olga) == []
        await store.write(big, olga)

    async def test_forgets_an_asker_who_went_away(self, store: Store[Rows], olga: Member) -> None:
        async with held(store):
            gone = asyncio.create_task(store.write(put_up, olga, "gone"))
            await asyncio.sleep(0)
            gone.cancel()
            stays = asyncio.create_task(store.write(put_up, olga, "stays"))
        await stays
        assert await store.read(titles, olga) == ["gone", "stays"]

    async def test_turns_deeds_away_when_too_many_wait(
        self, store: Store[Rows], olga: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "DEEDS_WAITING", 3)
        async with held(store):
            asked = [asyncio.create_task(store.write(put_up, olga, f"{n}")) for n in range(5)]
        done = await asyncio.gather(*asked, return_exceptions=True)
        assert [type(each) for each in done] == [int] * 3 + [Unavailable] * 2

    async def test_finishes_what_it_accepted_before_it_closes(self, address: Address, olga: Member) -> None:
        store = address.store(BOARD)
        await store.open()
        await store.write(make_tables, olga)
        asked = [asyncio.create_task(store.write(put_up, olga, f"{n:03}")) for n in range(200)]
        await asyncio.sleep(0)
        await store.close()
        assert len(await asyncio.gather(*asked)) == 200
        await store.open()
        assert len(await store.read(titles, olga)) == 200
        await store.close()


class TestReaders:
    async def test_short_ones_run_on_the_loop_and_long_ones_in_threads(self, store: Store[Rows], olga: Member) -> None:
        async def where(_read: Rows, _actor: Member) -> str:
            return threading.current_thread().name

        assert await store.read(where, olga) == threading.current_thread().name
        assert (await store.read_long(where, olga)).startswith("kalends-reader")

    async def test_read_while_the_writer_is_busy(self, store: Store[Rows], olga: Member) -> None:
        await store.write(put_up, olga, "choir")
        async with held(store):
            assert await store.read(titles, olga) == ["choir"]
            assert await store.read_long(titles, olga) == ["choir"]

    async def test_many_long_ones_share_a_few_threads(self, store: Store[Rows], olga: Member) -> None:
        await store.write(put_up, olga, "choir")
        assert await asyncio.gather(*(store.read_long(titles, olga) for _ in range(50))) == [["choir"]] * 50

    async def test_are_turned_away_when_too_many_wait(
        self, store: Store[Rows], olga: Member, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "READS_WAITING", 0)
        with pytest.raises(Unavailable, match="long reads"):
            await store.read_long(titles, olga)

    async def test_leave_no_transaction_open(self, store: Store[Rows], olga: Member) -> None:
        await store.write(put_up, olga, "choir")
        await store.read(titles, olga)
        await store.lookup(Sql("SELECT title FROM notes"))
        with pytest.raises(Mistake):
            await store.read(refuse, olga)
        assert opened(store).reader.connection.txn_state() == apsw.SQLITE_TXN_NONE
