"""Answering an event, in a conversation and on its page."""

from datetime import timedelta
from typing import Any

import pytest
from msgspec.structs import replace

from kalends.actions import answer as deeds
from kalends.actions.answer import MailReply
from kalends.actions.occurrence import Meeting, show_meeting
from kalends.domain.access import Scope, visitor
from kalends.domain.answer import PartStat
from kalends.domain.errors import Kind, Refused
from kalends.domain.event import Event
from tests.actions.conftest import Choir, speaking
from tests.builders import MONDAY, TUESDAY, date
from tests.record import answers_of_event

ACCEPTED, DECLINED, NONE = PartStat.ACCEPTED, PartStat.DECLINED, PartStat.NONE


def said(choir: Choir, made: Event, state: PartStat, who: Any = None, public_id: str | None = None) -> Meeting:
    args = (speaking(who or choir.mika), choir.group.number, public_id or made.prokey, state)
    return choir.write(deeds.answer_meeting, *args, now=TUESDAY)  # type: ignore[no-any-return]


def replied(choir: Choir, made: Event, mail: str, state: PartStat = ACCEPTED, now: Any = MONDAY, **fields: Any) -> None:
    reply = MailReply(prokey=made.prokey, mail=mail, state=state, **fields)
    choir.write(deeds.answer_by_mail, visitor(choir.number), reply, now=now)


def states(choir: Choir, made: Event) -> list[tuple[str | None, str]]:
    return [(it.mail, it.state.value) for it in choir.read(answers_of_event, choir.olga, made.prokey)]


class TestInConversation:
    def test_answering_again_moves_between_the_lists(self, choir: Choir) -> None:
        made = choir.make()
        said(choir, made, ACCEPTED)
        assert [it.state for it in said(choir, made, DECLINED).answers] == [DECLINED]

    def test_taking_it_back_leaves_none(self, choir: Choir) -> None:
        made = choir.make()
        said(choir, made, ACCEPTED)
        assert [it.state for it in said(choir, made, NONE).answers] == [NONE]

    def test_each_meeting_of_a_series_is_answered_alone(self, choir: Choir) -> None:
        made = choir.make(rule="FREQ=WEEKLY;COUNT=2")
        said(choir, made, ACCEPTED)
        from kalends.actions.occurrence import MeetingList, list_meetings

        first, second = choir.read(list_meetings, speaking(choir.mika), choir.group.number, MeetingList())
        assert (len(first.answers), len(second.answers)) == (1, 0)

    def test_answering_alike_again_tells_nothing(self, choir: Choir) -> None:
        made = choir.make()
        said(choir, made, ACCEPTED)
        version = self.version(choir)
        said(choir, made, ACCEPTED)
        assert self.version(choir) == version

    def test_who_may_only_read_gives_none(self, choir: Choir) -> None:
        made = choir.make()
        reading = replace(choir.mika, scope=Scope.READ)
        with pytest.raises(Refused) as refused:
            said(choir, made, ACCEPTED, reading)
        assert refused.value.kind is Kind.NOT_ALLOWED
        assert states(choir, made) == []

    def version(self, choir: Choir) -> int:
        from kalends.actions.group import show_group

        return choir.read(show_group, choir.olga, choir.group.prokey).group.version  # type: ignore[no-any-return]


class TestOnThePage:
    def test_a_visitors_answer_is_seen_in_the_conversation(self, choir: Choir) -> None:
        made = choir.make(rsvp=True)
        replied(choir, made, "vera@example.org", name="Vera")
        args = (speaking(choir.mika), choir.group.number, made.prokey)
        (answer,) = choir.read(show_meeting, *args).answers
        assert (answer.name, answer.mail, answer.person) == ("Vera", "vera@example.org", None)

    def test_an_unconfirmed_address_never_changes_an_answer_that_is_there(self, choir: Choir) -> None:
        made = choir.make(rsvp=True)
        replied(choir, made, "vera@example.org")
        replied(choir, made, "VERA@example.org", DECLINED)
        assert states(choir, made) == [("vera@example.org", "accepted")]

    def test_nor_a_members(self, choir: Choir) -> None:
        made = choir.make(rsvp=True)
        said(choir, made, DECLINED)
        replied(choir, made, "mika@example.org", occurrence=None)
        held = choir.read(show_meeting, speaking(choir.mika), choir.group.number, made.prokey).answers
        assert [it.state for it in held] == [DECLINED]

    @pytest.mark.parametrize("mail", ["vera", "a@b,c@d.org", "a@b.org\r\nBcc: x@y.org", ""])
    def test_an_address_must_be_one(self, choir: Choir, mail: str) -> None:
        made = choir.make(rsvp=True)
        with pytest.raises(Refused) as refused:
            replied(choir, made, mail)
        assert refused.value.field == "mail"

    def test_an_event_that_asks_for_no_answers_takes_none(self, choir: Choir) -> None:
        with pytest.raises(Refused) as refused:
            replied(choir, choir.make(), "vera@example.org")
        assert refused.value.kind is Kind.CONFLICT

    @pytest.mark.parametrize("state", [ACCEPTED, DECLINED])
    def test_what_is_over_is_answered_no_more(self, choir: Choir, state: PartStat) -> None:
        made = choir.make(rsvp=True)
        number = choir.read(show_meeting, speaking(choir.mika), choir.group.number, made.prokey).occurrence.number
        for occurrence in (None, number):
            with pytest.raises(Refused, match="closed") as refused:
                replied(choir, made, "vera@example.org", state, TUESDAY, occurrence=occurrence)
            assert refused.value.kind is Kind.CONFLICT
        assert states(choir, made) == []

    def test_a_series_is_answered_while_any_of_its_dates_is_to_come(self, choir: Choir) -> None:
        made = choir.make(rule="FREQ=WEEKLY;COUNT=2", rsvp=True)
        replied(choir, made, "vera@example.org", now=TUESDAY)
        assert states(choir, made) == [("vera@example.org", "accepted")]
        with pytest.raises(Refused, match="closed"):
            replied(choir, made, "ines@example.org", now=TUESDAY + timedelta(days=7))

    def test_a_date_counted_from_today_is_never_over(self, choir: Choir) -> None:
        made = choir.make(date(start_date="today+4"), rsvp=True)
        replied(choir, made, "vera@example.org", now=TUESDAY + timedelta(days=400))
        assert states(choir, made) == [("vera@example.org", "accepted")]

    def test_nor_is_one_with_another_date_that_is(self, choir: Choir) -> None:
        made = choir.make(date(start_date="today+4"), date(), rsvp=True)
        replied(choir, made, "vera@example.org", now=TUESDAY + timedelta(days=400))
        assert states(choir, made) == [("vera@example.org", "accepted")]

    def test_an_answer_can_be_for_one_date_of_a_series(self, choir: Choir) -> None:
        made = choir.make(date(), rule="FREQ=WEEKLY;COUNT=2", rsvp=True)
        args = (speaking(choir.mika), choir.group.number, made.prokey)
        number = choir.read(show_meeting, *args).occurrence.number
        replied(choir, made, "vera@example.org", occurrence=number)
        assert len(choir.read(show_meeting, *args).answers) == 1

    def test_a_date_of_another_event_is_refused(self, choir: Choir) -> None:
        made, other = choir.make(rsvp=True), choir.make()
        number = choir.read(show_meeting, speaking(choir.mika), choir.group.number, other.prokey).occurrence.number
        with pytest.raises(Refused) as refused:
            replied(choir, made, "vera@example.org", occurrence=number)
        assert refused.value.field == "occurrence"
