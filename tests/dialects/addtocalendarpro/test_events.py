"""Events: what goes in comes out (seed 001)."""

from typing import Any

from tests.dialects.addtocalendarpro.office import OUTING, REHEARSAL, Office

DATE_KEYS = [
    "name", "description", "startDate", "startTime", "endDate", "endTime", "timeZone", "location", "status",
    "availability", "organizer_name", "organizer_email", "attendee_name", "attendee_email",
]  # fmt: skip
EVENT_KEYS = [
    "status", "dates", "title_event_series", "simplified_recurrence", "recurrence", "recurrence_interval",
    "recurrence_count", "recurrence_byDay", "recurrence_byMonthDay", "recurrence_byMonth", "recurrence_weekstart",
    "recurrence_simple_type", "layout", "landingpage", "iCalFileName", "rsvp", "rsvp_block", "cta", "cta_block",
    "hideButton", "distribution", "sequence", "date_created", "date_updated", "event_group", "prokey",
]  # fmt: skip
FULL_DATE: dict[str, Any] = {
    "name": "Concert",
    "description": "<p>Bring <strong>water</strong></p>",
    "startDate": "2026-12-24",
    "startTime": "14:45",
    "endDate": "2026-12-25",
    "endTime": "01:15",
    "timeZone": "America/Los_Angeles",
    "location": "World Wide Web",
    "status": "TENTATIVE",
    "availability": "free",
    "organizer_name": "Jack",
    "organizer_email": "jack.frost@example.org",
    "attendee_name": "Santa",
    "attendee_email": "santa.claus@example.org",
}


class TestMaking:
    def test_an_event_answers_with_its_prokey(self, office: Office) -> None:
        answer = office.post("/event", {"event_group": office.group(), "dates": [REHEARSAL]})
        assert list(answer) == ["status", "message", "prokey"]
        assert (answer["status"], answer["message"]) == ("success", "created")

    def test_every_field_of_a_date_comes_back_as_written(self, office: Office) -> None:
        event = office.get(f"/event/{office.event(office.group(), FULL_DATE)}")
        assert event["dates"] == [FULL_DATE]
        assert list(event["dates"][0]) == DATE_KEYS

    def test_every_field_of_an_event_comes_back_as_written(self, office: Office) -> None:
        fields = {
            "title_event_series": "Autumn",
            "iCalFileName": "autumn-2026",
            "rsvp": True,
            "cta": True,
            "hideButton": True,
            "distribution": False,
        }
        event = office.get(f"/event/{office.event(office.group(), **fields)}")
        assert {name: event[name] for name in fields} == fields

    def test_what_was_not_sent_is_null_and_no_key_is_missing(self, office: Office) -> None:
        group = office.group()
        prokey = office.event(group, {"name": "Outing", "startDate": "2026-06-06"})
        event = office.get(f"/event/{prokey}")
        assert list(event) == EVENT_KEYS
        assert list(event["dates"][0]) == DATE_KEYS
        assert {key for key, value in event["dates"][0].items() if value is not None} == {
            "name", "startDate", "organizer_name", "organizer_email",
        }  # fmt: skip
        assert (event["dates"][0]["organizer_name"], event["sequence"], event["date_updated"]) == ("", "0", None)
        assert (event["event_group"], event["prokey"], event["distribution"]) == (group, prokey, True)
        assert event["date_created"] == "2026-01-05T09:00:00.000Z"

    def test_a_status_is_ignored_whatever_it_says(self, office: Office) -> None:
        group = office.group()
        for status in ("draft", "nonsense", 7):
            assert office.get(f"/event/{office.event(group, status=status)}")["status"] == "published"

    def test_a_time_without_a_zone_is_greenwich(self, office: Office) -> None:
        date = {key: value for key, value in REHEARSAL.items() if key != "timeZone"}
        assert office.get(f"/event/{office.event(office.group(), date)}")["dates"][0]["timeZone"] == "Etc/GMT"

    def test_a_new_group_can_be_named_instead(self, office: Office) -> None:
        made = office.post("/event", {"new_event_group_name": "Runners", "dates": [OUTING]})
        group = office.get(f"/event/{made['prokey']}")["event_group"]
        assert office.get(f"/group/{group}")["name"] == "Runners"

    def test_unknown_keys_are_ignored_at_every_depth(self, office: Office) -> None:
        prokey = office.event(office.group(), {**OUTING, "organizerName": "Jack"}, colour="blue", sequence="9")
        event = office.get(f"/event/{prokey}")
        assert (event["dates"][0]["organizer_name"], event["sequence"]) == ("", "0")

    def test_the_simple_recurrence_fields_come_back_as_written(self, office: Office) -> None:
        fields = {
            "simplified_recurrence": True,
            "recurrence_simple_type": "monthly",
            "recurrence_interval": 2,
            "recurrence_byDay": "2MO,TU",
            "recurrence_byMonth": None,
            "recurrence_byMonthDay": None,
            "recurrence_count": 8,
            "recurrence_weekstart": "MO",
        }
        event = office.get(f"/event/{office.event(office.group(), **fields)}")
        assert {name: event[name] for name in fields} == fields

    def test_a_rule_comes_back_as_written(self, office: Office) -> None:
        rule = "RRULE:FREQ=WEEKLY;COUNT=5"
        event = office.get(f"/event/{office.event(office.group(), recurrence=rule, simplified_recurrence=False)}")
        assert (event["recurrence"], event["simplified_recurrence"]) == (rule, False)

    def test_a_dynamic_date_comes_back_as_written(self, office: Office) -> None:
        event = office.get(f"/event/{office.event(office.group(), {'name': 'Soon', 'startDate': 'today+4'})}")
        assert event["dates"][0]["startDate"] == "today+4"


class TestChanging:
    def test_only_what_is_sent_changes(self, office: Office) -> None:
        prokey = office.event(office.group(), FULL_DATE, rsvp=True)
        before = office.get(f"/event/{prokey}")
        answer = office.patch(f"/event/{prokey}", {"dates": [{"name": "Gala"}]})
        assert answer == {"status": "success", "message": "updated", "prokey": prokey}
        after = office.get(f"/event/{prokey}")
        assert after["dates"] == [{**FULL_DATE, "name": "Gala"}]
        assert {**after, "dates": None, "date_updated": None} == {**before, "dates": None, "date_updated": None}

    def test_put_is_patch(self, office: Office) -> None:
        prokey = office.event(office.group(), FULL_DATE)
        assert office.call("PUT", f"/event/{prokey}", {"rsvp": True}).json()["message"] == "updated"
        event = office.get(f"/event/{prokey}")
        assert (event["rsvp"], event["dates"]) == (True, [FULL_DATE])

    def test_null_clears(self, office: Office) -> None:
        prokey = office.event(office.group(), FULL_DATE, iCalFileName="gala", distribution=False, cta=True)
        cleared = {key: None for key in DATE_KEYS if key not in ("name", "startDate")}
        fields = {"dates": [cleared], "iCalFileName": None, "distribution": None, "cta": None}
        office.patch(f"/event/{prokey}", fields)
        event = office.get(f"/event/{prokey}")
        assert {key for key, value in event["dates"][0].items() if value} == {"name", "startDate"}
        assert (event["iCalFileName"], event["distribution"], event["cta"]) == (None, True, False)

    def test_dates_are_met_by_their_position(self, office: Office) -> None:
        prokey = office.event(office.group(), REHEARSAL, OUTING)
        office.patch(f"/event/{prokey}", {"dates": [{}, {"name": "Picnic"}]})
        assert [date["name"] for date in office.get(f"/event/{prokey}")["dates"]] == ["Rehearsal", "Picnic"]

    def test_a_date_without_anything_left_goes_and_later_ones_move_up(self, office: Office) -> None:
        prokey = office.event(office.group(), REHEARSAL, OUTING)
        office.patch(f"/event/{prokey}", {"dates": [dict.fromkeys(REHEARSAL)]})
        assert [date["name"] for date in office.get(f"/event/{prokey}")["dates"]] == ["Outing"]

    def test_a_further_date_is_appended(self, office: Office) -> None:
        prokey = office.event(office.group(), REHEARSAL)
        office.patch(f"/event/{prokey}", {"dates": [{}, OUTING]})
        assert [date["name"] for date in office.get(f"/event/{prokey}")["dates"]] == ["Rehearsal", "Outing"]

    def test_the_last_date_stays(self, office: Office) -> None:
        prokey = office.event(office.group(), OUTING)
        message = office.refused(400, "PATCH", f"/event/{prokey}", {"dates": [dict.fromkeys(OUTING)]})
        assert message.startswith("dates: ")

    def test_a_moved_date_raises_the_sequence_and_a_renamed_one_does_not(self, office: Office) -> None:
        prokey = office.event(office.group())
        office.patch(f"/event/{prokey}", {"dates": [{"name": "Gala"}]})
        assert office.get(f"/event/{prokey}")["sequence"] == "0"
        office.patch(f"/event/{prokey}", {"dates": [{"startDate": "2026-03-03"}]})
        assert office.get(f"/event/{prokey}")["sequence"] == "1"

    def test_what_was_read_can_be_sent_back_and_changes_nothing(self, office: Office) -> None:
        for dates in ([FULL_DATE], [REHEARSAL, OUTING], [{"name": "Soon", "startDate": "today+4"}]):
            prokey = office.event(office.group(), *dates)
            before = office.get(f"/event/{prokey}")
            same = {key: value for key, value in before.items() if key != "event_group"}
            office.patch(f"/event/{prokey}", same)
            assert office.get(f"/event/{prokey}") == before

    def test_a_place_told_as_it_was_shown_stays_the_same(self, office: Office) -> None:
        prokey = office.event(office.group(), FULL_DATE)
        office.patch(f"/event/{prokey}", {"dates": [{"location": "World Wide Web"}]})
        assert office.get(f"/event/{prokey}")["date_updated"] is None


class TestDeleting:
    def test_a_deleted_event_is_gone(self, office: Office) -> None:
        prokey = office.event(office.group())
        answer = office.delete(f"/event/{prokey}")
        assert answer == {"status": "success", "message": "deleted", "prokey": prokey}
        for method, body in (("GET", None), ("PATCH", {}), ("DELETE", None)):
            assert office.refused(404, method, f"/event/{prokey}", body) == "No entry found"
        assert office.get("/event/all") == []
