"""Jobs are done once each, by one worker at a time, whatever crashes in between."""

import asyncio
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import pytest

from kalends.actions.job import claim_jobs, discard_job, fail_job, finish_job, list_jobs, renew_job, retry_job
from kalends.actions.ports import Tx
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.errors import Kind, Refused
from kalends.domain.job import Job
from kalends.jobs.worker import Again, Errand, GiveUp, Worker
from tests import loop
from tests.cast import World

NOBODY = access.system(0)
ROOM = 1_000  # more than a claim may take


async def ask(tx: Tx, actor: Actor, key: str, due_at: datetime, kind: str = "song") -> None:
    await tx.add_job(kind, key, {"verse": 1}, due_at)


@dataclass
class Choir:
    """A worker that only knows songs, and what it has sung."""

    world: World
    sung: list[str] = field(default_factory=list)
    fails: Callable[[Job], bool] = lambda job: False
    raises: Exception | None = None

    def ask(self, key: str, after: timedelta = timedelta()) -> None:
        self.world.do(ask, access.system(self.world.organization), key, self.world.clock.now() + after)

    def claim(self) -> list[Job]:
        """Only this organization's: others share the database."""
        claimed: list[Job] = self.world.do(claim_jobs, NOBODY, "song", ROOM, now=self.world.clock.now())
        return [job for job in claimed if job.organization == self.world.organization]

    def left(self) -> dict[str, Job]:
        jobs = self.world.see(list_jobs, access.system(self.world.organization))
        return {job.key: job for job in jobs if job.kind == "song"}

    def forget(self, kind: str) -> None:
        itself = access.system(self.world.organization)
        for job in self.world.see(list_jobs, itself):
            if job.kind == kind:
                self.world.do(discard_job, itself, job.number)

    def tell(self, deed: Callable[..., Any], *args: Any) -> Any:
        return self.world.do(deed, access.system(self.world.organization), *args, now=self.world.clock.now())

    def work(self) -> None:
        worker = Worker(self.world.store, self.world.clock, {"song": self.sing})
        loop.run(worker.run_due())

    async def sing(self, errand: Errand) -> None:
        if self.fails(errand.job):
            raise ValueError("out of tune")
        if self.raises is not None:
            raise self.raises
        self.sung.append(errand.job.key)


@pytest.fixture
def choir(world: World) -> Iterator[Choir]:
    world.clock.move(timedelta(days=-365))  # before what other tests left in the same database is due
    choir = Choir(world)
    yield choir
    choir.forget("song")


class TestAsking:
    def test_a_job_waits_until_it_is_due(self, choir: Choir) -> None:
        choir.ask("Locus iste", after=timedelta(minutes=5))
        choir.work()
        assert choir.sung == []
        choir.world.clock.move(timedelta(minutes=5))
        choir.work()
        assert choir.sung == ["Locus iste"]

    def test_asking_twice_moves_it(self, choir: Choir) -> None:
        choir.ask("Locus iste")
        choir.ask("Locus iste", after=timedelta(minutes=5))
        choir.work()
        assert choir.sung == []
        assert len(choir.left()) == 1

    def test_what_is_done_can_be_asked_for_again(self, choir: Choir) -> None:
        for _ in range(2):
            choir.ask("Locus iste")
            choir.work()
        assert choir.sung == ["Locus iste", "Locus iste"]
        assert choir.left() == {}

    def test_asking_while_it_is_done_has_it_done_once_more(self, choir: Choir) -> None:
        choir.ask("Locus iste")
        (held,) = choir.claim()
        choir.ask("Locus iste")
        assert choir.tell(finish_job, held) is False
        assert [job.key for job in choir.claim()] == ["Locus iste"]


class TestHolding:
    def test_nobody_else_gets_a_job_that_is_held(self, choir: Choir) -> None:
        choir.ask("Locus iste")
        assert len(choir.claim()) == 1
        assert choir.claim() == []

    def test_it_is_free_again_after_the_lease_of_one_that_crashed(self, choir: Choir) -> None:
        async def claim_and_crash(tx: Tx, actor: Actor) -> list[Job]:
            return await tx.claim_jobs("song", choir.world.clock.now(), timedelta(seconds=-1), 1)

        choir.ask("Locus iste")
        (lost,) = choir.world.do(claim_and_crash, NOBODY)
        (held,) = choir.claim()
        assert held.fence > lost.fence
        assert choir.tell(finish_job, lost) is False
        assert choir.tell(finish_job, held) is True

    def test_who_lost_it_can_neither_renew_finish_nor_fail_it(self, choir: Choir) -> None:
        choir.ask("Locus iste")
        (lost,) = choir.claim()
        choir.tell(retry_job, lost.number)
        (held,) = choir.claim()
        assert choir.tell(renew_job, lost) is False
        assert choir.tell(finish_job, lost) is False
        assert choir.tell(fail_job, lost, "late") is False
        assert choir.tell(renew_job, held) is True

    def test_two_workers_share_the_work(self, choir: Choir) -> None:
        for number in range(6):
            choir.ask(f"Psalm {number}")

        async def work() -> None:
            workers = [Worker(choir.world.store, choir.world.clock, {"song": choir.sing}) for _ in range(2)]
            await asyncio.gather(*(worker.run_due() for worker in workers))

        loop.run(work())
        choir.work()  # what an early one did not see
        assert sorted(choir.sung) == [f"Psalm {number}" for number in range(6)]

    def test_one_claim_is_bounded(self, choir: Choir) -> None:
        for number in range(limits.JOBS_PER_CLAIM + 1):
            choir.ask(f"Psalm {number}")
        assert len(choir.claim()) == limits.JOBS_PER_CLAIM
        assert len(choir.claim()) == 1


class TestFailing:
    def test_it_is_tried_again_later_and_later(self, choir: Choir) -> None:
        choir.fails = lambda job: True
        choir.ask("Locus iste")
        waits = []
        for _ in range(3):
            choir.work()
            due_at = choir.left()["Locus iste"].due_at
            waits.append((due_at - choir.world.clock.now()).total_seconds())
            choir.world.clock.moment = due_at
        assert waits == [5, 10, 20]
        assert choir.left()["Locus iste"].error == "ValueError: out of tune"

    def test_it_is_given_up_after_so_many_tries_and_can_be_retried(self, choir: Choir) -> None:
        choir.fails = lambda job: True
        choir.ask("Locus iste")
        for _ in range(limits.JOB_ATTEMPTS):
            choir.work()
            choir.world.clock.moment = choir.left()["Locus iste"].due_at
        given_up = choir.left()["Locus iste"]
        assert given_up.finished_at is not None
        assert (choir.claim(), choir.sung) == ([], [])
        choir.fails = lambda job: False
        choir.tell(retry_job, given_up.number)
        choir.work()
        assert choir.sung == ["Locus iste"]

    def test_it_does_not_hold_up_the_others(self, choir: Choir) -> None:
        choir.fails = lambda job: job.key == "Psalm 0"
        for number in range(2):
            choir.ask(f"Psalm {number}")
        choir.work()
        assert choir.sung == ["Psalm 1"]

    def test_it_can_say_that_trying_again_is_of_no_use(self, choir: Choir) -> None:
        choir.raises = GiveUp("nobody sings that any more")
        choir.ask("Locus iste")
        choir.work()
        given_up = choir.left()["Locus iste"]
        assert (given_up.finished_at, given_up.error) == (choir.world.clock.now(), "nobody sings that any more")

    def test_it_can_say_when_to_try_again_as_often_as_it_likes(self, choir: Choir) -> None:
        choir.ask("Locus iste")
        for _ in range(limits.JOB_ATTEMPTS + 1):
            at = choir.world.clock.now() + timedelta(hours=2)
            choir.raises = Again(at, "come back at two")
            choir.work()
            left = choir.left()["Locus iste"]
            assert (left.due_at, left.error, left.finished_at) == (at, "come back at two", None)
            choir.world.clock.moment = at

    def test_it_can_be_discarded_once(self, choir: Choir) -> None:
        choir.ask("Locus iste")
        number = choir.left()["Locus iste"].number
        choir.world.do(discard_job, access.system(choir.world.organization), number)
        assert choir.left() == {}
        with pytest.raises(Refused) as refused:
            choir.world.do(discard_job, access.system(choir.world.organization), number)
        assert refused.value.kind is Kind.NOT_FOUND


class TestLanes:
    """Each kind of job by itself."""

    def test_a_slow_kind_does_not_hold_up_another(self, choir: Choir) -> None:
        asked: Callable[[str, str], None] = lambda key, kind: choir.world.do(  # noqa: E731
            ask, access.system(choir.world.organization), key, choir.world.clock.now(), kind
        )
        for number in range(limits.JOBS_AT_ONCE + 1):
            asked(f"Tuning {number}", "tuning")
        asked("Locus iste", "song")

        async def work() -> None:
            sung, never = asyncio.Event(), asyncio.Event()

            async def tune(errand: Errand) -> None:
                await never.wait()

            async def sing(errand: Errand) -> None:
                sung.set()

            worker = Worker(choir.world.store, choir.world.clock, {"tuning": tune, "song": sing})
            worker.start()
            await asyncio.wait_for(sung.wait(), 5)
            await worker.stop(grace_s=0)

        loop.run(work())
        choir.forget("tuning")

    def test_so_many_of_a_kind_are_done_at_once_and_no_more(self, choir: Choir) -> None:
        for number in range(5):
            choir.ask(f"Psalm {number}")
        now, most = [0], [0]

        async def sing(errand: Errand) -> None:
            now[0] += 1
            most[0] = max(most[0], now[0])
            await asyncio.sleep(0.01)
            now[0] -= 1
            choir.sung.append(errand.job.key)

        async def work() -> None:
            worker = Worker(choir.world.store, choir.world.clock, {"song": sing}, {"song": 2})
            worker.start()
            for _ in range(500):
                await asyncio.sleep(0.01 if len(choir.sung) < 5 else 0)
            await worker.stop()

        loop.run(work())
        assert (sorted(choir.sung), most[0]) == ([f"Psalm {number}" for number in range(5)], 2)

    def test_a_kind_that_nobody_here_knows_waits_for_whoever_does(self, choir: Choir) -> None:
        choir.ask("Locus iste")
        loop.run(Worker(choir.world.store, choir.world.clock, {}).run_due())
        assert (choir.left()["Locus iste"].attempts, choir.left()["Locus iste"].error) == (0, None)
        choir.work()
        assert choir.sung == ["Locus iste"]


class TestOrganizations:
    def test_one_does_not_see_another_s_jobs(self, choir: Choir) -> None:
        choir.ask("Locus iste")
        number = choir.left()["Locus iste"].number
        theirs = access.system(choir.world.theirs.organization)
        assert [job.key for job in choir.world.see(list_jobs, theirs) if job.kind == "song"] == []
        with pytest.raises(Refused):
            choir.world.do(retry_job, theirs, number, now=choir.world.clock.now())
