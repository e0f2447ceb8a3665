"""What cannot be read is refused clearly or passed over as theirs is, and never ends in a 500."""

from urllib.parse import quote

import pytest

from kalends.dialects.planningcenter.routes import ROUTES
from kalends.domain import limits
from tests.dialects.planningcenter.lobby import Lobby


class TestPages:
    @pytest.mark.parametrize("per_page", ["0", "-1", "101", "abc", "", "1.5", "1e2", "٣", " 5", "9" * 400])
    def test_a_page_holds_one_to_a_hundred_rows(self, one_lobby: Lobby, per_page: str) -> None:
        error = one_lobby.refused(f"/events?per_page={quote(per_page)}", 400)
        assert error["code"] == "integer_out_of_range"
        assert error["source"] == {"parameter": "per_page"}
        assert "from 1 to 100" in error["detail"]

    @pytest.mark.parametrize("offset", ["-1", "abc", "", str(limits.OFFSET + 1), "9" * 30, "0x10"])
    def test_an_offset_is_a_whole_number_within_bounds(self, one_lobby: Lobby, offset: str) -> None:
        assert one_lobby.refused(f"/events?offset={offset}", 400)["source"] == {"parameter": "offset"}

    def test_both_bounds_are_allowed(self, one_lobby: Lobby) -> None:
        one_lobby.read("/events?per_page=1&offset=0")
        one_lobby.read(f"/events?per_page=100&offset={limits.OFFSET}")


class TestTimes:
    @pytest.mark.parametrize(
        "value",
        [
            "", "banana", "2026-02-30", "2026-02-02T25:00:00Z", "2026-2-2", "20260202", "2026-02-02T10:00:00+99:00",
            "0000-01-01", "now", "1770055200", "2026-02-02T10:00:00Z; DROP TABLE events", "2026-W10-1",
        ],
    )  # fmt: skip
    def test_a_time_that_is_none_is_refused_by_its_parameter(self, one_lobby: Lobby, value: str) -> None:
        for key in ("where[starts_at]", "where[ends_at][gte]"):
            error = one_lobby.refused(f"/events?{key}={quote(value)}", 400)
            assert error["source"] == {"parameter": key}
            assert key in error["detail"]

    @pytest.mark.parametrize("value", ["0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00"])
    def test_the_ends_of_time_are_no_failure(self, one_lobby: Lobby, value: str) -> None:
        one_lobby.refused(f"/events?where[starts_at][gt]={quote(value)}", 400)

    @pytest.mark.parametrize("value", ["0001-01-01", "9999-12-31T23:59:59Z", "2026-02-02T10:00", "2026-02-02 10:00:00"])
    def test_every_other_time_is_fine(self, one_lobby: Lobby, value: str) -> None:
        one_lobby.read(f"/events?where[starts_at][gt]={quote(value)}&where[ends_at][lt]={quote(value)}")


class TestWordsThatStandForNothing:
    @pytest.mark.parametrize(
        ("query", "ignored"),
        [
            ("where[campus_id]=1", "where[campus_id]"),
            ("where[nonsense]=1", "where[nonsense]"),
            ("where[name][]=x", "where[name][]"),
            ("where[name][gt]=x", "where[name][gt]"),
            ("where[starts_at][like]=x", "where[starts_at][like]"),
            ("where[]=x", "where[]"),
            ("order=height", "order=height"),
            ("order=-", "order=-"),
            ("order=--name", "order=--name"),
            ("filter=tall", "filter=tall"),
            ("include=tags", "include=tags"),
            ("include=group.tags", "include=group.tags"),
            ("page=3", "page"),
            ("sort=name", "sort"),
            ("where=x", "where"),
            ("where[starts_at]<2026-01-01", "where[starts_at]<2026-01-01"),
            ("filter[]=upcoming", "filter[]"),
            ("page[size]=3", "page[size]"),
            ("x[y=1", "x[y"),
            ("fields[Event]=name,bogus", "fields[Event]=bogus"),
            ("fields[Banquet]=name", "fields[Banquet]"),
            ("fields=name", "fields"),
            ("group_id=7", "group_id"),
            ("order=name,starts_at", "order=starts_at"),
        ],
    )
    def test_are_passed_over_and_told(self, one_lobby: Lobby, query: str, ignored: str) -> None:
        one_lobby.named("Sing")
        found = one_lobby.read(f"/events?{query}")
        assert [row["attributes"]["name"] for row in found["data"]] == ["Sing"]
        assert found["meta"]["ignored"] == [ignored]
        assert list(found["meta"])[-1] == "ignored"

    def test_are_refused_where_the_client_prefers_so(self, one_lobby: Lobby) -> None:
        error = one_lobby.refused("/events?where[campus_id]=1", 400, one_lobby.olga, Prefer="handling=strict")
        assert error["source"] == {"parameter": "where[campus_id]"}
        one_lobby.read("/events?where[name]=x", one_lobby.olga, Prefer="handling=strict")

    @pytest.mark.parametrize(
        ("query", "ignored"),
        [
            ("order=name", "order=name"),
            ("per_page=5", "per_page"),
            ("offset=0", "offset"),
            ("filter=upcoming", "filter=upcoming"),
            ("where[name]=x", "where[name]"),
        ],
    )
    def test_what_only_lists_understand_is_told_of_a_single_thing(
        self, one_lobby: Lobby, query: str, ignored: str
    ) -> None:
        event = one_lobby.named("Sing")
        for path in (f"/events/{event}", f"/events/{event}/group", "/me"):
            assert one_lobby.read(f"{path}?{query}")["meta"]["ignored"] == [ignored]

    @pytest.mark.parametrize(
        "query",
        [
            "&&=&", "order=&filter=&include=&fields[Event]=", "filter=group&group_id=7", "order=-name&per_page=3",
            "fields[Event]=name,group&fields[Group]=tag_ids,location&fields[Rsvp]=person&fields[RSVP]=response",
        ],
    )  # fmt: skip
    def test_nothing_is_told_of_what_is_understood(self, one_lobby: Lobby, query: str) -> None:
        assert "ignored" not in one_lobby.read(f"/events?{query}")["meta"]

    def test_arguments_go_with_their_filters(self, one_lobby: Lobby) -> None:
        asked = "filter=enrollment,people_database_searchable&enrollment=closed&people_database_searchable=none"
        assert "ignored" not in one_lobby.read(f"/groups?{asked}")["meta"]
        assert one_lobby.read("/groups?enrollment=closed&tag_id=7")["meta"]["ignored"] == ["enrollment", "tag_id"]

    def test_of_a_parameter_that_comes_twice_the_last_counts(self, one_lobby: Lobby) -> None:
        one_lobby.named("Sing")
        assert one_lobby.names("/events?where[name]=x&where[name]=sing") == ["Sing"]


class TestWordsOfAList:
    def test_an_unknown_archive_status_is_refused(self, one_lobby: Lobby) -> None:
        for path in ("/groups?where[archive_status]", "/events?where[group][archive_status]"):
            error = one_lobby.refused(f"{path}=maybe", 400)
            assert error["source"] == {"parameter": path.partition("?")[2]}

    def test_an_unknown_role_is_refused(self, one_lobby: Lobby) -> None:
        assert one_lobby.refused("/memberships?where[role]=king", 400)["source"] == {"parameter": "where[role]"}


class TestAnyAddress:
    """Whatever is asked of whatever address: an answer in form, and no failure."""

    QUERIES = (
        "", "?per_page=x", "?offset=99999", "?where[name]=%25%00", "?where[name]=" + "%25" * 900,
        "?include=" + "a," * 900,
        "?order=,,,", "?filter=,", "?fields[Event]=&fields[]=x", "?fields[Event]=name,,x", "?where[a][b][c][d]=e",
        "?where[id]=%F0%9F%8E%B6", "?where[id]=%FF", "?filter=group&group_id=" + "9" * 300, "?" + "a=1&" * 300,
        "?where[name]=%C3%9F%CC%81&where[first_name]=%25&where[response]=yes&where[role]=leader",
        "?include=group,location,person,owner,enrollment,group_type&order=-name,starts_at,role",
    )  # fmt: skip
    IDS = ("7", "0", "-1", "unique", "9" * 400, "a", "1.0", "%20", "'", "%F0%9F%8E%B6", "..%2f", "٣")

    @pytest.mark.parametrize("path", sorted({route.path for route in ROUTES}))
    def test_is_answered_in_form(self, one_lobby: Lobby, path: str) -> None:
        asked = [_filled(path, one_lobby, "") + query for query in self.QUERIES]
        if "{" in path:
            asked += [_filled(path, one_lobby, odd) for odd in self.IDS]
        for address in asked:
            answer = one_lobby.get(address, one_lobby.olga.by_application)
            assert answer.status_code in {200, 400, 404}, f"{address}: {answer.status_code} {answer.text}"
            assert answer.json().keys() & {"data", "errors"}


def _filled(path: str, lobby: Lobby, odd: str) -> str:
    """The path with real ids of groups and people, and odd ones elsewhere."""
    known = {"{group}": str(lobby.choir.number), "{person}": str(lobby.mika.number), "{group_type}": "unique"}
    for name, number in known.items():
        path = path.replace(name, odd or number)
    while "{" in path:
        path = path[: path.index("{")] + (odd or "7") + path[path.index("}") + 1 :]
    return path
