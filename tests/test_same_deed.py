"""One deed, three dialects: what is done through one is found, the same, through the others."""

from collections.abc import Callable
from typing import Any

import pytest

from tests.cast import World

ZONE = "Europe/Berlin"
BASIC = {
    "name": "Rehearsal", "startDate": "2026-12-01", "startTime": "19:00", "endTime": "21:00", "timeZone": ZONE,
    "location": "Hall",
}  # fmt: skip
LOCAL = {
    "name": "Rehearsal", "start_at": "2026-12-01T19:00:00+01:00", "end_at": "2026-12-01T21:00:00+01:00",
    "timezone": ZONE, "is_all_day": False, "location": {"name": "Hall"},
}  # fmt: skip
LATER = {
    "start_at": "2026-12-02T20:00:00+01:00", "end_at": "2026-12-02T22:00:00+01:00", "timezone": ZONE,
    "is_all_day": False,
}  # fmt: skip


class Speaker:
    """Olga and Mika, in each dialect's own words."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.group = str(world.choir.number)

    def write_key(self, method: str, path: str, **body: Any) -> Any:
        answer = self.world.ask(method, f"/v1{path}", self.world.olga.by_key, json=body or None)
        assert answer.status_code in (200, 201), answer.text
        return answer.json()

    def converse(self, method: str, path: str, who: Any = None, **more: Any) -> Any:
        answer = self.world.ask(
            method, f"/v3/conversations/{self.group}/events/{path}", (who or self.world.olga).by_token, **more
        )
        assert answer.status_code in (200, 201), answer.text
        return answer.json()["response"]

    def plan(self, path: str) -> Any:
        answer = self.world.get(f"/groups/v2{path}", self.world.olga.by_application)
        assert answer.status_code == 200, answer.text
        return answer.json()

    def event(self, prokey: str) -> Any:
        return self.write_key("GET", f"/event/{prokey}")

    def meetings(self) -> list[Any]:
        return self.converse("GET", "list")["events"]  # type: ignore[no-any-return]

    def meeting(self, prokey: str) -> Any:
        return self.converse("GET", f"show?event_id={prokey.replace('-', '')}")["event"]

    def planned(self) -> list[Any]:
        return list(self.plan(f"/groups/{self.group}/events?order=starts_at&include=location")["data"])

    def make_by_key(self, **fields: Any) -> str:
        body = {"event_group": self.world.choir.prokey, "dates": [BASIC], **fields}
        return str(self.write_key("POST", "/event", **body)["prokey"])

    def make_in_conversation(self) -> str:
        made = self.converse("POST", "create", json=LOCAL)["event"]["event_id"]
        return "-".join((made[:8], made[8:12], made[12:16], made[16:20], made[20:]))

    def answers(self, occurrence: str) -> dict[str, str]:
        rows = self.plan(f"/events/{occurrence}/rsvps")["data"]
        return {it["relationships"]["person"]["data"]["id"]: it["attributes"]["response"] for it in rows}


@pytest.fixture
def speaker(world: World) -> Speaker:
    return Speaker(world)


MAKERS: list[Callable[[Speaker], str]] = [Speaker.make_by_key, Speaker.make_in_conversation]


@pytest.mark.parametrize("make", MAKERS)
class TestOneEvent:
    def test_made_in_one_it_is_right_in_all(self, speaker: Speaker, make: Callable[[Speaker], str]) -> None:
        prokey = make(speaker)
        (date,) = speaker.event(prokey)["dates"]
        assert {name: date[name] for name in BASIC} == BASIC
        meeting = speaker.meeting(prokey)
        assert {name: meeting[name] for name in ("name", "start_at", "end_at", "timezone")} == {
            name: LOCAL[name] for name in ("name", "start_at", "end_at", "timezone")
        }
        assert meeting["location"]["name"] == "Hall"
        (planned,) = speaker.planned()
        seen = planned["attributes"]
        assert (seen["name"], seen["starts_at"], seen["ends_at"], seen["canceled"], seen["repeating"]) == (
            "Rehearsal", "2026-12-01T18:00:00Z", "2026-12-01T20:00:00Z", False, False,
        )  # fmt: skip
        assert planned["relationships"]["location"]["data"]["type"] == "Location"

    def test_moved_in_v1_it_is_moved_in_all(self, speaker: Speaker, make: Callable[[Speaker], str]) -> None:
        prokey = make(speaker)
        date = {"startDate": "2026-12-02", "startTime": "20:00", "endDate": "2026-12-02", "endTime": "22:00"}
        speaker.write_key("PATCH", f"/event/{prokey}", dates=[date])
        assert speaker.meeting(prokey)["start_at"] == LATER["start_at"]
        assert speaker.planned()[0]["attributes"]["starts_at"] == "2026-12-02T19:00:00Z"
        assert speaker.event(prokey)["sequence"] == "1"

    def test_moved_in_conversation_it_is_moved_in_all(self, speaker: Speaker, make: Callable[[Speaker], str]) -> None:
        prokey = make(speaker)
        speaker.converse("POST", f"update?event_id={prokey.replace('-', '')}", json=LATER)
        after = speaker.event(prokey)
        assert (after["dates"][0]["startDate"], after["dates"][0]["startTime"], after["sequence"]) == (
            "2026-12-02", "20:00", "1",
        )  # fmt: skip
        assert speaker.planned()[0]["attributes"]["ends_at"] == "2026-12-02T21:00:00Z"

    def test_answered_in_conversation_it_is_answered_in_all(
        self, speaker: Speaker, make: Callable[[Speaker], str]
    ) -> None:
        prokey = make(speaker)
        mika = str(speaker.world.mika.number)
        for going, response in (("true", "yes"), ("false", "no")):
            path = f"rsvp?event_id={prokey.replace('-', '')}&going={going}"
            speaker.converse("POST", path, speaker.world.mika)
            assert speaker.answers(speaker.planned()[0]["id"])[mika] == response
        speaker.converse("DELETE", f"rsvp/delete?event_id={prokey.replace('-', '')}", speaker.world.mika)
        assert speaker.answers(speaker.planned()[0]["id"])[mika] == "awaiting_response"

    def test_cancelled_in_conversation_it_is_cancelled_in_all(
        self, speaker: Speaker, make: Callable[[Speaker], str]
    ) -> None:
        prokey = make(speaker)
        speaker.converse("DELETE", f"delete?event_id={prokey.replace('-', '')}")
        assert speaker.event(prokey)["dates"][0]["status"] == "CANCELLED"
        assert speaker.meetings() == []
        seen = speaker.planned()[0]["attributes"]
        assert (seen["canceled"], seen["canceled_at"]) == (True, "2026-01-05T09:00:00Z")

    def test_cancelled_in_v1_it_is_cancelled_in_all_and_restored_in_all(
        self, speaker: Speaker, make: Callable[[Speaker], str]
    ) -> None:
        prokey = make(speaker)
        speaker.write_key("PATCH", f"/event/{prokey}", dates=[{"status": "CANCELLED"}])
        assert (speaker.meetings(), speaker.planned()[0]["attributes"]["canceled"]) == ([], True)
        speaker.write_key("PATCH", f"/event/{prokey}", dates=[{"status": "CONFIRMED"}])
        assert (len(speaker.meetings()), speaker.planned()[0]["attributes"]["canceled_at"]) == (1, None)

    def test_deleted_in_v1_it_is_gone_from_all(self, speaker: Speaker, make: Callable[[Speaker], str]) -> None:
        prokey = make(speaker)
        speaker.write_key("DELETE", f"/event/{prokey}")
        assert speaker.world.get(f"/v1/event/{prokey}", speaker.world.olga.by_key).status_code == 404
        assert (speaker.meetings(), speaker.planned()) == ([], [])
        assert speaker.world.get(f"/{prokey}").status_code == 404


class TestASeries:
    def weekly(self, speaker: Speaker) -> str:
        return speaker.make_by_key(simplified_recurrence=True, recurrence_simple_type="weekly", recurrence_count=3)

    def test_a_weekly_series_is_n_events_in_the_others(self, speaker: Speaker) -> None:
        self.weekly(speaker)
        assert [it["start_at"][:10] for it in speaker.meetings()] == ["2026-12-01", "2026-12-08", "2026-12-15"]
        planned = speaker.planned()
        assert [it["attributes"]["repeating"] for it in planned] == [True] * 3
        assert len({it["relationships"]["repeating_event"]["data"]["id"] for it in planned}) == 1

    def test_each_of_them_is_answered_alone(self, speaker: Speaker) -> None:
        self.weekly(speaker)
        second = speaker.meetings()[1]["event_id"]
        speaker.converse("POST", f"rsvp?event_id={second}&going=true", speaker.world.mika)
        mika = str(speaker.world.mika.number)
        assert [mika in it["going"] for it in speaker.meetings()] == [False, True, False]
        assert [speaker.answers(it["id"]).get(mika) for it in speaker.planned()] == [None, "yes", None]

    def test_one_moved_in_conversation_stays_moved_when_the_series_is_renamed(self, speaker: Speaker) -> None:
        prokey = self.weekly(speaker)
        second = speaker.meetings()[1]["event_id"]
        speaker.converse("POST", f"update?event_id={second}", json=LATER | {"name": "Special"})
        speaker.write_key("PATCH", f"/event/{prokey}", dates=[{"name": "Evensong"}])
        assert [it["attributes"]["name"] for it in speaker.planned()] == ["Evensong", "Special", "Evensong"]

    def test_one_cancelled_in_conversation_leaves_the_others(self, speaker: Speaker) -> None:
        self.weekly(speaker)
        second = speaker.meetings()[1]["event_id"]
        speaker.converse("DELETE", f"delete?event_id={second}")
        assert [it["attributes"]["canceled"] for it in speaker.planned()] == [False, True, False]
        assert len(speaker.meetings()) == 2


class TestASeriesSplitInV1:
    """This and following go on differently; every meeting stays who it was, with its answers."""

    def split(self, speaker: Speaker, position: int, **fields: Any) -> tuple[str, str]:
        old = speaker.make_by_key(simplified_recurrence=True, recurrence_simple_type="weekly", recurrence_count=3)
        self.before = speaker.meetings()
        for it in self.before:
            speaker.converse("POST", f"rsvp?event_id={it['event_id']}&going=true", speaker.world.mika)
        number = speaker.write_key("GET", f"/event/{old}/occurrence/all")[position]["id"]
        made = speaker.write_key("POST", f"/event/{old}/split", occurrence=number, **fields)
        return old, str(made["prokey"])

    def test_each_meeting_keeps_its_id_and_its_answers_in_all(self, speaker: Speaker) -> None:
        self.split(speaker, 1, dates=[{"startTime": "20:00", "endTime": "22:00"}])
        after, mika = speaker.meetings(), str(speaker.world.mika.number)
        assert [it["event_id"] for it in after] == [it["event_id"] for it in self.before]
        assert [it["start_at"][11:16] for it in after] == ["19:00", "20:00", "20:00"]
        assert [mika in it["going"] for it in after] == [True] * 3
        assert [speaker.answers(it["id"])[mika] for it in speaker.planned()] == ["yes"] * 3

    def test_the_page_of_a_meeting_that_went_over_leads_to_its_new_event(self, speaker: Speaker) -> None:
        old, new = self.split(speaker, 1)
        numbers = [it["id"] for it in speaker.write_key("GET", f"/event/{new}/occurrence/all")]
        later = speaker.write_key("POST", f"/event/{new}/split", occurrence=numbers[1])["prokey"]
        for number, prokey in zip(numbers, (new, later), strict=True):
            answer = speaker.world.get(f"/{old}?o={number}")
            assert (answer.status_code, answer.headers["Location"]) == (301, f"/{prokey}?o={number}")

    def test_the_page_of_a_meeting_of_any_other_event_leads_nowhere(self, speaker: Speaker) -> None:
        old, other = speaker.make_by_key(), speaker.make_by_key()
        (meeting,) = speaker.write_key("GET", f"/event/{other}/occurrence/all")
        assert speaker.world.get(f"/{old}?o={meeting['id']}").status_code == 404

    def test_in_groups_they_are_two_repeating_events(self, speaker: Speaker) -> None:
        self.split(speaker, 1)
        series = [it["relationships"]["repeating_event"]["data"]["id"] for it in speaker.planned()]
        assert series[0] != series[1] == series[2]

    def test_each_can_be_answered_and_changed_afterwards(self, speaker: Speaker) -> None:
        _, new = self.split(speaker, 2)
        last = self.before[2]["event_id"]
        speaker.converse("POST", f"rsvp?event_id={last}&going=false", speaker.world.mika)
        speaker.converse("POST", f"update?event_id={last}", json={"name": "Evensong"})
        assert speaker.answers(speaker.planned()[2]["id"])[str(speaker.world.mika.number)] == "no"
        assert [it["name"] for it in speaker.write_key("GET", f"/event/{new}/occurrence/all")] == ["Evensong"]

    def test_an_answer_for_the_whole_event_holds_for_both(self, speaker: Speaker) -> None:
        old = speaker.make_by_key(
            rsvp=True, simplified_recurrence=True, recurrence_simple_type="weekly", recurrence_count=3
        )
        form = {"name": "Vera", "mail": "vera@example.org", "answer": "yes"}
        assert speaker.world.post(f"/{old}/answer", data=form).status_code == 303
        number = speaker.write_key("GET", f"/event/{old}/occurrence/all")[1]["id"]
        speaker.write_key("POST", f"/event/{old}/split", occurrence=number)
        assert [it["going_count"] for it in speaker.meetings()] == [1, 1, 1]


class TestADayLeftOutInV1:
    def test_has_no_meeting_in_the_others_and_comes_back_with_its_answers(self, speaker: Speaker) -> None:
        prokey = speaker.make_by_key(simplified_recurrence=True, recurrence_simple_type="weekly", recurrence_count=3)
        second = speaker.meetings()[1]["event_id"]
        speaker.converse("POST", f"rsvp?event_id={second}&going=true", speaker.world.mika)
        speaker.write_key("PUT", f"/event/{prokey}/skipped", dates=["2026-12-08"])
        assert [it["start_at"][:10] for it in speaker.meetings()] == ["2026-12-01", "2026-12-15"]
        assert [it["attributes"]["canceled"] for it in speaker.planned()] == [False, True, False]
        speaker.write_key("PUT", f"/event/{prokey}/skipped", dates=[])
        assert [it["going_count"] for it in speaker.meetings()] == [0, 1, 0]


class TestTheLastSeat:
    """However it is answered, in a conversation or on the page, a full event is full."""

    def full(self, speaker: Speaker, **recurrence: Any) -> tuple[str, str]:
        block = speaker.write_key("POST", "/rsvp-block", name="One", max=1)["id"]
        prokey = speaker.make_by_key(rsvp=True, rsvp_block=block, **recurrence)
        return prokey, speaker.meetings()[0]["event_id"]

    def sign_up(self, speaker: Speaker, prokey: str) -> int:
        form = {"name": "Vera", "mail": "vera@example.org", "answer": "yes"}
        return int(speaker.world.post(f"/{prokey}/answer", data=form).status_code)

    def test_taken_in_a_conversation_it_is_taken_on_the_page(self, speaker: Speaker) -> None:
        prokey, meeting = self.full(speaker)
        speaker.converse("POST", f"rsvp?event_id={meeting}&going=true", speaker.world.mika)
        assert self.sign_up(speaker, prokey) == 422
        assert speaker.meeting(prokey)["going_count"] == 1

    def test_taken_in_one_meeting_it_is_taken_for_the_whole_series(self, speaker: Speaker) -> None:
        weekly = {"simplified_recurrence": True, "recurrence_simple_type": "weekly", "recurrence_count": 3}
        prokey, meeting = self.full(speaker, **weekly)
        speaker.converse("POST", f"rsvp?event_id={meeting}&going=true", speaker.world.mika)
        assert self.sign_up(speaker, prokey) == 422
        assert [it["going_count"] for it in speaker.meetings()] == [1, 0, 0]

    def test_given_back_it_can_be_taken(self, speaker: Speaker) -> None:
        prokey, meeting = self.full(speaker)
        for going in ("true", "false"):
            speaker.converse("POST", f"rsvp?event_id={meeting}&going={going}", speaker.world.mika)
        assert self.sign_up(speaker, prokey) == 303


class TestTheWaitingList:
    """Who comes too late waits, however they answer, and is seated however a seat becomes free."""

    def full(self, speaker: Speaker) -> tuple[str, str]:
        block = speaker.write_key("POST", "/rsvp-block", name="One", max=1, waitlist=True)["id"]
        prokey = speaker.make_by_key(rsvp=True, rsvp_block=block)
        form = {"name": "Vera", "mail": "vera@example.org", "answer": "yes"}
        assert speaker.world.post(f"/{prokey}/answer", data=form).status_code == 303
        return prokey, speaker.meetings()[0]["event_id"]

    def test_who_waits_is_waitlisted_in_conversation_and_a_maybe_in_groups(self, speaker: Speaker) -> None:
        prokey, meeting = self.full(speaker)
        mika = str(speaker.world.mika.number)
        speaker.converse("POST", f"rsvp?event_id={meeting}&going=true", speaker.world.mika)
        seen = speaker.meeting(prokey)
        assert (seen["waitlisted"], seen["going"], seen["going_count"]) == ([mika], [], 1)
        assert speaker.answers(speaker.planned()[0]["id"])[mika] == "maybe"
        assert [it["email"] for it in speaker.write_key("GET", f"/rsvp-answers/{prokey}")] == ["vera@example.org"]
        waiting = speaker.write_key("GET", f"/rsvp-answers/{prokey}?status=waitlisted")
        assert [it["email"] for it in waiting] == ["mika@example.org"]

    def test_a_seat_given_back_by_the_organiser_goes_to_them_in_all(self, speaker: Speaker) -> None:
        prokey, meeting = self.full(speaker)
        mika = str(speaker.world.mika.number)
        speaker.converse("POST", f"rsvp?event_id={meeting}&going=true", speaker.world.mika)
        first = speaker.write_key("GET", f"/rsvp-answers/{prokey}/latest")["id"]
        speaker.write_key("PATCH", f"/rsvp-answers/{prokey}/{first}", status="declined")
        seen = speaker.meeting(prokey)
        assert (seen["waitlisted"], seen["going"]) == ([], [mika])
        assert speaker.answers(speaker.planned()[0]["id"])[mika] == "yes"

    def test_a_seat_given_back_in_conversation_goes_to_who_waits_on_the_page(self, speaker: Speaker) -> None:
        block = speaker.write_key("POST", "/rsvp-block", name="One", max=1, waitlist=True)["id"]
        prokey = speaker.make_by_key(rsvp=True, rsvp_block=block)
        meeting = speaker.meetings()[0]["event_id"]
        speaker.converse("POST", f"rsvp?event_id={meeting}&going=true", speaker.world.mika)
        form = {"name": "Vera", "mail": "vera@example.org", "answer": "yes"}
        assert speaker.world.post(f"/{prokey}/answer", data=form).headers["Location"].endswith("?answered=waiting")
        speaker.converse("POST", f"rsvp?event_id={meeting}&going=false", speaker.world.mika)
        said = {it["email"]: it["status"] for it in speaker.write_key("GET", f"/rsvp-answers/{prokey}")}
        assert said == {"mika@example.org": "declined", "vera@example.org": "confirmed"}


class TestAfterALongPause:
    def test_the_page_shows_what_takes_place_again_and_takes_answers(self, speaker: Speaker) -> None:
        daily = {"simplified_recurrence": True, "recurrence_simple_type": "daily", "recurrence_count": 40}
        prokey = speaker.make_by_key(rsvp=True, **daily)
        meetings = speaker.write_key("GET", f"/event/{prokey}/occurrence/all")
        for it in meetings[:26]:
            speaker.write_key("PATCH", f"/event/{prokey}/occurrence/{it['id']}", status="CANCELLED")
        assert 'name="answer"' in speaker.world.get(f"/{prokey}").text
        form = {"name": "Vera", "mail": "vera@example.org", "answer": "yes", "occurrence": str(meetings[30]["id"])}
        assert speaker.world.post(f"/{prokey}/answer", data=form).status_code == 303


class TestOnThePage:
    def test_what_the_dialects_did_is_on_the_page_in_the_file_and_in_the_feed(self, speaker: Speaker) -> None:
        prokey = speaker.make_by_key()
        speaker.converse("POST", f"update?event_id={prokey.replace('-', '')}", json={"name": "Evensong"})
        page, file, feed = (
            speaker.world.get(path).text
            for path in (f"/{prokey}", f"/{prokey}/event.ics", f"/{speaker.world.choir.prokey}/calendar.ics")
        )
        assert "Evensong" in page
        assert f"UID:{prokey}" in file
        assert f"UID:{prokey}" in feed

    def test_a_visitors_yes_is_seen_in_the_dialects(self, speaker: Speaker) -> None:
        prokey = speaker.make_by_key(rsvp=True)
        form = {"name": "Vera", "mail": "vera@example.org", "answer": "yes"}
        answer = speaker.world.post(f"/{prokey}/answer", data=form)
        assert answer.status_code == 303, answer.text
        assert speaker.meeting(prokey)["going_count"] == 1
