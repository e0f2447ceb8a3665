"""/v1/rsvp-answers: what the vendor documents (§1.12), and what organisers may do besides."""

import csv
from io import StringIO
from typing import Any

import pytest

from tests.cast import Headers, World
from tests.pages.site import UNKNOWN

KEYS = ["id", "status", "email", "amount", "payload", "prokey", "date_created", "date_updated"]
FIELDS = [{"type": "text", "name": "diet"}, {"type": "checkbox", "name": "bus"}]


class Desk:
    """Olga, who reads and writes answers to one event of hers."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.form = self.block(name="Form", max=3, maxpp=3, maybe_option=True, waitlist=True, fields=FIELDS)
        self.prokey = self.event(rsvp_block=self.form)

    def block(self, **choices: Any) -> str:
        return str(self.ask("POST", "/rsvp-block", choices, 201)["id"])

    def event(self, **fields: Any) -> str:
        dates = [{"name": "Concert", "startDate": "2026-03-02", "startTime": "19:00", "endTime": "21:00"}]
        body = {"event_group": self.world.choir.prokey, "rsvp": True, "dates": dates, **fields}
        return str(self.ask("POST", "/event", body, 201)["prokey"])

    def ask(self, method: str, path: str, body: Any = None, status: int = 200, who: Headers | None = None) -> Any:
        answer = self.world.ask(method, f"/v1{path}", who or self.world.olga.by_key, json=body)
        assert answer.status_code == status, answer.text
        return answer.json()

    def list(self, query: str = "", status: int = 200) -> Any:
        return self.ask("GET", f"/rsvp-answers/{self.prokey}{query}", None, status)

    def give(self, who: str, code: int = 201, **fields: Any) -> Any:
        body = {"email": f"{who}@example.org", **fields}
        return self.ask("POST", f"/rsvp-answers/{self.prokey}", body, code).get("id")

    def said(self, query: str = "") -> dict[str, str]:
        return {it["email"].partition("@")[0]: it["status"] for it in self.list(query)}


@pytest.fixture
def desk(world: World) -> Desk:
    return Desk(world)


class TestReading:
    def test_an_answer_has_the_documented_keys(self, desk: Desk) -> None:
        number = desk.give("vera", amount=2, payload={"diet": "cake", "bus": True})
        (answer,) = desk.list()
        assert list(answer) == KEYS
        assert answer == {
            "id": number, "status": "confirmed", "email": "vera@example.org", "amount": 2,
            "payload": {"diet": "cake", "bus": True}, "prokey": desk.prokey,
            "date_created": "2026-01-05T09:00:00.000Z", "date_updated": None,
        }  # fmt: skip
        for path in (
            f"/rsvp-answers/{desk.prokey}/latest",
            "/rsvp-answers/latest",
            f"/rsvp-answers/{desk.prokey}/{number}",
        ):
            assert desk.ask("GET", path) == answer

    def test_a_members_answer_to_the_only_date_is_there_with_their_address(self, desk: Desk) -> None:
        world = desk.world
        event_id = desk.prokey.replace("-", "")
        path = f"/v3/conversations/{world.choir.number}/events/rsvp?event_id={event_id}&going=true"
        assert world.post(path, world.mika.by_token).status_code == 200
        assert desk.said() == {"mika": "confirmed"}
        assert desk.ask("GET", "/rsvp-answers/latest")["email"] == "mika@example.org"

    def test_who_waits_is_shown_to_those_who_ask(self, desk: Desk) -> None:
        desk.give("a", amount=3)
        desk.give("b")
        assert desk.said() == {"a": "confirmed"}
        assert desk.said("?status=waitlisted") == {"b": "waitlisted"}

    def test_by_status(self, desk: Desk) -> None:
        for who, status in (("a", "confirmed"), ("b", "undecided"), ("c", "declined")):
            desk.give(who, status=status)
        assert desk.said() == {"a": "confirmed", "b": "undecided", "c": "declined"}
        assert desk.said("?status=undecided") == {"b": "undecided"}
        desk.list("?status=perhaps", 400)

    def test_what_is_not_confirmed_is_not_shown(self, desk: Desk) -> None:
        desk.prokey = desk.event(rsvp_block=desk.block(name="Doi", doi=True, max=2))
        form = {"answer": "yes", "mail": "vera@example.org"}
        assert desk.world.post(f"/{desk.prokey}/answer", data=form).status_code == 303
        assert desk.list() == []
        assert desk.ask("GET", f"/rsvp-answers/{desk.prokey}/latest", None, 404)

    def test_in_pages(self, desk: Desk) -> None:
        desk.give("a")
        assert (len(desk.list("?page=1")), desk.list("?page=2")) == (1, [])
        desk.list("?page=0", 400)

    @pytest.mark.parametrize("path", [f"/rsvp-answers/{UNKNOWN}", f"/rsvp-answers/{UNKNOWN}/latest", "/rsvp-answers/x"])
    def test_of_nothing_is_not_found(self, desk: Desk, path: str) -> None:
        assert desk.ask("GET", path, None, 404)["message"] == "No entry found"

    def test_is_for_those_who_may_change_the_event(self, desk: Desk) -> None:
        desk.give("a")
        world = desk.world
        for who, status in ((world.mika, 403), (world.nadia, 404), (world.theirs.otto, 404), (world.lena, 200)):
            desk.ask("GET", f"/rsvp-answers/{desk.prokey}", None, status, who.by_key)
        desk.ask("GET", "/rsvp-answers/latest", None, 404, world.mika.by_key)
        assert desk.ask("GET", "/rsvp-answers/latest", None, 200, world.lena.by_key)["prokey"] == desk.prokey


class TestWriting:
    def test_an_answer_is_changed_by_what_is_sent_alone(self, desk: Desk) -> None:
        number = desk.give("vera", amount=2, payload={"diet": "cake"})
        desk.ask("PATCH", f"/rsvp-answers/{desk.prokey}/{number}", {"status": "undecided"})
        (answer,) = desk.list()
        assert (answer["status"], answer["amount"], answer["payload"]["diet"]) == ("undecided", 2, "cake")

    @pytest.mark.parametrize(
        "body", [{"email": "b@example.org"}, {"email": ""}, {"email": None}, {"occurrence": 77}, {"name": None}]
    )
    def test_whose_it_is_and_to_what_cannot_be_changed(self, desk: Desk, body: Any) -> None:
        number = desk.give("vera", name="Vera")
        path = f"/rsvp-answers/{desk.prokey}/{number}"
        told = desk.ask("PATCH", path, {"status": "declined"} | body, 400)["message"]
        assert told.startswith(f"{next(iter(body))}: cannot be")
        assert desk.said() == {"vera": "confirmed"}

    def test_what_was_read_can_be_sent_back_and_changes_nothing(self, desk: Desk) -> None:
        desk.give("Vera", amount=2, name="Vera", payload={"diet": "cake"})
        (before,) = desk.list("?format=json")
        desk.ask("PUT", f"/rsvp-answers/{desk.prokey}/{before['id']}", before | {"email": "VERA@example.org"})
        assert desk.list("?format=json") == [before]

    def test_what_was_read_of_one_meeting_can_too(self, desk: Desk) -> None:
        (meeting,) = desk.ask("GET", f"/event/{desk.prokey}/occurrence/all")
        desk.give("vera", occurrence=meeting["id"])
        (before,) = desk.list("?format=json")
        assert before["occurrence"] == str(meeting["id"])
        path = f"/rsvp-answers/{desk.prokey}/{before['id']}"
        desk.ask("PATCH", path, before)
        desk.ask("PATCH", path, {"occurrence": None}, 400)
        assert desk.list("?format=json") == [before]

    def test_of_who_waits_can_be_sent_back_as_read_and_keeps_its_place(self, desk: Desk) -> None:
        desk.give("a", amount=3)
        for who in ("b", "c"):
            desk.give(who)
        before = desk.list("?status=waitlisted")
        path = f"/rsvp-answers/{desk.prokey}/{before[0]['id']}"
        for method in ("PATCH", "PUT"):
            assert desk.ask(method, path, before[0])["answer_status"] == "waitlisted"
        assert desk.ask("PATCH", path, before[0] | {"payload": {"diet": "cake"}})["answer_status"] == "waitlisted"
        assert [it["email"] for it in desk.list("?status=waitlisted")] == ["b@example.org", "c@example.org"]

    def test_cannot_be_put_into_the_waiting_list(self, desk: Desk) -> None:
        number = desk.give("a")
        told = desk.ask("PATCH", f"/rsvp-answers/{desk.prokey}/{number}", {"status": "waitlisted"}, 400)["message"]
        assert told == "status: only who waits already can be waitlisted"
        assert desk.said() == {"a": "confirmed"}

    def test_can_be_sent_back_as_read_when_its_form_asks_otherwise_since(self, desk: Desk) -> None:
        number = desk.give("vera", payload={"diet": "cake"})
        dishes = [{"type": "radio", "name": "diet", "placeholder": it, "label": it} for it in ("meat", "fish")]
        desk.ask("PATCH", f"/rsvp-block/{desk.form}", {"fields": dishes})
        path = f"/rsvp-answers/{desk.prokey}/{number}"
        before = desk.ask("GET", path)
        desk.ask("PATCH", path, before)
        assert desk.ask("GET", path) == before
        desk.ask("PATCH", path, {"payload": {"diet": "soup"}}, 400)

    def test_has_keys_that_are_read_only_as_everything_in_v1(self, desk: Desk) -> None:
        number = desk.give("vera")
        path = f"/rsvp-answers/{desk.prokey}/{number}"
        before = desk.ask("GET", path)
        desk.ask("PATCH", path, {"id": UNKNOWN, "prokey": UNKNOWN, "date_created": None, "anything": 1})
        assert desk.ask("GET", path) == before

    def test_what_became_of_it_is_said(self, desk: Desk) -> None:
        path = f"/rsvp-answers/{desk.prokey}"
        said = desk.ask("POST", path, {"email": "a@example.org", "amount": 3}, 201)
        assert (list(said), said["answer_status"]) == (["status", "message", "id", "answer_status"], "confirmed")
        waits = desk.ask("POST", path, {"email": "b@example.org"}, 201)
        assert (waits["message"], waits["answer_status"]) == ("created", "waitlisted")
        for body, status in (({"status": "undecided"}, "undecided"), ({"status": "declined"}, "declined")):
            done = desk.ask("PATCH", f"{path}/{waits['id']}", body)
            assert (done["message"], done["id"], done["answer_status"]) == ("updated", waits["id"], status)
        assert desk.ask("PATCH", f"{path}/{waits['id']}", {"status": "confirmed"})["answer_status"] == "waitlisted"

    def test_one_that_is_deleted_is_gone_and_who_waits_has_the_seats(self, desk: Desk) -> None:
        number = desk.give("a", amount=3)
        desk.give("b", amount=2)
        desk.ask("DELETE", f"/rsvp-answers/{desk.prokey}/{number}")
        assert desk.said() == {"b": "confirmed"}
        desk.ask("GET", f"/rsvp-answers/{desk.prokey}/{number}", None, 404)

    def test_an_address_answers_once(self, desk: Desk) -> None:
        desk.give("vera")
        desk.give("VERA", 409)

    def test_an_organiser_is_bound_by_seats_and_by_nothing_else(self, desk: Desk) -> None:
        desk.prokey = desk.event(rsvp_block=desk.block(name="Closed", max=2, expires="2026-01-01T00:00:00.000Z"))
        desk.give("a", amount=2)
        desk.give("b", 409)

    @pytest.mark.parametrize(
        ("body", "field"),
        [
            ({}, "email"),
            ({"email": "vera"}, "email"),
            ({"email": None}, "email"),
            ({"email": "a@b.org\r\nBcc: c@d.org"}, "email"),
            ({"email": "a@b.org", "status": "waitlisted"}, "status"),
            ({"email": "a@b.org", "status": "pending"}, "status"),
            ({"email": "a@b.org", "amount": 0}, "amount"),
            ({"email": "a@b.org", "amount": 10**9}, "amount"),
            ({"email": "a@b.org", "amount": "2"}, "amount"),
            ({"email": "a@b.org", "payload": {"bus": "yes"}}, "payload.bus"),
            ({"email": "a@b.org", "payload": []}, "payload"),
            ({"email": "a@b.org", "occurrence": 77}, "occurrence"),
            ({"email": "a@b.org", "name": "a\nb"}, "name"),
        ],
    )
    def test_what_breaks_a_rule_is_refused_by_its_field_and_changes_nothing(
        self, desk: Desk, body: Any, field: str
    ) -> None:
        told = desk.ask("POST", f"/rsvp-answers/{desk.prokey}", body, 400)["message"]
        assert told.startswith(f"{field}: ")
        assert desk.list() == []

    def test_a_payload_s_fault_is_told_in_a_sentence(self, desk: Desk) -> None:
        radio = [{"type": "radio", "name": "dish", "placeholder": it, "label": it} for it in ("meat", "fish")]
        desk.prokey = desk.event(rsvp_block=desk.block(name="Dishes", fields=[*radio, *FIELDS]))
        for payload, told in (
            ({"dish": "soup"}, "payload.dish: must be one of meat, fish"),
            ({"bus": "yes"}, "payload.bus: must be true or false"),
            ({"diet": 1e3, "dish": []}, "payload.dish: must be a text"),
        ):
            body = {"email": "vera@example.org", "payload": payload}
            assert desk.ask("POST", f"/rsvp-answers/{desk.prokey}", body, 400)["message"] == told


class TestExporting:
    def test_as_a_table_no_cell_of_which_is_a_formula(self, desk: Desk) -> None:
        desk.give("vera", name="=1+1", payload={"diet": '@SUM(A1)\n"x"', "bus": False})
        answer = desk.world.get(f"/v1/rsvp-answers/{desk.prokey}?format=csv", desk.world.olga.by_key)
        assert answer.headers["Content-Type"].startswith("text/csv")
        assert "attachment" in answer.headers["Content-Disposition"]
        head, row = csv.reader(StringIO(answer.text, newline=""))
        said = dict(zip(head, row, strict=True))
        assert (said["email"], said["name"], said["bus"]) == ("vera@example.org", "'=1+1", "false")
        assert said["diet"] == '\'@SUM(A1)\n"x"'

    def test_with_everybody_by_their_status_who_waits_too(self, desk: Desk) -> None:
        for who, fields in (("a", {"amount": 3}), ("waits", {}), ("no", {"status": "declined"})):
            desk.give(who, **fields)
        everybody = {"a": "confirmed", "waits": "waitlisted", "no": "declined"}
        assert desk.said("?format=json") == everybody
        answer = desk.world.get(f"/v1/rsvp-answers/{desk.prokey}?format=csv", desk.world.olga.by_key)
        assert [row["status"] for row in csv.DictReader(StringIO(answer.text, newline=""))] == list(everybody.values())
        assert desk.said("?format=json&status=declined") == {"no": "declined"}

    def test_of_a_series_with_what_was_answered_to_single_meetings(self, desk: Desk) -> None:
        desk.prokey = desk.event(recurrence="FREQ=WEEKLY;COUNT=3", rsvp_block=desk.form)
        _, second, _ = desk.ask("GET", f"/event/{desk.prokey}/occurrence/all")
        desk.give("vera")
        desk.give("ines", occurrence=second["id"])
        said = [(it["email"].partition("@")[0], it["occurrence"]) for it in desk.list("?format=json")]
        assert said == [("vera", None), ("ines", str(second["id"]))]
        assert desk.said() == {"vera": "confirmed"}

    def test_in_every_script_and_with_each_column_once(self, desk: Desk) -> None:
        fields = [{"type": "text", "name": name} for name in ("name", "status", "Straße")]
        desk.prokey = desk.event(rsvp_block=desk.block(name="Same names", fields=fields))
        desk.give("vera", name="Véra 歌", payload={"name": "Nickname", "Straße": "Größe ½"})
        answer = desk.world.get(f"/v1/rsvp-answers/{desk.prokey}?format=csv", desk.world.olga.by_key)
        assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
        assert answer.headers["Content-Disposition"] == f'attachment; filename="answers-{desk.prokey}.csv"'
        head, row = csv.reader(StringIO(answer.content.decode(), newline=""))
        assert len(set(head)) == len(head)
        said = dict(zip(head, row, strict=True))
        assert (said["name"], said["payload.name"], said["Straße"]) == ("Véra 歌", "Nickname", "Größe ½")

    @pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t=", "\n=", " =", "|", "%", "\uff1d"])
    def test_whatever_a_formula_begins_with_is_text(self, desk: Desk, first: str) -> None:
        desk.give("vera", payload={"diet": f"{first}cmd()"})
        answer = desk.world.get(f"/v1/rsvp-answers/{desk.prokey}?format=csv", desk.world.olga.by_key)
        head, row = csv.reader(StringIO(answer.text, newline=""))
        assert dict(zip(head, row, strict=True))["diet"].startswith("'")

    def test_as_a_list_with_names(self, desk: Desk) -> None:
        desk.give("vera", name="Vera")
        (answer,) = desk.list("?format=json")
        assert (list(answer), answer["name"]) == ([*KEYS, "name", "occurrence"], "Vera")
        desk.list("?format=xml", 400)
