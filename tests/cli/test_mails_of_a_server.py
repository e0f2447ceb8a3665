"""A letter on its whole way: from the database, through the process that writes it, to the mailbox on this machine."""

import time
from typing import Any

import httpx
import msgspec

from kalends.actions.letter import post
from kalends.cli.command import desk
from kalends.domain.letter import Letter, LetterKind
from kalends.settings import read_settings
from tests.cli.test_serving import Operator, operator  # noqa: F401  a fixture
from tests.loop import run

WAIT_S = 20


async def write(data: str) -> None:
    async def deed(tx: Any, _actor: Any, now: Any) -> None:
        letter = Letter(kind=LetterKind.REMINDER, key="1", to="vera@example.org", language="de")
        await post(tx, letter, now=now)

    async with desk(read_settings({"data": data}, {}), "1") as opened:
        await opened.store.write(deed, await opened.actor(), opened.clock.now())


def test_it_is_read_where_demo_json_says(operator: Operator) -> None:  # noqa: F811
    server = operator.start("--demo")
    demo = msgspec.json.decode((operator.data / "demo.json").read_bytes())
    run(write(str(operator.data)))
    until = time.monotonic() + WAIT_S
    while "Erinnerung" not in (page := httpx.get(demo["mailbox"])).text:
        assert time.monotonic() < until, page.text
        time.sleep(0.1)
    assert demo["mailbox"].startswith(server.url)
    assert httpx.get(f"{demo['mailbox']}x").status_code == 404
    code, _ = server.stop()
    assert code == 0
