"""Lists of meetings: what they hold, what they count, and that a first page is found by an index."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from itertools import count
from typing import Any

import pytest

from kalends.actions.event import GroupChoice, create_event
from kalends.actions.meeting import cancel_meeting
from kalends.domain.group_query import NO_TYPE, GroupQuery
from kalends.domain.occurrence import OccurrenceQuery
from kalends.domain.pattern import pattern
from kalends.store import occurrence_list
from kalends.store.nouns import Rows
from kalends.store.sql import Sql
from kalends.store.transaction import Store
from tests import loop
from tests.builders import MONDAY, date, draft
from tests.cast import Cast, make_cast
from tests.databases import SQLITE, Databases, StandingClock

WEEKLY = "FREQ=WEEKLY;COUNT=3"


class Shelf:
    """A cast with three meetings of the choir's and one of the board's."""

    def __init__(self, store: Store[Rows]) -> None:
        self.store = store
        self.cast: Cast = loop.run(make_cast(store, StandingClock()))
        self.make(self.cast.choir.prokey, date(name="Sing"), rule=WEEKLY)
        self.make(self.cast.board.prokey, date(name="decide", start_date="2026-01-10"))

    def make(self, group: str, *dates: Any, **fields: Any) -> str:
        actor, choice = self.cast.olga.acting(), GroupChoice(prokey=group)
        made = loop.run(self.store.write(create_event, actor, choice, draft(*dates, **fields), now=MONDAY))
        return made.event.prokey

    def found(self, **query: Any) -> tuple[list[str], int]:
        """Names in order, and how many there are in all."""

        async def view(read: Rows, _actor: object) -> tuple[list[str], int]:
            asked = OccurrenceQuery(**query)
            names = [entry.occurrence.name for entry in await read.entries(asked)]
            return names, await read.count_entries(asked)

        return loop.run(self.store.read(view, self.cast.olga.acting()))


@pytest.fixture
def shelf(database: Store[Rows]) -> Shelf:
    return Shelf(database)


class TestAList:
    def test_holds_the_meetings_of_all_groups_by_start(self, shelf: Shelf) -> None:
        assert shelf.found() == (["Sing", "decide", "Sing", "Sing"], 4)
        assert shelf.found(descending=True, limit=2) == (["Sing", "Sing"], 4)
        assert shelf.found(order="name") == (["decide", "Sing", "Sing", "Sing"], 4)
        assert shelf.found(order="ends_at", offset=1, limit=1) == (["decide"], 4)

    def test_of_a_person_holds_their_groups_meetings_only(self, shelf: Shelf) -> None:
        seen = {"lena": ["Sing"] * 3, "mika": ["Sing", "decide", "Sing", "Sing"], "nadia": []}
        for name, names in seen.items():
            who = getattr(shelf.cast, name).number
            for group in (GroupQuery(viewer=who), GroupQuery(member=who), GroupQuery(person=who)):
                assert shelf.found(group=group) == (names, len(names))

    def test_two_people_must_both_be_in_the_group(self, shelf: Shelf) -> None:
        both = GroupQuery(viewer=shelf.cast.mika.number, person=shelf.cast.lena.number)
        assert shelf.found(group=both) == (["Sing"] * 3, 3)

    def test_of_groups_is_bounded_by_them(self, shelf: Shelf) -> None:
        choir, board = shelf.cast.choir.number, shelf.cast.board.number
        assert shelf.found(group=GroupQuery(groups=(board,))) == (["decide"], 1)
        assert shelf.found(group=GroupQuery(groups=(choir, board)), limit=2) == (["Sing", "decide"], 4)
        assert shelf.found(group=GroupQuery(groups=())) == ([], 0)
        assert shelf.found(group=GroupQuery(group_types=(NO_TYPE,)))[1] == 4
        assert shelf.found(group=GroupQuery(group_types=(7,))) == ([], 0)

    def test_of_another_organization_is_empty(self, shelf: Shelf) -> None:
        async def view(read: Rows, _actor: object) -> int:
            return len(await read.entries(OccurrenceQuery())) + await read.count_entries(OccurrenceQuery())

        assert loop.run(shelf.store.read(view, shelf.cast.theirs.otto.acting())) == 0

    def test_can_be_narrowed_by_everything_at_once(self, shelf: Shelf) -> None:
        narrow = OccurrenceQuery(
            group=GroupQuery(viewer=shelf.cast.mika.number, name=pattern("ch%"), archived=False),
            name=pattern("%in%"),
            cancelled=False,
            located=False,
            starts_from=MONDAY,
            starts_to=MONDAY + timedelta(days=8),
            ends_from=MONDAY,
            ends_to=MONDAY + timedelta(days=8),
        )
        fields = {name: getattr(narrow, name) for name in narrow.__struct_fields__}
        assert shelf.found(**fields) == (["Sing", "Sing"], 2)

    def test_bounds_are_inclusive(self, shelf: Shelf) -> None:
        start = MONDAY.replace(hour=18)
        assert shelf.found(starts_from=start, starts_to=start)[1] == 1
        assert shelf.found(starts_to=start - timedelta(microseconds=1))[1] == 0


class TestTotals:
    def test_from_counters_are_those_of_counting(self, shelf: Shelf) -> None:
        prokey = shelf.make(shelf.cast.choir.prokey, date(name="Concert"))
        actor, choir = shelf.cast.olga.acting(), shelf.cast.choir.number
        loop.run(shelf.store.write(cancel_meeting, actor, choir, prokey, now=MONDAY))
        for group in (GroupQuery(), GroupQuery(groups=(choir,)), GroupQuery(viewer=shelf.cast.lena.number)):
            for cancelled in (None, True, False):
                counted = shelf.found(group=group, cancelled=cancelled, starts_from=MONDAY - timedelta(days=9_999))
                assert shelf.found(group=group, cancelled=cancelled) == counted


class TestPlans:
    """On SQLite, which tells what it does; an index is followed, and nothing sorted."""

    @pytest.fixture
    def steps(self, databases: Databases) -> Callable[[OccurrenceQuery], str]:
        shelf = Shelf(databases.migrated(SQLITE))
        return lambda query: loop.run(shelf.store.read(_plan, shelf.cast.olga.acting(), query))

    @pytest.mark.parametrize(("order", "index"), [("starts_at", "starts"), ("ends_at", "ends"), ("name", "name")])
    @pytest.mark.parametrize("descending", [False, True])
    def test_a_page_of_all_follows_an_index_in_its_order(
        self, steps: Callable[[OccurrenceQuery], str], order: str, index: str, descending: bool
    ) -> None:
        found = steps(OccurrenceQuery(order=order, descending=descending))
        assert f"USING INDEX occurrences_{index} " in found
        assert "TEMP B-TREE" not in found

    def test_a_page_of_one_group_follows_that_group_s(self, steps: Callable[[OccurrenceQuery], str]) -> None:
        found = steps(OccurrenceQuery(group=GroupQuery(groups=(1,))))
        assert "USING INDEX occurrences_group_starts " in found
        assert "TEMP B-TREE" not in found

    def test_a_page_of_a_person_s_groups_looks_at_those_only(self, steps: Callable[[OccurrenceQuery], str]) -> None:
        found = steps(OccurrenceQuery(group=GroupQuery(viewer=1)))
        assert "(organization_id=? AND group_number=? AND live=?)" in found


async def _plan(read: Rows, _actor: object, query: OccurrenceQuery) -> str:
    """What SQLite says it would do for the statement of a page."""
    seen: list[tuple[Sql, dict[str, object]]] = []

    class Listening(occurrence_list.OccurrenceListRows):
        async def all(self, statement: Sql, /, **values: object) -> list[Any]:
            seen.append((statement, values))
            return []

    await Listening(1, None).entries(query)  # type: ignore[arg-type]
    ((statement, values),) = seen
    rows = await read.all(Sql(f"EXPLAIN QUERY PLAN {statement.sqlite.source}"), **values)
    return "\n".join(row[3] for row in rows)


class TestStatements:
    def test_are_made_once_for_each_form(self, shelf: Shelf) -> None:
        def made() -> int:
            return occurrence_list._MEETINGS.page.cache_info().currsize

        shelf.found(name=pattern("a"), limit=99)
        before = made()
        for text, offset in zip(_texts(), (0, 0, 0), strict=False):
            shelf.found(name=pattern(text), limit=99, offset=offset)
        assert made() == before


def _texts() -> Iterator[str]:
    return (f"'; DROP TABLE groups; -- {number}" for number in count())
