"""May this answer be given now, and which one holds?"""

from datetime import timedelta

import pytest

from kalends.domain.answer import Answer, PartStat, check_answer, holding, overrides, seats_held, seats_taken
from kalends.domain.errors import Kind, Refused
from tests.builders import MONDAY, TUESDAY, terms

ACCEPTED, TENTATIVE, DECLINED = PartStat.ACCEPTED, PartStat.TENTATIVE, PartStat.DECLINED


def given(attendee: int, occurrence: int, state: PartStat = ACCEPTED, amount: int = 1) -> Answer:
    return Answer(attendee, "", 1, occurrence, state, amount, MONDAY, MONDAY, attendee=attendee)


class TestAnswering:
    def test_the_last_seat_can_be_taken(self) -> None:
        check_answer(terms(seats_max=2), ACCEPTED, 1, seats_taken=1, now=MONDAY)

    def test_one_seat_too_many_is_full(self) -> None:
        with pytest.raises(Refused, match="full"):
            check_answer(terms(seats_max=2, seats_per_answer=2), ACCEPTED, 2, seats_taken=1, now=MONDAY)

    def test_a_party_larger_than_allowed_is_refused_by_its_field(self) -> None:
        with pytest.raises(Refused) as refused:
            check_answer(terms(seats_per_answer=2), ACCEPTED, 3, seats_taken=0, now=MONDAY)
        assert refused.value.field == "amount"

    def test_declining_is_possible_after_closing(self) -> None:
        check_answer(terms(closes_at=MONDAY), DECLINED, 1, seats_taken=9, now=TUESDAY)

    def test_accepting_is_closed_at_the_very_moment(self) -> None:
        check_answer(terms(closes_at=MONDAY), ACCEPTED, 1, seats_taken=0, now=MONDAY - timedelta(microseconds=1))
        with pytest.raises(Refused, match="closed"):
            check_answer(terms(closes_at=MONDAY), ACCEPTED, 1, seats_taken=0, now=MONDAY)

    def test_a_maybe_that_nobody_offered_is_not_allowed(self) -> None:
        with pytest.raises(Refused) as refused:
            check_answer(terms(), TENTATIVE, 1, seats_taken=0, now=MONDAY)
        assert refused.value.kind is Kind.NOT_ALLOWED

    def test_a_maybe_holds_no_seat(self) -> None:
        check_answer(terms(maybe_offered=True, seats_max=1), TENTATIVE, 1, seats_taken=1, now=MONDAY)
        assert seats_held([given(1, 0, TENTATIVE, 3), given(2, 0, ACCEPTED, 2), given(3, 0, PartStat.PENDING, 1)]) == 3


class TestSeatsThatAnAnswerForTheWholeEventTakes:
    def test_are_those_left_in_the_fullest_coming_meeting(self) -> None:
        answers = [given(1, 7, ACCEPTED, 2), given(2, 0, ACCEPTED, 1), given(3, 8, ACCEPTED, 1)]
        assert seats_taken(answers, [7, 8, 9], 99) == 3

    def test_where_somebody_declined_alone_their_seat_is_free(self) -> None:
        answers = [given(1, 0, ACCEPTED, 1), given(1, 7, DECLINED)]
        assert (seats_taken(answers, [7], 99), seats_taken(answers, [7, 8], 99)) == (0, 1)

    def test_ones_own_are_not_counted(self) -> None:
        assert seats_taken([given(1, 0, ACCEPTED, 4), given(1, 7, ACCEPTED, 2)], [7], 1) == 0

    def test_without_meetings_the_event_alone_counts(self) -> None:
        assert seats_taken([given(1, 0, ACCEPTED, 4)], [], 99) == 4


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
