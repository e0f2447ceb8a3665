"""Keys: who is let in, for what, and how often (reference §1.1)."""

from datetime import timedelta

import pytest

from kalends.actions.event import set_event_status
from kalends.actions.group import set_group_status
from kalends.actions.membership import add_member
from kalends.domain.access import Actor, CredentialKind, OrganizationRole, Scope
from kalends.domain.group import GroupRole, Status
from tests.databases import MORNING
from tests.dialects.addtocalendarpro.office import UNKNOWN, Office

STYLE = {"name": "Blue", "options": ["apple"]}


class TestWithoutAKey:
    @pytest.mark.parametrize("key", [None, "", UNKNOWN, "Bearer x", "ключ", "x" * 5_000])
    def test_nobody_is_let_in(self, office: Office, key: str | None) -> None:
        stranger = office.caller(None)
        headers = {} if key is None else {"Authorization": key.encode()}
        for method, path in (("GET", "/event/all"), ("POST", "/group"), ("GET", "/credits")):
            answer = stranger.call(method, path, headers=headers)
            assert (answer.status_code, answer.json()["status"]) == (401, "error")

    @pytest.mark.parametrize("prefix", ["Bearer ", "Basic ", "key "])
    def test_a_prefix_is_told_not_to_belong_there(self, office: Office, prefix: str) -> None:
        told = office.caller(f"{prefix}{office.key}").refused(401, "GET", "/event/all")
        assert "without any prefix" in told

    def test_what_is_asked_for_makes_no_difference(self, office: Office) -> None:
        stranger, group = office.caller(None), office.group()
        event = office.event(group)
        paths = (
            "/event/all",
            f"/event/{event}",
            f"/event/{UNKNOWN}",
            f"/event/all?group={group}",
            "/event/all?group=x",
        )
        assert len({stranger.call("GET", path).content for path in paths}) == 1


class TestWithAKey:
    def test_an_expired_one_holds_no_more(self, office: Office) -> None:
        caller = office.caller(office.issued(office.olga, until=MORNING + timedelta(days=1)))
        assert caller.get("/event/all") == []
        office.clock.move(timedelta(days=1))
        caller.refused(401, "GET", "/event/all")

    def test_a_reading_one_does_not_write(self, office: Office) -> None:
        group = office.group()
        event = office.event(group)
        reader = office.caller(office.issued(office.olga, scope=Scope.READ))
        assert reader.get(f"/event/{event}")["prokey"] == event
        for method, path, body in (
            ("POST", "/group", {"name": "Runners"}),
            ("PATCH", f"/event/{event}", {"rsvp": True}),
            ("DELETE", f"/group/{group}", None),
            ("POST", "/style", STYLE),
        ):
            reader.refused(403, method, path, body)

    def test_a_writing_one_does_not_read(self, office: Office) -> None:
        writer = office.caller(office.issued(office.olga, scope=Scope.WRITE))
        group = writer.post("/group", {"name": "Runners"})["prokey"]
        style = writer.post("/style", STYLE)["id"]
        for path in ("/group/all", f"/group/{group}", "/event/all", f"/style/{style}", "/style/all", "/credits"):
            writer.refused(403, "GET", path)

    def test_a_member_s_key_sees_the_member_s_groups_only(self, office: Office) -> None:
        group = office.group()
        event = office.event(group)
        mika = office.caller(office.issued(office.person("Mika")))
        assert mika.get("/group/all") == []
        for path in (f"/group/{group}", f"/event/{event}"):
            assert mika.refused(404, "GET", path) == "No entry found"
        own = mika.post("/group", {"name": "Runners"})["prokey"]
        assert [item["prokey"] for item in mika.get("/group/all")] == [own]

    def test_templates_are_written_by_administrators_and_read_by_all(self, office: Office) -> None:
        style = office.post("/style", STYLE)["id"]
        mika = office.caller(office.issued(office.person("Mika")))
        assert mika.get(f"/style/{style}")["name"] == "Blue"
        mika.refused(403, "PATCH", f"/style/{style}", {"name": "Red"})
        assert office.get(f"/style/{style}")["name"] == "Blue"


class TestStrangers:
    def test_another_organization_s_things_are_as_unknown_ones(self, office: Office) -> None:
        stranger = Office(office.store)
        group = office.group()
        event, style = office.event(group), office.post("/style", STYLE)["id"]
        for name, key, body in (
            ("group", group, {"name": "Mine"}),
            ("event", event, {"rsvp": True}),
            ("style", style, {"name": "Mine"}),
        ):
            unknown = UNKNOWN if name != "style" else "77"
            for method, sent in (("GET", None), ("PATCH", body), ("PUT", body), ("DELETE", None)):
                foreign = stranger.call(method, f"/{name}/{key}", sent)
                nothing = stranger.call(method, f"/{name}/{unknown}", sent)
                assert (foreign.status_code, foreign.content) == (404, nothing.content)
        assert office.get(f"/event/{event}")["rsvp"] is False

    def test_nor_do_they_take_events_or_lend_styles(self, office: Office) -> None:
        stranger = Office(office.store)
        group, style = office.group(), office.post("/style", STYLE)["id"]
        dates = [{"name": "A", "startDate": "2026-01-01"}]
        stranger.refused(404, "POST", "/event", {"event_group": group, "dates": dates})
        assert stranger.refused(400, "POST", "/group", {"name": "A", "layout": style}).startswith("layout: ")
        stranger.refused(404, "GET", f"/ics/{office.event(group)}")


class TestHowOften:
    def test_eighty_requests_in_a_second_pass_and_one_more_does_not(self, office: Office) -> None:
        for _ in range(80):
            assert office.call("GET", "/credits").status_code == 200
        answer = office.call("GET", "/credits")
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "1")
        assert answer.json()["status"] == "error"
        office.clock.move(timedelta(seconds=1))
        assert office.call("GET", "/credits").status_code == 200

    def test_another_key_is_counted_by_itself(self, office: Office) -> None:
        other = office.caller(office.issued(office.olga))
        for _ in range(81):
            office.call("GET", "/credits")
        assert other.call("GET", "/credits").status_code == 200


class TestCredits:
    def test_none_are_limited_until_somebody_sets_a_limit(self, office: Office) -> None:
        office.event(office.group())
        assert office.get("/credits") == {"granted": None, "created": 1, "updated": 0, "used": 1, "left": None}

    def test_none_left_is_told_so(self, office: Office) -> None:
        from kalends.actions.credits import set_credits

        group = office.group()
        event = office.event(group)
        office.write(set_credits, office.system, 1)
        for method, path, body in (
            ("POST", "/event", {"event_group": group, "dates": [{"name": "A", "startDate": "2026-01-01"}]}),
        ):
            assert "no credits left" in office.refused(402, method, path, body)
        for position in range(4):
            office.patch(f"/event/{event}", {"title_event_series": str(position)})
        office.refused(402, "PATCH", f"/event/{event}", {"title_event_series": "fifth"})
        assert office.get("/credits") == {"granted": 1, "created": 1, "updated": 4, "used": 1, "left": 0}
        assert office.get(f"/event/{event}")["title_event_series"] == "3"

    def test_an_administrator_is_no_different_here(self, office: Office) -> None:
        other = office.caller(office.issued(office.person("Vera", OrganizationRole.ADMINISTRATOR)))
        assert other.get("/credits")["used"] == 0


class TestADraft:
    """Somebody in the group who may not change it does not see it, wherever they look."""

    def test_is_shown_to_those_who_may_change_it_only(self, office: Office) -> None:
        group = office.group()
        shown = office.event(group)
        draft = office.event(group)
        olga = Actor(office.number, CredentialKind.KEY, office.olga, OrganizationRole.ADMINISTRATOR)
        office.write(set_event_status, olga, draft, Status.DRAFT, now=MORNING)
        mika = office.person("Mika")
        office.write(add_member, office.system, group, mika, GroupRole.MEMBER, now=MORNING)
        caller = office.caller(office.issued(mika))
        for path in (f"/event/{draft}", f"/ics/{draft}", f"/event/{draft}/occurrence/all"):
            assert caller.refused(404, "GET", path) == "No entry found"
            assert office.call("GET", path).status_code == 200
        assert [it["prokey"] for it in caller.get("/event/all")] == [shown]
        assert [it["prokey"] for it in caller.get("/event/all", group=group)] == [shown]
        assert caller.get("/event/latest")["prokey"] == shown
        assert caller.get(f"/group/{group}")["events"] == [shown]
        assert office.get(f"/group/{group}")["events"] == [shown, draft]
        for method in ("PATCH", "DELETE"):
            assert caller.refused(404, method, f"/event/{draft}", {}) == "No entry found"

    def test_group_hides_all_that_is_in_it(self, office: Office) -> None:
        shown, draft = office.group(), office.group(name="Altos")
        known, hidden = office.event(shown), office.event(draft)
        olga = Actor(office.number, CredentialKind.KEY, office.olga, OrganizationRole.ADMINISTRATOR)
        office.write(set_group_status, olga, draft, Status.DRAFT, now=MORNING)
        mika, lena = office.person("Mika"), office.person("Lena")
        for group in (shown, draft):
            office.write(add_member, office.system, group, mika, GroupRole.MEMBER, now=MORNING)
            office.write(add_member, office.system, group, lena, GroupRole.LEADER, now=MORNING)
        member, leader = office.caller(office.issued(mika)), office.caller(office.issued(lena))
        assert [it["prokey"] for it in member.get("/group/all")] == [shown]
        assert member.get("/group/latest")["prokey"] == shown
        assert [it["prokey"] for it in member.get("/event/all")] == [known]
        assert member.get("/event/latest")["prokey"] == known
        paths = (f"/group/{draft}", f"/event/{hidden}", f"/ics/{hidden}", f"/event/all?group={draft}")
        for path in (*paths, f"/event/{hidden}/occurrence/all"):
            assert member.refused(404, "GET", path) == "No entry found"
            assert leader.call("GET", path).status_code == office.call("GET", path).status_code == 200
        for method in ("PATCH", "DELETE"):
            assert member.refused(404, method, f"/group/{draft}", {}) == "No entry found"
            assert member.refused(404, method, f"/event/{hidden}", {}) == "No entry found"
        made = {"event_group": draft, "dates": [{"name": "Outing", "startDate": "2026-06-06"}]}
        assert member.refused(404, "POST", "/event", made) == "No entry found"
        for caller in (leader, office):
            assert [it["prokey"] for it in caller.get("/group/all")] == [shown, draft]
            assert [it["prokey"] for it in caller.get("/event/all")] == [known, hidden]
            assert caller.get("/group/latest")["prokey"] == draft
            assert caller.get("/event/latest")["prokey"] == hidden

    def test_of_ones_own_is_shown_to_a_member_too(self, office: Office) -> None:
        group, mika = office.group(), office.person("Mika")
        office.write(add_member, office.system, group, mika, GroupRole.MEMBER, now=MORNING)
        caller = office.caller(office.issued(mika))
        made = {"event_group": group, "dates": [{"name": "Outing", "startDate": "2026-06-06"}]}
        own, others = caller.post("/event", made)["prokey"], office.event(group)
        olga = Actor(office.number, CredentialKind.KEY, office.olga, OrganizationRole.ADMINISTRATOR)
        for draft in (own, others):
            office.write(set_event_status, olga, draft, Status.DRAFT, now=MORNING)
        assert [it["prokey"] for it in caller.get("/event/all")] == [own]
        assert [it["prokey"] for it in caller.get("/event/all", group=group)] == [own]
        assert caller.get("/event/latest")["prokey"] == own
