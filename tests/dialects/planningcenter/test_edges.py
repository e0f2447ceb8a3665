"""The five edges of an event (reference §1.3 to §1.7)."""

from typing import Any

import pytest

from kalends.actions.event import revise_event
from kalends.domain import limits
from kalends.domain.access import CredentialKind
from kalends.domain.answer import PartStat
from kalends.domain.event import DatePatch, EventPatch
from kalends.domain.place import Place
from tests.builders import date
from tests.dialects.planningcenter.lobby import BASE, Lobby


def responses(lobby: Lobby, event: str, query: str = "") -> dict[str, str]:
    """Person to response, in order."""
    rows = lobby.read(f"/events/{event}/rsvps{query}")["data"]
    return {row["relationships"]["person"]["data"]["id"]: row["attributes"]["response"] for row in rows}


class TestTheGroup:
    def test_is_a_single_document_of_the_event(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        found = lobby.read(f"/events/{event}/group?include=enrollment")
        assert found["data"]["attributes"]["name"] == "Choir"
        assert found["meta"] == {
            "can_include": ["enrollment", "group_type", "location"],
            "parent": {"id": event, "type": "Event"},
        }
        assert [row["type"] for row in found["included"]] == ["Enrollment"]

    def test_may_be_named_once_more(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.read(f"/events/{event}/group/{lobby.choir.number}")
        lobby.refused(f"/events/{event}/group/{lobby.board.number}", 404)


class TestTheLocation:
    def test_is_exact_for_everybody_who_may_see_it(self, lobby: Lobby) -> None:
        event = lobby.named("Sing", place=Place("Hall", "1 Road\nTown", "64.148430", -21))
        found = lobby.read(f"/events/{event}/location?include=group", lobby.mika)
        assert found["data"]["attributes"] == {
            "display_preference": "exact",
            "full_formatted_address": "1 Road\nTown",
            "latitude": 64.14843,
            "longitude": -21.0,
            "name": "Hall",
            "radius": "0",
            "strategy": "exact",
        }
        assert found["data"]["links"]["group"] == f"{BASE}/groups/{lobby.choir.number}"
        assert [row["attributes"]["name"] for row in found["included"]] == ["Choir"]

    def test_that_an_event_has_none_is_not_found(self, lobby: Lobby) -> None:
        lobby.refused(f"/events/{lobby.named('Sing')}/location", 404)

    def test_stands_under_an_address_of_its_own(self, lobby: Lobby) -> None:
        event = lobby.named("Sing", place=Place("Hall"))
        here = lobby.read(f"/events/{event}/location")["data"]
        assert lobby.read(here["links"]["self"])["data"] == here
        assert lobby.read(f"{here['links']['self']}/group")["data"]["id"] == str(lobby.choir.number)

    def test_of_a_hidden_group_or_a_draft_is_not_there(self, lobby: Lobby) -> None:
        event = lobby.named("Sing", place=Place("Hall"))
        number = lobby.read(f"/events/{event}/location")["data"]["id"]
        lobby.refused(f"/locations/{number}", 404, lobby.nadia)
        assert lobby.call(f"/locations/{number}", lobby.mika).status_code == 200
        lobby.refused("/locations/7", 404)


class TestAttendances:
    def test_tell_who_came_and_in_which_role(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.call_roll(event, [lobby.mika, lobby.nadia], [lobby.lena])
        found = lobby.read(f"/events/{event}/attendances?include=person")
        rows = {row["relationships"]["person"]["data"]["id"]: row["attributes"] for row in found["data"]}
        assert rows == {
            str(lobby.mika.number): {"attended": True, "role": "member"},
            str(lobby.nadia.number): {"attended": True, "role": "visitor"},
            str(lobby.lena.number): {"attended": False, "role": "leader"},
        }
        assert [row["attributes"]["first_name"] for row in found["included"]] == ["Mika", "Nadia", "Lena"]
        assert found["meta"]["can_filter"] == ["attended"]
        assert found["meta"]["parent"] == {"id": event, "type": "Event"}

    def test_can_be_filtered_ordered_and_searched(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.call_roll(event, [lobby.mika, lobby.nadia], [lobby.lena])

        def people(query: str) -> list[str]:
            rows = lobby.read(f"/events/{event}/attendances?{query}&include=person")
            return [row["attributes"]["first_name"] for row in rows["included"]]

        assert people("filter=attended") == ["Mika", "Nadia"]
        assert people("order=first_name") == ["Lena", "Mika", "Nadia"]
        assert people("order=-role") == ["Nadia", "Mika", "Lena"]
        assert people("where[role]=visitor") == ["Nadia"]
        assert people("where[person][first_name]=m%25") == ["Mika"]
        assert people("per_page=1&offset=1") == ["Nadia"]

    def test_each_stands_under_an_address_of_its_own(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.call_roll(event, [lobby.mika])
        (row,) = lobby.read(f"/events/{event}/attendances")["data"]
        assert lobby.read(row["links"]["self"])["data"] == row
        person = lobby.read(f"{row['links']['self']}/person")
        assert person["data"]["id"] == str(lobby.mika.number)
        assert person["meta"]["parent"] == {"id": row["id"], "type": "Attendance"}
        lobby.refused(f"/events/{event}/attendances/7", 404)

    def test_as_many_people_are_read_as_there_may_be_and_no_more(
        self, one_lobby: Lobby, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        event = one_lobby.named("Sing")
        one_lobby.call_roll(event, [one_lobby.mika, one_lobby.nadia])
        for most in (2, 1):
            monkeypatch.setattr(limits, "PEOPLE_PER_MEETING_SHOWN", most)
            assert one_lobby.read(f"/events/{event}/attendances")["meta"]["total_count"] == most

    def test_a_member_sees_only_their_own(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.call_roll(event, [lobby.mika, lobby.nadia])
        for who, count in ((lobby.mika, 1), (lobby.lena, 2), (lobby.olga, 2)):
            assert lobby.read(f"/events/{event}/attendances", who)["meta"]["total_count"] == count


class TestNotes:
    def test_tell_what_was_written_and_by_whom(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        note = lobby.note(event, "Good altos.")
        found = lobby.read(f"/events/{event}/notes?include=owner")
        (row,) = found["data"]
        assert (row["type"], row["id"], row["attributes"]) == ("EventNote", note, {"body": "Good altos."})
        assert row["relationships"]["annotatable"] == {"data": {"type": "Annotatable", "id": event}}
        assert row["relationships"]["owner"]["data"] == {"type": "Owner", "id": str(lobby.olga.number)}
        owner = {"avatar_url": None, "first_name": "Olga", "last_name": ""}
        assert [row["attributes"] for row in found["included"]] == [owner]
        assert found["meta"].keys() == {"total_count", "count", "can_include", "parent"}

    def test_each_stands_under_an_address_of_its_own(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        note = lobby.note(event, "Good altos.")
        assert lobby.read(f"/events/{event}/notes/{note}")["data"]["links"].keys() == {"owner", "self"}
        owner = lobby.read(f"/events/{event}/notes/{note}/owner")
        assert (owner["data"]["type"], owner["meta"]["parent"]) == ("Owner", {"id": note, "type": "EventNote"})
        lobby.refused(f"/events/{event}/notes/7", 404)

    def test_are_for_those_who_lead_the_group(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        note = lobby.note(event, "Good altos.")
        assert len(lobby.read(f"/events/{event}/notes", lobby.lena)["data"]) == 1
        assert lobby.read(f"/events/{event}/notes", lobby.mika)["data"] == []
        lobby.refused(f"/events/{event}/notes/{note}", 404, lobby.mika)


class TestAnswers:
    def test_each_is_told_in_their_words(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.answer(lobby.mika, event, PartStat.ACCEPTED)
        lobby.answer(lobby.lena, event, PartStat.DECLINED)
        mika, lena = str(lobby.mika.number), str(lobby.lena.number)
        assert responses(lobby, event) == {mika: "yes", lena: "no"}
        lobby.answer(lobby.mika, event, PartStat.TENTATIVE)
        assert responses(lobby, event, "?order=response") == {mika: "maybe", lena: "no"}
        assert responses(lobby, event, "?order=-response&where[response]=no") == {lena: "no"}

    def test_one_taken_back_is_awaited_again(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.answer(lobby.mika, event, PartStat.ACCEPTED)
        lobby.answer(lobby.mika, event, PartStat.NONE)
        assert responses(lobby, event) == {str(lobby.mika.number): "awaiting_response"}

    def test_who_is_silent_appears_when_the_reminder_has_gone_out(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.answer(lobby.mika, event, PartStat.ACCEPTED)
        assert list(responses(lobby, event)) == [str(lobby.mika.number)]
        lobby.remind(event)
        assert responses(lobby, event) == {
            str(lobby.mika.number): "yes",
            str(lobby.olga.number): "awaiting_response",
            str(lobby.lena.number): "awaiting_response",
        }

    def test_the_id_of_a_row_outlives_the_answer(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.remind(event)

        def ids() -> set[str]:
            return {row["id"] for row in lobby.read(f"/events/{event}/rsvps")["data"]}

        before = ids()
        lobby.answer(lobby.mika, event, PartStat.ACCEPTED)
        assert ids() == before

    def test_each_meeting_of_a_series_is_answered_alone(self, lobby: Lobby) -> None:
        lobby.make(date(), rule="FREQ=WEEKLY;COUNT=2")
        first, second = (row["id"] for row in lobby.read("/events")["data"])
        lobby.answer(lobby.mika, second, PartStat.ACCEPTED)
        assert (responses(lobby, first), responses(lobby, second)) == ({}, {str(lobby.mika.number): "yes"})

    def test_a_row_names_its_event_group_and_person(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        lobby.answer(lobby.mika, event, PartStat.ACCEPTED)
        found = lobby.read(f"/events/{event}/rsvps")
        (row,) = found["data"]
        linked = {name: relation["data"] for name, relation in row["relationships"].items()}
        assert linked == {
            "event": {"type": "Event", "id": event},
            "group": {"type": "Group", "id": str(lobby.choir.number)},
            "person": {"type": "Person", "id": str(lobby.mika.number)},
        }
        assert lobby.read(row["links"]["self"])["data"] == row
        assert found["meta"].keys() == {"total_count", "count", "can_order_by", "can_query_by", "parent"}

    def test_a_member_is_refused_and_told_what(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        error = lobby.refused(f"/events/{event}/rsvps", 403, lobby.mika)
        assert error["title"] == "Forbidden"
        assert str(lobby.mika.number) in error["meta"]["description"]
        assert "RsvpVertex" in error["meta"]["description"]
        assert lobby.call(f"/events/{event}/rsvps", lobby.lena).status_code == 200


class TestADroppedMeeting:
    def test_that_somebody_answered_stays_as_cancelled(self, lobby: Lobby) -> None:
        made: Any = lobby.make(date(), rule="FREQ=WEEKLY;COUNT=3")
        last = lobby.read("/events")["data"][-1]["id"]
        lobby.answer(lobby.mika, last, PartStat.ACCEPTED)
        shorter = EventPatch(dates=(DatePatch(),), rule="FREQ=WEEKLY;COUNT=2")
        actor = lobby.olga.acting(CredentialKind.KEY)
        lobby.do(revise_event, actor, made.prokey, shorter, now=lobby.clock.now())
        rows = lobby.read("/events")["data"]
        assert [row["attributes"]["canceled"] for row in rows] == [False, False, True]
        assert rows[-1]["id"] == last
        assert rows[-1]["attributes"]["canceled_at"] is not None
        assert responses(lobby, last) == {str(lobby.mika.number): "yes"}
