"""Asked for again and again while the server is killed, an event is made once (T166).

Of two who change what both have read, one is told that it has changed (T167).
"""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
from datetime import timedelta
from itertools import count
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.cast import World
from tests.loop import run

CYCLES = int(os.environ.get("PROVE_KILLS", "20"))
REPETITIONS = int(os.environ.get("PROVE_REPETITIONS", "10000"))
PAIRS = int(os.environ.get("PROVE_PAIRS", "10000"))
CLIENTS, AT_ONCE = 16, 4
KILLED_AFTER_S = (0.2, 1.0)
PORT = 8_795
NAME = "Asked for again and again"


class Client:
    """Asks AT_ONCE times at once for each event, and again after a crash until it is told."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.told: dict[str, set[str]] = {}  # key to what was answered
        self.repetitions = 0
        self._numbers = count(1)

    @property
    def access(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads((self.data / "demo.json").read_text())["add_to_calendar_pro"]
        return found

    def connection(self) -> httpx.AsyncClient:
        headers = {"Authorization": self.access["api_key"]}
        return httpx.AsyncClient(base_url=f"http://127.0.0.1:{PORT}", headers=headers, timeout=30)

    async def until_killed(self, server: subprocess.Popen[bytes]) -> None:
        async with self.connection() as connection:
            tasks = [asyncio.create_task(self._insist(connection)) for _ in range(CLIENTS)]
            await asyncio.sleep(random.uniform(*KILLED_AFTER_S))
            server.send_signal(signal.SIGKILL)
            server.wait()
            await asyncio.gather(*tasks)

    async def until_all_is_told(self) -> None:
        """And it was asked often enough."""
        async with self.connection() as connection:
            while waiting := [key for key, told in self.told.items() if not told] or self._more():
                await asyncio.gather(*(self._ask(connection, key) for key in waiting[:CLIENTS]))

    async def made(self) -> list[str]:
        """All there are."""
        found: list[str] = []
        async with self.connection() as connection:
            for page in range(1, 100):
                params = {"group": self.access["group"], "page": page}
                items = (await connection.get("/v1/event/all", params=params)).json()
                found += [it["prokey"] for it in items if it["label"].startswith(NAME)]
                if len(items) < 800:
                    break
        return found

    def _more(self) -> list[str]:
        return [self._new() for _ in range(CLIENTS)] if self.repetitions < REPETITIONS else []

    def _new(self) -> str:
        key = f"key {next(self._numbers)}"
        self.told[key] = set()
        return key

    async def _insist(self, connection: httpx.AsyncClient) -> None:
        while await self._ask(connection, self._new()):
            pass

    async def _ask(self, connection: httpx.AsyncClient, key: str) -> bool:
        """False once the connection breaks."""
        body = {"event_group": self.access["group"], "dates": [{"name": NAME, "startDate": "2027-01-05"}]}
        asked = (connection.post("/v1/event", json=body, headers={"Idempotency-Key": key}) for _ in range(AT_ONCE))
        answers = await asyncio.gather(*asked, return_exceptions=True)
        good = [it for it in answers if isinstance(it, httpx.Response)]
        assert {it.status_code for it in good} <= {201}
        self.told[key] |= {it.json()["prokey"] for it in good}
        self.repetitions += len([it for it in good if "Idempotency-Replayed" in it.headers])
        return len(good) == AT_ONCE


def started(data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kalends", "serve", "--demo", "--data", str(data), "--port", str(PORT)]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    asyncio.run(_is_up())
    return server


async def _is_up() -> None:
    async with httpx.AsyncClient() as client:
        for _ in range(300):
            try:
                await client.get(f"http://127.0.0.1:{PORT}/health")
            except httpx.TransportError:
                await asyncio.sleep(0.1)
            else:
                return
    raise TimeoutError("the server did not start")


def test_killed_again_and_again_it_makes_what_has_a_key_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALENDS_LIMIT_REQUESTS_PER_SECOND", "0")
    client = Client(tmp_path)
    for _ in range(CYCLES):
        server = started(tmp_path)
        asyncio.run(client.until_killed(server))
    server = started(tmp_path)
    try:
        asyncio.run(client.until_all_is_told())
        assert all(len(told) == 1 for told in client.told.values())
        assert sorted(asyncio.run(client.made())) == sorted(prokey for told in client.told.values() for prokey in told)
    finally:
        server.terminate()
        server.wait()


def test_of_two_changes_of_what_was_read_one_is_lost_and_knows_it(world: World) -> None:
    body = {"event_group": world.choir.prokey, "dates": [{"name": "Rehearsal", "startDate": "2026-03-02"}]}
    path = f"/v1/event/{world.post('/v1/event', world.olga.by_key, json=body).json()['prokey']}"
    for pair in range(PAIRS):
        world.clock.move(timedelta(seconds=1))
        read = world.get(path, world.olga.by_key).headers["ETag"]
        answers = run(_both(world, path, pair, read))
        assert sorted(answers.values()) == [200, 412]
        winner = next(title for title, status in answers.items() if status == 200)
        assert world.get(path, world.olga.by_key).json()["title_event_series"] == winner


async def _both(world: World, path: str, pair: int, read: str) -> dict[str, int]:
    headers, titles = {**world.olga.by_key, "If-Match": read}, [f"{pair} {who}" for who in ("Olga", "Lena")]
    asked = (world.client.patch(path, headers=headers, json={"title_event_series": title}) for title in titles)
    return {title: it.status_code for title, it in zip(titles, await asyncio.gather(*asked), strict=True)}
