"""What goes along, and which fields are shown (reference §2.6, §2.7)."""

from typing import Any

from kalends.domain.label import LabelKind
from kalends.domain.place import Place
from tests.dialects.planningcenter.lobby import BASE, Lobby


def found(document: Any) -> list[tuple[str, str]]:
    """What was included: type and id, in order."""
    return [(row["type"], row["id"]) for row in document["included"]]


class TestGroups:
    def test_each_group_goes_along_once_in_the_order_of_being_met(self, lobby: Lobby) -> None:
        lobby.named("Decide", "2026-02-01", group=lobby.board)
        lobby.named("Sing", "2026-02-02")
        lobby.named("Sing on", "2026-02-03")
        document = lobby.read("/events?include=group")
        assert found(document) == [("Group", str(lobby.board.number)), ("Group", str(lobby.choir.number))]
        assert document["included"][0]["attributes"]["name"] == "Board"
        assert document["included"][0]["links"] == {"self": f"{BASE}/groups/{lobby.board.number}"}

    def test_the_relation_asked_for_says_where_it_leads(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        plain = lobby.read("/events")["data"][0]["relationships"]["group"]
        asked = lobby.read("/events?include=group")["data"][0]["relationships"]["group"]
        assert plain == {"data": {"type": "Group", "id": str(lobby.choir.number)}}
        assert asked == {"links": {"related": f"{BASE}/events/{event}/group"}, **plain}
        assert list(asked) == ["links", "data"]

    def test_nothing_goes_along_unasked(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        assert lobby.read("/events")["included"] == []
        assert lobby.read(f"/events/{event}")["included"] == []

    def test_with_a_single_event_as_well(self, lobby: Lobby) -> None:
        event = lobby.named("Sing", place=Place("Hall"))
        document = lobby.read(f"/events/{event}?include=location,group")
        assert [kind for kind, _ in found(document)] == ["Group", "Location"]


class TestPathsWithDots:
    def test_what_leads_there_goes_along_too(self, lobby: Lobby) -> None:
        lobby.named("Sing")
        kind = lobby.label(LabelKind.GROUP_TYPE, "Music", lobby.choir)
        lobby.describe(lobby.choir, place=Place("Room 7", "2 Road"))
        group = str(lobby.choir.number)
        document = lobby.read("/events?include=group.enrollment,group.group_type,group.location")
        place = document["included"][-1]
        assert found(document)[:3] == [("Group", group), ("Enrollment", group), ("GroupType", str(kind.number))]
        assert place["attributes"]["name"] == "Room 7"
        relations = document["included"][0]["relationships"]
        assert relations["location"]["data"] == {"type": "Location", "id": place["id"]}
        assert relations["group_type"]["data"] == {"type": "GroupType", "id": str(kind.number)}
        assert relations["enrollment"]["data"] == {"type": "Enrollment", "id": group}

    def test_a_location_knows_its_group(self, lobby: Lobby) -> None:
        lobby.named("Sing", place=Place("Hall"))
        document = lobby.read("/events?include=location.group")
        assert [kind for kind, _ in found(document)] == ["Location", "Group"]
        linked = document["included"][0]["relationships"]["group"]["data"]
        assert linked == {"type": "Group", "id": str(lobby.choir.number)}

    def test_everything_that_goes_along_is_linked_from_somewhere(self, lobby: Lobby) -> None:
        hall = Place("Hall")
        lobby.named("Sing", place=hall)
        lobby.named("Decide", group=lobby.board, place=hall)
        lobby.describe(lobby.board, place=hall)
        paths = "group,location,group.enrollment,group.group_type,group.location,location.group"
        document = lobby.read(f"/events?include={paths}")
        linked = set()
        for row in (*document["data"], *document["included"]):
            for relation in row.get("relationships", {}).values():
                if relation["data"] is not None:
                    linked.add((relation["data"]["type"], relation["data"]["id"]))
        assert len(set(found(document))) == len(found(document))
        assert set(found(document)) <= linked


class TestALocation:
    def test_is_the_same_whichever_way_it_goes_along(self, lobby: Lobby) -> None:
        hall = Place("Hall")
        lobby.named("Sing", place=hall)
        lobby.describe(lobby.choir, place=hall)
        paths = ("events?include=location", "events?include=group.location", "groups?include=location")
        ways = [lobby.read(f"/{path}")["included"][-1] for path in paths]
        assert ways == [ways[0]] * 3
        assert ways[0]["relationships"] == {"group": {"data": {"type": "Group", "id": str(lobby.choir.number)}}}

    def test_says_where_its_group_is_even_when_it_was_met_through_a_group(self, lobby: Lobby) -> None:
        hall = Place("Hall")
        lobby.named("Sing", place=hall)
        lobby.describe(lobby.choir, place=hall)
        paths = ("events?include=location.group", "events?include=group.location,location.group")
        ways = [row for path in paths for row in lobby.read(f"/{path}")["included"] if row["type"] == "Location"]
        assert ways[0] == ways[1]
        assert ways[0]["relationships"]["group"]["links"] == {"related": f"{ways[0]['links']['self']}/group"}

    def test_that_was_asked_for_does_not_go_along_once_more(self, lobby: Lobby) -> None:
        hall = Place("Hall")
        event = lobby.named("Sing", place=hall)
        lobby.describe(lobby.choir, place=hall)
        number = lobby.read(f"/events/{event}/location")["data"]["id"]
        for path in (f"/events/{event}/location", f"/groups/{lobby.choir.number}/location", f"/locations/{number}"):
            assert found(lobby.read(f"{path}?include=group.location")) == [("Group", str(lobby.choir.number))]


class TestFields:
    def test_attributes_and_relationships_are_limited_to_those_named(self, lobby: Lobby) -> None:
        lobby.named("Sing")
        row = lobby.read("/events?fields[Event]=starts_at,name,group,nonsense")["data"][0]
        assert list(row["attributes"]) == ["name", "starts_at"]
        assert list(row["relationships"]) == ["group"]
        assert list(row) == ["type", "id", "attributes", "relationships", "links"]

    def test_without_relationships_the_member_is_missing(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        row = lobby.read(f"/events/{event}?fields[Event]=name")["data"]
        assert row["attributes"] == {"name": "Sing"}
        assert "relationships" not in row

    def test_what_goes_along_is_limited_by_its_own_type(self, lobby: Lobby) -> None:
        lobby.named("Sing", place=Place("Hall", "1 Road"))
        fields = "fields[Group]=name&fields[Location]=full_formatted_address&fields[Enrollment]=strategy"
        document = lobby.read(f"/events?include=group.enrollment,location&{fields}")
        shown = [row["attributes"] for row in document["included"]]
        assert shown == [{"name": "Choir"}, {"strategy": "closed"}, {"full_formatted_address": "1 Road"}]

    def test_some_attributes_are_shown_only_when_named(self, lobby: Lobby) -> None:
        voices = lobby.label(LabelKind.TAG_GROUP, "Voices")
        alto = lobby.label(LabelKind.TAG, "Alto", lobby.choir, parent=voices)
        group = f"/groups/{lobby.choir.number}"
        usual = lobby.read(group)["data"]["attributes"]
        asked = lobby.read(f"{group}?fields[Group]=tag_ids,can_create_conversation,widget_status")["data"]["attributes"]
        assert asked == {"can_create_conversation": True, "tag_ids": [alto.number], "widget_status": {}}
        assert not asked.keys() & usual.keys()
        assert lobby.read("/me?fields[Person]=child")["data"]["attributes"] == {"child": False}
        assert "child" not in lobby.read("/me")["data"]["attributes"]

    def test_rsvps_answer_to_both_spellings(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.remind(event)
        for key in ("Rsvp", "RSVP"):
            row = lobby.read(f"/events/{event}/rsvps?fields[{key}]=person")["data"][0]
            assert row["type"] == "RSVP"
            assert row["attributes"] == {}
            assert list(row["relationships"]) == ["person"]
