"""People are reminded of meetings: once each time, never early, and of nothing that is off (T186, T188, T192)."""

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from kalends.actions.event import delete_event, revise_event, set_event_status
from kalends.actions.group import delete_group, set_group_status
from kalends.actions.meeting import cancel_meeting, revise_meeting, revise_occurrence
from kalends.actions.reminding import remind
from kalends.actions.series import split_event
from kalends.domain import limits
from kalends.domain.access import CredentialKind
from kalends.domain.event import DatePatch, DateStatus, EventPatch
from kalends.domain.group import Status
from kalends.domain.job import Job
from kalends.domain.occurrence import OccurrencePatch
from tests import loop
from tests.cast import World
from tests.jobs.reminded import DAY, HOUR, Reminded, starting

LEADS = [0, 300, 900, 1_800, 3_600, 7_200, 86_400, 172_800, 604_800]
SECOND = timedelta(seconds=1)


@pytest.fixture
def reminded(world: World) -> Reminded:
    return Reminded(world)


class TestEveryLead:
    def test_is_told_once_and_never_early(self, reminded: Reminded) -> None:
        events = [reminded.event(lead) for lead in LEADS]
        start = reminded.meetings(events[0])[0].starts_at
        for told, lead in enumerate(reversed(LEADS)):
            due = start - timedelta(seconds=lead)
            for moment, more in ((due - SECOND, 0), (due, 1), (due + SECOND, 1), (due + 59 * SECOND, 1)):
                reminded.at(moment)
                assert len(reminded.lines()) == told + more

    def test_goes_out_by_mail_once_and_never_early(self, reminded: Reminded) -> None:
        event = reminded.event(by_mail=tuple(LEADS[1:]))
        reminded.answer(event, reminded.world.mika)
        start = reminded.meetings(event)[0].starts_at
        for told, lead in enumerate(reversed(LEADS[1:])):
            due = start - timedelta(seconds=lead)
            for moment, more in ((due - SECOND, 0), (due, 1), (due + SECOND, 1)):
                reminded.at(moment)
                assert [it.to for it in reminded.letters()] == ["mika@example.org"] * (told + more)

    def test_is_told_beside_the_others(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, 0)
        start = reminded.meetings(event)[0].starts_at
        reminded.at(start - timedelta(hours=1))
        assert reminded.due() == start
        reminded.at(start)
        assert reminded.texts() == ["'Rehearsal' is starting in 1 hour", "'Rehearsal' is starting now"]
        assert reminded.jobs() == []

    def test_of_every_meeting_of_a_series(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, rule="FREQ=DAILY;COUNT=3")
        for meeting in reminded.meetings(event):
            reminded.at(meeting.starts_at - timedelta(hours=1))
        assert len(reminded.lines()) == 3
        assert {it["attachments"][0]["event_id"] for it in reminded.lines()} == {
            it.public_id.replace("-", "") for it in reminded.meetings(event)
        }


class TestWhatDoesNotTakePlace:
    def test_as_it_was_cancelled(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(HOUR,))
        (meeting,) = reminded.meetings(event)
        world = reminded.world
        reminded.answer(event, world.mika)
        olga = world.olga.acting(CredentialKind.TOKEN)
        world.do(cancel_meeting, olga, meeting.group, meeting.public_id, now=reminded.now)
        assert reminded.jobs() == []
        reminded.at(meeting.starts_at - timedelta(hours=1))
        assert (reminded.lines(), reminded.letters()) == ([], [])

    def test_as_it_was_deleted(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR)
        start = reminded.meetings(event)[0].starts_at
        reminded.world.do(delete_event, reminded.world.olga.acting(), event.prokey, now=reminded.now)
        assert reminded.jobs() == []
        reminded.at(start - timedelta(hours=1))
        assert reminded.lines() == []

    def test_as_its_group_was_deleted(self, reminded: Reminded) -> None:
        event = reminded.event(by_mail=(HOUR,))
        reminded.answer(event, reminded.world.mika)
        start = reminded.meetings(event)[0].starts_at
        reminded.world.do(delete_group, reminded.world.olga.acting(), reminded.world.choir.prokey, now=reminded.now)
        reminded.at(start - timedelta(hours=1))
        assert (reminded.letters(), reminded.jobs()) == ([], [])

    def test_as_one_of_a_series_was_left_out(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, rule="FREQ=DAILY;COUNT=3")
        first, second, _ = reminded.meetings(event)
        reminded.revise(event, exdate=(first.recurrence_id[:8],))
        assert reminded.due() == second.starts_at - timedelta(hours=1)

    def test_while_the_job_is_being_done(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR)
        (meeting,) = reminded.meetings(event)
        (job,) = reminded.jobs()
        reminded.world.clock.moment = job.due_at
        reminded.move(event, meeting.starts_at + timedelta(days=1))
        reminded.do(job)
        assert reminded.lines() == []
        assert reminded.due() == job.due_at + timedelta(days=1)

    def test_a_letter_on_its_way_is_not_sent(self, reminded: Reminded) -> None:
        event = reminded.event(by_mail=(HOUR,))
        (meeting,) = reminded.meetings(event)
        reminded.answer(event, reminded.world.mika)
        reminded.at(meeting.starts_at - timedelta(hours=1))
        assert reminded.mailed() == ["mika@example.org"]
        reminded.move(event, meeting.starts_at + timedelta(hours=5))
        assert reminded.mailed() == []

    def test_but_what_was_restored_does(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, rule="FREQ=DAILY;COUNT=2")
        first, second = reminded.meetings(event)
        for status, due in ((DateStatus.CANCELLED, second), (DateStatus.CONFIRMED, first)):
            patch = DatePatch(status=status)
            olga = reminded.world.olga.acting()
            reminded.world.do(revise_occurrence, olga, event.prokey, first.number, patch, now=reminded.now)
            assert reminded.due() == due.starts_at - timedelta(hours=1)


class TestADraft:
    def test_reminds_of_nothing(self, reminded: Reminded) -> None:
        patch = EventPatch(dates=(starting(reminded.now + timedelta(days=2)),), reminders=(HOUR,))
        event = reminded.made(patch, draft=True)
        assert reminded.jobs() == []
        olga = reminded.world.olga.acting()
        reminded.world.do(set_event_status, olga, event.prokey, Status.PUBLISHED, now=reminded.now)
        assert reminded.due() == reminded.now + timedelta(days=2, hours=-1)
        reminded.world.do(set_event_status, olga, event.prokey, Status.DRAFT, now=reminded.now)
        assert reminded.jobs() == []

    def test_published_later_does_not_make_up_for_it(self, reminded: Reminded) -> None:
        patch = EventPatch(dates=(starting(reminded.now + timedelta(days=2)),), reminders=(DAY, HOUR))
        event = reminded.made(patch, draft=True)
        reminded.world.clock.move(timedelta(days=1, hours=1))
        olga = reminded.world.olga.acting()
        reminded.world.do(set_event_status, olga, event.prokey, Status.PUBLISHED, now=reminded.now)
        reminded.work()
        assert (reminded.lines(), reminded.due()) == ([], reminded.now + timedelta(hours=22))

    def test_of_a_whole_group_neither(self, reminded: Reminded) -> None:
        reminded.event(DAY, HOUR, days=2)
        olga, choir = reminded.world.olga.acting(), reminded.world.choir
        reminded.world.do(set_group_status, olga, choir.prokey, Status.DRAFT, now=reminded.now)
        reminded.at(reminded.now + timedelta(days=1))
        reminded.world.do(set_group_status, olga, choir.prokey, Status.PUBLISHED, now=reminded.now)
        assert reminded.lines() == []
        reminded.at(reminded.now + timedelta(hours=23))
        assert reminded.texts() == ["'Rehearsal' is starting in 1 hour"]


class TestAChange:
    def test_of_the_time_replaces_the_reminder(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR)
        old = reminded.meetings(event)[0].starts_at
        revised = reminded.move(event, old + timedelta(days=2))
        assert (reminded.due(), revised.sequence) == (old + timedelta(days=2, hours=-1), event.sequence + 1)
        reminded.at(old)
        assert reminded.lines() == []
        reminded.at(old + timedelta(days=2, hours=-1))
        assert len(reminded.lines()) == 1

    @pytest.mark.parametrize("fields", [{"description": "<p>Water</p>"}, {"name": "Evensong"}])
    def test_of_words_reschedules_nothing(self, reminded: Reminded, fields: dict[str, Any]) -> None:
        event = reminded.event(HOUR)
        (before,) = reminded.jobs()
        reminded.revise(event, dates=(DatePatch(**fields),))
        assert reminded.jobs() == [before]

    def test_of_words_after_the_reminder_tells_nothing_again(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(HOUR,))
        reminded.answer(event, reminded.world.mika)
        reminded.at(reminded.meetings(event)[0].starts_at - timedelta(hours=1))
        reminded.revise(event, dates=(DatePatch(description="<p>Water</p>"),))
        reminded.work()
        assert (len(reminded.lines()), len(reminded.letters())) == (1, 1)

    def test_of_the_time_after_the_reminder_reminds_of_the_new_one(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(HOUR,))
        reminded.answer(event, reminded.world.mika)
        start = reminded.meetings(event)[0].starts_at
        reminded.at(start - timedelta(hours=1))
        reminded.move(event, start + timedelta(days=1))
        reminded.at(start + timedelta(hours=23))
        assert (len(reminded.lines()), len(reminded.letters())) == (2, 2)

    def test_there_and_back_reminds_of_no_start_twice(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(HOUR,))
        reminded.answer(event, reminded.world.mika)
        start = reminded.meetings(event)[0].starts_at
        reminded.at(start - timedelta(hours=1))
        reminded.move(event, start + timedelta(days=1))
        reminded.move(event, start)
        reminded.work()
        assert (len(reminded.lines()), len(reminded.letters()), reminded.jobs()) == (1, 1, [])

    def test_of_the_list_holds_from_then_on(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR)
        start = reminded.meetings(event)[0].starts_at
        reminded.revise(event, reminders=(2 * HOUR,))
        assert reminded.due() == start - timedelta(hours=2)
        reminded.revise(event, reminders=())
        assert reminded.jobs() == []

    def test_of_the_list_does_not_make_up_for_what_is_past(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, days=0.5)
        reminded.revise(event, reminders=(DAY, HOUR))
        assert reminded.due() == reminded.now + timedelta(hours=11)

    def test_of_one_meeting_s_own_list_is_its_own(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, rule="FREQ=DAILY;COUNT=2")
        first, second = reminded.meetings(event)
        olga = reminded.world.olga.acting(CredentialKind.TOKEN)
        for leads, due in (((2 * HOUR,), first.starts_at - timedelta(hours=2)), ((), second.starts_at - SECOND * HOUR)):
            patch = OccurrencePatch(reminders=leads)
            reminded.world.do(revise_meeting, olga, first.group, first.public_id, patch, now=reminded.now)
            assert reminded.due() == due

    def test_of_one_meeting_s_own_time_moves_its_reminder(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, rule="FREQ=DAILY;COUNT=2")
        first, _ = reminded.meetings(event)
        earlier = starting(first.starts_at - timedelta(hours=3), name="Rehearsal")
        reminded.world.do(
            revise_occurrence, reminded.world.olga.acting(), event.prokey, first.number, earlier, now=reminded.now
        )
        assert reminded.due() == first.starts_at - timedelta(hours=4)

    def test_from_one_meeting_on_takes_the_reminders_along(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(DAY,), rule="FREQ=DAILY;COUNT=4")
        meetings, olga = reminded.meetings(event), reminded.world.olga.acting()
        later = reminded.world.do(
            split_event, olga, event.prokey, meetings[2].number, EventPatch(reminders=(2 * HOUR,)), now=reminded.now
        )
        due = {job.key: job.due_at for job in reminded.jobs()}
        assert due == {
            f"event:{event.number}": meetings[0].starts_at - timedelta(days=1),
            f"event:{later.number}": meetings[2].starts_at - timedelta(days=1),
        }
        for meeting in meetings:
            for hours in (24, 2, 1):
                reminded.at(meeting.starts_at - timedelta(hours=hours))
        assert [text.rpartition(" in ")[2] for text in reminded.texts()] == ["1 hour", "1 hour", "2 hours", "2 hours"]


class TestLate:
    def test_what_is_overdue_is_told_until_the_meeting_begins(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR)
        start = reminded.meetings(event)[0].starts_at
        reminded.at(start - timedelta(minutes=20))
        assert reminded.texts() == ["'Rehearsal' is starting in 20 minutes"]

    def test_what_has_begun_is_not_reminded_of(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(HOUR,))
        reminded.answer(event, reminded.world.mika)
        reminded.at(reminded.meetings(event)[0].starts_at)
        assert (reminded.lines(), reminded.letters(), reminded.jobs()) == ([], [], [])

    def test_that_it_starts_now_is_told_while_that_is_true(self, reminded: Reminded) -> None:
        grace = timedelta(seconds=limits.REMINDER_GRACE_S)
        for wait, told in ((grace - SECOND, 1), (grace, 1)):
            event = reminded.event(0)
            reminded.at(reminded.meetings(event)[0].starts_at + wait)
            assert len(reminded.lines()) == told

    def test_of_several_only_the_last_is_told(self, reminded: Reminded) -> None:
        event = reminded.event(DAY, HOUR, by_mail=(DAY, 2 * HOUR, HOUR))
        reminded.answer(event, reminded.world.mika)
        start = reminded.meetings(event)[0].starts_at
        reminded.at(start - timedelta(minutes=30))
        assert (reminded.texts(), len(reminded.letters())) == (["'Rehearsal' is starting in 30 minutes"], 1)


class TestWhoHasTheJob:
    def test_another_has_taken_over_tells_nothing(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(HOUR,))
        reminded.answer(event, reminded.world.mika)
        (held,) = reminded.jobs()
        reminded.at(held.due_at)  # somebody else, while this one was paused
        world = reminded.world
        assert world.do(remind, reminded.itself, held, now=reminded.now) is False
        assert (len(reminded.lines()), len(reminded.letters())) == (1, 1)

    def test_lost_it_in_the_middle_stops_there(self, reminded: Reminded, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "REMINDED_IN_DEED", 1)
        event = reminded.event(by_mail=(HOUR,))
        for friend in (reminded.world.olga, reminded.world.lena, reminded.world.mika):
            reminded.answer(event, friend)
        (held,) = reminded.jobs()
        reminded.world.clock.moment = held.due_at
        assert reminded.world.do(remind, reminded.itself, held, now=reminded.now) is True
        reminded.world.do(_taken_over, reminded.itself, held.number, reminded.now)
        assert reminded.world.do(remind, reminded.itself, held, now=reminded.now) is False
        assert len(reminded.letters()) == 1
        reminded.work()
        assert sorted(it.to for it in reminded.letters()) == [
            "lena@example.org", "mika@example.org", "olga@example.org",
        ]  # fmt: skip

    def test_is_not_alone_tells_it_once_between_them(self, reminded: Reminded) -> None:
        """Two that both believe they hold it, and an organizer who moves the meeting at that moment."""
        world, olga = reminded.world, reminded.world.olga.acting()
        event = reminded.event(HOUR, by_mail=(HOUR,))
        reminded.answer(event, world.mika)
        start = reminded.meetings(event)[0].starts_at
        for day in range(1, 6):
            (job,) = reminded.jobs()
            world.clock.moment = job.due_at
            patch = EventPatch(dates=(starting(start + timedelta(days=day)),))

            async def at_once(job: Job = job, patch: EventPatch = patch) -> None:
                both = [world.store.write(remind, reminded.itself, job, now=reminded.now) for _ in range(2)]
                moved = world.store.write(revise_event, olga, event.prokey, patch, now=reminded.now)
                await asyncio.gather(*both, moved)

            loop.run(at_once())
            assert reminded.due() == start + timedelta(days=day, hours=-1)
            assert max(len(reminded.lines()), len(reminded.letters())) <= day
        starts = [it.said["starts_at"] for it in reminded.letters()]
        assert len(starts) == len(set(starts))

    def test_lets_others_have_their_turn(self, reminded: Reminded, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "REMINDED_IN_DEED", 1)
        monkeypatch.setattr(limits, "REMINDERS_IN_TURN", 1)
        event = reminded.event(by_mail=(HOUR,))
        for friend in (reminded.world.lena, reminded.world.mika):
            reminded.answer(event, friend)
        (job,) = reminded.jobs()
        reminded.world.clock.moment = job.due_at
        reminded.do(job)
        assert (len(reminded.letters()), reminded.due()) == (1, reminded.now)
        reminded.work()
        assert len(reminded.letters()) == 2


async def _taken_over(tx: Any, _actor: Any, number: int, now: Any) -> None:
    await tx.retry_job(number, now)
