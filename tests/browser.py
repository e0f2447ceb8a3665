"""A real browser for the tests, started when it is first asked for."""

import shutil
from collections.abc import Iterator
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from tests import loop
from tests.cast import PUBLIC_URL, World
from tests.databases import Databases

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, Route

CHROMIUM = shutil.which("chromium") or shutil.which("google-chrome") or ""
needs_chromium = pytest.mark.skipif(not CHROMIUM, reason="there is no Chromium on this machine")


@pytest.fixture(scope="session")
def browser(databases: Databases) -> "Iterator[Browser]":
    """One for the whole session; each test opens a context of its own. Ends before the databases' loop does."""
    from playwright.async_api import async_playwright  # takes longer to load than all the rest

    playwright = loop.run(async_playwright().start())
    browser = loop.run(playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]))
    yield browser
    loop.run(browser.close())
    loop.run(playwright.stop())


class Visitor:
    """A browser at our pages. said: what its console says. strangers: addresses that are not ours. sent: forms."""

    def __init__(self, world: World, page: "Page") -> None:
        self.world, self.page = world, page
        self.said: list[str] = []
        self.strangers: list[str] = []
        self.sent: list[dict[str, list[str]]] = []
        page.on("console", lambda it: self.said.append(it.text))
        page.on("pageerror", lambda it: self.said.append(str(it)))

    async def answer(self, route: "Route") -> None:
        asked = route.request
        if not asked.url.startswith(f"{PUBLIC_URL}/"):
            self.strangers.append(asked.url)
            return await route.abort()
        if asked.method == "POST":
            self.sent.append(parse_qs(asked.post_data or ""))
        told = await self.world.client.request(
            asked.method, asked.url, content=asked.post_data_buffer, headers=await asked.all_headers()
        )
        if told.status_code == 303:  # which a browser is not told by this way
            told = await self.world.client.get(told.headers["Location"])
        return await route.fulfill(status=told.status_code, body=told.content, headers=dict(told.headers))

    async def open(self, path: str) -> None:
        await self.page.goto(PUBLIC_URL + path)


async def visiting(browser: "Browser", world: World, **choices: object) -> Visitor:
    """A new visitor with nothing remembered. choices: of a browser's context; British and in Berlin unless told."""
    usual = {"locale": "en-GB", "timezone_id": "Europe/Berlin"}
    context = await browser.new_context(**usual | choices)  # type: ignore[arg-type]
    it = Visitor(world, await context.new_page())
    await it.page.route("**/*", it.answer)
    return it
