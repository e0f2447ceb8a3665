"""What is not for visitors does not exist: the same bytes as for an address that nobody has."""

import pytest

from kalends.actions.event import delete_event, set_event_status
from kalends.actions.group import delete_group, set_group_status
from kalends.domain.event import Event
from kalends.domain.group import Status
from tests.builders import date
from tests.pages.site import UNKNOWN, Site

EVENT_ADDRESSES = ("", "?answered=yes", "/event.ics", "/event-2.ics", "/calendar.ics")


def secret(site: Site, how: str) -> Event:
    olga, now = site.world.olga.acting(), site.world.clock.now()
    two = date(name="Secret", organizer_email="olga@example.org"), date(name="Secret", start_date="2026-01-06")
    event = site.make(*two, group=site.world.board.prokey if how == "members only" else None)
    if how == "draft":
        site.world.do(set_event_status, olga, event.prokey, Status.DRAFT, now=now)
    elif how == "in a draft group":
        site.world.do(set_group_status, olga, site.group, Status.DRAFT, now=now)
    elif how == "deleted":
        site.world.do(delete_event, olga, event.prokey, now=now)
    elif how == "in a deleted group":
        site.world.do(delete_group, olga, site.group, now=now)
    return event


HOW = ["draft", "in a draft group", "deleted", "in a deleted group", "members only"]


class TestHidden:
    @pytest.mark.parametrize("how", HOW)
    def test_an_event_is_as_if_it_were_not(self, site: Site, how: str) -> None:
        event = secret(site, how)
        for rest in EVENT_ADDRESSES:
            hidden, unknown = site.get(event, rest), site.get(UNKNOWN, rest)
            assert (hidden.status_code, hidden.content) == (404, unknown.content)
            assert sorted(hidden.headers.items()) == sorted(unknown.headers.items())

    @pytest.mark.parametrize("how", HOW)
    def test_it_takes_no_answer_either(self, site: Site, how: str) -> None:
        event = secret(site, how)
        form = {"answer": "yes", "mail": "vera@example.org"}
        hidden, unknown = (site.world.post(f"/{key}/answer", data=form) for key in (event.prokey, UNKNOWN))
        assert (hidden.status_code, hidden.content) == (404, unknown.content)

    @pytest.mark.parametrize("how", ["draft", "deleted"])
    def test_it_is_not_on_the_group_s_page(self, site: Site, how: str) -> None:
        secret(site, how)
        answer = site.get(site.group)
        assert (answer.status_code, "Secret" in answer.text) == (200, False)

    def test_a_draft_is_not_in_the_group_s_feed_and_what_was_deleted_only_as_cancelled(self, site: Site) -> None:
        secret(site, "draft")
        assert "Secret" not in site.get(site.group, "/calendar.ics").text
        secret(site, "deleted")
        told = [(it["SUMMARY"], it["STATUS"]) for it in site.calendar(site.group, "/calendar.ics")]
        assert told == [("Secret", "CANCELLED")] * 2

    @pytest.mark.parametrize("how", ["in a draft group", "in a deleted group", "members only"])
    def test_so_is_its_group(self, site: Site, how: str) -> None:
        secret(site, how)
        group = site.world.board.prokey if how == "members only" else site.group
        for rest in ("", "/calendar.ics"):
            assert site.get(group, rest).content == site.get(UNKNOWN, rest).content

    def test_a_published_draft_is_back(self, site: Site) -> None:
        event = secret(site, "draft")
        olga = site.world.olga.acting()
        site.world.do(set_event_status, olga, event.prokey, Status.PUBLISHED, now=site.world.clock.now())
        assert site.get(event).status_code == 200


class TestAddresses:
    @pytest.mark.parametrize(
        "address", ["/x", "/x/y/z", "/event.ics", "/static/style.css", "/static/../style.css", "/%2e%2e/x", "/v2/event"]
    )
    def test_what_is_nothing_is_the_same_page(self, site: Site, address: str) -> None:
        assert site.world.get(address).content == site.get(UNKNOWN).content

    def test_one_thing_has_one_address(self, site: Site) -> None:
        event = site.make()
        for other in (event.prokey.upper(), event.prokey.replace("-", ""), f"{event.prokey}%20", f"{event.prokey}."):
            assert site.world.get(f"/{other}").status_code == 404

    def test_other_methods_are_refused_and_told_which_are_possible(self, site: Site) -> None:
        answer = site.world.post(f"/{site.make().prokey}")
        assert answer.status_code == 405
        assert "GET" in answer.headers["Allow"]
        assert "text/html" in answer.headers["Content-Type"]

    def test_head_answers_as_get_does(self, site: Site) -> None:
        event = site.make(date(start_date="2026-03-09", end_date="2026-03-09"))
        for path in (f"/{event.prokey}", f"/{event.prokey}/event.ics", f"/{site.group}/calendar.ics", "/"):
            head, get = site.world.ask("HEAD", path), site.world.get(path)
            assert (head.status_code, sorted(head.headers)) == (200, sorted(get.headers))
