"""`/health`: up or not, for everybody; more, for who asks on this machine."""

import asyncio
from collections.abc import Mapping
from typing import Any

import apsw

from kalends import __version__
from kalends.calendar.zones import table_version
from kalends.dialects.local import is_local
from kalends.domain.errors import Unavailable
from kalends.settings import Settings
from kalends.store.nouns import Rows
from kalends.store.sql import Sql
from kalends.store.transaction import Store

_PATIENCE_S = 3
_JOBS_COUNTED = 10_000
_PENDING = Sql(
    "SELECT COUNT(*) FROM (SELECT 1 FROM jobs WHERE finished_at IS NULL ORDER BY due_at, number LIMIT :most) AS waiting"
)


class Health:
    """database: what it is called in the details, never its address, which may hold a password."""

    def __init__(self, store: Store[Rows], database: str) -> None:
        self._store, self._database = store, database

    async def report(self, scope: Mapping[str, Any]) -> tuple[int, dict[str, object]]:
        """Status (200 or 503) and JSON body."""
        try:
            row = await asyncio.wait_for(self._store.lookup(_PENDING, most=_JOBS_COUNTED), _PATIENCE_S)
        except (Unavailable, TimeoutError):
            return 503, {"status": "down"}
        if not is_local(scope):
            return 200, {"status": "up"}
        return 200, {
            "status": "up",
            "version": __version__,
            "database": self._database,
            "zone_table": table_version(),
            "pending_jobs": row[0] if row else 0,
        }


def database_name(settings: Settings) -> str:
    """What the database is, never where: its address may hold a password."""
    return "PostgreSQL" if settings.database_url else f"SQLite {apsw.sqlite_lib_version()}"
