"""The outside of an answer: methods, paths, browsers from elsewhere."""

import pytest

from kalends.dialects.addtocalendarpro.routes import ROUTES
from tests.dialects.addtocalendarpro.office import OUTING, UNKNOWN, Office

PATHS = [
    route.path.removeprefix("/v1").replace("{prokey}", UNKNOWN).replace("{number}", "77").replace("{answer_id}", "77")
    for route in ROUTES
]


class TestPaths:
    @pytest.mark.parametrize("path", ["", "/", "/nothing", "/event/all/more", f"/event/{UNKNOWN}/o", "/%00"])
    def test_an_unknown_path_is_told_so_in_json(self, office: Office, path: str) -> None:
        assert "nothing at this path" in office.refused(404, "GET", path)

    def test_no_domains_are_offered_where_there_are_none(self, office: Office) -> None:
        assert office.get("/custom-domains") == {"default_custom_domain": None, "available_custom_domains": []}

    @pytest.mark.parametrize("prokey", ["x", "%00", "%F0%28", "a" * 3_000, UNKNOWN[:-1], f"{UNKNOWN}1", "ALL"])
    def test_what_is_no_prokey_is_as_an_unknown_one(self, office: Office, prokey: str) -> None:
        for noun in ("event", "group", "ics", "rsvp-answers"):
            foreign, unknown = (office.call("GET", f"/{noun}/{key}") for key in (prokey, UNKNOWN))
            assert (foreign.status_code, foreign.content) == (404, unknown.content)

    @pytest.mark.parametrize(
        "number", ["x", "-1", "0", "1.5", "99999999999999999999", "٣", "%00", "9223372036854775808"]
    )
    def test_what_is_no_id_is_as_an_unknown_one(self, office: Office, number: str) -> None:
        for noun in ("style", "landingpage", "rsvp-block", "cta-block"):
            assert office.refused(404, "GET", f"/{noun}/{number}") == "No entry found"

    def test_a_prokey_in_capitals_is_the_same(self, office: Office) -> None:
        prokey = office.event(office.group())
        assert office.get(f"/event/{prokey.upper()}")["prokey"] == prokey


class TestMethods:
    @pytest.mark.parametrize("path", PATHS)
    def test_a_wrong_method_is_told_so_in_json(self, office: Office, path: str) -> None:
        takes_post = path.startswith("/rsvp-answers") and path.endswith(UNKNOWN)
        method = "POST" if path.endswith((UNKNOWN, "/77")) and not takes_post else "PATCH"
        answer = office.call(method, path)
        assert (answer.status_code, answer.json()["status"]) == (405, "error")
        assert answer.headers["Allow"]

    def test_head_is_get_without_its_body(self, office: Office) -> None:
        group = office.group()
        event = office.event(group, OUTING)
        for path in ("/event/all", f"/event/{event}", "/event/latest", "/group/all", f"/group/{group}", "/credits"):
            head, get = office.call("HEAD", path), office.call("GET", path)
            assert (head.status_code, head.content) == (200, b"")
            assert head.headers["Content-Length"] == str(len(get.content))
            assert head.headers["Content-Type"] == get.headers["Content-Type"] == "application/json"


class TestBrowsers:
    @pytest.mark.parametrize("path", [*PATHS, "/nothing"])
    def test_a_preflight_is_answered_before_anybody_is_asked_for_a_key(self, office: Office, path: str) -> None:
        answer = office.caller(None).call("OPTIONS", path, headers={"Origin": "https://elsewhere.example"})
        assert (answer.status_code, answer.content) == (204, b"")
        assert answer.headers["Access-Control-Allow-Origin"] == "*"
        assert "PATCH" in answer.headers["Access-Control-Allow-Methods"]
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]
        assert "Access-Control-Allow-Credentials" not in answer.headers

    def test_every_answer_may_be_read_from_anywhere(self, office: Office) -> None:
        for caller, path in ((office, "/event/all"), (office, "/nothing"), (office.caller(None), "/event/all")):
            assert caller.call("GET", path).headers["Access-Control-Allow-Origin"] == "*"


class TestTheOpenOverview:
    def test_a_group_that_shows_its_events_shows_them_to_anyone(self, office: Office) -> None:
        group = office.group(public_event_overview=True)
        event = office.event(group, OUTING)
        params = {"group": group, "dates": "true", "from": "2025-01-01T00:00:00Z"}
        (item,) = office.caller(None).get("/event/all", **params)
        assert (item["prokey"], item["label"], item["dates"][0]["name"]) == (event, "Outing, 2026-06-06", "Outing")

    def test_its_drafts_stay_at_home(self, office: Office) -> None:
        from kalends.actions.event import set_event_status
        from kalends.domain.group import Status

        group = office.group(public_event_overview=True)
        event = office.event(group)
        office.write(set_event_status, office.system, event, Status.DRAFT, now=office.clock.now())
        assert office.caller(None).get("/event/all", group=group) == []
        assert len(office.get("/event/all", group=group)) == 1

    def test_nothing_else_opens_with_it(self, office: Office) -> None:
        group = office.group(public_event_overview=True)
        event, stranger = office.event(group), office.caller(None)
        for path in (
            "/event/all",
            "/event/all?group=",
            f"/event/{event}",
            f"/group/{group}",
            f"/event/latest?group={group}",
        ):
            stranger.refused(401, "GET", path)
        stranger.refused(401, "POST", f"/event?group={group}", {"event_group": group, "dates": [OUTING]})

    def test_a_closed_group_an_event_and_nothing_look_alike(self, office: Office) -> None:
        group = office.group()
        stranger = office.caller(None)
        keys = (group, office.event(group), UNKNOWN, "x", "%00")
        for query, status in (("", 401), ("&from=soon", 400)):
            answers = [stranger.call("GET", f"/event/all?group={key}{query}") for key in keys]
            assert {answer.status_code for answer in answers} == {status}
            assert len({answer.content for answer in answers}) == 1

    def test_a_deleted_group_shows_nothing(self, office: Office) -> None:
        group = office.group(public_event_overview=True)
        office.delete(f"/group/{group}")
        office.caller(None).refused(401, "GET", f"/event/all?group={group}")
