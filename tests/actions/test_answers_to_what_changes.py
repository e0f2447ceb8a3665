"""Answers to an event of several dates, and to one that is hidden or split after they were given."""

from datetime import timedelta

import pytest

from kalends.actions import answer_list as organiser
from kalends.actions.answer import Outcome
from kalends.actions.event import set_event_status
from kalends.actions.job import list_jobs
from kalends.actions.occurrence import meetings_of
from kalends.actions.personal import Confirmation, confirm_answer
from kalends.actions.waiting import lapse
from kalends.domain.access import system, visitor
from kalends.domain.answer import PartStat, fingerprint
from kalends.domain.errors import Refused
from kalends.domain.group import Status
from tests.actions.conftest import Choir
from tests.actions.hall import ACCEPTED, DECLINED, LATER, SECOND, WEEKLY, Hall
from tests.builders import date


class TestAnAnswerToAllDatesAfterOneToASingleDate:
    @pytest.mark.parametrize("waiting_list", [True, False])
    def test_takes_no_seat_that_was_given_up_and_is_somebody_elses_now(self, choir: Choir, waiting_list: bool) -> None:
        hall = Hall(choir, date(**LATER), date(**SECOND), waiting_list=waiting_list)
        hall.comes("mika", 2)
        second = hall.says_of_the_second(DECLINED)
        whole = next(it for it in hall.every() if it.occurrence == 0)
        hall.comes("b", 2, occurrence=second)
        patch = organiser.AnswerPatch(state=ACCEPTED, amount=2, payload={})
        with pytest.raises(Refused, match="full"):
            choir.write(organiser.revise_answer, choir.olga, hall.event.prokey, whole.public_id, patch, now=hall.now)
        assert [(it.occurrence == second, it.state) for it in hall.every() if it.person] == [
            (False, ACCEPTED), (True, DECLINED),
        ]  # fmt: skip

    def test_holds_where_the_one_to_the_single_date_was_taken_back(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), date(**SECOND))
        hall.says_of_the_second(ACCEPTED)
        hall.says_of_the_second(PartStat.NONE)
        hall.comes("mika")
        assert [(it.occurrence, it.state) for it in hall.every()] == [(0, ACCEPTED)]

    def test_holds_there_too_once_it_is_confirmed(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), date(**SECOND), mail_confirmed=True)
        hall.says_of_the_second(ACCEPTED)
        hall.says_of_the_second(PartStat.NONE)
        hall.comes("mika")
        whole = next(it for it in hall.every() if it.occurrence == 0)
        given = Confirmation(hall.event.prokey, whole.public_id, fingerprint(whole))
        assert choir.write(confirm_answer, visitor(choir.number), given, now=hall.now) is ACCEPTED
        assert [(it.occurrence, it.state) for it in hall.every()] == [(0, ACCEPTED)]


class TestADraft:
    def test_seats_nobody_until_it_is_published(self, choir: Choir) -> None:
        hall = Hall(choir)
        hall.comes("a", 2), hall.comes("b")
        prokey = hall.event.prokey
        choir.write(set_event_status, choir.olga, prokey, Status.DRAFT, now=hall.now)
        choir.write(organiser.delete_answer, choir.olga, prokey, hall.answers()["a"].public_id, now=hall.now)
        assert hall.states() == {"b": "waitlisted"}
        choir.write(set_event_status, choir.olga, prokey, Status.PUBLISHED, now=hall.now)
        assert (hall.states()["b"], hall.letters("promoted")) == ("accepted", ["promoted b"])


class TestASeriesThatIsSplit:
    def test_keeps_no_seats_for_ever_for_who_has_not_confirmed(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), mail_confirmed=True, waiting_list=False, rule=WEEKLY)
        hall.comes("a", 2)
        hall.event = hall.splits()
        assert hall.states() == {"a": "pending"}
        with pytest.raises(Refused, match="full"):
            hall.comes("b", 2)
        hall.now += timedelta(minutes=31)
        hall.lapse("a")
        assert hall.comes("b", 2) is Outcome.CONFIRM
        assert hall.confirms("b") is ACCEPTED

    def test_asks_a_job_to_give_up_what_is_not_confirmed_in_time(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), mail_confirmed=True, rule=WEEKLY)
        hall.comes("a", 2)
        hall.event = hall.splits()
        own = hall.answers()["a"]
        jobs = {it.key: it for it in choir.read(list_jobs, system(choir.number)) if it.kind == "pending"}
        assert jobs[f"answer:{own.public_id}"].due_at == own.pending_until

    def test_has_what_is_confirmed_then_in_both_parts(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), mail_confirmed=True, waiting_list=False, rule=WEEKLY)
        hall.comes("a", 2)
        before, hall.event = hall.event, hall.splits()
        later, hall.event = hall.event, before
        assert hall.confirms("a") is ACCEPTED
        assert hall.confirms("a") is ACCEPTED
        assert hall.states() == {"a": "accepted"}
        hall.event = later
        assert hall.states() == {"a": "accepted"}
        assert hall.letters() == ["confirm a", "thanks a", "thanks a"]

    def test_has_it_in_the_first_part_where_the_second_has_no_seats_left(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), mail_confirmed=True, waiting_list=False, rule=WEEKLY)
        hall.comes("a", 2)
        before, hall.event = hall.event, hall.splits()
        hall.now += timedelta(minutes=31)
        hall.lapse("a")
        hall.comes("b", 2), hall.confirms("b")
        later, hall.event = hall.event, before
        assert hall.confirms("a") is ACCEPTED
        hall.event = later
        assert hall.states() == {"a": "pending", "b": "accepted"}

    def test_takes_no_answer_for_its_second_part_that_was_said_otherwise_there(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), mail_confirmed=True, rule=WEEKLY)
        hall.comes("a")
        before, hall.event = hall.event, hall.splits()
        hall.comes("a", 2)
        later, hall.event = hall.event, before
        hall.confirms("a")
        hall.event = later
        assert hall.states() == {"a": "pending"}

    def test_sends_the_way_to_its_second_part_to_who_says_the_same_there(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), mail_confirmed=True, rule=WEEKLY)
        hall.comes("a")
        hall.event = hall.splits()
        assert [hall.comes("a"), hall.comes("a")] == [Outcome.CONFIRM] * 2
        assert hall.letters() == ["confirm a", "confirm a"]

    def test_gives_seats_that_lapse_there_to_who_waits_there(self, choir: Choir) -> None:
        hall = Hall(choir, date(**LATER), mail_confirmed=True, rule=WEEKLY)
        second = choir.read(meetings_of, system(choir.number), hall.event.number)[1].number
        hall.comes("a", 2, occurrence=second), hall.comes("b", occurrence=second), hall.confirms("b")
        before, hall.event = hall.event, hall.splits()
        assert hall.states() == {"a": "pending", "b": "waitlisted"}
        hall.now += timedelta(minutes=31)
        args = (system(choir.number), before.number, hall.answers()["a"].public_id)
        choir.write(lapse, *args, now=hall.now)
        assert hall.states() == {"a": "pending", "b": "accepted"}
