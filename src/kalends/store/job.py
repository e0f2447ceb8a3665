"""Rows of jobs. Claims look through all organizations; leases go by the database's clock where nodes share one."""

import json
from collections.abc import Mapping
from datetime import datetime, timedelta

from kalends.domain.job import Job
from kalends.store.instants import instant, maybe_instant, micros
from kalends.store.sql import Sql
from kalends.store.transaction import Row, Statements

_COLUMNS = "organization_id, number, kind, key, payload, due_at, fence, attempts, error, finished_at"
_CLOCK = "(EXTRACT(EPOCH FROM clock_timestamp()) * 1000000)::BIGINT"
_MICROSECOND = timedelta(microseconds=1)

_ADDED = """
  INSERT INTO jobs (organization_id, number, kind, key, payload, due_at, fence, attempts)
  VALUES (:o, :number, :kind, :key, :payload, :due_at, 0, 0)
  ON CONFLICT (organization_id, kind, key) DO UPDATE SET payload = excluded.payload, due_at = excluded.due_at,
    leased_until = NULL, fence = jobs.fence + 1, attempts = 0, error = NULL, finished_at = NULL
"""
_ADD = Sql(_ADDED)
_SCHEDULE = Sql(f"{_ADDED} WHERE jobs.finished_at IS NOT NULL OR jobs.due_at <> excluded.due_at")
_DROP = Sql("DELETE FROM jobs WHERE organization_id = :o AND kind = :kind AND key = :key AND finished_at IS NULL")
_ROUSE = Sql("""
  INSERT INTO jobs (organization_id, number, kind, key, payload, due_at, fence, attempts)
  VALUES (:o, :number, :kind, :key, :payload, :due_at, 0, 0)
  ON CONFLICT (organization_id, kind, key) DO UPDATE SET
    due_at = CASE WHEN jobs.finished_at IS NULL AND jobs.due_at < excluded.due_at THEN jobs.due_at
      ELSE excluded.due_at END,
    leased_until = CASE WHEN jobs.finished_at IS NULL THEN jobs.leased_until END,
    fence = CASE WHEN jobs.finished_at IS NULL THEN jobs.fence ELSE jobs.fence + 1 END,
    attempts = CASE WHEN jobs.finished_at IS NULL THEN jobs.attempts ELSE 0 END,
    error = CASE WHEN jobs.finished_at IS NULL THEN jobs.error END,
    payload = excluded.payload, finished_at = NULL
""")
_LIST = Sql(f"""
  SELECT {_COLUMNS} FROM jobs
  WHERE organization_id = :o AND (finished_at IS NULL OR error IS NOT NULL) ORDER BY due_at, number LIMIT :limit
""")
_UNFINISHED = Sql(f"""
  SELECT {_COLUMNS} FROM jobs
  WHERE organization_id = :o AND kind = :kind AND key = :key AND finished_at IS NULL FOR UPDATE
""")
_NEXT = Sql("SELECT due_at FROM jobs WHERE kind = :kind AND finished_at IS NULL ORDER BY due_at, number LIMIT 1")
_TAKE = f"""
  WITH due AS MATERIALIZED (
    SELECT organization_id AS owner, number AS held FROM jobs
    WHERE kind = :kind AND finished_at IS NULL AND due_at <= :now AND (leased_until IS NULL OR leased_until < %s)
    ORDER BY due_at, number LIMIT :limit FOR UPDATE SKIP LOCKED)
  UPDATE jobs SET leased_until = %s + :lease_us, fence = fence + 1, attempts = attempts + 1
  FROM due WHERE organization_id = due.owner AND number = due.held
  RETURNING {_COLUMNS}
"""
_CLAIM = Sql(_TAKE % (":now", ":now"), postgres=_TAKE % (_CLOCK, _CLOCK))
_MINE = "organization_id = :o AND number = :number AND fence = :fence AND finished_at IS NULL"
_LONGER = f"UPDATE jobs SET leased_until = %s + :lease_us WHERE {_MINE}"
_RENEW = Sql(_LONGER % ":now", postgres=_LONGER % _CLOCK)
_FINISH = Sql(f"UPDATE jobs SET finished_at = :now, leased_until = NULL, error = NULL WHERE {_MINE}")
_AGAIN = Sql(f"UPDATE jobs SET due_at = :again_at, leased_until = NULL, error = :error WHERE {_MINE}")
_PUT_OFF = Sql(f"""
  UPDATE jobs SET due_at = :due_at, leased_until = NULL, fence = fence + 1, attempts = 0, error = NULL WHERE {_MINE}
""")
_GIVE_UP = Sql(f"UPDATE jobs SET finished_at = :now, leased_until = NULL, error = :error WHERE {_MINE}")
_RELEASE = Sql("UPDATE jobs SET leased_until = NULL, fence = fence + 1 WHERE leased_until IS NOT NULL")
_LEFT = "organization_id = :o AND number = :number AND (finished_at IS NULL OR error IS NOT NULL)"
_RETRY = Sql(f"""
  UPDATE jobs SET due_at = :now, leased_until = NULL, fence = fence + 1, attempts = 0, error = NULL, finished_at = NULL
  WHERE {_LEFT}
""")
_DISCARD = Sql(f"DELETE FROM jobs WHERE {_LEFT}")
_FORGET = Sql("""
  DELETE FROM jobs WHERE organization_id = :o AND number IN (
    SELECT number FROM jobs WHERE organization_id = :o AND finished_at < :before AND error IS NULL LIMIT :most)
""")
_SHORT = Sql("""
  SELECT number FROM events
  WHERE organization_id = :o AND rows_until IS NOT NULL AND rows_until < :start AND number > :after
    AND deleted_at IS NULL
  ORDER BY number LIMIT :limit
""")

_HASTEN = Sql("""
  UPDATE jobs SET due_at = :now
  WHERE kind = :kind AND key = :key AND payload <> :payload AND due_at > :now AND finished_at IS NULL
""")
_OLDER = Sql("""
  SELECT number FROM events
  WHERE organization_id = :o AND zone_table < :zone_table AND number > :after AND deleted_at IS NULL
    AND first_start IS NOT NULL AND (last_end IS NULL OR last_end >= :now)
  ORDER BY number LIMIT :limit
""")


class JobRows(Statements):
    """See actions/ports/job.py."""

    __slots__ = ()

    async def jobs(self, limit: int) -> list[Job]:
        return [_job(row) for row in await self.all(_LIST, limit=limit)]

    async def next_job_due(self, kind: str) -> datetime | None:
        row = await self.one(_NEXT, kind=kind)
        return None if row is None else instant(row[0])

    async def events_short_of(self, start: str, after: int, limit: int) -> list[int]:
        return [row[0] for row in await self.all(_SHORT, start=start, after=after, limit=limit)]

    async def add_job(self, kind: str, key: str, payload: Mapping[str, int | str], due_at: datetime) -> None:
        number = self.next_number()
        await self.run(_ADD, number=number, kind=kind, key=key, payload=json.dumps(payload), due_at=micros(due_at))

    async def schedule_job(self, kind: str, key: str, payload: Mapping[str, int | str], due_at: datetime) -> None:
        values = {"kind": kind, "key": key, "payload": json.dumps(payload), "due_at": micros(due_at)}
        await self.run(_SCHEDULE, number=self.next_number(), **values)

    async def drop_job(self, kind: str, key: str) -> None:
        await self.run(_DROP, kind=kind, key=key)

    async def unfinished_job(self, kind: str, key: str) -> Job | None:
        row = await self.one(_UNFINISHED, kind=kind, key=key)
        return None if row is None else _job(row)

    async def rouse_job(self, kind: str, key: str, payload: Mapping[str, int | str], due_at: datetime) -> None:
        number = self.next_number()
        await self.run(_ROUSE, number=number, kind=kind, key=key, payload=json.dumps(payload), due_at=micros(due_at))

    async def events_of_older_tables(self, table: str, now: datetime, after: int, limit: int) -> list[int]:
        rows = await self.all(_OLDER, zone_table=table, now=micros(now), after=after, limit=limit)
        return [row[0] for row in rows]

    async def hasten_jobs(self, kind: str, key: str, payload: Mapping[str, int | str], now: datetime) -> None:
        await self.run(_HASTEN, kind=kind, key=key, payload=json.dumps(payload), now=micros(now))

    async def claim_jobs(self, kind: str, now: datetime, lease: timedelta, limit: int) -> list[Job]:
        lease_us = lease // _MICROSECOND
        rows = await self.all(_CLAIM, kind=kind, now=micros(now), limit=limit, lease_us=lease_us)
        return sorted((_job(row) for row in rows), key=lambda job: (job.due_at, job.number))

    async def renew_job(self, job: Job, now: datetime, lease: timedelta) -> bool:
        lease_us = lease // _MICROSECOND
        return bool(await self.run(_RENEW, number=job.number, fence=job.fence, now=micros(now), lease_us=lease_us))

    async def finish_job(self, job: Job, now: datetime) -> bool:
        return bool(await self.run(_FINISH, number=job.number, fence=job.fence, now=micros(now)))

    async def fail_job(self, job: Job, error: str, again_at: datetime | None, now: datetime) -> bool:
        held = {"number": job.number, "fence": job.fence, "error": error}
        if again_at is None:
            return bool(await self.run(_GIVE_UP, now=micros(now), **held))
        return bool(await self.run(_AGAIN, again_at=micros(again_at), **held))

    async def put_off_job(self, job: Job, due_at: datetime) -> bool:
        return bool(await self.run(_PUT_OFF, number=job.number, fence=job.fence, due_at=micros(due_at)))

    async def release_jobs(self) -> None:
        await self.run(_RELEASE)

    async def retry_job(self, number: int, now: datetime) -> bool:
        return bool(await self.run(_RETRY, number=number, now=micros(now)))

    async def discard_job(self, number: int) -> bool:
        return bool(await self.run(_DISCARD, number=number))

    async def forget_jobs(self, before: datetime, most: int) -> int:
        return await self.run(_FORGET, before=micros(before), most=most)


def _job(row: Row) -> Job:
    organization, number, kind, key, payload, due_at, fence, attempts, error, finished_at = row
    return Job(
        organization,
        number,
        kind,
        key,
        json.loads(payload),
        instant(due_at),
        fence,
        attempts,
        error,
        maybe_instant(finished_at),
    )
