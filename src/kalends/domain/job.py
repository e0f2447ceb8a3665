"""What is to happen later, once, whatever crashes in between."""

from datetime import datetime, timedelta

from msgspec import Struct

from kalends.domain import limits

LEASE = timedelta(seconds=limits.JOB_LEASE_S)  # how long a worker that says nothing keeps a job to itself
_FIRST_WAIT = timedelta(seconds=5)
_LONGEST_WAIT = timedelta(hours=1)


class Job(Struct, frozen=True):
    """One job. key: what it is about; one unfinished job per kind and key.

    fence: rises with every claim and whenever the job is asked for anew; who holds an older one has lost it.
    attempts: claims since it was asked for. error: why the last one failed. finished_at: done, or given up (`error`).
    """

    organization: int
    number: int
    kind: str
    key: str
    payload: dict[str, int | str]
    due_at: datetime
    fence: int = 0
    attempts: int = 0
    error: str | None = None
    finished_at: datetime | None = None


def next_try(job: Job, now: datetime) -> datetime | None:
    """When to try again after a failure: later each time; None after the last of JOB_ATTEMPTS."""
    if job.attempts >= limits.JOB_ATTEMPTS:
        return None
    wait = _FIRST_WAIT * (1 << min(max(job.attempts, 1) - 1, 20))
    return now + min(wait, _LONGEST_WAIT)
