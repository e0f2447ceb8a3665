"""What was deleted goes from the database too, a slice at a time, and nothing else does."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from kalends.actions.answer import answer_meeting
from kalends.actions.attendance import RollCall, call_roll
from kalends.actions.event import GroupChoice, create_event, delete_event
from kalends.actions.group import delete_group
from kalends.actions.job import discard_job, list_jobs
from kalends.actions.note import add_note
from kalends.actions.removal import remove_event_slice, remove_group_slice
from kalends.domain import access
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.answer import PartStat
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.group import Group
from kalends.jobs.kinds import HANDLERS
from kalends.jobs.worker import Worker
from kalends.store.nouns import Rows
from kalends.store.sql import Sql
from tests import loop
from tests.cast import World

TABLES = ("events", "event_dates", "occurrences", "answers", "attendances", "notes", "reminders")
IN_GROUP = ("groups", "memberships", "messages", "group_labels")


async def count(tx: Rows, actor: Actor, table: str) -> int:
    row = await tx.one(Sql(f"SELECT COUNT(*) FROM {table} WHERE organization_id = :o"))
    return 0 if row is None else int(row[0])


def counts(world: World, *tables: str) -> dict[str, int]:
    return {table: world.see(count, access.system(world.organization), table) for table in tables}


def busy_event(world: World, group: Group) -> Event:
    """With an answer, an attendance, a note and a reminder."""
    date = DatePatch(
        name="Rehearsal", start_date="2026-01-06", start_time="19:00", end_time="21:00", zone="Europe/Berlin"
    )
    patch = EventPatch(dates=(date,), rule="FREQ=WEEKLY;COUNT=5", reminders=(3_600,))
    now, olga = world.clock.now(), world.olga.acting()
    event: Event = world.do(create_event, olga, GroupChoice(prokey=group.prokey), patch, now=now).event
    mika = world.mika.acting(CredentialKind.TOKEN)
    world.do(answer_meeting, mika, group.number, event.prokey, PartStat.ACCEPTED, now=now)
    world.do(call_roll, olga, RollCall(meeting=event.prokey, present=(world.mika.number,)))
    world.do(add_note, olga, event.prokey, "Bar 42 again")
    return event


def work(world: World) -> None:
    worker = Worker(world.store, world.clock, HANDLERS)
    while loop.run(worker.run_due()):
        pass


@pytest.fixture
def singers(world: World) -> Iterator[World]:
    """A world whose clock goes before all others', so that their jobs are not due."""
    world.clock.move(timedelta(days=-300))
    yield world
    for organization in (world.organization, world.theirs.organization):
        for job in world.see(list_jobs, access.system(organization)):
            world.do(discard_job, access.system(organization), job.number)


class TestAnEvent:
    def test_goes_with_everything_that_hung_on_it(self, singers: World) -> None:
        event = busy_event(singers, singers.choir)
        assert all(counts(singers, *TABLES).values())
        singers.do(delete_event, singers.olga.acting(), event.prokey, now=singers.clock.now())
        work(singers)
        assert counts(singers, *TABLES) == dict.fromkeys(TABLES, 0)
        assert loop.run(singers.context.gate.whose(event.prokey)) is None

    def test_leaves_its_neighbours(self, singers: World) -> None:
        event = busy_event(singers, singers.choir)
        before = counts(singers, *TABLES)
        doomed = busy_event(singers, singers.choir)
        singers.do(delete_event, singers.olga.acting(), doomed.prokey, now=singers.clock.now())
        work(singers)
        assert counts(singers, *TABLES) == before
        assert loop.run(singers.context.gate.whose(event.prokey)) == (singers.organization, "event")

    def test_goes_in_slices(self, singers: World) -> None:
        event = busy_event(singers, singers.choir)
        singers.do(delete_event, singers.olga.acting(), event.prokey, now=singers.clock.now())
        slices = 0
        while singers.do(remove_event_slice, access.system(singers.organization), event.number):
            slices += 1
        assert slices == len(TABLES)

    def test_that_was_not_deleted_stays(self, singers: World) -> None:
        event = busy_event(singers, singers.choir)
        before = counts(singers, *TABLES)
        assert singers.do(remove_event_slice, access.system(singers.organization), event.number) is False
        assert counts(singers, *TABLES) == before

    def test_of_another_organization_stays(self, singers: World) -> None:
        event = busy_event(singers, singers.choir)
        singers.do(delete_event, singers.olga.acting(), event.prokey, now=singers.clock.now())
        before = counts(singers, *TABLES)
        assert singers.do(remove_event_slice, access.system(singers.theirs.organization), event.number) is False
        assert counts(singers, *TABLES) == before


class TestAGroup:
    def test_goes_with_its_events_members_and_messages(self, singers: World) -> None:
        busy_event(singers, singers.choir)
        busy_event(singers, singers.choir)
        before = counts(singers, *IN_GROUP)
        singers.do(delete_group, singers.olga.acting(), singers.choir.prokey, now=singers.clock.now())
        work(singers)
        assert counts(singers, *TABLES) == dict.fromkeys(TABLES, 0)
        after = counts(singers, *IN_GROUP)
        assert (after["groups"], after["messages"]) == (before["groups"] - 1, 0)
        assert after["memberships"] == before["memberships"] - 3
        assert loop.run(singers.context.gate.whose(singers.choir.prokey)) is None

    def test_that_was_not_deleted_stays(self, singers: World) -> None:
        before = counts(singers, *IN_GROUP)
        assert singers.do(remove_group_slice, access.system(singers.organization), singers.choir.number) is False
        assert counts(singers, *IN_GROUP) == before
