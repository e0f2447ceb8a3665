"""Lists of events: which, in which order, and page by page (reference §1.2, §2.4, §2.7)."""

from datetime import timedelta
from itertools import pairwise

import pytest

from kalends.domain.label import LabelKind
from kalends.domain.place import Place
from tests.builders import date
from tests.dialects.planningcenter.lobby import BASE, Lobby


def three(lobby: Lobby) -> list[str]:
    """Zoo in February, apple in March, Mango in April; their ids."""
    days = {"Zoo": "2026-02-02", "apple": "2026-03-02", "Mango": "2026-04-06"}
    return [lobby.named(name, day) for name, day in days.items()]


class TestOrder:
    @pytest.mark.parametrize(
        ("order", "names"),
        [
            ("", ["Zoo", "apple", "Mango"]),
            ("?order=starts_at", ["Zoo", "apple", "Mango"]),
            ("?order=-starts_at", ["Mango", "apple", "Zoo"]),
            ("?order=-ends_at", ["Mango", "apple", "Zoo"]),
            ("?order=name", ["apple", "Mango", "Zoo"]),
            ("?order=-name", ["Zoo", "Mango", "apple"]),
        ],
    )
    def test_is_by_start_unless_asked_otherwise(self, lobby: Lobby, order: str, names: list[str]) -> None:
        three(lobby)
        for path in ("/events", f"/groups/{lobby.choir.number}/events", f"/people/{lobby.mika.number}/events"):
            assert lobby.names(path + order) == names

    def test_equal_ones_stand_by_id_in_the_same_direction(self, lobby: Lobby) -> None:
        made = [lobby.named("Same") for _ in range(4)]
        for order, expected in (("starts_at", made), ("-starts_at", made[::-1]), ("-name", made[::-1])):
            rows = lobby.read(f"/events?order={order}")["data"]
            assert [row["id"] for row in rows] == expected

    def test_all_keys_but_the_first_are_passed_over(self, lobby: Lobby) -> None:
        three(lobby)
        assert lobby.names("/events?order=-name,starts_at") == ["Zoo", "Mango", "apple"]


class TestWhere:
    @pytest.mark.parametrize(
        ("where", "names"),
        [
            ("where[name]=ZOO", ["Zoo"]),
            ("where[name]=Zo", []),
            ("where[name]=%25o", ["Zoo", "Mango"]),
            ("where[name]=m%25", ["Mango"]),
            ("where[name]=%25A%25", ["apple", "Mango"]),
            ("where[name]=a%25e", []),
            ("where[name]=%25", ["Zoo", "apple", "Mango"]),
            ("where[name]=_oo", []),
            ("where[name]=", []),
            ("where[starts_at]=2026-03-02T18:00:00Z", ["apple"]),
            ("where[starts_at]=2026-03-02T19:00:00%2B01:00", ["apple"]),
            ("where[starts_at]=2026-03-02", []),
            ("where[starts_at][gt]=2026-03-02T18:00:00Z", ["Mango"]),
            ("where[starts_at][gte]=2026-03-02T18:00:00Z", ["apple", "Mango"]),
            ("where[starts_at][lt]=2026-03-02T18:00:00Z", ["Zoo"]),
            ("where[starts_at][lte]=2026-03-02T18:00:00Z", ["Zoo", "apple"]),
            ("where[starts_at][gte]=2026-03-01&where[starts_at][lt]=2026-04-01", ["apple"]),
            ("where[starts_at][gte]=2026-02-01&where[starts_at][gt]=2026-03-01", ["apple", "Mango"]),
            ("where[ends_at][gt]=2026-03-02T20:00:00Z", ["Mango"]),
            ("where[ends_at]=2026-02-02T20:00:00Z", ["Zoo"]),
            ("where[ends_at][lte]=0001-01-01", []),
            ("where[name]=%25o&where[starts_at][lt]=2026-03-01", ["Zoo"]),
            ("where%5Bstarts_at%5D%5Bgt%5D=2026-03-02T18%3A00%3A00Z", ["Mango"]),
        ],
    )
    def test_narrows(self, lobby: Lobby, where: str, names: list[str]) -> None:
        three(lobby)
        found = lobby.read(f"/events?{where}")
        assert [row["attributes"]["name"] for row in found["data"]] == names
        assert found["meta"]["total_count"] == len(names)

    def test_a_name_with_signs_that_mean_something_in_the_database_is_only_itself(self, lobby: Lobby) -> None:
        for name in ("100% sure", "a_b!c", "aXb"):
            lobby.named(name)
        assert lobby.names("/events?where[name]=%2500%25 su%25") == ["100% sure"]
        assert lobby.names("/events?where[name]=%25_b!%25") == ["a_b!c"]

    def test_reaches_through_the_group(self, lobby: Lobby) -> None:
        lobby.named("Sing")
        lobby.named("Decide", group=lobby.board)
        kind = lobby.label(LabelKind.GROUP_TYPE, "Committee", lobby.board)
        assert lobby.names("/events?where[group][name]=choir") == ["Sing"]
        assert lobby.names("/events?where[group][name]=%25OAR%25") == ["Decide"]
        assert lobby.names(f"/events?where[group][group_type][id]={kind.number}") == ["Decide"]
        assert lobby.names("/events?where[group][group_type][id]=unique") == ["Sing"]

    def test_reaches_through_the_location(self, lobby: Lobby) -> None:
        lobby.named("Outside")
        lobby.named("Inside", place=Place("Hall"))
        assert lobby.names("/events?where[location][group][name]=choir") == ["Inside"]

    @pytest.mark.parametrize(
        ("status", "names"), [("not_archived", ["Decide"]), ("only", ["Sing"]), ("include", ["Sing", "Decide"])]
    )
    def test_tells_archived_groups_from_others(self, lobby: Lobby, status: str, names: list[str]) -> None:
        lobby.named("Sing")
        lobby.named("Decide", "2026-03-02", group=lobby.board)
        lobby.describe(lobby.choir, archived=True)
        assert lobby.names(f"/events?where[group][archive_status]={status}") == names
        assert lobby.names("/events") == ["Sing", "Decide"]


class TestFilters:
    def test_cancelled_ones_are_told_from_others(self, lobby: Lobby) -> None:
        zoo, _, _ = three(lobby)
        lobby.cancel(zoo)
        paths = ("/events", f"/groups/{lobby.choir.number}/events", "/group_types/unique/events")
        for path in (*paths, f"/people/{lobby.mika.number}/events"):
            assert lobby.names(f"{path}?filter=canceled") == ["Zoo"]
            assert lobby.names(f"{path}?filter=not_canceled") == ["apple", "Mango"]
            assert lobby.names(f"{path}?filter=canceled,not_canceled") == []

    def test_upcoming_is_strictly_later_than_now(self, lobby: Lobby) -> None:
        now = lobby.clock.now()
        for name, seconds in (("now", 1), ("soon", 2), ("past", 0)):
            start = now + timedelta(seconds=seconds)
            lobby.named(name, "2026-01-05", start_time=start.strftime("%H:%M:%S"), zone="Etc/GMT")
        assert lobby.names("/events?filter=upcoming") == ["soon"]

    def test_groups_types_and_campuses_are_named_by_ids(self, lobby: Lobby) -> None:
        lobby.named("Sing")
        lobby.named("Decide", "2026-03-02", group=lobby.board)
        choir, board = lobby.choir.number, lobby.board.number
        campus = lobby.label(LabelKind.CAMPUS, "North", lobby.choir)
        kind = lobby.label(LabelKind.GROUP_TYPE, "Committee", lobby.board)
        assert lobby.names(f"/events?filter=group&group_id={choir}") == ["Sing"]
        assert lobby.names(f"/events?filter=group&group_id={choir},{board},7,x") == ["Sing", "Decide"]
        assert lobby.names("/events?filter=group&group_id=") == []
        assert lobby.names(f"/events?filter=campus&campus_id={campus.number}") == ["Sing"]
        assert lobby.names(f"/events?filter=group_type&group_type_id={kind.number}") == ["Decide"]
        assert lobby.names(f"/events?filter=group_type&group_type_id={kind.number},unique") == ["Sing", "Decide"]
        assert lobby.names(f"/group_types/{kind.number}/events") == ["Decide"]

    def test_several_hold_together(self, lobby: Lobby) -> None:
        zoo, _, _ = three(lobby)
        lobby.cancel(zoo)
        lobby.named("Decide", group=lobby.board)
        filters = f"filter=group,not_canceled,upcoming&group_id={lobby.choir.number}"
        assert lobby.names(f"/events?{filters}&where[starts_at][lt]=2026-04-01") == ["apple"]

    def test_my_groups_are_those_the_asker_is_in(self, lobby: Lobby) -> None:
        lobby.named("Sing")
        assert lobby.names("/events?filter=my_groups") == ["Sing"]
        assert lobby.names("/events?filter=my_groups", lobby.nadia) == []

    def test_a_list_knows_only_its_own(self, lobby: Lobby) -> None:
        three(lobby)
        found = lobby.read(f"/groups/{lobby.choir.number}/events?filter=upcoming,group")
        assert found["meta"]["total_count"] == 3
        assert found["meta"]["ignored"] == ["filter=upcoming", "filter=group"]

    def test_their_arguments_may_not_be_missing(self, one_lobby: Lobby) -> None:
        for name in ("group", "group_type", "campus"):
            error = one_lobby.refused(f"/events?filter={name}", 400)
            assert (error["code"], error["meta"]) == ("missing_parameter", {"param": f"{name}_id"})


class TestPages:
    def test_a_client_that_follows_next_sees_every_row_once(self, lobby: Lobby) -> None:
        lobby.make(date(), rule="FREQ=DAILY;COUNT=23")
        rows = list(lobby.iterate("/events?per_page=5&order=-starts_at"))
        starts = [row["attributes"]["starts_at"] for row in rows]
        assert len({row["id"] for row in rows}) == 23
        assert all(later > earlier for later, earlier in pairwise(starts))

    def test_links_and_meta_of_a_page_in_the_middle(self, lobby: Lobby) -> None:
        lobby.make(date(), rule="FREQ=DAILY;COUNT=9")
        found = lobby.read("/events?per_page=3&offset=3&where[name]=Rehearsal&include=group&order=name")
        rest = "per_page=3&where[name]=Rehearsal"
        address = f"{BASE}/events?include=group"
        assert list(found) == ["links", "data", "included", "meta"]
        assert found["links"] == {
            "self": f"{address}&offset=3&order=name&{rest}",
            "prev": f"{address}&offset=0&order=name&{rest}",
            "next": f"{address}&offset=6&order=name&{rest}",
        }
        assert list(found["links"]) == ["self", "prev", "next"]
        told = {"total_count": 9, "count": 3, "prev": {"offset": 0}, "next": {"offset": 6}}
        assert list(found["meta"].items())[:4] == list(told.items())

    def test_meta_of_each_list_is_told_exactly(self, lobby: Lobby) -> None:
        lobby.named("Sing")
        group, person = str(lobby.choir.number), str(lobby.mika.number)
        told = {
            "total_count": 1,
            "count": 1,
            "can_order_by": ["name", "starts_at", "ends_at"],
            "can_query_by": ["name", "starts_at", "ends_at"],
            "can_include": ["group", "location"],
            "can_filter": ["canceled", "not_canceled"],
            "parent": {"id": group, "type": "Group"},
        }
        everywhere = ["canceled", "not_canceled", "upcoming", "group", "group_type", "my_groups", "campus"]
        organization = {"id": str(lobby.organization), "type": "Organization"}
        of_type = {
            "can_filter": ["upcoming", "canceled", "not_canceled"],
            "parent": {"id": "unique", "type": "GroupType"},
        }
        expected = {
            f"/groups/{group}/events": told,
            f"/people/{person}/events": told | {"parent": {"id": person, "type": "Person"}},
            "/group_types/unique/events": told | of_type,
            "/events": told | {"can_filter": everywhere, "parent": organization},
        }
        for path, meta in expected.items():
            found = lobby.read(path)["meta"]
            assert found == meta
            assert list(found) == list(told)

    def test_a_last_page_has_no_next_and_a_first_no_prev(self, lobby: Lobby) -> None:
        lobby.make(date(), rule="FREQ=DAILY;COUNT=4")
        first, last = lobby.read("/events?per_page=2"), lobby.read("/events?per_page=2&offset=2")
        assert first["links"].keys() == {"self", "next"}
        assert last["links"].keys() == {"self", "prev"}
        assert "next" not in last["meta"]
        assert "prev" not in first["meta"]

    def test_defaults_that_nobody_sent_are_not_added(self, lobby: Lobby) -> None:
        lobby.make(date(), rule="FREQ=DAILY;COUNT=26")
        found = lobby.read("/events")
        assert found["links"] == {"self": f"{BASE}/events", "next": f"{BASE}/events?offset=25"}
        assert found["meta"]["count"] == 25

    def test_beyond_the_end_there_is_an_empty_page(self, lobby: Lobby) -> None:
        three(lobby)
        found = lobby.read("/events?offset=1000&per_page=100")
        assert (found["data"], found["meta"]["total_count"], found["meta"]["count"]) == ([], 3, 0)
        assert found["links"].keys() == {"self", "prev"}

    def test_an_empty_list_still_has_all_its_members(self, lobby: Lobby) -> None:
        found = lobby.read("/events")
        assert (found["data"], found["included"]) == ([], [])
        assert found["links"] == {"self": f"{BASE}/events"}

    def test_totals_count_what_is_there_after_every_deed(self, lobby: Lobby) -> None:
        zoo, _, _ = three(lobby)
        lobby.make(date(), rule="FREQ=DAILY;COUNT=5", group=lobby.board)
        lobby.cancel(zoo)

        def total(query: str) -> int:
            return int(lobby.read(f"/events?per_page=1{query}")["meta"]["total_count"])

        assert [total(it) for it in ("", "&filter=canceled", "&filter=not_canceled")] == [8, 1, 7]
        assert total(f"&filter=group&group_id={lobby.choir.number}") == 3
        assert total("&where[name]=rehearsal") == 5
