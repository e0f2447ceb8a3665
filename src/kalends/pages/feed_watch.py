"""Who fetches which feed: noted in memory, and written down a little later, so that nobody waits for it."""

import asyncio
import logging
from datetime import datetime
from typing import TypeAlias

from kalends.actions.feed import note_polls
from kalends.actions.ports import Store
from kalends.domain import limits
from kalends.domain.access import system
from kalends.domain.errors import Unavailable
from kalends.domain.feed import FeedClient, FeedKind, Poll

_WRITTEN_AFTER_S = 5.0  # what was noted since is lost when the server is killed

_log = logging.getLogger("kalends.feeds")


Follower: TypeAlias = tuple[int, FeedKind, int, FeedClient]
"""An organization's number; the rest as in Poll."""


class FeedWatch:
    """Notes polls. A node that is flooded with new ones notes no more than it can keep."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._noted: dict[Follower, Poll] = {}
        self._writing: asyncio.Task[None] | None = None

    def note(self, who: Follower, version: str, now: datetime, *, unchanged: bool) -> None:
        """To be written down soon."""
        known = self._noted.get(who)
        if known is not None:
            known.again(version, now, unchanged=unchanged)
        elif len(self._noted) < limits.FEED_POLLS_WAITING:
            self._noted[who] = Poll(*who[1:], version, now, now, unchanged=int(unchanged))
            if self._writing is None:
                self._writing = asyncio.get_running_loop().create_task(self._write())

    async def _write(self) -> None:
        await asyncio.sleep(_WRITTEN_AFTER_S)
        noted, self._noted, self._writing = self._noted, {}, None
        by_organization: dict[int, list[Poll]] = {}
        for (organization, *_), poll in noted.items():
            by_organization.setdefault(organization, []).append(poll)
        for organization, polls in by_organization.items():
            try:
                await self._store.write(note_polls, system(organization), polls)
            except Unavailable as error:
                _log.warning("who fetched which feed could not be written down: %s", error)
