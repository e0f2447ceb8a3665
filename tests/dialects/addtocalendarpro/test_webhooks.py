"""Webhooks: what can be asked for, what is refused, and what an administrator sees of them (reference §1.14)."""

from typing import Any

import pytest

from kalends.domain import limits
from tests.databases import SQLITE
from tests.dialects.addtocalendarpro.office import Office

LEAST: dict[str, Any] = {
    "name": "Tell us", "payload_url": "https://office.example/hook", "trigger": "create", "trigger_element": "event",
}  # fmt: skip
ELEMENTS = [
    *("rsvp_answer", "event", "event_group", "style"),
    *("rsvp_template", "cta_template", "landingpage_template"),
]
OF_OURS = [
    *("Host", "content-length", "Transfer-Encoding", "Connection", "webhook-id", "Webhook-Signature", "User-Agent"),
    *("Proxy-Authorization", "Expect", "Content-Type", "CDN-Loop", "Cookie"),
]

NO_PAIRS: list[Any] = [
    *({}, "x", [1], [{}], [{"key": "a"}], [{"key": "a", "value": 1}], [{"key": "a", "value": "x" * 2_001}]),
    *([{"key": "a", "value": "a\r\nX: b"}], [{"key": "a", "value": ""}, {"key": "A", "value": ""}]),
    [{"key": str(n), "value": ""} for n in range(21)],
]
IMPOSSIBLE: list[tuple[str, Any]] = [
    *[(field, None) for field in LEAST],
    *[(field, 7) for field in LEAST],
    *(("name", ""), ("name", "a\nb"), ("name", "x" * 301), ("active", "true"), ("method", "TRACE")),
    *(("method", "post"), ("trigger", "created"), ("trigger_element", "answer"), ("prokey_filter", 1)),
    ("prokey_filter", "99ec3e7f-ef04-4bbb-a3d7-e30736f0a0a0"),
    *[
        ("payload_url", url)
        for url in (
            *("", "office.example", "ftp://office.example/", "https://a@office.example/", "file:///etc/passwd"),
            *("javascript:alert(1)", "https://office.example\\@x/", "https://a b/", "x" * 2_001, "https://"),
        )
    ],
    *[(field, pairs) for field in ("header", "body") for pairs in NO_PAIRS],
    *[("header", [{"key": key, "value": "x"}]) for key in ("", "a b", "a:", "a\r\nX", "ü", "a\x01", *OF_OURS)],
    ("body", [{"key": "element_data", "value": "x"}]),
]


def made(office: Office, **more: Any) -> str:
    return str(office.post("/webhook", {**LEAST, **more})["id"])


class TestAsking:
    @pytest.mark.parametrize("trigger", ["create", "update", "delete"])
    @pytest.mark.parametrize("element", ELEMENTS)
    def test_every_trigger_goes_with_every_element(self, office: Office, trigger: str, element: str) -> None:
        shown = office.get(f"/webhook/{made(office, trigger=trigger, trigger_element=element)}")
        assert (shown["trigger"], shown["trigger_element"]) == (trigger, element)

    @pytest.mark.parametrize("method", ["GET", "POST", "PUT", "PATCH", "DELETE"])
    def test_every_method_is_kept_and_null_is_post(self, office: Office, method: str) -> None:
        number = made(office, method=method)
        assert office.get(f"/webhook/{number}")["method"] == method
        office.patch(f"/webhook/{number}", {"method": None})
        assert office.get(f"/webhook/{number}")["method"] == "POST"

    def test_a_filter_names_an_event_of_ours(self, office: Office) -> None:
        event = office.event(office.group())
        number = made(office, trigger_element="rsvp_answer", prokey_filter=event.upper())
        assert office.get(f"/webhook/{number}")["prokey_filter"] == event
        office.patch(f"/webhook/{number}", {"prokey_filter": None})
        assert office.get(f"/webhook/{number}")["prokey_filter"] is None

    def test_a_program_of_theirs_may_send_no_method_and_what_nobody_knows(self, office: Office) -> None:
        made(office, active=True, header=[], body=[], prokey_filter="", unknown=1)

    def test_a_key_of_2024_uses_them_too(self, office: Office) -> None:
        old = office.caller(office.issued(office.olga, era="2024"))
        assert old.post("/webhook", LEAST).keys() == {"success", "id", "secret"}

    def test_a_change_of_nothing_is_none(self, office: Office) -> None:
        number = made(office)
        office.patch(f"/webhook/{number}", {"name": LEAST["name"], "active": True})
        assert office.get(f"/webhook/{number}")["date_updated"] is None


@pytest.mark.parametrize("kind", [SQLITE], indirect=True)  # most of it never comes to the database
class TestRefusing:
    @pytest.mark.parametrize(("field", "value"), IMPOSSIBLE)
    def test_what_cannot_be(self, office: Office, field: str, value: Any) -> None:
        body = {**LEAST, field: value} if field != "prokey_filter" else {**LEAST, "trigger_element": "rsvp_answer"}
        said = office.refused(400, "POST", "/webhook", {**body, field: value})
        assert said.startswith(field)
        assert office.get("/webhook/all") == []

    def test_a_filter_for_anything_but_answers(self, office: Office) -> None:
        event = office.event(office.group())
        assert office.refused(400, "POST", "/webhook", {**LEAST, "prokey_filter": event}).startswith("prokey_filter")

    def test_a_change_that_cannot_be_changes_nothing(self, office: Office) -> None:
        number = made(office)
        office.refused(400, "PATCH", f"/webhook/{number}", {"name": "Other", "payload_url": "x"})
        assert office.get(f"/webhook/{number}")["name"] == LEAST["name"]

    def test_one_more_than_there_may_be(self, office: Office, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "WEBHOOKS", 2)
        made(office)
        made(office)
        office.refused(409, "POST", "/webhook", LEAST)

    @pytest.mark.parametrize("path", ["x", "7", "99999999999999999999", "-1", "1.0", "%00"])
    def test_ids_of_nothing(self, office: Office, path: str) -> None:
        for method, rest in (("GET", ""), ("DELETE", ""), ("GET", "/deliveries"), ("POST", "/test")):
            assert office.refused(404, method, f"/webhook/{path}{rest}") == "No entry found"


class TestItsLog:
    def test_shows_what_it_was_told_and_when_it_is_tried(self, office: Office) -> None:
        number = made(office)
        office.event(office.group())
        (told,) = office.get(f"/webhook/{number}/deliveries")
        assert told["message"].startswith("msg_")
        assert (told["status"], told["attempts"], told["response"]) == ("waiting", 0, None)
        assert told["next_attempt"] == told["date_created"]
        assert office.get(f"/webhook/{number}/deliveries", page="2") == []

    def test_a_delivery_of_another_webhook_is_not_there(self, office: Office) -> None:
        one, other = made(office), made(office)
        delivery = office.post(f"/webhook/{one}/test", {})["id"]
        office.refused(404, "POST", f"/webhook/{other}/deliveries/{delivery}/replay")

    def test_nothing_is_sent_while_it_is_switched_off(self, office: Office) -> None:
        number = made(office)
        delivery = office.post(f"/webhook/{number}/test", {})["id"]
        office.patch(f"/webhook/{number}", {"active": False})
        office.refused(409, "POST", f"/webhook/{number}/test")
        office.refused(409, "POST", f"/webhook/{number}/deliveries/{delivery}/replay")


class TestItsSecret:
    def test_is_shown_when_it_is_made_and_never_again(self, office: Office) -> None:
        body = office.post("/webhook", LEAST)
        assert body["secret"].startswith("whsec_")
        assert body["secret"] not in str(office.get(f"/webhook/{body['id']}"))

    def test_is_another_after_a_rotation_and_for_every_webhook(self, office: Office) -> None:
        first, second = office.post("/webhook", LEAST), office.post("/webhook", LEAST)
        answer = office.call("POST", f"/webhook/{first['id']}/secret")
        assert len({first["secret"], second["secret"], answer.json()["secret"]}) == 3
