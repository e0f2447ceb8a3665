"""Who is expected at a meeting, and what they said."""

from typing import Any

from kalends.domain.answer import Answer, PartStat
from kalends.domain.group import GroupRole
from kalends.domain.invitee import Invitee, invitees
from kalends.domain.membership import Membership
from tests.builders import MONDAY

OLGA, MIKA = 1, 2


def member(person: int, mail: str | None = "somebody@example.org") -> Membership:
    return Membership(person + 100, 7, person, GroupRole.MEMBER, MONDAY, person_mail=mail)


def answer(person: int | None, state: PartStat, **fields: Any) -> Answer:
    usual: dict[str, Any] = {"person": person, "mail": "somebody@example.org"}
    return Answer(1, "", 3, 4, state, 1, MONDAY, MONDAY, **usual | fields)


class TestBeforeTheReminder:
    def test_only_those_who_answered_are_there(self) -> None:
        found = invitees([member(OLGA), member(MIKA)], [answer(MIKA, PartStat.DECLINED)], asked=False)
        assert found == (Invitee(MIKA, PartStat.DECLINED, reachable=True),)

    def test_an_answer_taken_back_is_still_an_answer(self) -> None:
        assert invitees([], [answer(MIKA, PartStat.NONE)], asked=False)[0].answer is PartStat.NONE

    def test_who_is_known_by_an_address_only_is_left_out(self) -> None:
        assert invitees([], [answer(None, PartStat.ACCEPTED)], asked=False) == ()

    def test_an_answer_that_nobody_confirmed_is_left_out(self) -> None:
        assert invitees([], [answer(MIKA, PartStat.PENDING)], asked=False) == ()

    def test_who_answered_need_not_be_a_member(self) -> None:
        assert len(invitees([member(OLGA)], [answer(MIKA, PartStat.ACCEPTED)], asked=False)) == 1


class TestAfterTheReminder:
    def test_silent_members_follow_in_order_of_joining(self) -> None:
        found = invitees([member(OLGA), member(MIKA), member(3)], [answer(MIKA, PartStat.ACCEPTED)], asked=True)
        assert [it.person for it in found] == [MIKA, OLGA, 3]
        assert [it.answer for it in found] == [PartStat.ACCEPTED, PartStat.NONE, PartStat.NONE]

    def test_a_member_without_an_address_could_not_be_asked(self) -> None:
        (found,) = invitees([member(OLGA, None)], [], asked=True)
        assert not found.reachable
