"""What any database does for a deed. Each has a short subclass: test_sqlite_engine.py, test_postgres_engine.py."""

import asyncio
from collections.abc import Iterator
from itertools import count
from typing import NamedTuple

import pytest

from kalends.domain import limits
from kalends.domain.errors import Unavailable
from kalends.store.sql import Sql
from kalends.store.transaction import Store
from tests.databases import Address, Databases
from tests.loop import run
from tests.store.board import ADD, BOARD, BY_NUMBER, BY_NUMBERS, Member, Rows, make_tables, put_up, titles

_organizations = count(1)
_TAKE = Sql("SELECT body FROM notes WHERE organization_id = :o AND number = 1 FOR UPDATE")
_COUNT = Sql("UPDATE notes SET body = :body WHERE organization_id = :o AND number = 1")
_UNPIN = Sql("UPDATE notes SET pinned = :pinned WHERE organization_id = :o AND title >= :from_title")
_PINNED = Sql("SELECT title FROM notes WHERE organization_id = :o AND pinned = :pinned ORDER BY title")
_LIKE = Sql("SELECT title FROM notes WHERE organization_id = :o AND title LIKE :like ESCAPE '!' ORDER BY title")
_QUOTED = Sql('SELECT "choir" FROM notes WHERE organization_id = :o')
_ANYWHERE = Sql("SELECT organization_id FROM notes WHERE title = :title")


class Note(NamedTuple):
    """What `Rows.add` takes."""

    title: str
    number: int


class Mistake(Exception):
    """What a deed may raise."""


@pytest.fixture
def olga() -> Member:
    return Member(next(_organizations))


@pytest.fixture
def nadia() -> Member:
    """Of another organization."""
    return Member(next(_organizations))


@pytest.fixture(scope="module")
def store(databases: Databases, kind: str) -> Iterator[Store[Rows]]:
    """A board on this kind of database, for a whole file; each test has an organization of its own."""
    made = databases.empty(kind).store(BOARD)
    run(made.open())
    run(made.write(make_tables, Member(0)))
    yield made
    run(made.close())


class EngineContract:
    """A subclass says the two things that differ; its file narrows the fixture `kind` to its databases."""

    refuses_to_write: type[Exception]

    async def write_beside(self, store: Store[Rows], title: str, actor: Member) -> None:
        """Add a note from elsewhere, while a view of this process is under way."""
        raise NotImplementedError

    # What is written

    async def test_what_a_deed_wrote_is_there_for_the_next_reader(self, store: Store[Rows], olga: Member) -> None:
        assert await store.write(put_up, olga, "choir", number=5) == 5
        assert await store.read(titles, olga) == ["choir"]
        assert await store.read_long(titles, olga) == ["choir"]

    async def test_a_deed_sees_what_it_wrote(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member) -> list[str]:
            await tx.add("choir")
            return await tx.titles()

        assert await store.write(deed, olga) == ["choir"]

    async def test_values_come_back_as_they_were(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member) -> tuple[object, ...]:
            await tx.run(ADD, number=2**53 - 1, title="żółć 🎶", body=None, picture=b"\x00\xff", pinned=True)
            row = await tx.one(BY_NUMBER, number=2**53 - 1)
            assert row is not None
            return (*row,)

        assert await store.write(deed, olga) == ("żółć 🎶", None, b"\x00\xff", 1)

    async def test_a_row_that_is_not_there_is_none(self, store: Store[Rows], olga: Member) -> None:
        async def view(read: Rows, _actor: Member) -> object:
            return await read.one(BY_NUMBER, number=404)

        assert await store.read(view, olga) is None

    async def test_the_count_of_changed_rows_is_told(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member) -> list[int]:
            for title in "abc":
                await tx.add(title)
            return [await tx.run(_UNPIN, pinned=True, from_title=title) for title in "abz"]

        assert await store.write(deed, olga) == [3, 2, 0]

    async def test_truth_is_one_and_falsehood_zero(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member) -> list[tuple[str, ...]]:
            await tx.add("loose")
            await tx.run(ADD, number=7, title="pinned", body=None, picture=None, pinned=True)
            return [(*row,) for row in [*await tx.all(_PINNED, pinned=True), *await tx.all(_PINNED, pinned=1)]]

        assert await store.write(deed, olga) == [("pinned",), ("pinned",)]

    async def test_many_rows_go_in_at_once(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member) -> None:
            blank = {"body": None, "picture": None, "pinned": False}
            await tx.many(ADD, [{"number": n, "title": f"note {n}", **blank} for n in range(3)])

        await store.write(deed, olga)
        assert await store.read(titles, olga) == ["note 0", "note 1", "note 2"]

    @pytest.mark.parametrize(
        ("wanted", "found"), [([], []), ([2], ["b"]), ((1, 3), ["a", "c"]), ({1, 2, 3}, ["a", "b", "c"]), ([9], [])]
    )
    async def test_a_list_finds_exactly_its_items(
        self, store: Store[Rows], olga: Member, wanted: list[int], found: list[str]
    ) -> None:
        async def view(read: Rows, _actor: Member) -> list[str]:
            return [title for (title,) in await read.all(BY_NUMBERS, numbers=wanted)]

        for number, title in enumerate("abc", start=1):
            await store.write(put_up, olga, title, number=number)
        assert await store.read(view, olga) == found

    # Alike on every database

    async def test_texts_sort_by_code_point(self, store: Store[Rows], olga: Member) -> None:
        for title in ("b", "a", "ä", "B", "a b", "ab"):
            await store.write(put_up, olga, title)
        assert await store.read(titles, olga) == ["B", "a", "a b", "ab", "b", "ä"]

    async def test_like_minds_small_and_capital_letters(self, store: Store[Rows], olga: Member) -> None:
        async def view(read: Rows, _actor: Member) -> list[str]:
            return [title for (title,) in await read.all(_LIKE, like="Ch%")]

        for title in ("Choir", "choir"):
            await store.write(put_up, olga, title)
        assert await store.read(view, olga) == ["Choir"]

    async def test_double_quotes_name_a_column_and_never_a_text(self, store: Store[Rows], olga: Member) -> None:
        async def view(read: Rows, _actor: Member) -> object:
            return await read.all(_QUOTED)

        with pytest.raises(Exception, match="choir"):
            await store.read(view, olga)

    # Scope

    async def test_nobody_reaches_into_another_organization(
        self, store: Store[Rows], olga: Member, nadia: Member
    ) -> None:
        async def prying(read: Rows, _actor: Member) -> object:
            return await read.one(BY_NUMBER, number=1, o=olga.organization)

        await store.write(put_up, olga, "choir", number=1)
        assert await store.read(titles, nadia) == []
        assert await store.read(prying, nadia) is None

    async def test_a_lookup_has_no_scope(self, store: Store[Rows], olga: Member) -> None:
        await store.write(put_up, olga, f"found {olga}")
        row = await store.lookup(_ANYWHERE, title=f"found {olga}")
        assert row is not None
        assert row[0] == olga.organization
        assert await store.lookup(_ANYWHERE, title="nowhere") is None

    # All or nothing

    async def test_a_deed_that_raises_changes_nothing(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member) -> None:
            await tx.add("choir")
            raise Mistake("no")

        with pytest.raises(Mistake, match="no"):
            await store.write(deed, olga)
        assert await store.read(titles, olga) == []

    async def test_a_failing_deed_leaves_its_neighbours_standing(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member, n: int) -> int:
            await tx.add(f"note {n:02}")
            if n % 5 == 0:
                raise Mistake(str(n))
            return n

        done = await asyncio.gather(*(store.write(deed, olga, n) for n in range(40)), return_exceptions=True)
        assert [str(each) for each in done] == [str(n) for n in range(40)]
        assert sum(isinstance(each, Mistake) for each in done) == 8
        assert await store.read(titles, olga) == [f"note {n:02}" for n in range(40) if n % 5]

    async def test_deeds_at_the_same_row_wait_for_each_other(self, store: Store[Rows], olga: Member) -> None:
        async def count_up(tx: Rows, _actor: Member) -> None:
            row = await tx.one(_TAKE)
            assert row is not None
            await tx.run(_COUNT, body=str(int(row[0]) + 1))

        async def start(tx: Rows, _actor: Member) -> None:
            await tx.add("counter", number=1, body="0")

        async def end(read: Rows, _actor: Member) -> list[object]:
            return [body for _, body, _, _ in await read.all(BY_NUMBER, number=1)]

        await store.write(start, olga)
        await asyncio.gather(*(store.write(count_up, olga) for _ in range(50)))
        assert await store.read(end, olga) == ["50"]

    async def test_a_view_changes_nothing(self, store: Store[Rows], olga: Member) -> None:
        for way in (store.read, store.read_long):
            with pytest.raises(self.refuses_to_write):
                await way(put_up, olga, "choir")
        assert await store.read(titles, olga) == []

    async def test_a_glance_sees_what_was_there_when_it_was_asked_for(self, store: Store[Rows], olga: Member) -> None:
        for there in range(1, 4):
            await store.write(put_up, olga, f"{there}")
            seen = await asyncio.gather(*(store.glance(titles, olga) for _ in range(10)))
            assert [len(it) for it in seen] == [there] * 10

    async def test_a_glance_is_nobody_else_s(self, store: Store[Rows], olga: Member, nadia: Member) -> None:
        await store.write(put_up, olga, "choir")
        seen = await asyncio.gather(*(store.glance(titles, it) for it in (olga, nadia)))
        assert [*seen] == [["choir"], []]

    async def test_a_view_sees_one_moment(self, store: Store[Rows], olga: Member) -> None:
        async def view(read: Rows, _actor: Member) -> list[list[str]]:
            before = await read.titles()
            await self.write_beside(store, f"z{len(before)}", olga)
            return [before, await read.titles()]

        await store.write(put_up, olga, "a")
        assert await store.read(view, olga) == [["a"], ["a"]]
        assert await store.read_long(view, olga) == [["a", "z1"], ["a", "z1"]]
        assert await store.read(titles, olga) == ["a", "z1", "z2"]

    # Again

    @pytest.mark.parametrize("taken", [Note("new", number=1), Note("old", number=2)])
    async def test_a_deed_that_meets_another_s_row_or_number_is_run_afresh(
        self, store: Store[Rows], olga: Member, taken: Note
    ) -> None:
        tries: list[int] = []

        async def deed(tx: Rows, _actor: Member) -> None:
            tries.append(len(tries))
            await tx.add(f"try {len(tries)}")
            await tx.add(*(taken if len(tries) < 3 else Note("new", number=2)))

        await store.write(put_up, olga, "old", number=1)
        await store.write(deed, olga)
        assert await store.read(titles, olga) == ["new", "old", "try 3"]

    async def test_a_deed_that_always_collides_is_given_up(self, store: Store[Rows], olga: Member) -> None:
        tries: list[int] = []

        async def deed(tx: Rows, _actor: Member) -> None:
            tries.append(len(tries))
            await tx.add(f"try {len(tries)}")
            await tx.add("old", number=1)

        await store.write(put_up, olga, "old", number=1)
        with pytest.raises(Exception, match=r"(?i)unique"):
            await store.write(deed, olga)
        assert len(tries) == limits.DEED_RETRIES + 1
        assert await store.read(titles, olga) == ["old"]

    # Numbers

    async def test_numbers_of_a_deed_count_up_and_rise_from_deed_to_deed(
        self, store: Store[Rows], olga: Member
    ) -> None:
        async def deed(tx: Rows, _actor: Member) -> list[int]:
            return [tx.next_number() for _ in range(3)]

        one, two = await store.write(deed, olga), await store.write(deed, olga)
        assert one == [one[0], one[0] + 1, one[0] + 2]
        assert two[0] > one[2]

    async def test_every_public_id_is_new(self, store: Store[Rows], olga: Member) -> None:
        async def deed(tx: Rows, _actor: Member) -> list[str]:
            return [tx.next_id() for _ in range(10)]

        assert len({*await store.write(deed, olga), *await store.write(deed, olga)}) == 20

    # Open and closed

    async def test_a_closed_store_says_that_it_is_unavailable(self, address: Address, olga: Member) -> None:
        closed = address.store(BOARD)
        for asked in (closed.write, closed.read, closed.read_long, closed.glance):
            with pytest.raises(Unavailable, match="closed"):
                await asked(titles, olga)
        await closed.open()
        await closed.close()
        await closed.close()
        with pytest.raises(Unavailable, match="closed"):
            await closed.lookup(_ANYWHERE, title="choir")
