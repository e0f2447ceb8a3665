"""Groups, people, memberships and labels as they are read (reference §1.7 to §1.10)."""

from typing import Any

import pytest

from kalends.domain import limits
from kalends.domain.label import LabelKind
from kalends.domain.place import Place
from tests.dialects.planningcenter.lobby import BASE, Lobby


def first_names(lobby: Lobby, path: str) -> list[str]:
    return [row["attributes"]["first_name"] for row in lobby.read(path)["data"]]


class TestTheOrganization:
    def test_is_the_root_with_links_to_everything(self, lobby: Lobby) -> None:
        found = lobby.read("")["data"]
        assert (found["type"], found["id"]) == ("Organization", str(lobby.organization))
        assert found["attributes"] == {"name": f"Singers {lobby.organization}", "time_zone": "Europe/Berlin"}
        for link in found["links"].values():
            assert lobby.call(link).status_code == 200

    def test_me_is_whoever_asks(self, lobby: Lobby) -> None:
        for who in (lobby.olga, lobby.mika, lobby.nadia):
            assert lobby.read("/me", who)["data"]["id"] == str(who.number)


class TestGroups:
    def test_show_what_our_record_holds(self, lobby: Lobby) -> None:
        lobby.describe(lobby.choir, contact_mail="choir@example.org", schedule="Mondays", place=Place("Hall"))
        kind = lobby.label(LabelKind.GROUP_TYPE, "Music", lobby.choir)
        found = lobby.read(f"/groups/{lobby.choir.number}?include=location,group_type,enrollment")
        shown = found["data"]["attributes"]
        assert list(shown) == sorted(shown)
        assert (shown["name"], shown["memberships_count"], shown["events_visibility"]) == ("Choir", 3, "public")
        assert (shown["contact_email"], shown["schedule"]) == ("choir@example.org", "Mondays")
        assert found["data"]["links"]["group_type"] == f"{BASE}/group_types/{kind.number}"
        assert list(found["data"]["links"])[-2:] == ["self", "html_url"]
        assert [row["type"] for row in found["included"]] == ["Enrollment", "GroupType", "Location"]

    def test_every_link_of_one_leads_somewhere(self, lobby: Lobby) -> None:
        lobby.describe(lobby.choir, place=Place("Hall"))
        lobby.label(LabelKind.GROUP_TYPE, "Music", lobby.choir)
        links = lobby.read(f"/groups/{lobby.choir.number}")["data"]["links"]
        for name, link in links.items():
            assert name == "html_url" or lobby.call(link).status_code == 200

    def test_of_no_type_have_none(self, lobby: Lobby) -> None:
        found = lobby.read(f"/groups/{lobby.choir.number}")["data"]
        assert found["relationships"]["group_type"] == {"data": None}
        assert "group_type" not in found["links"]
        lobby.refused(f"/groups/{lobby.choir.number}/group_type", 404)

    @pytest.mark.parametrize(
        ("query", "names"),
        [
            ("", ["Board", "Choir"]),
            ("order=-name", ["Choir", "Board"]),
            ("order=-memberships_count", ["Choir", "Board"]),
            ("order=created_at", ["Choir", "Board"]),
            ("where[name]=ch%25", ["Choir"]),
            ("filter=my_groups", ["Board", "Choir"]),
            ("filter=enrollment&enrollment=closed", ["Board", "Choir"]),
            ("filter=enrollment&enrollment=open_signup", []),
            ("filter=hidden", []),
            ("filter=published", ["Board", "Choir"]),
            ("per_page=1&offset=1", ["Choir"]),
        ],
    )
    def test_are_listed_as_asked(self, lobby: Lobby, query: str, names: list[str]) -> None:
        assert lobby.names(f"/groups?{query}") == names

    def test_what_is_told_but_cannot_be_done_is_told_again(self, one_lobby: Lobby) -> None:
        found = one_lobby.read("/groups?filter=meeting_schedule&order=-contact_email")["meta"]
        assert found["ignored"] == ["order=-contact_email", "filter=meeting_schedule"]
        assert found["total_count"] == 2

    def test_are_found_by_campus_type_and_tags(self, lobby: Lobby) -> None:
        choir, board = lobby.choir, lobby.board
        north = lobby.label(LabelKind.CAMPUS, "North", choir)
        kind = lobby.label(LabelKind.GROUP_TYPE, "Music", choir)
        when, how = lobby.label(LabelKind.TAG_GROUP, "When"), lobby.label(LabelKind.TAG_GROUP, "How")
        evening = lobby.label(LabelKind.TAG, "Evening", choir, board, parent=when)
        morning = lobby.label(LabelKind.TAG, "Morning", parent=when)
        loud = lobby.label(LabelKind.TAG, "Loud", choir, parent=how)
        numbers = {it.name: it.number for it in (north, kind, evening, morning, loud)}
        for query, names in {
            "filter=campus&campus_id={North}": ["Choir"],
            "filter=group_type&group_type_id={Music}": ["Choir"],
            "filter=group_type&group_type_id=unique": ["Board"],
            "filter=tag&tag_id={Evening}": ["Board", "Choir"],
            "filter=tag&tag_id={Morning},{Evening}": ["Board", "Choir"],
            "filter=tag&tag_id={Evening},{Loud}": ["Choir"],
            "filter=tag&tag_id={Morning},{Loud}": [],
            "filter=tag&tag_id=7": [],
            "where[group_type][id]={Music}": ["Choir"],
        }.items():
            assert lobby.names(f"/groups?{query.format(**numbers)}") == names
        for path in (f"/campuses/{north.number}", f"/group_types/{kind.number}", f"/tags/{loud.number}"):
            assert lobby.names(f"{path}/groups") == ["Choir"]
        assert lobby.names(f"/tag_groups/{how.number}/tags/{loud.number}/groups") == ["Choir"]
        lobby.refused(f"/tag_groups/{when.number}/tags/{loud.number}/groups", 404)

    def test_archived_ones_are_left_out_unless_asked_for(self, lobby: Lobby) -> None:
        lobby.describe(lobby.choir, archived=True)
        assert lobby.names("/groups") == ["Board"]
        assert lobby.names("/groups?where[archive_status]=only") == ["Choir"]
        assert lobby.names("/groups?where[archive_status]=include") == ["Board", "Choir"]
        assert lobby.read(f"/groups/{lobby.choir.number}")["data"]["attributes"]["archived_at"] is not None

    def test_of_a_person_are_those_they_are_in(self, lobby: Lobby) -> None:
        assert lobby.names(f"/people/{lobby.lena.number}/groups") == ["Choir"]
        lobby.refused(f"/people/{lobby.lena.number}/groups/{lobby.board.number}", 404)
        found = lobby.read(f"/people/{lobby.lena.number}/groups")["meta"]
        assert "can_filter" not in found
        assert found["parent"] == {"id": str(lobby.lena.number), "type": "Person"}


class TestEnrollment:
    def test_is_closed_everywhere(self, lobby: Lobby) -> None:
        found = lobby.read(f"/groups/{lobby.choir.number}/enrollment")
        assert (found["data"]["attributes"]["status"], found["data"]["attributes"]["strategy"]) == ("closed", "closed")
        assert found["meta"] == {"parent": {"id": str(lobby.choir.number), "type": "Group"}}


class TestPeople:
    def test_show_what_our_record_holds(self, lobby: Lobby) -> None:
        shown = lobby.read(f"/people/{lobby.mika.number}")["data"]["attributes"]
        assert shown == {
            "addresses": [],
            "avatar_url": None,
            "created_at": "2026-01-05T09:00:00Z",
            "email_addresses": [{"address": "mika@example.org", "location": "Home", "primary": True}],
            "first_name": "Mika",
            "gender": None,
            "last_name": "",
            "permissions": "member",
            "phone_numbers": [],
        }

    def test_permissions_are_the_most_that_one_is_anywhere(self, lobby: Lobby) -> None:
        people = {row["id"]: row["attributes"]["permissions"] for row in lobby.read("/people")["data"]}
        assert people == {
            str(lobby.olga.number): "administrator",
            str(lobby.lena.number): "leader",
            str(lobby.mika.number): "member",
            str(lobby.nadia.number): "no access",
        }

    def test_are_ordered_and_searched_by_name(self, lobby: Lobby) -> None:
        assert first_names(lobby, "/people?order=first_name") == ["Lena", "Mika", "Nadia", "Olga"]
        assert first_names(lobby, "/people?order=-first_name&per_page=2") == ["Olga", "Nadia"]
        assert first_names(lobby, "/people?where[first_name]=%25A&order=first_name") == [
            "Lena",
            "Mika",
            "Nadia",
            "Olga",
        ]
        assert first_names(lobby, "/people?where[first_name]=MIKA") == ["Mika"]
        assert first_names(lobby, "/people?where[last_name]=mika") == []

    def test_a_member_sees_those_in_their_groups(self, lobby: Lobby) -> None:
        seen = {row["id"] for row in lobby.read("/people", lobby.mika)["data"]}
        assert seen == {str(it.number) for it in (lobby.olga, lobby.lena, lobby.mika)}
        assert [row["id"] for row in lobby.read("/people", lobby.nadia)["data"]] == [str(lobby.nadia.number)]

    def test_of_a_group_are_its_members(self, lobby: Lobby) -> None:
        assert first_names(lobby, f"/groups/{lobby.board.number}/people?order=first_name") == ["Mika", "Olga"]
        assert lobby.read(f"/groups/{lobby.board.number}/people/{lobby.mika.number}")["data"]["type"] == "Person"
        lobby.refused(f"/groups/{lobby.board.number}/people/{lobby.lena.number}", 404)


class TestMemberships:
    def test_tell_who_is_what_in_a_group(self, lobby: Lobby) -> None:
        found = lobby.read(f"/groups/{lobby.choir.number}/memberships?include=person&order=first_name")
        assert [row["attributes"]["role"] for row in found["data"]] == ["leader", "member", "leader"]
        assert [row["attributes"]["first_name"] for row in found["included"]] == ["Lena", "Mika", "Olga"]
        assert found["data"][0]["relationships"]["group"]["data"]["id"] == str(lobby.choir.number)
        assert found["meta"]["can_query_by"] == ["role"]

    def test_are_ordered_and_searched(self, lobby: Lobby) -> None:
        def people(query: str) -> list[str]:
            rows: Any = lobby.read(f"/groups/{lobby.choir.number}/memberships?include=person&{query}")
            return [row["attributes"]["first_name"] for row in rows["included"]]

        assert people("where[role]=member") == ["Mika"]
        assert people("order=role,") == ["Olga", "Lena", "Mika"]
        assert people("where[person][first_name]=%25n%25") == ["Lena"]
        assert people("order=-first_name&per_page=1") == ["Olga"]

    def test_of_a_person_and_of_oneself(self, lobby: Lobby) -> None:
        rows = lobby.read(f"/people/{lobby.mika.number}/memberships")["data"]
        assert len(rows) == 2
        mine = lobby.read(f"/groups/{lobby.choir.number}/my_membership", lobby.mika)["data"]
        assert mine in rows
        assert lobby.read(mine["links"]["self"])["data"] == mine
        lobby.refused(f"/groups/{lobby.board.number}/memberships/{mine['id']}", 404)

    def test_of_groups_one_does_not_see_are_not_there(self, lobby: Lobby) -> None:
        assert lobby.read("/memberships", lobby.lena)["meta"]["total_count"] == 3
        assert lobby.read("/memberships")["meta"]["total_count"] == 5
        assert lobby.read(f"/people/{lobby.mika.number}/memberships", lobby.lena)["meta"]["total_count"] == 1


class TestLabels:
    def test_group_types_end_with_the_one_of_groups_without_any(self, lobby: Lobby) -> None:
        lobby.label(LabelKind.GROUP_TYPE, "Music", lobby.choir)
        found = lobby.read("/group_types")
        assert [row["attributes"]["name"] for row in found["data"]] == ["Music", "Unique Groups"]
        assert (found["data"][1]["id"], found["data"][1]["attributes"]["position"]) == ("unique", 999_999_999)
        assert lobby.names("/group_types?order=-name") == ["Unique Groups", "Music"]
        assert lobby.names("/group_types?where[id]=unique") == ["Unique Groups"]
        assert lobby.names("/group_types?filter=not_church_center_visible") == []

    def test_group_types_are_listed_to_administrators_and_shown_to_those_in_one(self, lobby: Lobby) -> None:
        kind = lobby.label(LabelKind.GROUP_TYPE, "Music", lobby.choir)
        assert lobby.names("/group_types", lobby.mika) == []
        assert lobby.read(f"/group_types/{kind.number}", lobby.mika)["data"]["id"] == str(kind.number)
        lobby.refused(f"/group_types/{kind.number}", 404, lobby.nadia)
        assert lobby.read(f"/groups/{lobby.choir.number}/group_type")["data"]["attributes"]["name"] == "Music"

    def test_campuses_are_for_everybody(self, lobby: Lobby) -> None:
        for name in ("North", "east"):
            lobby.label(LabelKind.CAMPUS, name, lobby.choir)
        assert lobby.names("/campuses", lobby.nadia) == ["North", "east"]
        assert lobby.names("/campuses?order=name") == ["east", "North"]
        assert lobby.names(f"/groups/{lobby.choir.number}/campuses?where[name]=n%25") == ["North"]
        assert lobby.names(f"/groups/{lobby.board.number}/campuses") == []

    def test_tags_stand_in_their_tag_group(self, lobby: Lobby) -> None:
        when, how = lobby.label(LabelKind.TAG_GROUP, "When"), lobby.label(LabelKind.TAG_GROUP, "How")
        evening = lobby.label(LabelKind.TAG, "Evening", lobby.choir, parent=when)
        lobby.label(LabelKind.TAG, "Loud", parent=how)
        assert lobby.names("/tag_groups") == ["When", "How"]
        assert lobby.names(f"/tag_groups/{when.number}/tags") == ["Evening"]
        assert lobby.names("/tags?order=name") == ["Evening", "Loud"]
        assert lobby.names(f"/groups/{lobby.choir.number}/tags") == ["Evening"]
        row = lobby.read(f"/tag_groups/{when.number}/tags/{evening.number}")["data"]
        assert row["relationships"] == {"tag_group": {"data": {"type": "TagGroup", "id": str(when.number)}}}
        assert lobby.read(row["links"]["self"])["data"] == row
        lobby.refused(f"/tag_groups/{how.number}/tags/{evening.number}", 404)
        lobby.refused("/tag_groups/7/tags", 404)

    def test_as_many_are_read_as_there_may_be_and_no_more(
        self, one_lobby: Lobby, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        for name in ("North", "East", "South"):
            one_lobby.label(LabelKind.CAMPUS, name)
        for most, names in ((3, ["North", "East", "South"]), (2, ["North", "East"])):
            monkeypatch.setattr(limits, "LABELS_PER_KIND", most)
            assert one_lobby.names("/campuses") == names

    def test_one_kind_is_not_found_as_another(self, lobby: Lobby) -> None:
        campus = lobby.label(LabelKind.CAMPUS, "North")
        for path in ("group_types", "tag_groups", "tags"):
            lobby.refused(f"/{path}/{campus.number}", 404)
        assert lobby.read(f"/campuses/{campus.number}")["data"]["attributes"] == {"name": "North"}
