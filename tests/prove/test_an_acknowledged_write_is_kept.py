"""Killed in the middle of writing, the server has kept all that it acknowledged, and its counters still agree.

A killed process leaves the page cache behind, so this proves the order of things, not the disk; that
`synchronous=FULL` is on is a test of the engine.
"""

import asyncio
import json
import random
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

import httpx
import pytest

CYCLES = 20
WRITERS = 16
KILLED_AFTER_S = (0.2, 1.0)
PORT = 8_911
BASE = f"http://127.0.0.1:{PORT}"


def start(data: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "kalends", "serve", "--demo", "--data", str(data), "--port", str(PORT)]
    return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


async def is_up(client: httpx.AsyncClient) -> None:
    for _ in range(100):
        try:
            await client.get("/health")
        except httpx.TransportError:
            await asyncio.sleep(0.1)
        else:
            return
    raise TimeoutError("the server did not start")


async def write(client: httpx.AsyncClient, access: dict[str, Any], kept: list[str]) -> None:
    """Make events until the connection breaks; `kept` grows by what was acknowledged."""
    date = {"name": "Rehearsal", "startDate": "2027-01-05", "startTime": "19:00", "endTime": "21:00"}
    body = {"event_group": access["group"], "dates": [date]}
    try:
        while True:
            answer = await client.post("/v1/event", json=body, headers={"Authorization": access["api_key"]})
            if answer.status_code == 201:
                kept.append(answer.json()["prokey"])
    except httpx.TransportError:
        return


async def cycle(server: subprocess.Popen[bytes], access: dict[str, Any], kept: list[str]) -> None:
    async with httpx.AsyncClient(base_url=BASE) as client:
        writers = [asyncio.create_task(write(client, access, kept)) for _ in range(WRITERS)]
        await asyncio.sleep(random.uniform(*KILLED_AFTER_S))
        server.send_signal(signal.SIGKILL)
        server.wait()
        await asyncio.gather(*writers)


async def missing(access: dict[str, Any], kept: list[str]) -> list[str]:
    async with httpx.AsyncClient(base_url=BASE, headers={"Authorization": access["api_key"]}) as client:
        await is_up(client)
        there: set[str] = set()
        for page in range(1, 1_000):
            items = (await client.get("/v1/event/all", params={"group": access["group"], "page": page})).json()
            there |= {it["prokey"] for it in items}
            if len(items) < 800:
                break
        return [prokey for prokey in kept if prokey not in there]


@pytest.fixture
def unlimited(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KALENDS_LIMIT_REQUESTS_PER_SECOND", "0")


def test_twenty_times_killed_nothing_acknowledged_is_lost(tmp_path: Path, unlimited: None) -> None:
    kept: list[str] = []
    access: dict[str, Any] = {}
    for _ in range(CYCLES):
        server = start(tmp_path)
        asyncio.run(_up())
        access = json.loads((tmp_path / "demo.json").read_text())["add_to_calendar_pro"]
        asyncio.run(cycle(server, access, kept))
    server = start(tmp_path)
    try:
        assert asyncio.run(missing(access, kept)) == []
        assert len(kept) > CYCLES
        doctor = [sys.executable, "-m", "kalends", "doctor", "--data", str(tmp_path)]
        assert subprocess.run(doctor, check=False).returncode == 0
    finally:
        server.terminate()
        server.wait()


async def _up() -> None:
    async with httpx.AsyncClient(base_url=BASE) as client:
        await is_up(client)
