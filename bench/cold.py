"""The feed of a group before anything of it is kept: read, rendered and put together, in this process."""

import asyncio
import tempfile
from collections.abc import Iterator
from pathlib import Path

from bench import fill
from bench.beside import Task
from bench.calendars import EVENTS, vevent
from kalends.actions.feed import Asked, feed
from kalends.calendar.ics import render_vevent
from kalends.domain import limits
from kalends.domain.access import visitor
from kalends.domain.feed import FeedKind
from kalends.pages.shelf import Shelf

_BASE = "http://localhost"


def tasks() -> Iterator[Task]:
    """Beside rendering and joining as many VEVENTs of the same fields, which were made beforehand."""
    with tempfile.TemporaryDirectory(prefix="kalends-bench-") as folder, asyncio.Runner() as runner:
        data, done = Path(folder), runner.get_loop().run_until_complete  # `runner.run` itself costs milliseconds
        group = done(fill.listed(data, EVENTS)).group
        store, bare = fill.opened(None, data), [vevent(number) for number in range(EVENTS)]
        asked = Asked(FeedKind.GROUP, _BASE, f"{_BASE}/{group}/calendar.ics", group)

        def cold() -> bytes:
            shelf = Shelf(limits.SHELF_BYTES)
            return done(store.read_long(feed, visitor(fill.ONLY), asked, shelf)).body

        done(store.open())
        if (found := cold().count(b"BEGIN:VEVENT")) != EVENTS:
            raise AssertionError(f"the feed has {found} events")
        name = f"a cold feed of {EVENTS:,} events"
        yield Task(name, cold, "its VEVENTs alone", lambda: b"".join(map(render_vevent, bare)), 3, at_most=True)
        done(store.close())
