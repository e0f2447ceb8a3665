"""Single meetings of an event over `/v1`: an extension (README, Extensions)."""

from typing import Any

import pytest

from tests.dialects.addtocalendarpro.office import OUTING, REHEARSAL, UNKNOWN, Office

MONDAYS = ["2026-03-02", "2026-03-09", "2026-03-16", "2026-03-23"]
WEEKLY: dict[str, Any] = {"simplified_recurrence": True, "recurrence_simple_type": "weekly", "recurrence_count": 4}


@pytest.fixture
def series(office: Office) -> str:
    return office.event(office.group(), **WEEKLY)


def meetings(office: Office, event: str, **params: str) -> list[dict[str, Any]]:
    return list(office.get(f"/event/{event}/occurrence/all", **params))


def days(office: Office, event: str) -> list[str]:
    return [it["startDate"] for it in meetings(office, event)]


def change(office: Office, event: str, position: int, **fields: Any) -> dict[str, Any]:
    """The meeting at this position, after the change."""
    number = meetings(office, event)[position]["id"]
    answer = office.patch(f"/event/{event}/occurrence/{number}", fields)
    assert answer == {"status": "success", "message": "updated", "id": str(number)}
    return dict(office.get(f"/event/{event}/occurrence/{number}"))


def ics(office: Office, event: str) -> list[str]:
    (file,) = office.get(f"/ics/{event}")
    return str(file).replace("\r\n ", "").split("\r\n")


class TestReading:
    def test_each_meeting_is_a_date_with_an_id_and_its_original_start(self, office: Office, series: str) -> None:
        first, *others = meetings(office, series)
        (date,) = office.get(f"/event/{series}")["dates"]
        assert first == {
            "id": first["id"], "recurrence_id": "2026-03-02T19:00:00", **date, "endDate": "2026-03-02",
        }  # fmt: skip
        assert [it["startDate"] for it in others] == MONDAYS[1:]

    def test_an_event_of_several_dates_has_one_meeting_each(self, office: Office) -> None:
        event = office.event(office.group(), REHEARSAL, OUTING)
        assert [it["recurrence_id"] for it in meetings(office, event)] == ["2026-03-02T19:00:00", "2026-06-06"]
        assert meetings(office, event)[1]["endDate"] == "2026-06-07"

    def test_only_those_in_a_window(self, office: Office, series: str) -> None:
        window = {"from": "2026-03-08T00:00:00Z", "to": "2026-03-17T00:00:00Z"}
        assert [it["startDate"] for it in meetings(office, series, **window)] == MONDAYS[1:3]

    def test_by_pages(self, office: Office, series: str) -> None:
        assert meetings(office, series, page="2") == []
        assert office.refused(400, "GET", f"/event/{series}/occurrence/all?page=0").startswith("page:")

    def test_of_an_unknown_event_there_are_none(self, office: Office, series: str) -> None:
        number = meetings(office, series)[0]["id"]
        for path in ("occurrence/all", f"occurrence/{number}", "skipped"):
            assert office.refused(404, "GET", f"/event/{UNKNOWN}/{path}") == "No entry found"

    def test_of_another_event_it_is_unknown(self, office: Office, series: str) -> None:
        other = meetings(office, office.event(office.group()))[0]["id"]
        assert office.refused(404, "GET", f"/event/{series}/occurrence/{other}") == "No entry found"
        assert office.refused(404, "PATCH", f"/event/{series}/occurrence/{other}", {"name": "x"}) == "No entry found"


class TestChangingOne:
    def test_it_moves_alone(self, office: Office, series: str) -> None:
        moved = change(office, series, 1, startDate="2026-03-10", endDate="2026-03-10", startTime="20:00")
        assert (moved["startDate"], moved["startTime"], moved["endTime"]) == ("2026-03-10", "20:00", "21:00")
        assert days(office, series) == [MONDAYS[0], "2026-03-10", *MONDAYS[2:]]
        assert "RECURRENCE-ID;TZID=Europe/Berlin:20260309T190000" in ics(office, series)

    def test_it_stays_moved_when_the_series_changes(self, office: Office, series: str) -> None:
        change(office, series, 1, startDate="2026-03-10", endDate="2026-03-10")
        office.patch(f"/event/{series}", {"dates": [{"startTime": "18:00"}]})
        assert days(office, series) == [MONDAYS[0], "2026-03-10", *MONDAYS[2:]]
        assert [it["startTime"] for it in meetings(office, series)] == ["18:00", "19:00", "18:00", "18:00"]

    def test_name_and_place_are_its_own(self, office: Office, series: str) -> None:
        special = change(office, series, 2, name="Dress rehearsal", location="Town hall")
        assert (special["name"], special["location"]) == ("Dress rehearsal", "Town hall")
        assert [it["name"] for it in meetings(office, series)].count("Rehearsal") == 3
        assert change(office, series, 2, location=None)["location"] is None

    def test_it_can_become_all_day(self, office: Office, series: str) -> None:
        whole = change(office, series, 1, startTime=None, endTime=None)
        assert (whole["startDate"], whole["startTime"], whole["endDate"]) == ("2026-03-09", None, "2026-03-09")

    def test_cancelled_and_restored_it_is_the_same_meeting(self, office: Office, series: str) -> None:
        assert change(office, series, 1, status="CANCELLED")["status"] == "CANCELLED"
        assert "STATUS:CANCELLED" in ics(office, series)
        restored = change(office, series, 1, status="CONFIRMED")
        assert restored == meetings(office, series)[1]
        assert restored["status"] is None
        assert "STATUS:CANCELLED" not in ics(office, series)

    def test_a_cancelled_one_can_be_moved_before_it_is_restored(self, office: Office, series: str) -> None:
        change(office, series, 1, status="CANCELLED")
        moved = change(office, series, 1, startDate="2026-03-11", endDate="2026-03-11")
        assert (moved["startDate"], moved["status"]) == ("2026-03-11", "CANCELLED")

    def test_of_a_series_cancelled_as_a_whole_none_is_restored(self, office: Office, series: str) -> None:
        number = meetings(office, series)[1]["id"]
        office.patch(f"/event/{series}", {"dates": [{"status": "CANCELLED"}]})
        path = f"/event/{series}/occurrence/{number}"
        assert "whole series" in office.refused(409, "PATCH", path, {"status": "CONFIRMED"})

    def test_each_change_raises_the_sequence_as_it_should(self, office: Office, series: str) -> None:
        def sequence() -> str:
            return str(office.get(f"/event/{series}")["sequence"])

        steps: list[tuple[dict[str, Any], str]] = [
            ({"name": "Dress rehearsal"}, "0"), ({"startTime": "18:30"}, "1"), ({"status": "CANCELLED"}, "2"),
            ({"status": "CANCELLED"}, "2"), ({"status": None}, "3"), ({}, "3"),
        ]  # fmt: skip
        for fields, expected in steps:
            change(office, series, 1, **fields)
            assert sequence() == expected, fields

    def test_sent_back_as_it_was_read_it_changes_nothing(self, office: Office, series: str) -> None:
        change(office, series, 1, startDate="2026-03-10", endDate="2026-03-10", name="Moved")
        before, whole = meetings(office, series)[1], office.get(f"/event/{series}")
        assert change(office, series, 1, **before) == before
        assert office.get(f"/event/{series}") == whole

    def test_the_only_meeting_of_a_date_is_changed_by_changing_the_date(self, office: Office) -> None:
        event = office.event(office.group(), REHEARSAL, OUTING)
        change(office, event, 0, startDate="2026-03-05", endDate="2026-03-05")
        assert office.get(f"/event/{event}")["dates"][0]["startDate"] == "2026-03-05"

    @pytest.mark.parametrize(
        ("fields", "message"),
        [
            ({"startDate": "2026-02-30"}, "occurrence.startDate:"),
            ({"endDate": "2026-03-01"}, "occurrence.endDate:"),
            ({"timeZone": "Mars/Olympus"}, "occurrence.timeZone:"),
            ({"startTime": None}, "occurrence.startTime:"),
            ({"name": ""}, "occurrence.name:"),
            ({"name": 7}, "occurrence.name:"),
            ({"status": "TENTATIVE"}, "occurrence.status:"),
            ({"status": "gone"}, "occurrence.status:"),
            ({"location": "Hall\u0007"}, "occurrence.location:"),
        ],
    )
    def test_what_a_date_could_not_be_is_refused(
        self, office: Office, series: str, fields: dict[str, Any], message: str
    ) -> None:
        before = meetings(office, series)
        path = f"/event/{series}/occurrence/{before[1]['id']}"
        assert office.refused(400, "PATCH", path, fields).startswith(message)
        assert meetings(office, series) == before


class TestLeavingOut:
    def skip(self, office: Office, event: str, *dates: str) -> None:
        answer = office.call("PUT", f"/event/{event}/skipped", {"dates": list(dates)})
        assert answer.json() == {"status": "success", "message": "updated", "prokey": event}

    def test_a_day_that_is_left_out_has_no_meeting(self, office: Office, series: str) -> None:
        self.skip(office, series, "2026-03-16", "2026-03-09")
        assert days(office, series) == [MONDAYS[0], MONDAYS[3]]
        assert office.get(f"/event/{series}/skipped") == {"dates": ["2026-03-09", "2026-03-16"]}
        assert "EXDATE;TZID=Europe/Berlin:20260309T190000,20260316T190000" in ics(office, series)

    def test_it_comes_back_when_it_is_no_longer_named(self, office: Office, series: str) -> None:
        self.skip(office, series, "2026-03-09")
        self.skip(office, series)
        assert days(office, series) == MONDAYS
        assert not [line for line in ics(office, series) if line.startswith("EXDATE")]

    def test_the_others_stay_who_they_are(self, office: Office, series: str) -> None:
        before = {it["startDate"]: it["id"] for it in meetings(office, series)}
        self.skip(office, series, "2026-03-02", "2026-03-16")
        assert {it["startDate"]: it["id"] for it in meetings(office, series)} == {
            day: before[day] for day in (MONDAYS[1], MONDAYS[3])
        }

    def test_a_day_stays_left_out_when_the_time_changes(self, office: Office, series: str) -> None:
        self.skip(office, series, "2026-03-09")
        office.patch(f"/event/{series}", {"dates": [{"startTime": "18:00"}]})
        assert days(office, series) == [MONDAYS[0], *MONDAYS[2:]]
        assert "EXDATE;TZID=Europe/Berlin:20260309T180000" in ics(office, series)

    def test_a_day_without_a_meeting_does_no_harm(self, office: Office, series: str) -> None:
        self.skip(office, series, "2026-03-10")
        assert days(office, series) == MONDAYS
        assert not [line for line in ics(office, series) if line.startswith("EXDATE")]

    def test_it_raises_the_sequence_once(self, office: Office, series: str) -> None:
        for _ in range(2):
            self.skip(office, series, "2026-03-09")
        assert office.get(f"/event/{series}")["sequence"] == "1"

    def test_of_several_a_day_one_can_be_left_out(self, office: Office) -> None:
        event = office.event(office.group(), recurrence="FREQ=HOURLY;INTERVAL=2;COUNT=3")
        self.skip(office, event, "2026-03-02T21:00")
        assert [it["startTime"] for it in meetings(office, event)] == ["19:00", "23:00"]

    def test_the_last_one_cannot_be_left_out(self, office: Office, series: str) -> None:
        refused = office.refused(400, "PUT", f"/event/{series}/skipped", {"dates": MONDAYS})
        assert refused == "dates: a series keeps at least one of its meetings"
        assert days(office, series) == MONDAYS

    def test_a_single_event_leaves_nothing_out(self, office: Office) -> None:
        event = office.event(office.group())
        refused = office.refused(400, "PUT", f"/event/{event}/skipped", {"dates": ["2026-03-02"]})
        assert refused == "dates: only a series can leave out days"

    @pytest.mark.parametrize("dates", [None, "2026-03-09", [7], ["09.03.2026"], ["2026-02-30"], ["9999-01-01"]])
    def test_what_is_no_day_is_refused(self, office: Office, series: str, dates: object) -> None:
        assert office.refused(400, "PUT", f"/event/{series}/skipped", {"dates": dates}).startswith("dates:")


class TestSplitting:
    def split(self, office: Office, event: str, position: int, **fields: Any) -> str:
        number = meetings(office, event)[position]["id"]
        answer = office.post(f"/event/{event}/split", {"occurrence": number, **fields})
        assert answer == {"status": "success", "message": "created", "prokey": answer["prokey"]}
        return str(answer["prokey"])

    def test_this_and_following_become_an_event_of_their_own(self, office: Office, series: str) -> None:
        before = meetings(office, series)
        later = self.split(office, series, 2, dates=[{"startTime": "18:00", "endTime": "20:00"}])
        assert days(office, series) == MONDAYS[:2]
        assert [(it["startDate"], it["startTime"]) for it in meetings(office, later)] == [
            (day, "18:00") for day in MONDAYS[2:]
        ]
        assert [it["id"] for it in meetings(office, series) + meetings(office, later)] == [it["id"] for it in before]

    def test_everything_else_is_as_it_was(self, office: Office) -> None:
        style = int(office.post("/style", {"name": "Plain", "options": ["ical"]})["id"])
        event = office.event(office.group(), **WEEKLY, layout=style, iCalFileName="choir", hideButton=True)
        old, new = office.get(f"/event/{event}"), office.get(f"/event/{self.split(office, event, 1)}")
        kept = {"layout", "iCalFileName", "hideButton", "event_group", "recurrence_simple_type", "status"}
        assert {key: new[key] for key in kept} == {key: old[key] for key in kept}
        assert (new["recurrence_count"], new["sequence"], new["date_updated"]) == (3, "0", None)
        assert office.get(f"/event/{event}")["recurrence_count"] == 1

    def test_calendars_can_tell_that_they_belong_together(self, office: Office, series: str) -> None:
        later = self.split(office, series, 2)
        assert f"RELATED-TO;RELTYPE=SIBLING:{series}" in ics(office, later)
        assert f"UID:{later}" in ics(office, later)
        assert "RRULE:FREQ=WEEKLY;COUNT=2" in ics(office, series)

    def test_a_rule_without_end_goes_on_without_end(self, office: Office) -> None:
        event = office.event(office.group(), recurrence="FREQ=WEEKLY;BYDAY=MO")
        later = self.split(office, event, 10)
        assert office.get(f"/event/{later}")["recurrence"] == "FREQ=WEEKLY;BYDAY=MO"
        assert office.get(f"/event/{event}")["recurrence"] == "FREQ=WEEKLY;COUNT=10;BYDAY=MO"
        assert days(office, later)[0] == "2026-05-11"

    def test_an_until_stays_where_it_was(self, office: Office) -> None:
        event = office.event(office.group(), recurrence="FREQ=WEEKLY;UNTIL=20260323T180000Z")
        later = self.split(office, event, 2)
        assert days(office, event) + days(office, later) == MONDAYS

    def test_what_was_left_out_stays_left_out_on_both_sides(self, office: Office) -> None:
        event = office.event(office.group(), **WEEKLY | {"recurrence_count": 6})
        office.call("PUT", f"/event/{event}/skipped", {"dates": ["2026-03-09", "2026-03-23"]})
        later = self.split(office, event, 1)
        assert (days(office, event), days(office, later)) == ([MONDAYS[0]], ["2026-03-16", "2026-03-30", "2026-04-06"])

    def test_all_day_series_are_split_at_a_day(self, office: Office) -> None:
        event = office.event(office.group(), OUTING, **WEEKLY)
        later = self.split(office, event, 1)
        (date,) = office.get(f"/event/{later}")["dates"]
        assert (date["startDate"], date["endDate"]) == ("2026-06-13", "2026-06-14")

    def test_it_costs_one_credit_as_a_new_event_does(self, office: Office, series: str) -> None:
        before = office.get("/credits")["created"]
        self.split(office, series, 1)
        assert office.get("/credits")["created"] == before + 1

    def test_the_first_meeting_and_a_single_event_are_not_split(self, office: Office, series: str) -> None:
        single = office.event(office.group())
        for event, reason in ((series, "first meeting"), (single, "only a series")):
            body = {"occurrence": meetings(office, event)[0]["id"]}
            assert reason in office.refused(400, "POST", f"/event/{event}/split", body)

    @pytest.mark.parametrize("occurrence", [None, "first", {}, True])
    def test_what_is_no_meeting_is_refused(self, office: Office, series: str, occurrence: object) -> None:
        body = {"occurrence": occurrence}
        assert office.refused(400, "POST", f"/event/{series}/split", body).startswith("occurrence:")

    def test_a_refused_change_leaves_the_series_whole(self, office: Office, series: str) -> None:
        number = meetings(office, series)[2]["id"]
        body = {"occurrence": number, "dates": [{"endTime": "18:00"}]}
        assert office.refused(400, "POST", f"/event/{series}/split", body).startswith("dates[0].endDate")
        assert days(office, series) == MONDAYS
