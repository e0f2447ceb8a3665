"""A newer zone table, or another zone of the organization, moves instants and nothing that people wrote."""

import shutil
import zoneinfo
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kalends.actions import meeting as deeds
from kalends.actions.event import GroupChoice, create_event, revise_event, show_event
from kalends.actions.group import show_group
from kalends.actions.occurrence import meetings_of
from kalends.actions.organization import move_organization
from kalends.actions.zone_table import notice_zone_table
from kalends.calendar import zones
from kalends.domain import access, limits
from kalends.domain.access import CredentialKind
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.occurrence import Occurrence, OccurrencePatch
from kalends.jobs.kinds import HANDLERS
from kalends.jobs.worker import Worker
from kalends.store.nouns import TRANSACTIONS
from tests import loop
from tests.cast import World, make_cast
from tests.databases import Address, StandingClock

LOS_ANGELES, PHOENIX = "America/Los_Angeles", "America/Phoenix"  # -07 all year below, as Phoenix always
NEWER = "9999z"
EVENING: dict[str, Any] = {"start_time": "19:00", "end_time": "21:00", "zone": LOS_ANGELES}


@pytest.fixture
def world(prepared: Address) -> Iterator[World]:
    """In a database of its own: whoever starts a server looks at all organizations of one."""
    clock, store = StandingClock(), prepared.store(TRANSACTIONS)
    loop.run(store.open())
    yield World(store, loop.run(make_cast(store, clock)), clock)
    loop.run(store.close())


@contextmanager
def newer_table(folder: Path, **moved: str) -> Iterator[None]:
    """A table in which each zone named (its slash a double underline) has the clock of another one."""
    package = Path(zoneinfo.TZPATH[0])
    for name, like in moved.items():
        there = folder / name.replace("__", "/")
        there.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(package / like, there)
    patch = pytest.MonkeyPatch()
    patch.setattr(zones, "table_version", lambda: NEWER)
    zoneinfo.reset_tzpath([str(folder), str(package)])
    _forget()
    try:
        yield
    finally:
        zoneinfo.reset_tzpath([str(package)])
        _forget()
        patch.undo()


def _forget() -> None:
    zoneinfo.ZoneInfo.clear_cache()
    for kept in (zones._load, zones._instant, zones.exists):
        kept.cache_clear()


def event_in(world: World, **fields: Any) -> Event:
    date = DatePatch(**{"name": "Rehearsal", "start_date": "2026-12-01", "end_date": "2026-12-01", **EVENING} | fields)
    return made(world, EventPatch(dates=(date,)))


def weekly(world: World, start: str = "2026-11-24") -> Event:
    date = DatePatch(name="Rehearsal", start_date=start, end_date=start, **EVENING)
    return made(world, EventPatch(dates=(date,), simplified=True, simple_type="weekly", count=4))


def made(world: World, patch: EventPatch) -> Event:
    choice = GroupChoice(prokey=world.choir.prokey)
    event: Event = world.do(create_event, world.olga.acting(), choice, patch, now=world.clock.now()).event
    return event


def starts(world: World, event: Event) -> list[str]:
    found: list[Occurrence] = world.see(meetings_of, access.system(world.organization), event.number)
    return [f"{it.starts_at:%m-%d %H:%M}" for it in sorted(found, key=lambda it: it.starts_at)]


def work(world: World) -> None:
    """What a server of the newer table does when it starts."""
    world.do(notice_zone_table, access.system(0), now=world.clock.now())
    worker = Worker(world.store, world.clock, HANDLERS)
    for _ in range(100):
        if not loop.run(worker.run_due()):
            return
    raise AssertionError("there is always something to do")


class TestANewerTable:
    def test_moves_the_instant_of_a_coming_meeting_and_nothing_that_was_written(
        self, world: World, tmp_path: Path
    ) -> None:
        event, olga = event_in(world), world.olga.acting()
        before, version = world.see(show_event, olga, event.prokey), world.see(show_group, olga, world.choir.prokey)
        assert starts(world, event) == ["12-02 03:00"]
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            work(world)
            assert starts(world, event) == ["12-02 02:00"]
            after = world.see(show_event, olga, event.prokey)
        assert (after.dates, after.sequence, after.revised_at, after.updated_at) == (
            before.dates, before.sequence, before.revised_at, before.updated_at,
        )  # fmt: skip
        assert after.first_start == datetime(2026, 12, 2, 2, tzinfo=UTC)
        raised = world.see(show_group, olga, world.choir.prokey)
        assert raised.group.version > version.group.version

    def test_leaves_alone_what_has_begun(self, world: World, tmp_path: Path) -> None:
        event = weekly(world)
        world.clock.move(datetime(2026, 12, 3, tzinfo=UTC) - world.clock.now())
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            work(world)
            assert starts(world, event) == ["11-25 03:00", "12-02 03:00", "12-09 02:00", "12-16 02:00"]

    @pytest.mark.parametrize("several", [False, True])
    def test_keeps_a_meeting_that_by_it_has_begun_already(self, world: World, tmp_path: Path, several: bool) -> None:
        event = weekly(world, "2026-12-01") if several else event_in(world)
        rows = len(starts(world, event))
        world.clock.move(datetime(2026, 12, 2, 2, 30, tzinfo=UTC) - world.clock.now())
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            work(world)
            assert (starts(world, event)[0], len(starts(world, event))) == ("12-02 02:00", rows)

    def test_moves_a_meeting_that_has_times_of_its_own(self, world: World, tmp_path: Path) -> None:
        event = weekly(world)
        second = world.see(meetings_of, access.system(world.organization), event.number)[1]
        own = OccurrencePatch(
            start_date="2026-12-02", start_time="18:00", end_date="2026-12-02", end_time="20:00", zone=LOS_ANGELES,
            all_day=False,
        )  # fmt: skip
        olga = world.olga.acting(CredentialKind.TOKEN)
        world.do(deeds.revise_meeting, olga, second.group, second.public_id, own, now=world.clock.now())
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            work(world)
            assert starts(world, event) == ["11-25 02:00", "12-03 01:00", "12-09 02:00", "12-16 02:00"]

    def test_still_moves_what_was_renamed_since(self, world: World, tmp_path: Path) -> None:
        event = event_in(world)
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            patch = EventPatch(dates=(DatePatch(name="Evensong"),), file_name="choir")
            world.do(revise_event, world.olga.acting(), event.prokey, patch, now=world.clock.now())
            work(world)
            assert starts(world, event) == ["12-02 02:00"]

    def test_tells_nobody(self, world: World, tmp_path: Path) -> None:
        event_in(world)
        path = f"/v3/groups/{world.choir.number}/messages"
        before = world.get(path, world.olga.by_token).json()
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            work(world)
        assert world.get(path, world.olga.by_token).json() == before

    def test_an_older_one_changes_nothing(self, world: World, tmp_path: Path) -> None:
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            event = event_in(world)
        work(world)
        assert starts(world, event) == ["12-02 02:00"]

    def test_is_followed_slice_by_slice(self, world: World, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "ROWS_PER_SLICE", 2)
        events = [event_in(world) for _ in range(5)]
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            work(world)
            assert [starts(world, event) for event in events] == [["12-02 02:00"]] * 5

    def test_is_followed_once(self, world: World, tmp_path: Path) -> None:
        event, olga = event_in(world), world.olga.acting()
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            work(world)
            version = world.see(show_group, olga, world.choir.prokey).group.version
            work(world)
            assert world.see(show_group, olga, world.choir.prokey).group.version == version
            assert world.see(show_event, olga, event.prokey).zone_table == NEWER

    def test_is_looked_for_once_a_day_too(self, world: World, tmp_path: Path) -> None:
        event = event_in(world)
        world.clock.move(timedelta(days=1, minutes=1))
        with newer_table(tmp_path, America__Los_Angeles=PHOENIX):
            worker = Worker(world.store, world.clock, HANDLERS)
            while loop.run(worker.run_due()):
                pass
            assert starts(world, event) == ["12-02 02:00"]


class TestAnotherZoneOfTheOrganization:
    def test_moves_days_that_have_no_zone_of_their_own(self, world: World) -> None:
        floating = event_in(world, start_time=None, end_time=None, zone=None)
        fixed = event_in(world)
        assert starts(world, floating) == ["11-30 23:00"]
        world.do(move_organization, access.system(world.organization), "Asia/Tokyo", now=world.clock.now())
        work(world)
        assert (starts(world, floating), starts(world, fixed)) == (["11-30 15:00"], ["12-02 03:00"])
