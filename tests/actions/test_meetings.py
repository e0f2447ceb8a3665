"""What people do with single meetings in a conversation."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from kalends.actions import event as event_deeds
from kalends.actions import meeting
from kalends.actions import occurrence as deeds
from kalends.actions.event import EventList
from kalends.actions.occurrence import Meeting, MeetingList
from kalends.actions.occurrence_list import show_entry
from kalends.domain.errors import Kind, Refused
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch
from kalends.domain.group import GroupPatch
from kalends.domain.occurrence import OccurrencePatch
from tests.actions.conftest import Choir, speaking
from tests.builders import MONDAY, TUESDAY, date, day

EVENING: dict[str, Any] = {
    "start_date": "2026-01-13", "start_time": "20:00", "start_fold": 0, "end_date": "2026-01-13", "end_time": "22:00",
    "end_fold": 0, "zone": "Europe/Berlin", "all_day": False,
}  # fmt: skip


class Conversation:
    """The choir as its members speak in it."""

    def __init__(self, choir: Choir) -> None:
        self.choir, self.group = choir, choir.group.number
        self.olga, self.mika, self.nadia = (speaking(it) for it in (choir.olga, choir.mika, choir.nadia))

    def meetings(self, actor: Any = None, **query: Any) -> list[Meeting]:
        args = (actor or self.mika, self.group, MeetingList(**query))
        return self.choir.read(deeds.list_meetings, *args)  # type: ignore[no-any-return]

    def show(self, public_id: str, actor: Any = None) -> Meeting:
        args = (actor or self.mika, self.group, public_id)
        return self.choir.read(deeds.show_meeting, *args)  # type: ignore[no-any-return]

    def revise(self, public_id: str, actor: Any = None, **fields: Any) -> Meeting:
        patch = OccurrencePatch(**fields)
        args = (actor or self.olga, self.group, public_id, patch)
        return self.choir.write(meeting.revise_meeting, *args, now=TUESDAY)  # type: ignore[no-any-return]

    def cancel(self, public_id: str, actor: Any = None) -> None:
        self.choir.write(meeting.cancel_meeting, actor or self.olga, self.group, public_id, now=TUESDAY)

    def event(self, made: Event) -> Event:
        return self.choir.read(event_deeds.show_event, self.choir.olga, made.prokey)  # type: ignore[no-any-return]


@pytest.fixture
def conversation(choir: Choir) -> Conversation:
    return Conversation(choir)


def starts(meetings: list[Meeting]) -> list[str]:
    return [f"{it.occurrence.starts_at:%m-%d %H:%M}" for it in meetings]


class TestTheSpanOfAnEvent:
    """Upcoming and past lists go by it."""

    def span(self, conversation: Conversation, made: Event) -> list[str]:
        event = conversation.event(made)
        return [f"{it:%m-%d %H:%M}" for it in (event.first_start, event.last_end) if it is not None]

    def test_reaches_to_a_meeting_that_was_moved_alone_and_comes_back_with_it(self, conversation: Conversation) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        last = conversation.meetings()[-1].occurrence
        days = {"start_date": "2026-02-20", "end_date": "2026-02-20"}
        conversation.revise(last.public_id, **EVENING | days)
        assert self.span(conversation, made) == ["01-05 18:00", "02-20 21:00"]
        listed = conversation.choir.read(
            event_deeds.list_events, conversation.choir.olga, EventList(since=last.ends_at + timedelta(1)), now=TUESDAY
        )
        assert [it.prokey for it in listed] == [made.prokey]
        days = {"start_date": "2026-01-14", "end_date": "2026-01-14"}
        conversation.revise(last.public_id, **EVENING | days)
        assert self.span(conversation, made) == ["01-05 18:00", "01-14 21:00"]

    def test_starts_with_one_that_was_put_before_all_others(self, conversation: Conversation) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        days = {"start_date": "2026-01-01", "end_date": "2026-01-01"}
        conversation.revise(conversation.meetings()[1].occurrence.public_id, **EVENING | days)
        assert self.span(conversation, made) == ["01-01 19:00", "01-19 20:00"]

    def test_outlives_edits_of_the_series(self, conversation: Conversation) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        days = {"start_date": "2026-02-20", "end_date": "2026-02-20"}
        conversation.revise(conversation.meetings()[-1].occurrence.public_id, **EVENING | days)
        patch = EventPatch(dates=(DatePatch(name="Evensong", start_time="18:30"),))
        revised = conversation.choir.write(
            event_deeds.revise_event, conversation.choir.olga, made.prokey, patch, now=TUESDAY
        )
        assert self.span(conversation, made) == ["01-05 17:30", "02-20 21:00"]
        assert conversation.event(made) == revised

    def test_of_an_endless_one_has_no_end(self, conversation: Conversation) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY")
        conversation.revise(conversation.meetings()[1].occurrence.public_id, **EVENING)
        assert self.span(conversation, made) == ["01-05 18:00"]

    def test_leaves_out_what_the_event_no_longer_makes(self, conversation: Conversation) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        conversation.revise(conversation.meetings()[-1].occurrence.public_id, name="Farewell")
        conversation.choir.write(
            event_deeds.revise_event, conversation.choir.olga, made.prokey, EventPatch(rule="FREQ=WEEKLY;COUNT=2"),
            now=TUESDAY,
        )  # fmt: skip
        conversation.revise(conversation.meetings()[-1].occurrence.public_id, **EVENING)
        assert self.span(conversation, made) == ["01-05 18:00", "01-13 21:00"]


class TestReading:
    def test_a_series_is_as_many_meetings_each_with_an_id_of_its_own(self, conversation: Conversation) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        listed = conversation.meetings()
        assert starts(listed) == ["01-05 18:00", "01-12 18:00", "01-19 18:00"]
        assert listed[0].occurrence.public_id == made.prokey
        assert len({it.occurrence.public_id for it in listed}) == 3

    def test_meetings_come_in_pages_by_start(self, conversation: Conversation) -> None:
        conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        first = conversation.meetings(limit=2)[-1].occurrence
        assert starts(conversation.meetings(after=(first.starts_at, first.number))) == ["01-19 18:00"]

    def test_since_bounds_the_end(self, conversation: Conversation) -> None:
        conversation.choir.make(rule="FREQ=WEEKLY;COUNT=2")
        assert starts(conversation.meetings(since=datetime(2026, 1, 5, 20, tzinfo=UTC))) == [
            "01-05 18:00",
            "01-12 18:00",
        ]
        assert starts(conversation.meetings(since=datetime(2026, 1, 5, 20, 1, tzinfo=UTC))) == ["01-12 18:00"]

    def test_only_members_hear_of_it_administrators_or_not(self, conversation: Conversation) -> None:
        made = conversation.choir.make()
        for reading in (
            lambda: conversation.meetings(conversation.nadia),
            lambda: conversation.show(made.prokey, conversation.nadia),
        ):
            with pytest.raises(Refused) as refused:
                reading()
            assert refused.value.kind is Kind.NOT_FOUND

    def test_a_meeting_of_another_group_is_not_found_here(self, conversation: Conversation) -> None:
        choir = conversation.choir
        choice = event_deeds.GroupChoice(new_name="Runners")
        made = choir.write(event_deeds.create_event, choir.olga, choice, EventPatch(dates=(date(),)), now=MONDAY).event
        with pytest.raises(Refused):
            conversation.show(made.prokey, conversation.olga)

    def test_an_all_day_one_sent_with_times_keeps_them(self, conversation: Conversation) -> None:
        made = conversation.choir.make(date(all_day=True))
        seen = conversation.show(made.prokey).occurrence
        assert (seen.typed_start, seen.typed_end) == ("2026-01-05 19:00:00", "2026-01-05 21:00:00")
        assert seen.ends_at - seen.starts_at == timedelta(days=1)


class TestMakingOne:
    def test_who_makes_it_is_going(self, conversation: Conversation) -> None:
        choice = event_deeds.GroupChoice(number=conversation.group)
        patch = EventPatch(dates=(date(),), reminders=(0, 300))
        made = conversation.choir.write(event_deeds.create_event, conversation.mika, choice, patch, now=MONDAY)
        seen = conversation.show(made.event.prokey)
        assert [(it.person, it.state.value) for it in seen.answers] == [(2, "accepted")]
        assert seen.reminders == (0, 300)
        assert made.message.change.name == "event.created"


class TestChangingOne:
    def test_a_dates_only_meeting_is_changed_by_changing_the_date(self, conversation: Conversation) -> None:
        made = conversation.choir.make(day(), date())
        second = conversation.meetings()[0].occurrence
        conversation.revise(second.public_id, name="Evensong", reminders=(3600,))
        assert [it.name for it in conversation.event(made).dates] == ["Outing", "Evensong"]
        assert conversation.show(second.public_id).reminders == (3600,)

    def test_one_of_a_series_is_changed_alone_and_stays_so(self, conversation: Conversation) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        second = conversation.meetings()[1].occurrence.public_id
        seen = conversation.revise(second, name="Special", reminders=(), **EVENING).occurrence
        assert (seen.name, f"{seen.starts_at:%m-%d %H:%M}", seen.sequence) == ("Special", "01-13 19:00", 1)
        patch = EventPatch(dates=(DatePatch(name="Evensong", start_time="18:00", end_time="20:00"),))
        conversation.choir.write(event_deeds.revise_event, conversation.choir.olga, made.prokey, patch, now=TUESDAY)
        assert starts(conversation.meetings()) == ["01-05 17:00", "01-13 19:00", "01-19 17:00"]
        assert [it.occurrence.name for it in conversation.meetings()] == ["Evensong", "Special", "Evensong"]

    def test_one_with_changes_of_its_own_is_still_changed_when_its_rule_is_gone(
        self, conversation: Conversation
    ) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        conversation.revise(made.prokey, name="Special")
        alone = EventPatch(rule=None)
        conversation.choir.write(event_deeds.revise_event, conversation.choir.olga, made.prokey, alone, now=TUESDAY)
        assert conversation.revise(made.prokey, name="Plain again").occurrence.name == "Plain again"

    def test_saying_the_same_again_changes_nothing(self, conversation: Conversation) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        second = conversation.meetings()[1].occurrence.public_id
        conversation.revise(second, name="Special")
        conversation.revise(second, name="Special")
        before = conversation.event(made)
        assert before.sequence == 0
        assert conversation.revise(second, name="Special").occurrence.updated_at == before.updated_at

    def test_only_its_creator_may(self, conversation: Conversation) -> None:
        made = conversation.choir.make()
        with pytest.raises(Refused) as refused:
            conversation.revise(made.prokey, conversation.mika, name="Mine")
        assert refused.value.kind is Kind.NOT_ALLOWED

    def test_an_end_before_the_start_is_refused(self, conversation: Conversation) -> None:
        conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        second = conversation.meetings()[1].occurrence.public_id
        with pytest.raises(Refused):
            conversation.revise(second, **EVENING | {"end_time": "19:00"})


class TestCancellingOne:
    def test_a_cancelled_date_stays_in_the_event_as_cancelled(self, conversation: Conversation) -> None:
        made = conversation.choir.make()
        conversation.cancel(made.prokey)
        after = conversation.event(made)
        assert (after.dates[0].status, after.sequence) == (DateStatus.CANCELLED, 1)
        assert conversation.meetings() == []
        assert conversation.choir.counted() == (1, 1)

    def test_one_of_a_series_is_cancelled_alone(self, conversation: Conversation) -> None:
        made = conversation.choir.make(rule="FREQ=WEEKLY;COUNT=3")
        conversation.cancel(conversation.meetings()[1].occurrence.public_id)
        assert starts(conversation.meetings()) == ["01-05 18:00", "01-19 18:00"]
        assert (conversation.event(made).dates[0].status, conversation.choir.counted()) == (None, (3, 1))

    def test_it_is_then_gone_from_the_conversation(self, conversation: Conversation) -> None:
        made = conversation.choir.make()
        conversation.cancel(made.prokey)
        for again in (conversation.show, conversation.cancel):
            with pytest.raises(Refused) as refused:
                again(made.prokey)
            assert refused.value.kind is Kind.NOT_FOUND

    def test_planning_still_shows_it(self, conversation: Conversation) -> None:
        made = conversation.choir.make()
        number = conversation.show(made.prokey).occurrence.number
        conversation.cancel(made.prokey)
        seen = conversation.choir.read(show_entry, conversation.choir.olga, number).entry.occurrence
        assert (seen.cancelled, seen.cancelled_at) == (True, TUESDAY)


class TestDroppedMeetings:
    def test_an_answered_meeting_that_an_edit_no_longer_makes_is_kept_as_cancelled(
        self, conversation: Conversation
    ) -> None:
        from kalends.actions.answer import answer_meeting
        from kalends.domain.answer import PartStat

        choir = conversation.choir
        made = choir.make(rule="FREQ=WEEKLY;COUNT=3")
        second = conversation.meetings()[1].occurrence
        args = (conversation.mika, conversation.group, second.public_id, PartStat.ACCEPTED)
        choir.write(answer_meeting, *args, now=TUESDAY)
        fewer = EventPatch(rule="FREQ=WEEKLY;COUNT=1")
        choir.write(event_deeds.revise_event, choir.olga, made.prokey, fewer, now=TUESDAY)
        assert starts(conversation.meetings()) == ["01-05 18:00"]
        assert choir.counted() == (2, 1)
        more = EventPatch(rule="FREQ=WEEKLY;COUNT=2")
        choir.write(event_deeds.revise_event, choir.olga, made.prokey, more, now=TUESDAY)
        revived = conversation.meetings()[1]
        assert (revived.occurrence.public_id, len(revived.answers)) == (second.public_id, 1)
        assert choir.counted() == (2, 0)


class TestLongSeries:
    def test_the_deed_writes_the_first_meetings_and_the_job_the_rest(self, conversation: Conversation) -> None:
        from kalends.domain.access import system

        choir = conversation.choir
        made = choir.make(rule="FREQ=DAILY")
        assert choir.counted() == (400, 0)
        args = (system(choir.number), made.number)
        while choir.write(event_deeds.extend_rows, *args, now=MONDAY):
            pass
        assert choir.counted() == (731, 0)
        assert choir.write(event_deeds.extend_rows, *args, now=MONDAY + timedelta(days=1)) is False
        assert choir.counted() == (732, 0)

    def test_growing_changes_neither_sequence_nor_update_time(self, conversation: Conversation) -> None:
        from kalends.domain.access import system

        made = conversation.choir.make(rule="FREQ=DAILY")
        conversation.choir.write(event_deeds.extend_rows, system(conversation.choir.number), made.number, now=TUESDAY)
        after = conversation.event(made)
        assert (after.sequence, after.updated_at) == (0, None)


def test_a_group_becomes_a_members_one_only_by_its_maker(choir: Choir) -> None:
    from kalends.actions.group import revise_group
    from kalends.domain.group import Visibility

    with pytest.raises(Refused):
        choir.write(
            revise_group, choir.mika, choir.group.prokey, GroupPatch(visibility=Visibility.MEMBERS), now=TUESDAY
        )
