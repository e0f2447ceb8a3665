"""Inviting to an event over `/v1`: an extension (README, Extensions)."""

from typing import Any

from kalends.actions.event import set_event_status
from kalends.domain.group import Status
from tests.dialects.addtocalendarpro.office import UNKNOWN, Office


def invited(office: Office, event: str) -> dict[str, Any]:
    answer = office.call("POST", f"/event/{event}/invitation")
    assert answer.status_code == 200, answer.text
    return dict(answer.json())


class TestInviting:
    def test_writes_to_the_members_and_says_to_how_many(self, office: Office) -> None:
        assert invited(office, office.event(office.group())) == {
            "status": "success", "message": "invited", "invited": 1,
        }  # fmt: skip

    def test_again_writes_to_nobody_until_the_event_moves(self, office: Office) -> None:
        event = office.event(office.group())
        assert [invited(office, event)["invited"] for _ in range(2)] == [1, 0]
        office.patch(f"/event/{event}", {"dates": [{"startDate": "2026-06-01"}]})
        assert invited(office, event)["invited"] == 1


class TestNobodyIsInvited:
    def test_to_a_draft(self, office: Office) -> None:
        event = office.event(office.group())
        office.write(set_event_status, office.system, event, Status.DRAFT, now=office.clock.now())
        assert "draft" in office.refused(409, "POST", f"/event/{event}/invitation")

    def test_to_what_is_in_no_calendar(self, office: Office) -> None:
        event = office.event(office.group(), {"name": "Soon", "startDate": "today+4"})
        assert "depend on today" in office.refused(409, "POST", f"/event/{event}/invitation")

    def test_to_what_is_not_there(self, office: Office) -> None:
        for event in (UNKNOWN, "rehearsal"):
            assert office.refused(404, "POST", f"/event/{event}/invitation") == "No entry found"

    def test_by_a_method_that_only_looks(self, office: Office) -> None:
        event = office.event(office.group())
        office.refused(405, "GET", f"/event/{event}/invitation")
        assert invited(office, event)["invited"] == 1
