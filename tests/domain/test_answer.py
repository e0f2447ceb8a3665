"""May this answer be given now, and which one holds?"""

from datetime import timedelta

import pytest
from msgspec.structs import replace

from kalends.domain.answer import (
    Answer,
    PartStat,
    Room,
    Tally,
    check_answer,
    decided,
    holding,
    overrides,
    promoted,
    room_for,
    seats_by_meeting,
    seats_held,
)
from kalends.domain.errors import Kind, Refused
from tests.builders import MONDAY, TUESDAY, terms

ACCEPTED, TENTATIVE, DECLINED = PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED


def given(attendee: int, occurrence: int, state: PartStat = ACCEPTED, amount: int = 1) -> Answer:
    return Answer(attendee, "", 1, occurrence, state, amount, MONDAY, MONDAY, attendee=attendee)


WAITLISTED = PartStat.WAITLISTED


def waiting(attendee: int, amount: int = 1, occurrence: int = 0) -> Answer:
    return given(attendee, occurrence, WAITLISTED, amount)


class TestAnswering:
    def test_a_party_larger_than_allowed_is_refused_by_its_field(self) -> None:
        with pytest.raises(Refused) as refused:
            check_answer(terms(seats_per_answer=2), ACCEPTED, 3, now=MONDAY)
        assert refused.value.field == "amount"

    def test_declining_is_possible_after_closing(self) -> None:
        check_answer(terms(closes_at=MONDAY), DECLINED, 1, now=TUESDAY)

    def test_accepting_is_closed_at_the_very_moment(self) -> None:
        check_answer(terms(closes_at=MONDAY), ACCEPTED, 1, now=MONDAY - timedelta(microseconds=1))
        with pytest.raises(Refused, match="closed"):
            check_answer(terms(closes_at=MONDAY), ACCEPTED, 1, now=MONDAY)

    def test_a_maybe_that_nobody_offered_is_not_allowed(self) -> None:
        with pytest.raises(Refused) as refused:
            check_answer(terms(), TENTATIVE, 1, now=MONDAY)
        assert refused.value.kind is Kind.NOT_ALLOWED


class TestTheLastSeat:
    def test_can_be_taken(self) -> None:
        assert decided(terms(seats_max=2), ACCEPTED, 1, Room(taken=1)) is ACCEPTED

    def test_one_too_many_is_full(self) -> None:
        with pytest.raises(Refused, match="full"):
            decided(terms(seats_max=2), ACCEPTED, 2, Room(taken=1))

    def test_or_waits_where_there_is_a_list(self) -> None:
        assert decided(terms(seats_max=2, waiting_list=True), ACCEPTED, 2, Room(taken=1)) is WAITLISTED

    def test_a_party_that_would_never_fit_is_not_kept_waiting(self) -> None:
        with pytest.raises(Refused, match="full"):
            decided(terms(seats_max=2, waiting_list=True), ACCEPTED, 3, Room(taken=1))

    @pytest.mark.parametrize("waiting_list", [True, False])
    def test_nobody_overtakes_who_waits(self, waiting_list: bool) -> None:
        bounds, crowd = terms(seats_max=9, waiting_list=waiting_list), Room(taken=1, others_wait=True)
        if waiting_list:
            assert decided(bounds, ACCEPTED, 1, crowd) is WAITLISTED
        else:
            with pytest.raises(Refused, match="full"):
                decided(bounds, ACCEPTED, 1, crowd)

    def test_who_has_seats_keeps_them_when_there_are_fewer_than_were_given(self) -> None:
        assert decided(terms(seats_max=1), ACCEPTED, 2, Room(taken=5, others_wait=True, held=2)) is ACCEPTED

    def test_who_has_seats_never_loses_them_by_asking_for_more(self) -> None:
        with pytest.raises(Refused, match="full"):
            decided(terms(seats_max=3, waiting_list=True), ACCEPTED, 2, Room(taken=2, held=1))

    def test_a_maybe_and_a_no_need_none(self) -> None:
        for state in (TENTATIVE, DECLINED):
            assert decided(terms(seats_max=1), state, 1, Room(taken=9, others_wait=True)) is state


class TestWhoHoldsSeats:
    def test_a_yes_and_what_is_kept_for_an_address_to_be_confirmed(self) -> None:
        kept = replace(given(3, 0, PartStat.PENDING, 1), pending_until=TUESDAY)
        answers = [given(1, 0, TENTATIVE, 3), given(2, 0, ACCEPTED, 2), kept, waiting(4), given(5, 0, DECLINED, 9)]
        assert seats_held(answers) == 3

    def test_not_what_was_not_confirmed_in_time(self) -> None:
        assert seats_held([given(3, 0, PartStat.PENDING, 1)]) == 0


class TestSeatsThatAnAnswerForTheWholeEventTakes:
    def test_are_those_left_in_the_fullest_coming_meeting(self) -> None:
        tallies = [Tally(0, 1, 0), Tally(7, 2, 0), Tally(8, 1, 0)]
        assert seats_by_meeting(tallies, [7, 8, 9]) == {7: 3, 8: 2, 9: 1}
        assert room_for(tallies, [7, 8, 9], Room(held=2)) == Room(3, others_wait=False, held=2)

    def test_where_somebody_declined_alone_their_seat_is_free(self) -> None:
        tallies = [Tally(0, 1, 0), Tally(7, -1, 0)]
        assert (room_for(tallies, [7]).taken, room_for(tallies, [7, 8]).taken) == (0, 1)

    def test_without_meetings_the_event_alone_counts(self) -> None:
        assert room_for([Tally(0, 4, 1)], []) == Room(4, others_wait=True)


class TestWhoIsSeatedNext:
    def test_those_who_wait_are_in_order(self) -> None:
        assert promoted([waiting(1), waiting(2), waiting(3)], {0: 2}, 9, ()) == [waiting(1), waiting(2)]

    def test_nobody_is_where_nothing_is_free_or_too_much_was_given(self) -> None:
        assert promoted([waiting(1)], {0: 0}, 9, ()) == promoted([waiting(1)], {0: -3}, 9, ()) == []

    def test_a_small_party_does_not_overtake_a_large_one(self) -> None:
        assert promoted([waiting(1, 3), waiting(2)], {0: 2}, 9, ()) == []

    def test_a_party_that_nothing_could_ever_seat_is_passed_over(self) -> None:
        assert promoted([waiting(1, 10), waiting(2)], {0: 1}, 9, ()) == [waiting(2)]

    def test_everybody_is_when_there_is_no_bound_any_more(self) -> None:
        assert promoted([waiting(1, 99), waiting(2)], {0: 0}, None, ()) == [waiting(1, 99), waiting(2)]

    def test_each_meeting_has_a_line_of_its_own(self) -> None:
        both = [waiting(1, 2, 7), waiting(2, 1, 8)]
        assert promoted(both, {7: 1, 8: 1}, 9, ()) == [waiting(2, 1, 8)]

    def test_for_the_whole_event_there_must_be_room_in_every_meeting(self) -> None:
        line = [waiting(1), waiting(2, 1, 7)]
        assert promoted(line, {7: 1, 8: 0}, 9, ()) == []
        assert promoted(line, {7: 2, 8: 1}, 9, ()) == line

    def test_but_for_those_that_were_answered_alone(self) -> None:
        assert promoted([waiting(1)], {7: 1, 8: 0}, 9, {(1, 8)}) == [waiting(1)]

    def test_who_waits_for_what_is_over_is_not(self) -> None:
        assert promoted([waiting(1, 1, 6)], {7: 1}, 9, ()) == []


class TestWhichAnswerHolds:
    def test_the_meetings_own_answer_goes_before_the_events(self) -> None:
        own, wide = given(1, 7, DECLINED), given(1, 0, ACCEPTED)
        assert holding([own, wide], 7) == [own]
        assert holding([wide, own], 7) == [own]

    def test_the_events_answer_holds_where_there_is_no_other(self) -> None:
        wide = given(1, 0)
        assert holding([wide, given(1, 7, DECLINED)], 8) == [wide]

    def test_an_answer_to_another_meeting_says_nothing(self) -> None:
        assert holding([given(1, 7)], 8) == []

    def test_an_answer_changes_its_own_meetings_and_an_event_wide_one_changes_all(self) -> None:
        assert overrides(0, 7)
        assert overrides(7, 0)
        assert overrides(7, 7)
        assert not overrides(7, 8)
