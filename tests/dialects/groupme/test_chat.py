"""What is said in the conversation, by people and by the calendar."""

from typing import Any

import pytest

from kalends.actions.event import GroupChoice, create_event
from kalends.actions.membership import remove_member, set_nickname
from kalends.domain import limits
from tests import builders
from tests.dialects.groupme.room import REHEARSAL, Room

WHEN = {name: REHEARSAL[name] for name in ("start_at", "end_at", "timezone")} | {"is_all_day": False}
LATER = WHEN | {"end_at": "2026-03-02T22:00:00+01:00"}


def path(room: Room) -> str:
    return f"/v3/groups/{room.choir.number}/messages"


def say(room: Room, text: Any = "Hello", **more: Any) -> Any:
    """What the answer to a new message is."""
    return room.post(path(room), room.mika.by_token, json={"message": {"text": text, **more}})


class TestTheCalendarsLines:
    @pytest.mark.parametrize(
        ("sent", "what", "fields"),
        [
            (LATER, "the time for ", ["time"]),
            ({"location": {"name": "Hall"}}, "the location for ", ["location"]),
            ({"name": "Concert"}, "the name for ", ["name"]),
            ({"description": "Bring water"}, "the description for ", ["description"]),
            ({"name": "Concert", "location": {"name": "Hall"}}, "the location for ", ["name", "location"]),
            ({"name": "Concert", "description": "x", **LATER}, "the time for ", ["name", "description", "time"]),
        ],
    )
    def test_tell_what_changed(self, room: Room, sent: dict[str, Any], what: str, fields: list[str]) -> None:
        name = room.good(room.update(room.create()["event_id"], **sent))["event"]["name"]
        told = room.messages()[0]
        assert told["text"] == f"Olga updated {what}the event '{name}'"
        assert told["event"]["data"]["updated_fields"] == [f"calendar.event.field.{field}" for field in fields]

    def test_leave_out_what_nobody_would_read(self, room: Room) -> None:
        event_id = room.create(image_url=None)["event_id"]
        room.good(room.update(event_id, image_url=room.picture()))
        room.good(room.update(event_id, reminders=[300]))
        assert len(room.messages()) == 1

    @pytest.mark.parametrize(
        ("going", "state", "text"),
        [
            ("true", "going", "Mika is going to 'Rehearsal'"),
            ("false", "not_going", "Mika is not going to 'Rehearsal'"),
        ],
    )
    def test_tell_who_is_going(self, room: Room, going: str, state: str, text: str) -> None:
        room.rsvp(room.create()["event_id"], room.mika, going)
        told = room.messages()[0]
        assert (told["event"]["type"], told["text"]) == (f"calendar.event.user.{state}", text)
        assert told["event"]["data"]["user"] == {"id": str(room.mika.number), "nickname": "Mika"}

    def test_call_people_as_the_conversation_does(self, room: Room) -> None:
        room.do(set_nickname, room.olga.acting(), room.choir.prokey, room.mika.number, "Mikado")
        answer = room.post(f"{room.events}/create", room.mika.by_token, json=REHEARSAL)
        told = room.good(answer, 201)["message"]
        assert (told["name"], told["event"]["data"]["user"]["nickname"]) == ("Mikado", "Mikado")
        assert told == room.messages()[0]

    def test_tell_of_events_that_were_made_elsewhere(self, room: Room) -> None:
        choice = GroupChoice(prokey=room.choir.prokey)
        new = room.do(create_event, room.olga.acting(), choice, builders.draft(), now=room.clock.now())
        told = room.messages()[0]
        assert told["event"]["type"] == "calendar.event.created"
        assert told["attachments"][0]["event_id"] == new.event.prokey.replace("-", "")
        assert told["text"].endswith(f" http://kalends.test/{new.event.prokey}")

    def test_each_have_an_id_above_the_one_before(self, room: Room) -> None:
        event_id = room.create()["event_id"]
        for going in ("true", "false", None):
            room.rsvp(event_id, room.mika, going)
        ids = [int(message["id"]) for message in room.messages()]
        assert ids == sorted(ids, reverse=True)
        assert len({message["source_guid"] for message in room.messages()}) == len(ids) == 4


class TestReading:
    def ids(self, room: Room, **params: Any) -> list[str]:
        return [message["id"] for message in room.messages(**params)]

    def test_is_newest_first_and_bounded(self, room: Room) -> None:
        said = [room.good(say(room, f"{n}"), 201)["message"]["id"] for n in range(22)]
        assert self.ids(room) == said[:1:-1]
        assert self.ids(room, limit=200) == said[::-1]
        assert self.ids(room, limit=2, before_id=said[5]) == [said[4], said[3]]
        assert self.ids(room, limit=2, since_id=said[5]) == [said[21], said[20]]
        assert self.ids(room, limit=2, after_id=said[5]) == [said[6], said[7]]

    def test_counts_all_of_them(self, room: Room) -> None:
        for _ in range(3):
            say(room)
        assert room.good(room.get(f"{path(room)}?limit=1", room.olga.by_token))["count"] == 3

    @pytest.mark.parametrize("query", ["", "before_id={}", "since_id={}", "after_id={}", "before_id=0", "before_id=1"])
    def test_past_the_end_is_not_modified_and_empty(self, room: Room, query: str) -> None:
        if query:
            query = query.format(room.good(say(room), 201)["message"]["id"])
        answer = room.get(f"{path(room)}?{query}", room.olga.by_token)
        assert (answer.status_code, answer.content) == (304, b"")

    @pytest.mark.parametrize("limit", ["0", "201", "-1", "x", "1e2"])
    def test_a_limit_out_of_range_is_refused(self, room: Room, limit: str) -> None:
        answer = room.get(f"{path(room)}?limit={limit}", room.olga.by_token)
        assert room.refused(answer, 400) == "limit must be between 1 and 200"

    @pytest.mark.parametrize("query", ["before_id=x", "since_id=-1", f"after_id={'9' * 19}", "before_id=1&after_id=1"])
    def test_a_bound_that_is_none_is_refused(self, room: Room, query: str) -> None:
        room.refused(room.get(f"{path(room)}?{query}", room.olga.by_token), 400)


class TestSaying:
    def test_a_line_comes_back_as_it_was_said(self, room: Room) -> None:
        place = {"type": "location", "name": "Hall", "lat": "52.5", "lng": "13.4"}
        message = room.good(say(room, "Hello\nthere", source_guid="1", attachments=[place]), 201)["message"]
        assert (message["text"], message["attachments"], message["source_guid"]) == ("Hello\nthere", [place], "1")
        assert room.messages() == [message]

    def test_an_attachment_can_stand_alone(self, room: Room) -> None:
        assert room.good(say(room, None, attachments=[{"type": "emoji"}]), 201)["message"]["text"] is None

    def test_without_an_id_of_the_senders_every_line_is_new(self, room: Room) -> None:
        for _ in range(2):
            room.good(say(room), 201)
        assert len(room.messages()) == 2

    def test_an_id_of_the_senders_holds_in_one_conversation(self, room: Room) -> None:
        room.good(say(room, source_guid="1"), 201)
        elsewhere = f"/v3/groups/{room.board.number}/messages"
        sent = {"message": {"text": "Hello", "source_guid": "1"}}
        room.good(room.post(elsewhere, room.mika.by_token, json=sent), 201)
        assert room.refused(say(room, "Other", source_guid="1"), 409)
        assert len(room.messages()) == 1

    @pytest.mark.parametrize(("text", "code"), [("x" * 1_000, 201), ("x" * 1_001, 400)])
    def test_a_text_has_at_most_a_thousand_characters(self, room: Room, text: str, code: int) -> None:
        assert say(room, text).status_code == code

    def test_attachments_are_bounded(self, room: Room) -> None:
        most = [{"type": "emoji"}] * limits.MESSAGE_ATTACHMENTS
        room.good(say(room, attachments=most), 201)
        room.refused(say(room, attachments=[*most, {"type": "emoji"}]), 400)
        blank = len('[{"type":"emoji","x":""}]')
        for size, code in ((limits.MESSAGE_ATTACHMENTS_BYTES, 201), (limits.MESSAGE_ATTACHMENTS_BYTES + 1, 400)):
            assert say(room, attachments=[{"type": "emoji", "x": "x" * (size - blank)}]).status_code == code

    @pytest.mark.parametrize(("guid", "code"), [("x" * limits.SOURCE_GUID, 201), ("x" * (limits.SOURCE_GUID + 1), 400)])
    def test_an_id_of_the_senders_is_bounded(self, room: Room, guid: str, code: int) -> None:
        assert say(room, source_guid=guid).status_code == code

    @pytest.mark.parametrize(
        "sent",
        [
            {},
            {"message": None},
            {"message": "Hello"},
            {"message": {}},
            {"message": {"text": ""}},
            {"message": {"text": " \n "}},
            {"message": {"text": 1}},
            {"message": {"text": "bell\x07"}},
            {"message": {"text": "x", "source_guid": 1}},
            {"message": {"text": "x", "source_guid": ""}},
            {"message": {"text": "x", "source_guid": "two\nlines"}},
            {"message": {"text": "x", "attachments": {}}},
            {"message": {"text": "x", "attachments": ""}},
            {"message": {"text": "x", "attachments": ["image"]}},
            {"message": {"text": "x", "attachments": [{}]}},
            {"message": {"text": "x", "attachments": [{"type": 1}]}},
            {"message": {"text": "x", "attachments": [{"type": "event", "event_id": "1", "view": "full"}]}},
        ],
    )
    def test_nothing_is_said_by_what_is_no_message(self, room: Room, sent: dict[str, Any]) -> None:
        room.refused(room.post(path(room), room.mika.by_token, json=sent), 400)
        assert room.get(path(room), room.mika.by_token).status_code == 304


class TestGroups:
    def test_are_those_one_is_in_the_last_to_speak_first(self, room: Room) -> None:
        say(room)
        found = room.good(room.get("/v3/groups", room.mika.by_token))
        assert [group["name"] for group in found] == ["Choir", "Board"]
        assert [group["name"] for group in room.good(room.get("/v3/groups", room.lena.by_token))] == ["Choir"]
        assert room.good(room.get("/v3/groups", room.nadia.by_token)) == []

    def test_come_in_pages(self, room: Room) -> None:
        pages = [room.good(room.get(f"/v3/groups?per_page=1&page={n}", room.mika.by_token)) for n in (1, 2, 3)]
        assert [len(page) for page in pages] == [1, 1, 0]
        assert pages[0] != pages[1]

    def test_can_come_without_their_members(self, room: Room) -> None:
        full, bare = (
            room.good(room.get(f"/v3/groups{query}", room.lena.by_token))[0] for query in ("", "?omit=memberships")
        )
        assert bare == {**full, "members": None}
        assert bare["members_count"] == 3

    def test_one_alone_is_as_in_the_list(self, room: Room) -> None:
        room.create()
        (listed,) = room.good(room.get("/v3/groups", room.lena.by_token))
        assert room.good(room.get(f"/v3/groups/{room.choir.number}", room.lena.by_token)) == listed

    def test_a_page_may_be_long(self, room: Room) -> None:
        assert len(room.good(room.get(f"/v3/groups?per_page={limits.PAGE_CONVERSATIONS}", room.mika.by_token))) == 2

    def test_no_more_members_are_shown_than_the_limit(self, room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
        for most, names in ((3, ["Olga", "Lena", "Mika"]), (2, ["Olga", "Lena"])):
            monkeypatch.setattr(limits, "MEMBERS_PER_CONVERSATION_SHOWN", most)
            group = room.good(room.get(f"/v3/groups/{room.choir.number}", room.mika.by_token))
            assert ([member["name"] for member in group["members"]], group["members_count"]) == (names, 3)

    @pytest.mark.parametrize(
        "query", ["page=0", "page=x", "per_page=0", "per_page=501", "per_page=-1", f"page={10**10}"]
    )
    def test_a_page_out_of_range_is_refused(self, room: Room, query: str) -> None:
        assert "must be between 1 and" in room.refused(room.get(f"/v3/groups?{query}", room.olga.by_token), 400)

    def test_nobody_who_left_is_listed(self, room: Room) -> None:
        room.do(remove_member, room.olga.acting(), room.choir.prokey, room.mika.number, now=room.clock.now())
        group = room.good(room.get(f"/v3/groups/{room.choir.number}", room.lena.by_token))
        assert [member["name"] for member in group["members"]] == ["Olga", "Lena"]
        assert group["members_count"] == 2
