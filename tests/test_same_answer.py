"""One answer, however it was given: on the page, by the vendor's button, with a key, in a conversation; seen in all."""

from collections.abc import Callable
from typing import Any

import pytest

from kalends.dialects.addtocalendarpro.component_routes import FORM, SEATS
from kalends.domain.answer import fingerprint
from tests.cast import World
from tests.record import answers_of_event
from tests.test_same_deed import Speaker

WEEKLY = {"simplified_recurrence": True, "recurrence_simple_type": "weekly", "recurrence_count": 3}
WORDS = {"confirmed": "yes", "undecided": "maybe", "declined": "no"}
LISTS = {"confirmed": "going", "undecided": "maybe_going", "declined": "not_going"}


class Listener(Speaker):
    """What each dialect says of the answers to one event."""

    def asking(self, fields: dict[str, Any] | None = None, **form: Any) -> str:
        """An event whose page asks for answers, by this form."""
        block = self.write_key("POST", "/rsvp-block", name="Form", maybe_option=True, **form)["id"]
        return self.make_by_key(rsvp=True, rsvp_block=block, **(fields or {}))

    def by_page(self, prokey: str, mail: str, status: str, **more: str) -> str:
        form = {"mail": mail, "answer": WORDS[status], **more}
        answer = self.world.post(f"/{prokey}/answer", data=form)
        assert answer.status_code == 303, answer.text
        return str(answer.headers["Location"])

    def by_button(self, prokey: str, mail: str, status: str) -> None:
        body = {"prokey": prokey, "email": mail, "status": status, "amount": 1, "language": "en"}
        answer = self.world.post(FORM, json=body)
        assert answer.status_code == 200, answer.text

    def by_key(self, prokey: str, mail: str, status: str) -> None:
        self.write_key("POST", f"/rsvp-answers/{prokey}", email=mail, status=status)

    def by_member(self, meeting: str, going: str) -> Any:
        return self.converse("POST", f"rsvp?event_id={meeting}&going={going}", self.world.mika)

    def listed(self, prokey: str, query: str = "") -> dict[str, str]:
        return {it["email"]: it["status"] for it in self.write_key("GET", f"/rsvp-answers/{prokey}{query}")}

    def lists(self, prokey: str) -> dict[str, list[str]]:
        """Who is in which list of the conversation's event."""
        seen = self.meeting(prokey)
        return {name: seen[name] for name in (*LISTS.values(), "waitlisted") if seen.get(name)}

    def seats(self, prokey: str) -> int:
        return int(self.world.get(f"{SEATS}?prokey={prokey}").json()["total"])

    def planned_answers(self) -> list[dict[str, str]]:
        """By person, of each meeting."""
        return [self.answers(it["id"]) for it in self.planned()]

    @property
    def mika(self) -> str:
        return str(self.world.mika.number)


Give = Callable[[Listener, str, str, str], object]
GIVERS: list[Give] = [Listener.by_page, Listener.by_button, Listener.by_key]


@pytest.fixture
def listener(world: World) -> Listener:
    return Listener(world)


@pytest.mark.parametrize("status", WORDS)
@pytest.mark.parametrize("give", GIVERS)
class TestAnAnswerByMailAddress:
    def test_of_a_member_is_theirs_in_all(self, listener: Listener, give: Give, status: str) -> None:
        prokey = listener.asking()
        give(listener, prokey, "mika@example.org", status)
        assert listener.listed(prokey) == {"mika@example.org": status}
        assert listener.lists(prokey) == {LISTS[status]: [listener.mika]}
        assert listener.planned_answers() == [{listener.mika: WORDS[status]}]

    def test_of_a_stranger_is_counted_and_named_by_nobody(self, listener: Listener, give: Give, status: str) -> None:
        prokey = listener.asking()
        give(listener, prokey, "vera@example.net", status)
        assert listener.listed(prokey) == {"vera@example.net": status}
        assert listener.lists(prokey) == {}
        comes = int(status == "confirmed")
        assert (listener.meeting(prokey)["going_count"], listener.seats(prokey)) == (comes, comes)
        assert listener.planned_answers() == [{}]


class TestAMembersAnswerInConversation:
    def test_is_seen_with_their_address_and_holds_a_seat(self, listener: Listener) -> None:
        prokey = listener.asking(max=1)
        meeting = prokey.replace("-", "")
        listener.by_member(meeting, "true")
        assert (listener.listed(prokey), listener.seats(prokey)) == ({"mika@example.org": "confirmed"}, 1)
        assert "All places are taken." in listener.world.get(f"/{prokey}").text
        listener.by_member(meeting, "false")
        assert (listener.listed(prokey), listener.seats(prokey)) == ({"mika@example.org": "declined"}, 0)
        listener.converse("DELETE", f"rsvp/delete?event_id={meeting}", listener.world.mika)
        assert listener.listed(prokey) == {}

    def test_is_not_changed_from_the_page(self, listener: Listener) -> None:
        prokey = listener.asking()
        listener.by_member(prokey.replace("-", ""), "true")
        listener.by_page(prokey, "mika@example.org", "declined")
        assert listener.lists(prokey) == {"going": [listener.mika]}

    def test_is_changed_by_an_organiser_with_a_key(self, listener: Listener) -> None:
        prokey = listener.asking()
        listener.by_member(prokey.replace("-", ""), "true")
        number = listener.write_key("GET", f"/rsvp-answers/{prokey}/latest")["id"]
        listener.write_key("PATCH", f"/rsvp-answers/{prokey}/{number}", status="undecided")
        assert listener.lists(prokey) == {"maybe_going": [listener.mika]}
        assert listener.planned_answers() == [{listener.mika: "maybe"}]


class TestAPendingAnswer:
    @pytest.mark.parametrize("give", GIVERS[:2])
    def test_is_shown_nowhere_and_keeps_its_seat(self, listener: Listener, give: Give) -> None:
        prokey = listener.asking(doi=True, max=1)
        give(listener, prokey, "mika@example.org", "confirmed")
        assert (listener.listed(prokey), listener.lists(prokey)) == ({}, {})
        assert listener.planned_answers() == [{}]
        assert (listener.meeting(prokey)["going_count"], listener.seats(prokey)) == (0, 1)

    def test_counts_in_all_once_its_address_is_confirmed(self, listener: Listener) -> None:
        prokey = listener.asking(doi=True, max=1)
        listener.by_page(prokey, "mika@example.org", "confirmed")
        (answer,) = listener.world.see(answers_of_event, listener.world.olga.acting(), prokey)
        token = listener.world.context.gate.token_of(f"answer:{answer.public_id}")
        path = f"/{prokey}/rsvp/{answer.public_id}/{token}"
        assert listener.world.post(path, data={"deed": "confirm", "shown": fingerprint(answer)}).status_code == 303
        assert listener.listed(prokey) == {"mika@example.org": "confirmed"}
        assert listener.lists(prokey) == {"going": [listener.mika]}
        assert listener.planned_answers() == [{listener.mika: "yes"}]


class TestADeletedAnswer:
    def test_is_gone_from_all_and_its_seat_is_free(self, listener: Listener) -> None:
        prokey = listener.asking(max=1)
        listener.by_page(prokey, "mika@example.org", "confirmed")
        number = listener.write_key("GET", f"/rsvp-answers/{prokey}/latest")["id"]
        listener.write_key("DELETE", f"/rsvp-answers/{prokey}/{number}")
        assert (listener.listed(prokey), listener.lists(prokey), listener.seats(prokey)) == ({}, {}, 0)
        assert listener.mika not in listener.planned_answers()[0]
        assert listener.by_page(prokey, "vera@example.net", "confirmed").endswith("?answered=yes")


class TestAWaitingList:
    def test_is_one_for_all(self, listener: Listener) -> None:
        prokey = listener.asking(max=1, waitlist=True)
        listener.by_page(prokey, "vera@example.net", "confirmed")
        listener.by_member(prokey.replace("-", ""), "true")
        answer = listener.world.post(FORM, json={"prokey": prokey, "email": "ines@example.net", "status": "confirmed"})
        assert answer.json() == {"status": "waitlisted"}
        listener.by_key(prokey, "jo@example.net", "confirmed")
        waiting = ["mika@example.org", "ines@example.net", "jo@example.net"]
        assert list(listener.listed(prokey, "?status=waitlisted")) == waiting
        assert listener.lists(prokey) == {"waitlisted": [listener.mika]}
        first = listener.write_key("GET", f"/rsvp-answers/{prokey}/latest")["id"]
        listener.write_key("DELETE", f"/rsvp-answers/{prokey}/{first}")
        assert listener.listed(prokey) == {"mika@example.org": "confirmed"}
        assert list(listener.listed(prokey, "?status=waitlisted")) == waiting[1:]
        assert listener.lists(prokey) == {"going": [listener.mika]}
        assert listener.planned_answers() == [{listener.mika: "yes"}]

    def test_is_left_by_saying_no_in_conversation(self, listener: Listener) -> None:
        prokey = listener.asking(max=1, waitlist=True)
        listener.by_page(prokey, "vera@example.net", "confirmed")
        for going in ("true", "false"):
            listener.by_member(prokey.replace("-", ""), going)
        assert listener.listed(prokey, "?status=waitlisted") == {}
        assert listener.lists(prokey) == {"not_going": [listener.mika]}


class TestASeries:
    def test_an_answer_to_all_of_it_holds_for_each_meeting(self, listener: Listener) -> None:
        prokey = listener.asking(WEEKLY)
        listener.by_page(prokey, "mika@example.org", "confirmed")
        assert [it["going"] for it in listener.meetings()] == [[listener.mika]] * 3
        assert listener.planned_answers() == [{listener.mika: "yes"}] * 3
        assert listener.listed(prokey) == {"mika@example.org": "confirmed"}

    def test_one_to_a_meeting_goes_before_it_there(self, listener: Listener) -> None:
        prokey = listener.asking(WEEKLY)
        listener.by_page(prokey, "mika@example.org", "confirmed")
        listener.by_member(listener.meetings()[1]["event_id"], "false")
        assert [bool(it["going"]) for it in listener.meetings()] == [True, False, True]
        assert [it[listener.mika] for it in listener.planned_answers()] == ["yes", "no", "yes"]
        numbers = [it["id"] for it in listener.write_key("GET", f"/event/{prokey}/occurrence/all")]
        found = [listener.listed(prokey, f"?occurrence={it}")["mika@example.org"] for it in numbers]
        assert found == ["confirmed", "declined", "confirmed"]
        assert listener.listed(prokey) == {"mika@example.org": "confirmed"}

    def test_one_to_a_meeting_alone_is_no_answer_to_the_event(self, listener: Listener) -> None:
        prokey = listener.asking(WEEKLY)
        number = listener.write_key("GET", f"/event/{prokey}/occurrence/all")[1]["id"]
        listener.by_page(prokey, "mika@example.org", "undecided", occurrence=str(number))
        assert listener.listed(prokey) == {}
        assert listener.listed(prokey, f"?occurrence={number}") == {"mika@example.org": "undecided"}
        assert [it.get(listener.mika) for it in listener.planned_answers()] == [None, "maybe", None]
        assert [it["maybe_going"] for it in listener.meetings()] == [[], [listener.mika], []]
