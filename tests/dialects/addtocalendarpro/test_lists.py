"""`/v1/event/all` and `latest`: what is listed, when, and how it is told (reference §1.5)."""

from typing import Any

import pytest

from kalends.domain import limits
from tests.dialects.addtocalendarpro.office import OUTING, REHEARSAL, UNKNOWN, Office


def on(day: str, **fields: Any) -> dict[str, Any]:
    return {"name": day, "startDate": day, **fields}


def names(office: Office, **params: str) -> list[str]:
    return [item["label"].split(",")[0] for item in office.get("/event/all", **params)]


class TestItems:
    def test_an_item_has_an_id_a_prokey_and_a_label(self, office: Office) -> None:
        prokey = office.event(office.group())
        (item,) = office.get("/event/all")
        assert list(item) == ["id", "prokey", "label"]
        assert (item["prokey"], item["label"]) == (prokey, "Rehearsal, 2026-03-02")
        assert isinstance(item["id"], int)

    def test_a_label_says_when_answers_are_asked_for(self, office: Office) -> None:
        office.event(office.group(), rsvp=True)
        assert office.get("/event/all")[0]["label"] == "Rehearsal, 2026-03-02, RSVP"

    def test_a_series_is_called_by_its_title_and_its_first_day(self, office: Office) -> None:
        office.event(office.group(), OUTING, REHEARSAL, title_event_series="Spring")
        assert office.get("/event/all")[0]["label"] == "Spring, 2026-03-02"

    def test_a_title_without_a_series_names_nothing(self, office: Office) -> None:
        office.event(office.group(), title_event_series="Spring")
        assert office.get("/event/all")[0]["label"] == "Rehearsal, 2026-03-02"

    def test_dates_come_when_asked_for(self, office: Office) -> None:
        prokey = office.event(office.group())
        whole = office.get(f"/event/{prokey}")
        assert office.get("/event/all", dates="true")[0]["dates"] == whole["dates"]
        assert "dates" not in office.get("/event/all", dates="false")[0]

    def test_latest_is_the_whole_event_made_last(self, office: Office) -> None:
        group = office.group()
        office.event(group)
        prokey = office.event(group, OUTING)
        latest, item = office.get("/event/latest"), office.get("/event/all")[-1]
        assert latest == {"id": item["id"], "label": item["label"], **office.get(f"/event/{prokey}")}

    def test_no_event_at_all_is_an_empty_list_and_no_latest(self, office: Office) -> None:
        assert office.get("/event/all") == []
        assert office.refused(404, "GET", "/event/latest") == "No entry found"


class TestNarrowing:
    @pytest.fixture
    def year(self, office: Office) -> Office:
        group = office.group()
        office.event(group, on("2026-02-01"))
        office.event(group, on("2026-03-01"), on("2026-05-01"))
        office.event(group, on("2026-06-01"))
        return office

    def test_from_keeps_what_ends_later(self, year: Office) -> None:
        assert names(year, **{"from": "2026-04-01T00:00:00Z"}) == ["2026-03-01", "2026-06-01"]

    def test_to_keeps_what_starts_earlier(self, year: Office) -> None:
        assert names(year, to="2026-04-01T00:00:00Z") == ["2026-02-01", "2026-03-01"]

    def test_both_keep_what_overlaps_by_earliest_start_and_latest_end(self, year: Office) -> None:
        window = {"from": "2026-04-01T00:00:00Z", "to": "2026-04-02T00:00:00Z"}
        assert names(year, **window) == ["2026-03-01"]

    def test_now_is_the_servers_clock(self, year: Office) -> None:
        assert names(year, to="now") == []
        assert len(names(year, **{"from": "now"})) == 3

    def test_an_endless_rule_never_ends(self, office: Office) -> None:
        office.event(office.group(), simplified_recurrence=True, recurrence_simple_type="weekly")
        assert names(office, **{"from": "2090-01-01T00:00:00Z"}) == ["Rehearsal"]

    @pytest.mark.parametrize(
        "moment",
        [
            "2026-04-01T00:00:00.000Z",
            "2026-04-01T02:00:00+02:00",
            "2026-03-31T19:00:00-05:00",
            "2026-04-01T00:00:00.5Z",
        ],
    )
    def test_fractions_and_offsets_are_understood_too(self, year: Office, moment: str) -> None:
        assert names(year, **{"from": moment}) == ["2026-03-01", "2026-06-01"]

    def test_a_plus_sign_that_was_not_escaped_is_understood(self, year: Office) -> None:
        answer = year.call("GET", "/event/all?from=2026-04-01T02:00:00+02:00")
        assert len(answer.json()) == 2

    @pytest.mark.parametrize(
        "moment",
        [
            "", "soon", "2026-04-01", "2026-04-01T00:00:00", "2026-13-01T00:00:00Z", "2026-04-31T00:00:00Z", "NOW",
            "0001-01-01T00:00:00+14:00", "9999-12-31T23:59:59-14:00", "2026-04-01T00:00:00+99:99",
            "١٩٩٩-04-01T00:00:00Z",
        ],
    )  # fmt: skip
    @pytest.mark.parametrize("name", ["from", "to"])
    def test_junk_is_refused(self, office: Office, name: str, moment: str) -> None:
        assert office.refused(400, "GET", "/event/all", params={name: moment}).startswith(f"{name}: ")

    def test_one_group_can_be_looked_at_alone(self, office: Office) -> None:
        choir, runners = office.group(), office.group(name="Runners")
        office.event(choir)
        office.event(runners, OUTING)
        assert names(office, group=runners) == ["Outing"]

    @pytest.mark.parametrize("group", [UNKNOWN, "choir", "%00"])
    def test_a_group_that_is_not_there_is_not_found(self, office: Office, group: str) -> None:
        assert office.refused(404, "GET", "/event/all", params={"group": group}) == "No entry found"


class TestPages:
    LISTS = ("/event/all", "/group/all", "/style/all", "/landingpage/all", "/rsvp-block/all", "/cta-block/all")

    @pytest.mark.parametrize("path", LISTS)
    def test_pages_count_from_one_and_end(self, office: Office, path: str) -> None:
        assert office.get(path, page="1") == office.get(path) == []
        assert office.get(path, page="1000000") == []

    @pytest.mark.parametrize("path", LISTS)
    @pytest.mark.parametrize("page", ["0", "-1", "1000001", "99999999999999999999", "two", "", "1.0", "٣", " 1"])
    def test_a_page_that_cannot_be_is_refused(self, office: Office, path: str, page: str) -> None:
        assert office.refused(400, "GET", path, params={"page": page}).startswith("page: ")

    def test_of_each_event_the_first_dates_are_listed_up_to_a_limit(self, office: Office) -> None:
        most = limits.DATES_PER_EVENT_LISTED
        group, days = office.group(), [on(f"2026-{month:02}-01") for month in range(12, 0, -1)] * 3
        first, second = (office.event(group, *days[:count]) for count in (most, most + 1))
        items = {it["prokey"]: it for it in office.get("/event/all", dates="true")}
        for prokey in (first, second):
            whole = office.get(f"/event/{prokey}")["dates"]
            assert items[prokey]["dates"] == whole[:most]
        assert len(office.get(f"/event/{second}")["dates"]) == len(office.get("/event/latest")["dates"]) == most + 1

    def test_a_page_holds_as_many_as_the_limit_says(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr("kalends.domain.limits.PAGE_V1", 2)
        made = [office.group(name=name) for name in ("A", "B", "C")]
        pages = [office.get("/group/all", page=page) for page in ("1", "2", "3")]
        assert [[item["prokey"] for item in page] for page in pages] == [made[:2], made[2:], []]
