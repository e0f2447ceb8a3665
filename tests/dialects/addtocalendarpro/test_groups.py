"""Groups: what goes in comes out, and what may not change stays (seed 000)."""

import pytest

from kalends.domain import limits
from tests.dialects.addtocalendarpro.office import OUTING, UNKNOWN, Office

GROUP_KEYS = [
    "name", "status", "internal_note", "subscription", "subscription_cal_url", "public_event_overview", "layout",
    "landingpage", "cta", "cta_block", "date_updated", "date_created", "events", "prokey",
]  # fmt: skip
CALENDAR = "https://calendar.example.org/choir.ics"


class TestMaking:
    def test_a_group_needs_a_name_and_nothing_else(self, office: Office) -> None:
        answer = office.post("/group", {"name": "Choir"})
        assert list(answer) == ["status", "message", "prokey"]
        group = office.get(f"/group/{answer['prokey']}")
        assert list(group) == GROUP_KEYS
        assert {key: value for key, value in group.items() if value not in (None, False)} == {
            "name": "Choir",
            "status": "published",
            "subscription": "no",
            "date_created": "2026-01-05T09:00:00.000Z",
            "events": [],
            "prokey": answer["prokey"],
        }

    def test_every_field_comes_back_as_written(self, office: Office) -> None:
        fields = {
            "internal_note": "Ask Mika",
            "subscription": "external",
            "subscription_cal_url": CALENDAR,
            "public_event_overview": True,
            "cta": True,
        }
        group = office.get(f"/group/{office.group(**fields)}")
        assert {name: group[name] for name in fields} == fields

    def test_events_and_status_are_nobodys_to_set(self, office: Office) -> None:
        group = office.get(f"/group/{office.group(events=[UNKNOWN], status='draft', prokey=UNKNOWN)}")
        assert (group["events"], group["status"]) == ([], "published")
        assert group["prokey"] != UNKNOWN

    def test_children_always_come_with_a_public_overview(self, office: Office) -> None:
        assert office.get(f"/group/{office.group(subscription='children')}")["public_event_overview"] is True


class TestAGroupThatIsSubscribedTo:
    @pytest.mark.parametrize(
        ("fields", "named"),
        [({"startDate": "today+4"}, "startDate")]
        + [
            ({"startDate": "2026-03-02", name: value}, name)
            for name, value in {
                "status": "CONFIRMED",
                "organizer_name": "Olga",
                "organizer_email": "olga@example.org",
                "attendee_name": "Mika",
                "attendee_email": "mika@example.org",
            }.items()
        ],
    )
    def test_takes_no_dates_that_move_or_name_people_or_a_status(
        self, office: Office, fields: dict[str, str], named: str
    ) -> None:
        prokey = office.group(subscription="children")
        event = office.event(prokey)
        body = {"dates": [{"name": "Concert"} | fields]}
        made = office.refused(400, "POST", "/event", {"event_group": prokey} | body)
        changed = office.refused(400, "PATCH", f"/event/{event}", body)
        assert made.startswith(f"dates[0].{named}: ")
        assert changed.startswith(f"dates[0].{named}: ")
        assert office.get(f"/group/{prokey}")["events"] == [event]

    def test_takes_no_events_that_ask_for_answers(self, office: Office) -> None:
        prokey = office.group(subscription="children")
        event = office.event(prokey)
        body = {"event_group": prokey, "rsvp": True, "dates": [{"name": "Concert", "startDate": "2026-03-02"}]}
        assert office.refused(400, "POST", "/event", body).startswith("rsvp: ")
        assert office.refused(400, "PATCH", f"/event/{event}", {"rsvp": True}).startswith("rsvp: ")
        assert office.get(f"/event/{event}")["rsvp"] is False

    def test_takes_back_what_was_read_from_it(self, office: Office) -> None:
        prokey = office.event(office.group(subscription="children"))
        event = office.get(f"/event/{prokey}")
        office.patch(f"/event/{prokey}", {"rsvp": event["rsvp"], "dates": event["dates"]})
        assert office.get(f"/event/{prokey}") == event

    @pytest.mark.parametrize("subscription", ["no", "external"])
    def test_others_take_all_of_it(self, office: Office, subscription: str) -> None:
        group = office.group(subscription=subscription, subscription_cal_url=CALENDAR)
        date = {"name": "Concert", "startDate": "today+4", "status": "CONFIRMED", "organizer_name": "Olga"}
        assert office.get(f"/event/{office.event(group, date, rsvp=True)}")["rsvp"] is True


class TestRefusing:
    @pytest.mark.parametrize(
        ("fields", "named"),
        [
            ({"name": ""}, "name"),
            ({"name": None}, "name"),
            ({"name": 7}, "name"),
            ({"name": "two\nlines"}, "name"),
            ({"subscription": "external"}, "subscription_cal_url"),
            ({"subscription": "external", "subscription_cal_url": "ftp://example.org/a.ics"}, "subscription_cal_url"),
            ({"subscription_cal_url": "webcal://example.org/a.ics"}, "subscription_cal_url"),
            ({"subscription": "sometimes"}, "subscription"),
            ({"subscription": None}, "subscription"),
            ({"cta": "yes"}, "cta"),
            ({"public_event_overview": 1}, "public_event_overview"),
            ({"layout": 7}, "layout"),
            ({"layout": "id-of-a-style-template"}, "layout"),
            ({"cta_block": 1.5}, "cta_block"),
            ({"internal_note": []}, "internal_note"),
            ({"internal_note": "bell\x07"}, "internal_note"),
            ({"internal_note": "x" * (limits.INTERNAL_NOTE + 1)}, "internal_note"),
        ],
    )
    def test_what_a_group_cannot_be_is_refused_by_its_field(
        self, office: Office, fields: dict[str, object], named: str
    ) -> None:
        assert office.refused(400, "POST", "/group", {"name": "Choir", **fields}).startswith(f"{named}: ")
        assert office.get("/group/all") == []

    def test_a_note_may_be_as_long_as_the_limit_and_have_lines(self, office: Office) -> None:
        note = "x\n" * (limits.INTERNAL_NOTE // 2)
        assert office.get(f"/group/{office.group(internal_note=note)}")["internal_note"] == note

    def test_a_name_is_required(self, office: Office) -> None:
        assert office.refused(400, "POST", "/group", {"internal_note": "x"}).startswith("name: ")


class TestChanging:
    def test_only_what_is_sent_changes_and_null_clears(self, office: Office) -> None:
        prokey = office.group(internal_note="Ask Mika", cta=True)
        answer = office.patch(f"/group/{prokey}", {"internal_note": None})
        assert answer == {"status": "success", "message": "updated", "prokey": prokey}
        group = office.get(f"/group/{prokey}")
        assert (group["internal_note"], group["cta"], group["name"]) == (None, True, "Choir")
        assert group["date_updated"] == "2026-01-05T09:00:00.000Z"

    def test_put_is_patch(self, office: Office) -> None:
        prokey = office.group(cta=True)
        assert office.call("PUT", f"/group/{prokey}", {"name": "Runners"}).status_code == 200
        group = office.get(f"/group/{prokey}")
        assert (group["name"], group["cta"]) == ("Runners", True)

    def test_the_subscription_is_frozen_while_events_are_linked(self, office: Office) -> None:
        prokey = office.group()
        event = office.event(prokey)
        message = office.refused(409, "PATCH", f"/group/{prokey}", {"subscription": "children"})
        assert message.startswith("subscription: ")
        office.delete(f"/event/{event}")
        office.patch(f"/group/{prokey}", {"subscription": "children"})

    def test_what_was_read_can_be_sent_back_and_changes_nothing(self, office: Office) -> None:
        prokey = office.group(internal_note="Ask Mika")
        office.event(prokey)
        before = office.get(f"/group/{prokey}")
        office.patch(f"/group/{prokey}", before)
        assert office.get(f"/group/{prokey}") == before

    def test_a_name_cannot_be_cleared(self, office: Office) -> None:
        assert office.refused(400, "PATCH", f"/group/{office.group()}", {"name": None}).startswith("name: ")


class TestDeleting:
    def test_a_group_goes_with_its_events(self, office: Office) -> None:
        prokey = office.group()
        event = office.event(prokey, OUTING)
        assert office.get(f"/group/{prokey}")["events"] == [event]
        answer = office.delete(f"/group/{prokey}")
        assert answer == {"status": "success", "message": "deleted", "prokey": prokey}
        for path in (f"/group/{prokey}", f"/event/{event}", "/event/latest", "/group/latest"):
            assert office.refused(404, "GET", path) == "No entry found"


class TestLists:
    def test_all_shows_each_group_by_its_name(self, office: Office) -> None:
        first, second = office.group(), office.group(name="Runners")
        items = office.get("/group/all")
        assert [list(item) for item in items] == [["id", "prokey", "label", "name"]] * 2
        assert [(item["prokey"], item["label"], item["name"]) for item in items] == [
            (first, "Choir", "Choir"),
            (second, "Runners", "Runners"),
        ]
        assert all(isinstance(item["id"], int) for item in items)

    def test_latest_is_the_whole_group_made_last(self, office: Office) -> None:
        office.group()
        prokey = office.group(name="Runners")
        latest = office.get("/group/latest")
        assert latest["label"] == "Runners"
        assert {key: latest[key] for key in GROUP_KEYS} == office.get(f"/group/{prokey}")

    def test_nothing_is_an_empty_list(self, office: Office) -> None:
        assert office.get("/group/all") == []
        assert office.get("/group/all", page="2") == []
