"""Clocks jump, zones change their minds, hours come twice: nobody is reminded twice, or of what has begun (T189)."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from kalends.actions.event import delete_event, extend_rows
from kalends.actions.ports import Tx
from kalends.actions.removal import remove_event_slice
from kalends.actions.zone_table import rederive_event
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.event import EventPatch
from kalends.store.nouns import Rows
from kalends.store.sql import Sql
from tests.cast import World
from tests.jobs.reminded import DAY, HOUR, Reminded, starting
from tests.jobs.test_zones import LOS_ANGELES, PHOENIX, event_in, newer_table


@pytest.fixture
def reminded(world: World) -> Reminded:
    return Reminded(world)


def counts(reminded: Reminded) -> tuple[int, int]:
    return len(reminded.lines()), len(reminded.letters())


class TestAClockThatJumps:
    def test_back_an_hour_reminds_nobody_twice(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, 900, by_mail=(HOUR,))
        reminded.answer(event, reminded.world.mika)
        start = reminded.meetings(event)[0].starts_at
        reminded.at(start - timedelta(hours=1))
        reminded.at(start - timedelta(hours=2))
        reminded.at(start - timedelta(hours=1))
        assert counts(reminded) == (1, 1)
        reminded.at(start - timedelta(minutes=15))
        assert counts(reminded) == (2, 1)

    def test_a_step_forth_and_back_across_the_moment_reminds_once(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(HOUR,))
        reminded.answer(event, reminded.world.mika)
        due = reminded.meetings(event)[0].starts_at - timedelta(hours=1)
        for step_s in (-1, 1, -1, 2, -2, 60):
            reminded.at(due + timedelta(seconds=step_s))
        assert counts(reminded) == (1, 1)

    def test_forth_a_year_tells_nothing_of_what_has_begun(self, reminded: Reminded) -> None:
        event = reminded.event(DAY, HOUR, 0, by_mail=(DAY, HOUR), rule="FREQ=DAILY;COUNT=400")
        reminded.answer(event, reminded.world.mika)
        reminded.at(reminded.now + timedelta(days=365, minutes=-30))  # half an hour before one of them
        assert counts(reminded) == (1, 0)
        assert reminded.texts() == ["'Rehearsal' is starting in 30 minutes"]

    def test_a_year_and_back_again_reminds_of_nothing_twice(self, reminded: Reminded) -> None:
        event, there = reminded.event(HOUR, by_mail=(HOUR,)), reminded.now
        reminded.answer(event, reminded.world.mika)
        start = reminded.meetings(event)[0].starts_at
        reminded.at(start - timedelta(hours=1))
        reminded.at(there + timedelta(days=365))
        reminded.at(start - timedelta(hours=1))
        reminded.revise(event, file_name="choir")
        reminded.work()
        assert counts(reminded) == (1, 1)

    def test_a_machine_that_slept_three_hours_catches_up_with_what_has_not_begun(self, reminded: Reminded) -> None:
        asleep = reminded.now + timedelta(days=1)
        soon = [reminded.event(HOUR, dates=(starting(asleep + timedelta(hours=it)),)) for it in (2, 4)]
        reminded.world.clock.moment = asleep + timedelta(hours=3, minutes=30)
        reminded.work()
        (line,) = reminded.lines()
        assert line["attachments"][0]["event_id"] == reminded.meetings(soon[1])[0].public_id.replace("-", "")

    def test_a_backlog_is_worked_off_a_slice_at_a_time(
        self, reminded: Reminded, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "REMINDED_IN_DEED", 3)
        monkeypatch.setattr(limits, "REMINDERS_IN_TURN", 2)
        event = reminded.event(by_mail=(HOUR,), rsvp=True)
        for number in range(10):
            reminded.answer_from_afar(event, f"guest-{number}@example.org")
        (job,) = reminded.jobs()
        reminded.world.clock.moment = job.due_at
        reminded.do(job)
        assert len(reminded.letters()) == 6
        reminded.work()
        assert len(set(reminded.mailed())) == len(reminded.letters()) == 10


class TestAnHourThatComesTwice:
    """On 2026-11-01 the clocks of Los Angeles show 01:00 to 02:00 at 08:00 and at 09:00 in Greenwich."""

    def test_a_meeting_in_it_is_reminded_of_once(self, reminded: Reminded) -> None:
        date = starting(datetime(2026, 11, 1, 1, 30), zone=LOS_ANGELES, end_date="2026-11-01", end_time="03:00")
        reminded.made(EventPatch(dates=(date,), reminders=(HOUR,)))
        assert reminded.due() == datetime(2026, 11, 1, 7, 30, tzinfo=UTC)  # the first of the two
        for minutes in range(0, 181, 15):
            reminded.at(datetime(2026, 11, 1, 7, tzinfo=UTC) + timedelta(minutes=minutes))
        assert len(reminded.lines()) == 1

    def test_a_lead_is_so_many_hours_whatever_the_clocks_do(self, reminded: Reminded) -> None:
        date = starting(datetime(2026, 11, 1, 12), zone=LOS_ANGELES)
        event = reminded.made(EventPatch(dates=(date,), reminders=(DAY,)))
        assert reminded.due() == reminded.meetings(event)[0].starts_at - timedelta(hours=24)

    def test_a_daily_one_is_reminded_of_every_day(self, reminded: Reminded) -> None:
        date = starting(datetime(2026, 10, 31, 1, 30), zone=LOS_ANGELES)
        event = reminded.made(EventPatch(dates=(date,), reminders=(HOUR,), rule="FREQ=DAILY;COUNT=3"))
        moment = datetime(2026, 10, 31, tzinfo=UTC)
        while reminded.jobs():
            reminded.at(moment := moment + timedelta(minutes=30))
        assert len(reminded.lines()) == len(reminded.meetings(event)) == 3


class TestANewerZoneTable:
    def test_moves_the_reminder(self, reminded: Reminded, tmp_path: Path) -> None:
        world = reminded.world
        event = event_in(world)
        reminded.revise(event, reminders=(HOUR,))
        assert reminded.due() == datetime(2026, 12, 2, 2, tzinfo=UTC)
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            world.do(rederive_event, reminded.itself, event.number, now=reminded.now)
            assert reminded.due() == datetime(2026, 12, 2, 1, tzinfo=UTC)
            reminded.at(datetime(2026, 12, 2, 1, tzinfo=UTC))
            reminded.at(datetime(2026, 12, 2, 2, tzinfo=UTC))
        assert len(reminded.lines()) == 1


class TestASeriesThatGoesOn:
    def test_is_reminded_of_when_more_of_it_is_written(
        self, reminded: Reminded, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        with monkeypatch.context() as near:
            near.setattr(limits, "HORIZON_DAYS", 3)
            event = reminded.event(HOUR, days=1, rule="FREQ=DAILY")
        last = reminded.meetings(event)[-1].starts_at
        while reminded.jobs():
            reminded.at(reminded.due() or reminded.now)
        assert reminded.now == last - timedelta(hours=1)
        reminded.world.do(extend_rows, reminded.itself, event.number, now=reminded.now)
        assert reminded.due() == last + timedelta(hours=23)
        assert len(reminded.lines()) < 5


class TestWhatWasTold:
    def test_is_remembered_longer_than_a_clock_is_ahead_and_then_forgotten(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, rule="FREQ=DAILY;COUNT=3")
        for meeting in reminded.meetings(event):
            reminded.at(meeting.starts_at - timedelta(hours=1))
        assert noted(reminded) == 3
        for days, most, left in ((366, 10, 3), (40, 2, 1), (0, 2, 0), (0, 2, 0)):
            reminded.world.clock.move(timedelta(days=days))
            before = reminded.now - timedelta(days=limits.LETTERS_KEPT_DAYS)
            reminded.world.do(_forget, reminded.itself, before, most)
            assert noted(reminded) == left

    def test_goes_with_its_event(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(HOUR,))
        reminded.at(reminded.meetings(event)[0].starts_at - timedelta(hours=1))
        assert noted(reminded) == 2
        reminded.world.do(delete_event, reminded.world.olga.acting(), event.prokey, now=reminded.now)
        while reminded.world.do(remove_event_slice, reminded.itself, event.number):
            pass
        assert noted(reminded) == 0

    def test_goes_with_a_meeting_that_is_made_no_more(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, rule="FREQ=DAILY;COUNT=3")
        reminded.at(reminded.meetings(event)[0].starts_at - timedelta(hours=1))
        reminded.revise(event, exdate=(reminded.meetings(event)[0].recurrence_id[:8],))
        assert noted(reminded) == 0


def noted(reminded: Reminded) -> int:
    return reminded.world.see(_count, reminded.itself)


async def _count(read: Rows, _actor: Actor) -> int:
    row = await read.one(Sql("SELECT COUNT(*) FROM reminders_sent WHERE organization_id = :o"))
    return 0 if row is None else int(row[0])


async def _forget(tx: Tx, _actor: Actor, before: datetime, most: int) -> int:
    return await tx.forget_reminded(before, most)
