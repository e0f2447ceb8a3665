"""Who may ask, how often, in which version, and what they do not get to see (reference §2.1 to §2.3, §2.8 to §2.10)."""

from typing import Any

import pytest

from kalends.actions.event import set_event_status
from kalends.actions.group import set_group_status
from kalends.domain import limits
from kalends.domain.group import Status
from tests.builders import date
from tests.cast import basic
from tests.dialects.planningcenter.lobby import UNKNOWN, Lobby


class TestCredentials:
    @pytest.mark.parametrize(
        "header",
        [
            None, "", "Basic", "Basic ", "Basic x", "Basic !!!!", "Bearer abc", "OrganizationToken abc",
            "Basic bm9jb2xvbg==", "Basic gICAgA==", "bare-key",
        ],
    )  # fmt: skip
    def test_that_are_none_are_refused_in_form(self, one_lobby: Lobby, header: str | None) -> None:
        headers = {} if header is None else {"Authorization": header}
        answer = one_lobby.get("/groups/v2/events", headers)
        assert answer.status_code == 401
        assert answer.headers["WWW-Authenticate"] == 'Basic realm="Application"'
        assert answer.json()["errors"][0].keys() == {"status", "title", "detail"}

    def test_that_are_wrong_or_of_another_kind_are_refused_alike(self, lobby: Lobby) -> None:
        olga = lobby.olga
        wrong = [
            basic(olga.application, "wrong"),
            basic("wrong", olga.secret),
            basic(lobby.mika.application, olga.secret),
            basic(olga.key, ""),
            {"Authorization": olga.key},
            olga.by_token,
        ]
        answers = [lobby.get("/groups/v2/events", headers) for headers in wrong]
        assert {(answer.status_code, answer.content) for answer in answers} == {(401, answers[0].content)}

    def test_scheme_is_named_in_any_case(self, lobby: Lobby) -> None:
        value = lobby.olga.by_application["Authorization"].replace("Basic ", "bAsIc ")
        assert lobby.get("/groups/v2", {"Authorization": value}).status_code == 200

    def test_unknown_paths_are_refused_like_unknown_things(self, one_lobby: Lobby) -> None:
        assert one_lobby.refused("/songs", 404) == one_lobby.refused("/events/7", 404)


class TestReadingOnly:
    @pytest.mark.parametrize(("method", "verb"), [("PATCH", "update"), ("DELETE", "destroy")])
    def test_an_event_cannot_be_changed_here_whether_it_exists_or_not(
        self, lobby: Lobby, method: str, verb: str
    ) -> None:
        event = lobby.named("Sing")
        answers = [
            lobby.ask(method, f"/groups/v2{path}", lobby.olga.by_application, json={})
            for path in (f"/events/{event}", "/events/7", f"/groups/{lobby.choir.number}/events/{event}")
        ]
        assert {answer.status_code for answer in answers} == {403}
        assert len({answer.content for answer in answers}) == 1
        (error,) = answers[0].json()["errors"]
        assert error["title"] == "Forbidden"
        assert error["meta"] == {"description": f"User with id {lobby.olga.number} cannot {verb} a Event."}
        assert lobby.names("/events") == ["Sing"]

    @pytest.mark.parametrize("path", ["/events", "/groups/7/events", "/group_types/unique/events", "/people/7/events"])
    def test_an_event_cannot_be_made_here(self, lobby: Lobby, path: str) -> None:
        answer = lobby.post(f"/groups/v2{path}", lobby.olga.by_application, json={"data": {"type": "Event"}})
        assert answer.status_code == 403
        assert lobby.names("/events") == []

    def test_nor_an_attendance(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        answer = lobby.post(f"/groups/v2/events/{event}/attendances", lobby.olga.by_application, json={})
        description = answer.json()["errors"][0]["meta"]["description"]
        assert (answer.status_code, description) == (
            403,
            f"User with id {lobby.olga.number} cannot create a Attendance.",
        )

    def test_other_methods_are_told_which_ones_there_are(self, one_lobby: Lobby) -> None:
        for path, method in (("/events", "PUT"), ("/groups", "POST"), ("/me", "DELETE")):
            answer = one_lobby.ask(method, f"/groups/v2{path}", one_lobby.olga.by_application)
            assert answer.status_code == 405
            assert "GET" in answer.headers["Allow"]
            assert answer.json()["errors"][0]["status"] == "405"


class TestVersions:
    @pytest.mark.parametrize(
        ("given", "processed"),
        [
            (None, "2023-07-10"), ("LATEST", "2023-07-10"), ("2023-07-10", "2023-07-10"), ("2031-01-01", "2023-07-10"),
            ("2023-07-09", "2018-08-01"), ("2018-08-01", "2018-08-01"),
        ],
    )  # fmt: skip
    def test_the_newest_not_later_than_the_one_asked_for_answers(
        self, one_lobby: Lobby, given: str | None, processed: str
    ) -> None:
        headers = {} if given is None else {"X-PCO-API-Version": given}
        answer = one_lobby.call("/events", one_lobby.olga, **headers)
        assert answer.headers["X-PCO-API-Processed-As-Version"] == processed

    @pytest.mark.parametrize(
        "given",
        [
            "2018-07-31",
            "1",
            "",
            "2023-7-10",
            "2023-13-01",
            "2023-02-30",
            "2023-W07-1",
            "20230711",
            "latest-ish",
            "2023-07-10T00:00:00Z",
        ],
    )
    def test_any_other_is_refused(self, one_lobby: Lobby, given: str) -> None:
        answer = one_lobby.call("/events", one_lobby.olga, **{"X-PCO-API-Version": given})
        (error,) = answer.json()["errors"]
        assert (answer.status_code, error["code"], error["title"]) == (
            400,
            "unsupported_version_error",
            "Invalid Version",
        )

    def test_differ_in_groups_and_memberships_only(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")

        def added(path: str) -> set[str]:
            def attributes(**headers: str) -> Any:
                data = lobby.read(path, lobby.olga, **headers)["data"]
                return (data[0] if isinstance(data, list) else data)["attributes"]

            old, new = attributes(**{"X-PCO-API-Version": "2018-08-01"}), attributes()
            assert list(old) == sorted(old)
            assert {name: old[name] for name in new} == new
            return set(old) - set(new)

        assert added(f"/events/{event}") == added("/people") == set()
        assert added("/groups") == {"enrollment_open", "enrollment_strategy"}
        assert added(f"/groups/{lobby.choir.number}/memberships") == {
            "account_center_identifier", "avatar_url", "color_identifier", "email_address", "first_name", "last_name",
            "phone_number",
        }  # fmt: skip


class TestHeaders:
    def test_every_answer_says_what_theirs_say(self, one_lobby: Lobby) -> None:
        headers = one_lobby.call("/events").headers
        assert headers["Content-Type"] == "application/vnd.api+json; charset=utf-8"
        assert headers["Cache-Control"] == "max-age=0, private, must-revalidate"
        assert headers["Vary"] == "Accept, Accept-Encoding, Origin"
        assert headers["X-PCO-API-Auth-Method"] == "HTTPBasic"
        assert headers["Access-Control-Allow-Origin"] == "*"
        rate = ("Count", "Limit", "Period")
        assert [headers[f"X-PCO-API-Request-Rate-{name}"] for name in rate] == ["1", "100", "20"]

    def test_an_unchanged_answer_is_not_sent_again(self, lobby: Lobby) -> None:
        lobby.named("Sing")
        first = lobby.call("/events")
        tag = first.headers["ETag"]
        assert tag.startswith('W/"')
        again = lobby.call("/events", lobby.olga, **{"If-None-Match": tag})
        assert (again.status_code, again.content) == (304, b"")
        lobby.named("Sing on")
        assert lobby.call("/events", lobby.olga, **{"If-None-Match": tag}).status_code == 200

    def test_a_browser_may_ask_first(self, one_lobby: Lobby) -> None:
        answer = one_lobby.ask("OPTIONS", "/groups/v2/events")
        assert answer.status_code == 204
        assert "Authorization" in answer.headers["Access-Control-Allow-Headers"]

    def test_a_refusal_is_marked_for_browsers_too(self, one_lobby: Lobby) -> None:
        assert one_lobby.get("/groups/v2/events").headers["Access-Control-Allow-Origin"] == "*"


class TestRates:
    def test_the_hundredth_request_is_answered_and_the_next_is_not(self, one_lobby: Lobby) -> None:
        lobby, now = one_lobby, one_lobby.clock.now()
        for _ in range(limits.REQUESTS_PER_20_SECONDS):
            lobby.clock.moment = now
            assert lobby.call("").status_code == 200
        lobby.clock.moment = now
        answer = lobby.call("")
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "20"
        assert answer.headers["Content-Type"] == "application/json; charset=utf-8"
        assert answer.headers["X-PCO-API-Request-Rate-Count"] == "101"
        detail = "Rate limit exceeded: 101 of 100 requests per 20 seconds"
        assert answer.json() == {"errors": [{"code": "429", "detail": detail}]}
        assert lobby.call("", lobby.mika).status_code == 200


class TestWhatOneSees:
    def test_members_see_their_groups_and_administrators_all(self, lobby: Lobby) -> None:
        lobby.named("Sing")
        lobby.named("Decide", "2026-03-02", group=lobby.board)
        both = ["Sing", "Decide"]
        for who, names in ((lobby.olga, both), (lobby.mika, both), (lobby.lena, ["Sing"]), (lobby.nadia, [])):
            assert lobby.names("/events", who) == names
            assert lobby.read("/events", who)["meta"]["total_count"] == len(names)
            assert lobby.read("/events?where[name]=%25", who)["meta"]["total_count"] == len(names)

    def test_another_organization_sees_nothing_of_it(self, lobby: Lobby) -> None:
        event = lobby.named("Sing")
        otto = lobby.theirs.otto
        assert lobby.names("/events", otto) == []
        assert lobby.names("/groups", otto) == ["Rowers"]
        lobby.refused(f"/events/{event}", 404, otto)

    def test_unknown_foreign_and_hidden_things_cannot_be_told_apart(self, lobby: Lobby) -> None:
        event, foreign = lobby.named("Decide", group=lobby.board), str(lobby.theirs.group.number)
        asked = {
            "/events/{}": (UNKNOWN, event),
            "/events/{}/attendances": (UNKNOWN, event),
            "/events/{}/rsvps": (UNKNOWN, event),
            "/events/{}/notes": (UNKNOWN, event),
            "/groups/{}": (UNKNOWN, foreign, str(lobby.board.number)),
            "/groups/{}/events": (UNKNOWN, foreign, str(lobby.board.number)),
            "/groups/{}/memberships": (UNKNOWN, foreign, str(lobby.board.number)),
            "/people/{}": (UNKNOWN, str(lobby.theirs.otto.number), str(lobby.nadia.number)),
            "/people/{}/events": (UNKNOWN, str(lobby.theirs.otto.number), str(lobby.nadia.number)),
        }
        for path, numbers in asked.items():
            answers = [lobby.call(path.format(number), lobby.lena) for number in numbers]
            assert {answer.status_code for answer in answers} == {404}
            assert len({answer.content for answer in answers}) == 1

    def test_drafts_are_not_shown_to_anybody(self, lobby: Lobby) -> None:
        made = lobby.make(date(name="Draft"))
        event, actor, now = lobby.id_of(made), lobby.olga.acting(), lobby.clock.now()
        lobby.do(set_event_status, actor, made.prokey, Status.DRAFT, now=now)
        assert lobby.names("/events") == []
        lobby.refused(f"/events/{event}", 404)
        lobby.named("Decide", group=lobby.board)
        lobby.do(set_group_status, actor, lobby.board.prokey, Status.DRAFT, now=now)
        assert lobby.names("/events") == []
        assert lobby.names("/groups") == ["Choir"]
        lobby.refused(f"/groups/{lobby.board.number}/events", 404)
