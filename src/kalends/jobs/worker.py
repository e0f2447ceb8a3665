"""The worker: takes what is due, does it, and says how it went.

A job may be begun again after a crash, so every handler can be run twice to the same end.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Concatenate, ParamSpec, Protocol, TypeVar

from msgspec import Struct

from kalends.actions.job import claim_jobs, fail_job, finish_job, next_due, renew_job
from kalends.actions.ports import Store, Tx
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.errors import Unavailable
from kalends.domain.job import Job

P = ParamSpec("P")
T = TypeVar("T")

_LOOK_S = 1.0
_LOOK_AFTER_FAILURE_S = 5.0
_ERROR_CHARACTERS = 500
_NOBODY = access.system(0)  # claims look through all organizations

_log = logging.getLogger("kalends.jobs")


class Clock(Protocol):
    """The only source of the present."""

    def now(self) -> datetime:
        """Aware UTC."""


class Lost(Exception):
    """Somebody else has the job now, or it was asked for anew: whoever still does it stops."""


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


class Worker:
    """Runs handlers, by the job's kind. Several workers may share a database; each job is held by one."""

    def __init__(self, store: Store, clock: Clock, handlers: Mapping[str, Handler]) -> None:
        self._store, self._clock, self._handlers = store, clock, handlers
        self._awake = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    def start(self) -> None:
        """Work until `stop`."""
        self._task = asyncio.create_task(self._work(), name="kalends-worker")

    def wake(self) -> None:
        """Look at once for what is due."""
        self._awake.set()

    async def stop(self) -> None:
        """Break off; whatever was being done is begun again when its lease ends."""
        if self._task is not None:
            self._task.cancel()
            with suppress(asyncio.CancelledError):
                await self._task

    async def run_due(self) -> int:
        """Do what is due now, one claim's worth; how many jobs."""
        due_at = await self._store.read(next_due, _NOBODY)
        if due_at is None or due_at > self._clock.now():
            return 0
        jobs = await self._store.write(claim_jobs, _NOBODY, now=self._clock.now())
        for job in jobs:
            await self._run(Errand(self._store, self._clock, job))
        return len(jobs)

    async def _work(self) -> None:
        while True:
            wait_s = _LOOK_S
            try:
                if await self.run_due():
                    wait_s = 0
            except Unavailable:
                wait_s = _LOOK_AFTER_FAILURE_S
            except Exception:  # noqa: BLE001  the loop outlives whatever happened in it
                _log.exception("the worker failed")
                wait_s = _LOOK_AFTER_FAILURE_S
            with suppress(TimeoutError):
                await asyncio.wait_for(self._awake.wait(), wait_s)
            self._awake.clear()

    async def _run(self, errand: Errand) -> None:
        job = errand.job
        try:
            await errand.hold()
            await self._handlers[job.kind](errand)
            await errand.do(finish_job, job, now=self._clock.now())
        except Lost:
            _log.info("job %s %s is somebody else's, or begins anew", job.kind, job.key)
        except Unavailable:
            raise
        except Exception as error:  # noqa: BLE001  a job's failure is the job's own
            _log.exception("job %s %s failed", job.kind, job.key)
            told = f"{type(error).__name__}: {error}"[:_ERROR_CHARACTERS]
            await errand.do(fail_job, job, told, now=self._clock.now())
