"""The worker: takes what is due, does it, and says how it went.

Every kind of job has a lane of its own, in which so many are done at once: a slow or dead one delays no other lane.
A job may be begun again after a crash, so every handler can be run twice to the same end.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from datetime import datetime
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from msgspec import Struct

from kalends.actions.job import claim_jobs, fail_job, finish_job, give_up_job, next_due, postpone_job, renew_job
from kalends.actions.ports import Store, Tx
from kalends.domain import access, limits
from kalends.domain.access import Actor
from kalends.domain.errors import Unavailable
from kalends.domain.job import Job

P = ParamSpec("P")
T = TypeVar("T")

_LOOK_S = 1.0
_LOOK_AFTER_FAILURE_S = 5.0
_ERROR_CHARACTERS = 500
_STOP_S = 3.0
_NOBODY = access.system(0)  # claims look through all organizations

_log = logging.getLogger("kalends.jobs")


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """Aware UTC."""


class Lost(Exception):
    """Somebody else has the job now, or it was asked for anew: whoever still does it stops."""


class GiveUp(Exception):
    """Trying again would be of no use: the job is given up, with this reason for the operator."""


class Again(Exception):
    """It failed, and is due again at a moment of the handler's choice, as often as the handler chooses."""

    def __init__(self, at: datetime, reason: str) -> None:
        super().__init__(reason)
        self.at = at


class Errand(Struct, frozen=True):
    """What a handler is given: its job, and the way to do deeds in the job's organization."""

    store: Store
    clock: Clock
    job: Job

    async def do(self, deed: Callable[Concatenate[Tx, Actor, P], Awaitable[T]], *args: P.args, **kwargs: P.kwargs) -> T:
        """Do one deed as the server itself."""
        return await self.store.write(deed, access.system(self.job.organization), *args, **kwargs)

    async def repeat(
        self, deed: Callable[Concatenate[Tx, Actor, P], Awaitable[bool]], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Do it until it says False, holding on to the job in between. Raises Lost."""
        while await self.do(deed, *args, **kwargs):
            await self.hold()

    async def hold(self) -> None:
        """Go on holding the job. Raises Lost."""
        if not await self.do(renew_job, self.job, now=self.clock.now()):
            raise Lost


Handler = Callable[[Errand], Awaitable[None]]
"""Ends when the job is done. Raises GiveUp or Again; anything else is a failure, tried again later and later."""


class Worker:
    """Runs handlers, by the job's kind. Several workers may share a database; each job is held by one.

    at_once: how many jobs of a kind are done at the same time; JOBS_AT_ONCE where nothing is said.
    A kind without a handler is left to whoever has one.
    """

    def __init__(
        self, store: Store, clock: Clock, handlers: Mapping[str, Handler], at_once: Mapping[str, int] | None = None
    ) -> None:
        bounds = at_once or {}
        self._lanes = [
            _Lane(store, clock, kind, handler, bounds.get(kind, limits.JOBS_AT_ONCE))
            for kind, handler in handlers.items()
        ]
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Work until `stop`."""
        self._tasks = [asyncio.create_task(it.work(), name=f"kalends-{it.kind}") for it in self._lanes]

    async def stop(self, grace_s: float = _STOP_S) -> None:
        """Begin nothing more. What does not end within `grace_s` is broken off, and begun again when its lease ends."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await asyncio.gather(*(lane.end(grace_s) for lane in self._lanes))

    async def run_due(self) -> int:
        """Do what is due now, one claim's worth of each lane; how many jobs."""
        return sum(await asyncio.gather(*(lane.run_due() for lane in self._lanes)))


class _Lane:
    """One kind's jobs. at_once: how many of them are in the hands of this worker at most."""

    def __init__(self, store: Store, clock: Clock, kind: str, handler: Handler, at_once: int) -> None:
        self._store, self._clock, self._handler, self._at_once = store, clock, handler, at_once
        self.kind = kind
        self._running: set[asyncio.Task[None]] = set()
        self._more = False  # most likely, as the last claim was given all that it had asked for

    async def work(self) -> None:
        """Until cancelled; what was begun goes on."""
        while True:
            await self._wait(await self._begin())

    async def end(self, grace_s: float) -> None:
        """Return when nothing is running any more."""
        if self._running:
            await asyncio.wait(self._running, timeout=grace_s)
        for task in self._running:
            task.cancel()
        await asyncio.gather(*self._running, return_exceptions=True)

    async def run_due(self) -> int:
        """Claim once, and do what was claimed."""
        jobs = await self._claimed(self._at_once)
        done = await asyncio.gather(*(self._run(job) for job in jobs), return_exceptions=True)
        for failure in filter(None, done):
            raise failure
        return len(jobs)

    async def _begin(self) -> float:
        """Take as many as there is room for; how long to wait before the next look, in seconds."""
        try:
            jobs = await self._claimed(self._at_once - len(self._running))
        except Unavailable:
            return _LOOK_AFTER_FAILURE_S
        except Exception:  # noqa: BLE001  the loop outlives whatever happened in it
            _log.exception("the worker failed to look for jobs of the kind %s", self.kind)
            return _LOOK_AFTER_FAILURE_S
        for job in jobs:
            task = asyncio.create_task(self._run(job))
            self._running.add(task)
            task.add_done_callback(self._ended)
        return 0 if jobs else _LOOK_S

    async def _wait(self, wait_s: float) -> None:
        """For room, when the lane is full; else for the time to look again."""
        if len(self._running) >= self._at_once:
            await asyncio.wait(self._running, return_when=asyncio.FIRST_COMPLETED)
        elif wait_s:
            await asyncio.sleep(wait_s)

    def _ended(self, task: "asyncio.Task[None]") -> None:
        self._running.discard(task)
        if not task.cancelled() and task.exception() is not None:  # its lease runs out, and it is begun again
            _log.error("the end of a job of the kind %s could not be written", self.kind, exc_info=task.exception())

    async def _claimed(self, room: int) -> list[Job]:
        if not self._more:  # a look costs less than a claim that finds nothing
            due_at = await self._store.read(next_due, _NOBODY, self.kind)
            if due_at is None or due_at > self._clock.now():
                return []
        jobs = await self._store.write(claim_jobs, _NOBODY, self.kind, room, now=self._clock.now())
        self._more = len(jobs) == room
        return jobs

    async def _run(self, job: Job) -> None:
        errand = Errand(self._store, self._clock, job)
        try:
            await self._handler(errand)
            await errand.do(finish_job, job, now=self._clock.now())
        except Lost:
            _log.info("job %s %s is somebody else's, or begins anew", job.kind, job.key)
        except Unavailable:
            raise
        except GiveUp as reason:
            await errand.do(give_up_job, job, _told(reason), now=self._clock.now())
        except Again as failure:
            await errand.do(postpone_job, job, _told(failure), failure.at, now=self._clock.now())
        except Exception as error:  # noqa: BLE001  a job's failure is the job's own
            _log.exception("job %s %s failed", job.kind, job.key)
            await errand.do(fail_job, job, f"{type(error).__name__}: {_told(error)}", now=self._clock.now())


def _told(error: Exception) -> str:
    return str(error)[:_ERROR_CHARACTERS]
