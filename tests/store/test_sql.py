"""How a statement written once is said to each database."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.store.sql import LIST_ITEMS, Sql, for_postgres


def texts(source: str, **values: object) -> tuple[str, str]:
    """The statement for SQLite and for PostgreSQL."""
    statement = Sql(source)
    return statement.sqlite.bind(values)[0], statement.postgres.bind(values)[0]


class TestNames:
    def test_become_numbered_places_in_the_order_they_stand(self) -> None:
        sqlite, postgres = texts("SELECT name FROM t WHERE organization_id = :o AND prokey = :p", p="x", o=1)
        assert sqlite == "SELECT name FROM t WHERE organization_id = ?1 AND prokey = ?2"
        assert postgres == "SELECT name FROM t WHERE organization_id = $1 AND prokey = $2"

    def test_that_stand_twice_are_bound_once(self) -> None:
        statement = Sql("SELECT :a + :b + :a")
        assert statement.postgres.bind({"b": 2, "a": 1}) == ("SELECT $1 + $2 + $1", (1, 2))
        assert statement.sqlite.bind({"b": 2, "a": 1}) == ("SELECT ?1 + ?2 + ?1", (1, 2))

    @pytest.mark.parametrize(
        "source",
        [
            "SELECT ':name', 'it''s :name'",
            'SELECT ":name"',
            "SELECT 1::bigint",
            "SELECT 1 -- :name",
            "SELECT 1 /* :name\n:name */",
        ],
    )
    def test_in_quotes_casts_and_comments_are_left_alone(self, source: str) -> None:
        assert texts(source) == (source, source)

    def test_without_a_value_are_an_error(self) -> None:
        with pytest.raises(KeyError, match="prokey"):
            Sql("SELECT :o, :prokey").sqlite.bind({"o": 1})

    def test_that_nobody_asked_for_are_passed_over(self) -> None:
        assert Sql("SELECT :a").sqlite.bind({"a": 1, "o": 7}) == ("SELECT ?1", (1,))
        assert Sql("SELECT 1").sqlite.bind({"o": 7}) == ("SELECT 1", ())


class TestLists:
    def test_have_as_many_places_as_items(self) -> None:
        statement = Sql("SELECT 1 WHERE o = :o AND e IN (:events...) AND s = :s")
        assert statement.postgres.bind({"o": 1, "events": [5, 6], "s": "x"}) == (
            "SELECT 1 WHERE o = $1 AND e IN ($2, $3) AND s = $4",
            (1, 5, 6, "x"),
        )

    def test_repeat_their_last_item_up_to_a_power_of_two(self) -> None:
        text, bound = Sql("SELECT 1 WHERE e IN (:events...)").sqlite.bind({"events": (5, 6, 7)})
        assert text == "SELECT 1 WHERE e IN (?1, ?2, ?3, ?4)"
        assert bound == (5, 6, 7, 7)

    def test_that_are_empty_hold_a_null_which_equals_nothing(self) -> None:
        assert Sql("SELECT 1 WHERE e IN (:events...)").sqlite.bind({"events": set()})[1] == (None,)

    def test_that_stand_twice_are_bound_once(self) -> None:
        text, bound = Sql("SELECT 1 WHERE e IN (:n...) OR f IN (:n...)").postgres.bind({"n": [1, 2]})
        assert text == "SELECT 1 WHERE e IN ($1, $2) OR f IN ($1, $2)"
        assert bound == (1, 2)

    def test_may_be_several_of_different_sizes(self) -> None:
        text, bound = Sql("SELECT 1 WHERE e IN (:a...) OR f IN (:b...)").postgres.bind({"a": [1], "b": [2, 3]})
        assert text == "SELECT 1 WHERE e IN ($1) OR f IN ($2, $3)"
        assert bound == (1, 2, 3)

    def test_are_never_over_the_limit(self) -> None:
        statement = Sql("SELECT 1 WHERE e IN (:events...)")
        assert len(statement.sqlite.bind({"events": range(LIST_ITEMS)})[1]) == LIST_ITEMS
        with pytest.raises(ValueError, match=str(LIST_ITEMS)):
            statement.sqlite.bind({"events": range(LIST_ITEMS + 1)})

    def test_after_not_in_are_refused_because_an_empty_one_would_mean_the_opposite(self) -> None:
        with pytest.raises(ValueError, match="NOT IN"):
            Sql("DELETE FROM notes WHERE organization_id = :o AND number NOT IN (:kept...)")

    def test_cannot_be_bound_row_by_row(self) -> None:
        with pytest.raises(ValueError, match="many rows"):
            Sql("SELECT :a...").sqlite.bind_many([{"a": [1]}], scope=1)

    @given(st.lists(st.integers(), max_size=300))
    def test_keep_every_item_and_make_few_texts(self, items: list[int | None]) -> None:
        text, bound = Sql("IN (:items...)").sqlite.bind({"items": items})
        assert text.count("?") == len(bound)
        assert len(bound).bit_count() == 1
        assert set(bound) == set(items or [None])


class TestWhereDatabasesDiffer:
    def test_row_locks_are_for_postgresql_only(self) -> None:
        assert texts("SELECT 1 FROM t WHERE n = 1 FOR UPDATE") == (
            "SELECT 1 FROM t WHERE n = 1",
            "SELECT 1 FROM t WHERE n = 1 FOR UPDATE",
        )
        assert texts("SELECT 1 FROM t FOR KEY SHARE")[0] == texts("SELECT 1 FROM t FOR SHARE")[0] == "SELECT 1 FROM t"
        sqlite, _ = texts("UPDATE t SET a = 1 WHERE n IN (SELECT n FROM t LIMIT 2 FOR UPDATE SKIP LOCKED) RETURNING n")
        assert sqlite == "UPDATE t SET a = 1 WHERE n IN (SELECT n FROM t LIMIT 2) RETURNING n"

    def test_a_statement_may_have_a_text_of_its_own_for_postgresql(self) -> None:
        statement = Sql("SELECT :now", postgres="SELECT :lease, clock_timestamp()")
        assert statement.sqlite.bind({"now": 1, "lease": 2}) == ("SELECT ?1", (1,))
        assert statement.postgres.bind({"now": 1, "lease": 2}) == ("SELECT $1, clock_timestamp()", (2,))

    def test_many_rows_share_the_scope_whatever_they_say(self) -> None:
        rows = [{"n": 1, "o": 666}, {"n": 2}]
        assert Sql("VALUES (:o, :n)").sqlite.bind_many(rows, scope=7)[1] == [(7, 1), (7, 2)]


class TestMigrationsForPostgresql:
    def test_have_its_types_and_no_table_options(self) -> None:
        script = "CREATE TABLE t (a INTEGER NOT NULL, b TEXT, c BLOB, PRIMARY KEY (a)) STRICT;"
        assert for_postgres(script) == (
            'CREATE TABLE t (a BIGINT NOT NULL, b TEXT COLLATE "C", c BYTEA, PRIMARY KEY (a));'
        )

    @pytest.mark.parametrize("options", ["STRICT", "WITHOUT ROWID", "STRICT, WITHOUT ROWID", "WITHOUT  ROWID,\nSTRICT"])
    def test_lose_every_table_option(self, options: str) -> None:
        assert for_postgres(f"CREATE TABLE t (a INTEGER) {options};") == "CREATE TABLE t (a BIGINT);"
        assert for_postgres(f"CREATE TABLE t (a INTEGER) {options}") == "CREATE TABLE t (a BIGINT)"

    @pytest.mark.parametrize(
        "script",
        [
            "INSERT INTO t VALUES ('TEXT in INTEGER STRICT')",
            'SELECT "TEXT"',
            "-- INTEGER\nSELECT 1",
            "/* BLOB */ SELECT 1",
            "SELECT text FROM messages",
            "SELECT CAST(a AS TEXT) FROM t",
        ],
    )
    def test_keep_what_is_no_type_of_a_column(self, script: str) -> None:
        assert for_postgres(script) == script
