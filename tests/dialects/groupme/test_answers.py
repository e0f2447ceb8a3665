"""Who is going."""

import pytest

from kalends.actions.answer import MailReply, answer_by_mail, answer_meeting
from kalends.actions.event import revise_event
from kalends.domain.access import CredentialKind, visitor
from kalends.domain.answer import PartStat
from kalends.domain.event import EventPatch
from tests.dialects.groupme.room import Room


class TestAnswering:
    def test_moves_somebody_between_the_lists(self, room: Room) -> None:
        event_id, mika = room.create()["event_id"], str(room.mika.number)
        seen = [room.rsvp(event_id, room.mika, going) for going in ("true", "false", "true", None)]
        assert [mika in event["going"] for event in seen] == [True, False, True, False]
        assert [mika in event["not_going"] for event in seen] == [False, True, False, False]
        assert [event["going_count"] for event in seen] == [2, 1, 2, 1]
        assert [mika in event["rsvp_list"] for event in seen] == [True, True, True, False]
        assert room.show(event_id) == seen[-1]

    def test_twice_alike_changes_and_tells_nothing(self, room: Room) -> None:
        event_id = room.create()["event_id"]
        once = room.rsvp(event_id, room.mika, "true")
        assert room.rsvp(event_id, room.mika, "true") == once
        assert len(room.messages()) == 2

    def test_taking_back_what_was_not_given_tells_nothing(self, room: Room) -> None:
        event = room.create()
        assert room.rsvp(event["event_id"], room.mika, None) == event
        assert len(room.messages()) == 1

    def test_does_not_count_as_a_change_of_the_event(self, room: Room) -> None:
        event = room.create()
        assert room.rsvp(event["event_id"], room.mika, "true")["updated_at"] == event["updated_at"]

    def test_lists_are_in_order_of_answering(self, room: Room) -> None:
        event_id = room.create(room.mika)["event_id"]
        room.rsvp(event_id, room.olga, "true")
        event = room.rsvp(event_id, room.lena, "true")
        assert event["going"] == [str(friend.number) for friend in (room.mika, room.olga, room.lena)]
        assert list(event["rsvp_list"].values()) == sorted(event["rsvp_list"].values())

    @pytest.mark.parametrize("going", ["True", "yes", "1", "", "maybe", "null", "true,false"])
    def test_is_true_or_false_and_nothing_else(self, room: Room, going: str) -> None:
        event = room.create()
        path = f"{room.events}/rsvp?event_id={event['event_id']}&going={going}"
        assert room.refused(room.post(path, room.mika.by_token), 400) == "going: must be true or false"
        assert room.show(event["event_id"]) == event

    def test_must_be_given(self, room: Room) -> None:
        event_id = room.create()["event_id"]
        answer = room.post(f"{room.events}/rsvp?event_id={event_id}", room.mika.by_token)
        assert room.refused(answer, 400) == "going: must be true or false"


class TestAnswersFromElsewhere:
    def test_a_maybe_is_in_its_own_list(self, room: Room) -> None:
        event = room.create()
        actor = room.mika.acting(CredentialKind.APPLICATION)
        public_id = event["share_url"].rpartition("/")[2]
        room.do(answer_meeting, actor, room.choir.number, public_id, PartStat.TENTATIVE, now=room.clock.now())
        shown = room.show(event["event_id"])
        assert shown["maybe_going"] == [str(room.mika.number)]
        assert str(room.mika.number) in shown["rsvp_list"]
        told = room.messages()[0]
        assert (told["event"]["type"], told["text"]) == (
            "calendar.event.user.maybe_going",
            "Mika might go to 'Rehearsal'",
        )

    def test_somebody_known_by_mail_alone_is_counted_and_not_listed(self, room: Room) -> None:
        event = room.create()
        prokey = event["share_url"].rpartition("/")[2]
        room.do(revise_event, room.olga.acting(), prokey, EventPatch(rsvp=True), now=room.clock.now())
        reply = MailReply(prokey=prokey, mail="vera@example.org", name="Vera", state=PartStat.ACCEPTED)
        room.do(answer_by_mail, visitor(room.organization), reply, now=room.clock.now())
        shown = room.show(event["event_id"])
        assert (shown["going"], shown["going_count"]) == ([str(room.olga.number)], 2)
        assert shown["rsvp_list"].keys() == {str(room.olga.number)}
