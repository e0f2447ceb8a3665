"""Killed again and again while many change an event at once, the server counts every change that it kept once (T165).

What changes nothing, is refused, or comes too late for what it has read costs nothing. PROVE_KILLS says how often it is
killed.
"""

import asyncio
import os
import random
import signal
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from kalends.actions.credits import show_credits
from kalends.cli.command import desk
from kalends.domain.access import Actor
from kalends.domain.credits import Credits
from kalends.settings import read_settings
from kalends.store.sql import Sql
from tests.prove.test_done_once import Client, started

KILLS = int(os.environ.get("PROVE_KILLS", "20"))
WRITERS = 25
KILLED_AFTER = (1, 50)  # changes
PATIENCE_S = 60
WRONG = {"dates": [{"endDate": "2020-01-01"}]}
LATE = {"title_event_series": "Late"}
_CHANGES = Sql("SELECT COUNT(*) FROM changes WHERE organization_id = :o AND name = 'event.revised'")


class Writers(Client):
    """Change one event, each time to what it never was; the connection breaks now and then."""

    def __init__(self, data: Path) -> None:
        super().__init__(data)
        self.done = self.unanswered = 0
        self._titles = count(1)

    async def until_killed(self, server: Any) -> None:
        async with self.connection() as connection:
            path = await self._event(connection)
            enough, until = asyncio.Event(), self.done + random.randint(*KILLED_AFTER)
            writing = [asyncio.create_task(self._write(connection, path, enough, until)) for _ in range(WRITERS)]
            async with asyncio.timeout(PATIENCE_S):
                await enough.wait()
            server.send_signal(signal.SIGKILL)
            server.wait()
            await asyncio.gather(*writing)

    async def _event(self, connection: httpx.AsyncClient) -> str:
        body = {"event_group": self.access["group"], "dates": [{"name": "Rehearsal", "startDate": "2027-01-05"}]}
        return f"/v1/event/{(await connection.post('/v1/event', json=body)).json()['prokey']}"

    async def _write(self, connection: httpx.AsyncClient, path: str, enough: asyncio.Event, until: int) -> None:
        """Says when there is enough, and goes on until the connection breaks."""
        try:
            while True:
                await self._for_nothing(connection, path, random.randrange(3))
                title = {"title_event_series": f"Title {next(self._titles)}"}
                self.unanswered += 1
                answer = await connection.patch(path, json=title)
                self.unanswered -= 1
                assert answer.status_code == 200
                self.done += 1
                if self.done >= until:
                    enough.set()
        except httpx.TransportError:
            return

    async def _for_nothing(self, connection: httpx.AsyncClient, path: str, way: int) -> None:
        """Nothing to change, nothing that can be, nothing that holds any more."""
        body, headers, status = (({}, {}, 200), (WRONG, {}, 400), (LATE, {"If-Match": '"0"'}, 412))[way]
        assert (await connection.patch(path, json=body, headers=headers)).status_code == status


async def counted(data: Path) -> tuple[Credits, int]:
    """The counter, and the changes that were kept."""

    async def changes(read: Any, _actor: Actor) -> int:
        return int((await read.all(_CHANGES))[0][0])

    async with desk(read_settings({"data": str(data)}), "1") as opened:
        actor = await opened.actor()
        return await opened.store.read(show_credits, actor), await opened.store.read(changes, actor)


def test_killed_again_and_again_it_counts_what_it_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALENDS_LIMIT_REQUESTS_PER_SECOND", "0")
    server = started(tmp_path)
    before, changes_before = asyncio.run(counted(tmp_path))
    writers = Writers(tmp_path)
    for _ in range(KILLS):
        asyncio.run(writers.until_killed(server))
        server = started(tmp_path)
    server.terminate()
    server.wait()
    after, changes = asyncio.run(counted(tmp_path))
    kept = changes - changes_before
    assert writers.done <= kept <= writers.done + writers.unanswered
    assert (after.created - before.created, after.updated - before.updated) == (KILLS, kept)
    assert after.used == after.created + after.updated // 5
