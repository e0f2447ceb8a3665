"""Endless and long series are continued as time goes by, and nobody is told of it."""

from collections.abc import Iterator
from datetime import datetime, timedelta

import pytest

from kalends.actions.event import GroupChoice, create_event, delete_event
from kalends.actions.group_list import broken_counters
from kalends.actions.job import list_jobs
from kalends.actions.occurrence import meetings_of
from kalends.actions.ports import Tx
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.job import Job
from kalends.domain.occurrence import Occurrence
from kalends.jobs.kinds import HANDLERS
from kalends.jobs.worker import Worker
from kalends.store.nouns import TRANSACTIONS, Rows
from kalends.store.sql import Sql
from tests import loop
from tests.cast import World, make_cast
from tests.databases import Address, StandingClock

DAILY_ONES = {("horizon", "daily"), ("zones", "daily")}


def rehearsals(world: World, rule: str) -> Event:
    date = DatePatch(
        name="Rehearsal",
        start_date="2026-01-06",
        start_time="19:00",
        end_date="2026-01-06",
        end_time="21:00",
        zone="Europe/Berlin",
    )
    patch = EventPatch(dates=(date,), rule=rule)
    choice = GroupChoice(prokey=world.choir.prokey)
    event: Event = world.do(create_event, world.olga.acting(), choice, patch, now=world.clock.now()).event
    return event


def meetings(world: World, event: Event) -> list[Occurrence]:
    found: list[Occurrence] = world.see(meetings_of, access.system(world.organization), event.number)
    return found


def waiting(world: World) -> dict[str, Job]:
    jobs = world.see(list_jobs, access.system(world.organization))
    return {job.key: job for job in jobs if job.kind == "horizon"}


def work(world: World) -> None:
    worker = Worker(world.store, world.clock, HANDLERS)
    for _ in range(100):
        if not loop.run(worker.run_due()):
            return
    raise AssertionError("there is always something to do")


@pytest.fixture
def singers(prepared: Address) -> Iterator[World]:
    """A database of their own: others' jobs would be due too when the clock moves on."""
    store, clock = prepared.store(TRANSACTIONS), StandingClock()
    loop.run(store.open())
    yield World(store, loop.run(make_cast(store, clock)), clock)
    loop.run(store.close())


class TestALongSeries:
    def test_is_written_down_in_slices(self, singers: World) -> None:
        event = rehearsals(singers, "FREQ=DAILY")
        assert len(meetings(singers, event)) == limits.OCCURRENCES_IN_DEED
        work(singers)
        reach = meetings(singers, event)[-1].starts_at - singers.clock.now()
        assert limits.HORIZON_DAYS - 2 <= reach.days <= limits.HORIZON_DAYS + 1
        assert singers.see(broken_counters, access.system(singers.organization)) == []

    def test_that_ends_is_written_down_to_its_end(self, singers: World) -> None:
        event = rehearsals(singers, f"FREQ=DAILY;COUNT={limits.OCCURRENCES_IN_DEED + 10}")
        work(singers)
        assert len(meetings(singers, event)) == limits.OCCURRENCES_IN_DEED + 10

    def test_is_continued_without_a_second_first_meeting(self, singers: World) -> None:
        event = rehearsals(singers, "FREQ=DAILY")
        before = meetings(singers, event)
        work(singers)
        assert meetings(singers, event)[: len(before)] == before


class TestDayByDay:
    def test_series_that_end_too_near_are_continued(self, singers: World) -> None:
        event = rehearsals(singers, "FREQ=WEEKLY;BYDAY=TU")
        last = meetings(singers, event)[-1].starts_at
        singers.clock.move(timedelta(days=60))
        work(singers)
        assert meetings(singers, event)[-1].starts_at > last + timedelta(days=50)
        assert singers.see(broken_counters, access.system(singers.organization)) == []

    def test_the_next_look_is_tomorrow(self, singers: World) -> None:
        (daily,) = waiting(singers).values()
        singers.clock.moment = daily.due_at
        work(singers)
        assert waiting(singers)["daily"].due_at == daily.due_at + timedelta(days=1)

    def test_a_series_that_reaches_far_enough_is_left_alone(self, singers: World) -> None:
        event = rehearsals(singers, "FREQ=WEEKLY;BYDAY=TU")
        before = meetings(singers, event)
        singers.clock.moment = waiting(singers)["daily"].due_at
        work(singers)
        assert meetings(singers, event) == before

    def test_one_that_is_gone_meanwhile_is_no_failure(self, singers: World) -> None:
        event = rehearsals(singers, "FREQ=DAILY")
        singers.do(delete_event, singers.olga.acting(), event.prokey, now=singers.clock.now())
        work(singers)
        assert all(job.error is None for job in waiting(singers).values())

    def test_what_was_done_long_ago_is_forgotten_and_what_was_given_up_is_not(self, singers: World) -> None:
        event = rehearsals(singers, "FREQ=DAILY")
        singers.do(give_up, access.system(singers.organization), singers.clock.now())
        work(singers)
        assert everything(singers) == {("horizon", f"event:{event.number}"), *DAILY_ONES, ("song", "lost")}
        for _ in range(2):
            singers.clock.move(timedelta(days=31))
            work(singers)
        assert ("song", "lost") in everything(singers)
        singers.do(delete_event, singers.olga.acting(), event.prokey, now=singers.clock.now())
        for _ in range(2):
            singers.clock.move(timedelta(days=31))
            work(singers)
        assert everything(singers) == {*DAILY_ONES, ("song", "lost")}

    def test_nothing_done_long_ago_is_left_however_much_there_was(
        self, singers: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "ROWS_PER_SLICE", 2)
        singers.do(sing, access.system(singers.organization), 9, singers.clock.now())
        singers.clock.move(timedelta(days=31))
        work(singers)
        assert everything(singers) == DAILY_ONES


async def sing(tx: Tx, actor: Actor, songs: int, now: datetime) -> None:
    for number in range(songs):
        await tx.add_job("song", str(number), {}, now)
    for job in await tx.claim_jobs("song", now, timedelta(seconds=60), 50):
        await tx.finish_job(job, now)


async def give_up(tx: Tx, actor: Actor, now: datetime) -> None:
    await tx.add_job("song", "lost", {}, now)
    for job in await tx.claim_jobs("song", now, timedelta(seconds=60), 50):
        await tx.fail_job(job, "out of tune", None, now)


def everything(world: World) -> set[tuple[str, str]]:
    """Kind and key of all jobs, those that are done too."""

    async def rows(tx: Rows, actor: Actor) -> list[tuple[str, str]]:
        found = await tx.all(Sql("SELECT kind, key FROM jobs WHERE organization_id = :o"))
        return [(row[0], row[1]) for row in found]

    return set(world.see(rows, access.system(world.organization)))
