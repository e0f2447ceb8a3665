"""A key of 2024 is spoken to as it was then (seeds 000 and 002; DESIGN, Eras)."""

import pytest

from tests.dialects.addtocalendarpro.office import OUTING, REHEARSAL, UNKNOWN, Caller, Office
from tests.dialects.addtocalendarpro.test_events import EVENT_KEYS
from tests.dialects.addtocalendarpro.test_groups import GROUP_KEYS


@pytest.fixture
def old(office: Office) -> Caller:
    return office.caller(office.issued(office.olga, era="2024"))


class TestEvents:
    def test_an_event_is_a_list_of_one_and_its_group_an_object(self, office: Office, old: Caller) -> None:
        group = office.group()
        prokey = office.event(group, REHEARSAL)
        (event,) = old.get(f"/event/{prokey}")
        assert list(event) == [key for key in EVENT_KEYS if key not in ("landingpage", "prokey")]
        assert event["event_group"] == {"prokey": group}
        now = office.get(f"/event/{prokey}")
        assert {**event, "event_group": group} == {key: now[key] for key in event}

    def test_deeds_are_answered_in_the_words_of_then(self, office: Office, old: Caller) -> None:
        made = old.post("/event", {"event_group": office.group(), "dates": [OUTING]})
        prokey = made["id"]
        assert made == {"success": "Created", "id": prokey}
        assert old.patch(f"/event/{prokey}", {"rsvp": True}) == {"success": "Updated", "id": prokey}
        assert office.get(f"/event/{prokey}")["rsvp"] is True
        assert old.delete(f"/event/{prokey}") == {"success": "Deleted", "id": prokey}

    def test_a_landing_page_was_not_known_yet(self, office: Office, old: Caller) -> None:
        page = office.post("/landingpage", {"name": "Spring"})["id"]
        prokey = office.event(office.group(), landingpage=page)
        old.patch(f"/event/{prokey}", {"landingpage": None})
        old.patch(f"/event/{prokey}", {"landingpage": 77})
        assert office.get(f"/event/{prokey}")["landingpage"] == int(page)

    def test_the_group_is_taken_as_text_or_as_it_was_shown(self, office: Office, old: Caller) -> None:
        group = office.group()
        for told in (group, {"prokey": group}):
            prokey = old.post("/event", {"event_group": told, "dates": [OUTING]})["id"]
            assert office.get(f"/event/{prokey}")["event_group"] == group
        wrongs: list[object] = [{}, {"prokey": 7}, []]
        for wrong in wrongs:
            assert old.refused(400, "POST", "/event", {"event_group": wrong, "dates": [OUTING]}).startswith(
                "event_group: "
            )

    def test_the_group_is_not_allowed_on_update(self, office: Office, old: Caller) -> None:
        group = office.group()
        body = {"event_group": {"prokey": group}}
        assert old.refused(400, "PATCH", f"/event/{office.event(group)}", body).startswith("event_group: ")

    def test_the_latest_one_is_a_list_of_one_too(self, office: Office, old: Caller) -> None:
        prokey = office.event(office.group())
        (latest,) = old.get("/event/latest")
        (event,) = old.get(f"/event/{prokey}")
        assert latest == {"id": latest["id"], "label": "Rehearsal, 2026-03-02", **event}


class TestGroups:
    def test_a_group_s_events_are_each_a_list_of_one_prokey(self, office: Office, old: Caller) -> None:
        group = office.group(internal_note="Ask Mika")
        events = [office.event(group), office.event(group, OUTING)]
        shown = old.get(f"/group/{group}")
        later = ("landingpage", "prokey", "public_event_overview")
        assert list(shown) == [key for key in GROUP_KEYS if key not in later]
        assert shown["events"] == [{"prokey": [prokey]} for prokey in events]
        assert (shown["name"], shown["internal_note"]) == ("Choir", "Ask Mika")

    def test_deeds_are_answered_in_the_words_of_then(self, office: Office, old: Caller) -> None:
        made = old.post("/group", {"name": "Runners", "public_event_overview": True})
        group = made["id"]
        assert made == {"success": "Created", "id": group}
        assert office.get(f"/group/{group}")["public_event_overview"] is False
        assert old.patch(f"/group/{group}", {"name": "Joggers"}) == {"success": "Updated", "id": group}
        assert old.delete(f"/group/{group}") == {"success": "Deleted", "id": group}


class TestTheRest:
    def test_refusals_and_lists_are_as_today(self, office: Office, old: Caller) -> None:
        office.event(office.group())
        assert old.get("/event/all") == office.get("/event/all")
        assert old.get("/group/all") == office.get("/group/all")
        assert old.refused(404, "GET", f"/event/{UNKNOWN}") == office.refused(404, "GET", f"/event/{UNKNOWN}")

    def test_templates_answer_in_the_words_of_then(self, old: Caller) -> None:
        made = old.post("/style", {"name": "Blue", "options": ["apple"]})
        assert made == {"success": "Created", "id": made["id"]}
        assert old.get(f"/style/{made['id']}")["name"] == "Blue"
