"""The waiting list: who gets a seat when one becomes free, and who is written of it."""

from datetime import timedelta

import pytest

from kalends.actions import answer as deeds
from kalends.actions import answer_list as organiser
from kalends.actions.answer import Outcome
from kalends.actions.event import delete_event, revise_event
from kalends.actions.job import list_jobs
from kalends.actions.occurrence import Meeting, show_meeting
from kalends.actions.personal import Confirmation, confirm_answer
from kalends.actions.personal_link import AskedLink, send_link
from kalends.actions.waiting import promote_waiting
from kalends.domain.access import system, visitor
from kalends.domain.errors import Kind, Refused
from kalends.domain.event import DatePatch, DateStatus, EventPatch
from tests.actions.conftest import Choir, speaking
from tests.actions.hall import ACCEPTED, DECLINED, LATER, WAITLISTED, Hall
from tests.builders import MONDAY, date


class TestWhenAllSeatsAreTaken:
    def test_a_yes_waits_in_the_order_of_answering(self, choir: Choir) -> None:
        hall = Hall(choir)
        assert [hall.comes(who) for who in "abcd"] == [Outcome.TAKEN] * 2 + [Outcome.WAITING] * 2
        assert hall.states() == {"a": "accepted", "b": "accepted", "c": "waitlisted", "d": "waitlisted"}

    def test_without_a_list_it_is_full(self, choir: Choir) -> None:
        hall = Hall(choir, waiting_list=False)
        hall.comes("a", 2)
        with pytest.raises(Refused, match="full"):
            hall.comes("b")
        assert hall.states() == {"a": "accepted"}

    def test_a_member_waits_too_and_is_told_so_in_their_conversation(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a", 2)
        args = (speaking(choir.mika), choir.group.number, hall.event.prokey, ACCEPTED)
        meeting: Meeting = choir.write(deeds.answer_meeting, *args, now=MONDAY)
        assert [it.state for it in meeting.answers if it.person] == [WAITLISTED]


class TestASeatThatBecomesFree:
    def test_goes_to_the_first_in_the_same_deed_who_is_written_once(self, choir: Choir) -> None:
        hall = Hall(choir)
        for who in "abcd":
            hall.comes(who)
        hall.changes("a", DECLINED)
        assert hall.states() == {"a": "declined", "b": "accepted", "c": "accepted", "d": "waitlisted"}
        choir.write(promote_waiting, system(choir.number), hall.event.number, now=hall.now)
        assert hall.letters("promoted") == ["promoted c"]

    def test_is_kept_for_a_large_party_from_smaller_ones_behind_it(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a"), hall.comes("b"), hall.comes("party", 2), hall.comes("small")
        hall.changes("a", DECLINED)
        assert hall.states()["small"] == "waitlisted"
        assert hall.comes("late") is Outcome.WAITING
        hall.changes("b", DECLINED)
        assert (hall.states()["party"], hall.states()["small"]) == ("accepted", "waitlisted")

    def test_goes_to_those_behind_when_the_large_party_gives_up(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a"), hall.comes("b"), hall.comes("party", 2), hall.comes("small")
        hall.changes("a", DECLINED)
        hall.changes("party", DECLINED)
        assert hall.states()["small"] == "accepted"

    def test_or_asks_for_fewer(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a"), hall.comes("b"), hall.comes("party", 2)
        hall.changes("a", DECLINED)
        hall.changes("party", ACCEPTED, 1)
        assert hall.states()["party"] == "accepted"

    def test_comes_from_a_smaller_party_too(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a", 2), hall.comes("b")
        hall.changes("a", ACCEPTED, 1)
        assert hall.states() == {"a": "accepted", "b": "accepted"}

    def test_from_an_answer_that_the_organiser_deletes(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a", 2), hall.comes("b")
        first = hall.answers()["a"].public_id
        choir.write(organiser.delete_answer, choir.olga, hall.event.prokey, first, now=hall.now)
        assert hall.states() == {"b": "accepted"}
        assert hall.letters()[-2:] == ["changed a", "promoted b"]

    def test_from_a_form_with_more_seats(self, choir: Choir) -> None:
        hall = Hall(choir)
        for who in "abcd":
            hall.comes(who)
        hall.revise_form(seats_max=3)
        assert hall.states()["c"] == "accepted"
        assert hall.states()["d"] == "waitlisted"
        hall.revise_form(seats_max=None)
        assert hall.letters("promoted") == ["promoted c", "promoted d"]

    def test_from_an_event_that_uses_the_form_no_more(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a", 2), hall.comes("b")
        choir.write(revise_event, choir.olga, hall.event.prokey, EventPatch(rsvp_block=None), now=hall.now)
        assert hall.states()["b"] == "accepted"

    def test_from_a_meeting_that_is_called_off(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), date(start_date="2026-02-09", end_date="2026-02-09"))
        first = choir.read(show_meeting, speaking(choir.mika), choir.group.number, hall.event.prokey).occurrence.number
        hall.comes("a", 2, occurrence=first)
        assert hall.comes("b") is Outcome.WAITING
        dates = (DatePatch(status=DateStatus.CANCELLED), DatePatch())
        choir.write(revise_event, choir.olga, hall.event.prokey, EventPatch(dates=dates), now=hall.now)
        assert hall.states()["b"] == "accepted"

    def test_leaves_nobody_behind_when_there_are_fewer_than_were_given(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a"), hall.comes("b"), hall.comes("c")
        hall.revise_form(seats_max=1)
        hall.changes("a", DECLINED)
        assert hall.states() == {"a": "declined", "b": "accepted", "c": "waitlisted"}


class TestAnAddressToBeConfirmed:
    def test_keeps_its_seats_when_it_asks_for_no_more_of_them(self, choir: Choir) -> None:
        hall = Hall(choir, mail_confirmed=True)
        hall.comes("a", 2), hall.comes("b")
        hall.comes("a", 1)
        assert hall.answers()["a"].pending_until is not None

    def test_leaves_its_seats_to_who_waits_when_it_asks_for_more_than_there_are(self, choir: Choir) -> None:
        hall = Hall(choir, mail_confirmed=True)
        hall.comes("a"), hall.confirms("a")
        hall.comes("b"), hall.comes("c"), hall.confirms("c")
        assert hall.states()["c"] == "waitlisted"
        hall.comes("b", 2)
        assert hall.states() == {"a": "accepted", "b": "pending", "c": "accepted"}

    def test_holds_its_seats_and_is_written_once_however_often_it_is_sent(self, choir: Choir) -> None:
        hall = Hall(choir, mail_confirmed=True, waiting_list=False)
        assert [hall.comes("a"), hall.comes("a")] == [Outcome.CONFIRM] * 2
        assert hall.letters() == ["confirm a"]
        hall.comes("b")
        with pytest.raises(Refused, match="full"):
            hall.comes("c")

    def test_counts_once_it_is_confirmed_and_confirming_again_changes_nothing(self, choir: Choir) -> None:
        hall = Hall(choir, mail_confirmed=True)
        hall.comes("a")
        assert (hall.states()["a"], hall.confirms("a"), hall.confirms("a")) == ("pending", ACCEPTED, ACCEPTED)
        assert hall.letters() == ["confirm a", "thanks a"]

    def test_what_was_asked_comes_of_it(self, choir: Choir) -> None:
        hall = Hall(choir, mail_confirmed=True)
        hall.comes("a", state=DECLINED)
        assert hall.answers()["a"].pending_until is None
        assert hall.confirms("a") is DECLINED

    def test_gives_its_seats_up_after_half_an_hour_and_they_go_to_who_waits(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a")
        hall.revise_form(mail_confirmed=True)
        hall.comes("b")
        hall.revise_form(mail_confirmed=False)
        hall.comes("c")
        hall.now += timedelta(minutes=29)
        hall.lapse("b")
        assert hall.states()["c"] == "waitlisted"
        hall.now += timedelta(minutes=2)
        hall.lapse("b")
        assert hall.states() == {"a": "accepted", "b": "pending", "c": "accepted"}
        assert hall.confirms("b") is WAITLISTED

    def test_takes_seats_anew_by_a_late_click(self, choir: Choir) -> None:
        hall = Hall(choir, mail_confirmed=True)
        hall.comes("a", 2)
        hall.now += timedelta(minutes=31)
        hall.lapse("a")
        assert hall.comes("b", 2) is Outcome.CONFIRM
        hall.lapse("b")
        assert hall.confirms("a") is WAITLISTED
        hall.now += timedelta(minutes=31)
        hall.lapse("b")
        assert hall.states() == {"a": "accepted", "b": "pending"}

    def test_is_forgotten_in_the_end(self, choir: Choir) -> None:
        hall = Hall(choir, mail_confirmed=True)
        hall.comes("a")
        hall.now += timedelta(days=8)
        hall.lapse("a")
        assert hall.states() == {}


class TestTheSameAddressAgain:
    def test_changes_nothing_hears_the_same_and_gets_the_link(self, choir: Choir) -> None:
        hall = Hall(choir, seats_max=None)
        assert [hall.comes("a"), hall.comes("a", state=DECLINED)] == [Outcome.TAKEN] * 2
        assert hall.states() == {"a": "accepted"}
        assert hall.letters() == ["answered a", "answered_again a"]

    @pytest.mark.parametrize("waiting_list", [True, False])
    def test_hears_the_same_of_a_full_event(self, choir: Choir, waiting_list: bool) -> None:
        hall = Hall(choir, waiting_list=waiting_list)
        hall.comes("a", 2)
        told = []
        for who in ("a", "stranger"):
            try:
                told.append(str(hall.comes(who)))
            except Refused as refused:
                told.append(refused.reason)
        assert told[0] == told[1]
        assert hall.states()["a"] == "accepted"

    def test_can_have_the_link_sent_once_for_each_time_it_is_asked_for(self, choir: Choir) -> None:
        hall, itself = Hall(choir), system(choir.number)
        hall.comes("a")
        for who, at in (("a", hall.now), ("stranger", hall.now), ("a", hall.now)):
            asked = AskedLink(f"{who}@example.org", "de", at)
            choir.write(send_link, itself, hall.event.number, asked, now=hall.now)
        assert hall.letters("personal_link") == ["personal_link a"]

    def test_is_looked_for_by_a_job_so_that_the_time_it_takes_to_ask_tells_nothing(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a")
        done = [hall.asks_for_link(who) for who in ("a", "stranger")]
        assert done == [["event_by_prokey", "add_job"]] * 2
        jobs = [it for it in choir.read(list_jobs, system(choir.number)) if it.kind == "link"]
        assert sorted(it.payload["mail"] for it in jobs) == ["a@example.org", "stranger@example.org"]
        assert hall.letters("personal_link") == []

    def test_is_sent_none_of_an_event_that_is_gone_by_then(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a")
        choir.write(delete_event, choir.olga, hall.event.prokey, now=hall.now)
        asked = AskedLink("a@example.org", "", hall.now)
        choir.write(send_link, system(choir.number), hall.event.number, asked, now=hall.now)
        assert hall.letters("personal_link") == []


class TestByThePersonalAddress:
    def test_an_answer_is_changed_and_said_once(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a")
        assert [hall.changes("a", ACCEPTED, 2), hall.changes("a", ACCEPTED, 2)] == [ACCEPTED] * 2
        assert hall.letters() == ["answered a", "changed a"]

    def test_more_seats_than_there_are_is_refused_and_what_was_held_stays(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a"), hall.comes("b")
        with pytest.raises(Refused, match="full"):
            hall.changes("a", ACCEPTED, 2)
        assert hall.answers()["a"].amount == 1

    @pytest.mark.parametrize("why", ["deleted", "other"])
    def test_nothing_is_found_where_nothing_is(self, choir: Choir, why: str) -> None:
        hall, other = Hall(choir), Hall(choir)
        hall.comes("a")
        own, prokey = hall.answers()["a"].public_id, hall.event.prokey
        if why == "deleted":
            choir.write(delete_event, choir.olga, prokey, now=hall.now)
        given = Confirmation(prokey if why == "deleted" else other.event.prokey, own, "")
        with pytest.raises(Refused) as refused:
            choir.write(confirm_answer, visitor(choir.number), given, now=hall.now)
        assert refused.value.kind is Kind.NOT_FOUND

    def test_nothing_can_be_answered_that_is_called_off(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a")
        own = DatePatch(status=DateStatus.CANCELLED)
        choir.write(revise_event, choir.olga, hall.event.prokey, EventPatch(dates=(own,)), now=hall.now)
        with pytest.raises(Refused, match="closed"):
            hall.changes("a", DECLINED)
