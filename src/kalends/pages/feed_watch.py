"""Who fetches which feed: noted in memory, and written down a little later, so that nobody waits for it."""

import asyncio
import logging

from kalends.actions.feed import note_polls
from kalends.actions.ports import Store
from kalends.domain import limits
from kalends.domain.access import system
from kalends.domain.errors import Unavailable
from kalends.domain.feed import FeedClient, FeedKind, Poll, together

_WRITTEN_AFTER_S = 5.0  # what was noted since is lost when the server is killed

_log = logging.getLogger("kalends.feeds")


class FeedWatch:
    """Notes polls. A node that is flooded with new ones notes no more than it can keep."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._noted: dict[tuple[int, FeedKind, int, FeedClient], Poll] = {}
        self._writing: asyncio.Task[None] | None = None

    def note(self, organization: int, poll: Poll) -> None:
        """To be written down soon."""
        key = (organization, poll.feed, poll.subject, poll.client)
        earlier = self._noted.get(key)
        if earlier is None and len(self._noted) >= limits.FEED_POLLS_WAITING:
            return
        self._noted[key] = poll if earlier is None else together(earlier, poll)
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
