"""What deeds ask of the store about jobs."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Protocol

from kalends.domain.job import Job


class JobReads(Protocol):
    """Reading. Every method is scoped to the actor's organization, unless it says otherwise."""

    async def jobs(self, limit: int) -> list[Job]:
        """The unfinished ones and those given up, by due time."""

    async def next_job_due(self, kind: str) -> datetime | None:
        """When the first unfinished job of a kind is due, in all organizations; None when nothing is left to do."""

    async def events_short_of(self, start: str, after: int, limit: int) -> list[int]:
        """Numbers above `after` of events whose meetings are written up to before `start` (local, "YYYYMMDD…")."""

    async def events_of_older_tables(self, table: str, now: datetime, after: int, limit: int) -> list[int]:
        """Numbers above `after` of events that are not over and were derived by an older zone table."""


class JobWrites(JobReads, Protocol):
    """Writing, inside a deed's transaction."""

    async def add_job(self, kind: str, key: str, payload: Mapping[str, int | str], due_at: datetime) -> None:
        """Have this done at or after `due_at`; an unfinished job of the same kind and key is moved, not doubled.

        One that is being done at this moment will be done once more.
        """

    async def rouse_job(self, kind: str, key: str, payload: Mapping[str, int | str], due_at: datetime) -> None:
        """Have this done at `due_at`, or before where it waits already. One that is being done goes on undisturbed.

        Holds the job's row until the deed ends: whoever does the job finds out, see `renew_job`, before or after it.
        """

    async def schedule_job(self, kind: str, key: str, payload: Mapping[str, int | str], due_at: datetime) -> None:
        """As `add_job`; but one that waits for just that moment, or is being done for it, is left alone."""

    async def drop_job(self, kind: str, key: str) -> None:
        """It is not to be done any more; whoever is doing it has lost it."""

    async def hasten_jobs(self, kind: str, key: str, payload: Mapping[str, int | str], now: datetime) -> None:
        """Make those of all organizations due now that wait with another payload."""

    async def unfinished_job(self, kind: str, key: str) -> Job | None:
        """The one of this kind and key, being done or not; nobody else takes it before the deed ends."""

    async def claim_jobs(self, kind: str, now: datetime, lease: timedelta, limit: int) -> list[Job]:
        """Take due jobs of a kind, of all organizations, that nobody holds, oldest first; hold them for `lease`."""

    async def renew_job(self, job: Job, now: datetime, lease: timedelta) -> bool:
        """Hold it longer; False when it was lost to another, or asked for anew."""

    async def finish_job(self, job: Job, now: datetime) -> bool:
        """It is done; False, and nothing changed, when it was lost to another, or asked for anew."""

    async def fail_job(self, job: Job, error: str, again_at: datetime | None, now: datetime) -> bool:
        """It failed: due again at `again_at`, or given up. False as for `finish_job`."""

    async def put_off_job(self, job: Job, due_at: datetime) -> bool:
        """It is to be done again then, as if never tried. False as for `finish_job`."""

    async def release_jobs(self) -> None:
        """Take all jobs of all organizations out of the hands of whoever held them."""

    async def retry_job(self, number: int, now: datetime) -> bool:
        """Due now, as if never tried; False when there is no such unfinished or given-up job."""

    async def discard_job(self, number: int) -> bool:
        """Forget it; False as for `retry_job`."""

    async def forget_jobs(self, before: datetime, most: int) -> int:
        """Remove up to `most` jobs that were done before then; how many. Those given up stay."""
