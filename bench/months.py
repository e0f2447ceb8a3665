"""A month out of many weekly series, over HTTP: ours, and a REPORT of the CalDAV servers beside us."""

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar

import msgspec

from bench import fill, others
from bench.beside import Task
from bench.databases import Place
from bench.processes import Server, kalends
from kalends.calendar.ics import Vcalendar, Vevent, render_calendar

T = TypeVar("T")
_BEGIN, _PER_PAGE = datetime(2026, 1, 5, 8, 30), 100
_MONTH = others.Month("20270301T000000Z", "20270401T000000Z")
_FROM, _TO = "2027-03-01T00:00:00Z", "2027-03-31T23:59:59Z"


def tasks(series: int) -> Iterator[Task]:
    """Which series meet in the month; and each meeting of it, which is more than a REPORT's own answer says."""
    with tempfile.TemporaryDirectory(prefix="kalends-bench-") as folder, ExitStack() as stack:
        place = Path(folder)
        month = _Ours(place, stack, series)
        for start in (others.radicale, others.xandikos):
            other = stack.enter_context(start(place / start.__name__))
            other.fill([_file(number) for number in range(series)])
            found = other.report(_MONTH)
            if found != month.meetings():
                raise AssertionError(f"{other.name} finds {found} meetings, we {month.meetings()}")
            ask = lambda other=other: other.report(_MONTH)  # noqa: E731
            yield Task(f"the month's series of {series:,} weekly ones", month.series, other.name, ask, 20)
            yield Task("the month's meetings, all pages", month.meetings, other.name, ask)


class _Document(msgspec.Struct):
    data: list[msgspec.Raw]


class _Ours:
    """Kalends with the same series, asked as its clients would."""

    def __init__(self, place: Path, stack: ExitStack, series: int) -> None:
        (place / "kalends").mkdir()
        self._filled = asyncio.run(fill.weekly(place / "kalends", _BEGIN, series))
        first = self._get("/v1/event/latest", self._filled.key)
        self._server: Server = kalends(Place(None, place / "kalends"), first)
        stack.callback(self._server.stop)

    def series(self) -> int:
        """How many series have something in the month, each with its dates: two pages for 1,000."""
        found, page = 0, 1
        while True:
            path = f"/v1/event/all?group={self._filled.group}&dates=true&from={_FROM}&to={_TO}&page={page}"
            items = len(self._json(self._get(path, self._filled.key), list[msgspec.Raw]))
            found, page = found + items, page + 1
            if not items:
                return found

    def meetings(self) -> int:
        """How many meetings there are in the month, by pages of 100."""
        found, basic = 0, fill.basic(self._filled)
        while True:
            where = f"where[starts_at][gte]={_FROM}&where[starts_at][lte]={_TO}"
            path = f"/groups/v2/events?{where}&per_page={_PER_PAGE}&offset={found}"
            items = len(self._json(self._get(path, basic), _Document).data)
            found += items
            if items < _PER_PAGE:
                return found

    def _get(self, target: str, authorization: str) -> bytes:
        return f"GET {target} HTTP/1.1\r\nHost: localhost\r\nAuthorization: {authorization}\r\n\r\n".encode()

    def _json(self, request: bytes, of: type[T]) -> T:
        return msgspec.json.decode(self._server.ask(request).partition(b"\r\n\r\n")[2], type=of)


def _file(number: int) -> bytes:
    start = fill.weekly_start(_BEGIN, number)
    vevent = Vevent(
        uid=f"00000000-0000-4000-8000-{number:012}",
        dtstamp=datetime(2026, 1, 1, tzinfo=UTC),
        dtstart=start,
        dtend=start + timedelta(hours=2),
        zone="Europe/Berlin",
        summary=f"Rehearsal {number}",
        rrule="FREQ=WEEKLY",
    )
    return render_calendar(Vcalendar(method=None, vevents=(vevent,)))
