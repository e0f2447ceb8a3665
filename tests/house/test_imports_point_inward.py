"""domain, calendar <- actions <- dialects, pages, jobs; store and net fulfil what actions asks for."""

import ast
import sys
from collections.abc import Iterator

import pytest

from tests.house.source import HOUSE, ROOT, Source, files, holds, made_up, offences

INNER = ("domain", "calendar", "actions")
MAY_IMPORT = {
    "domain": ("domain", "calendar"),
    "calendar": ("calendar", "domain.errors", "domain.limits"),
    "actions": INNER,
    "dialects": INNER,  # and the own folder, and files directly in dialects/
    "pages": (*INNER, "pages"),  # and files directly in dialects/
    "jobs": (*INNER, "jobs", "net"),
    "store": (*INNER, "store"),
    "net": (*INNER, "net"),
}
VENDORS = {folder.name for folder in (ROOT / HOUSE / "dialects").glob("[a-z]*") if folder.is_dir()}
INNER_PACKAGES = {"msgspec", "nh3", "tzdata", "icalendar"}
KEPT_TO = {
    "apsw": ("store",),
    "asyncpg": ("store",),
    "sqlite3": (),
    "falcon": ("dialects", "pages"),
    "icalendar": ("calendar",),
    "aiohttp": ("net",),
    "yarl": ("net",),
    "aiosmtplib": ("net",),
    "http.client": ("net",),
    "imaplib": ("net",),
    "smtplib": ("net",),
    "socket": ("net",),
    "urllib.request": ("net",),
}
NOT_PURE = {"asyncio", "concurrent", "http", "logging", "multiprocessing", "subprocess", "threading"}


def outward_imports(source: Source) -> Iterator[str]:
    """What a file of a room imports from rooms further out, from another dialect, or from the doorstep."""
    if not source.rooms:
        return
    for line, target in imports(source):
        if target.startswith("kalends.") and not may_import(source.rooms, target.removeprefix("kalends.")):
            yield f"{line}: {'/'.join(source.rooms)} imports {target}"


def may_import(rooms: list[str], target: str) -> bool:
    """target: without "kalends.", e.g. "domain.errors.Refused"."""
    if target.startswith("dialects.") and rooms[0] in {"dialects", "pages"}:
        folder = target.split(".")[1]
        return folder not in VENDORS or rooms[1:2] == [folder]
    inside = (f"{room}." for room in MAY_IMPORT.get(rooms[0], ()))
    return target == "__version__" or f"{target}.".startswith(tuple(inside))


def foreign_packages(source: Source) -> Iterator[str]:
    """Packages in a room that should know nothing of them."""
    if not source.rooms:
        return
    room = source.rooms[0]
    for line, target in imports(source):
        top = target.split(".")[0]
        ours = top == "kalends" or top in sys.stdlib_module_names
        kept_to = next((rooms for name, rooms in KEPT_TO.items() if f"{target}.".startswith(f"{name}.")), (room,))
        impure = room in {"domain", "calendar"} and top in NOT_PURE
        if impure or room not in kept_to or (room in INNER and not ours and top not in INNER_PACKAGES):
            yield f"{line}: {room} imports {target}"


def asynchronous(source: Source) -> Iterator[str]:
    """Anything in domain or calendar that waits."""
    if source.rooms[:1] in (["domain"], ["calendar"]):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.AsyncFunctionDef | ast.Await | ast.AsyncFor | ast.AsyncWith):
                yield f"{node.lineno}: waits, but {source.rooms[0]} is pure"


def rooms_unknown(source: Source) -> Iterator[str]:
    """A file that stands in no room of the house and is not on the doorstep."""
    if not source.on_doorstep and source.rooms[:1] not in [[room] for room in MAY_IMPORT]:
        yield "1: stands in no room"


def imports(source: Source) -> Iterator[tuple[int, str]]:
    """(line, dotted name) for every name imported, also inside functions."""
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            start = origin(source, node)
            yield from ((node.lineno, f"{start}.{alias.name}") for alias in node.names)


def origin(source: Source, node: ast.ImportFrom) -> str:
    """Where `from … import` looks; one dot is the file's own folder, each further one the folder above."""
    if not node.level:
        return node.module or ""
    folders = source.path.removeprefix("src/").split("/")[: -node.level]
    return ".".join([*folders, *([node.module] if node.module else [])])


class TestTheHouse:
    def test_imports_point_inward(self) -> None:
        holds(outward_imports, files("src"))

    def test_packages_stay_in_the_rooms_that_need_them(self) -> None:
        holds(foreign_packages, files("src"))

    def test_domain_and_calendar_never_wait(self) -> None:
        holds(asynchronous, files("src"))

    def test_every_file_stands_in_a_room(self) -> None:
        holds(rooms_unknown, files("src"))


class TestTheRulesBite:
    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("domain/rsvp.py", "from kalends.actions.rsvp import answer"),
            ("domain/rsvp.py", "from kalends import store"),
            ("domain/rsvp.py", "from ..store import sqlite"),
            ("calendar/zone.py", "from kalends.domain.event import Event"),
            ("actions/rsvp.py", "def late():\n    import kalends.store.sqlite"),
            ("actions/rsvp.py", "from kalends.clock import Clock"),
            ("dialects/groupme/read.py", "from kalends.dialects.planningcenter import read"),
            ("dialects/groupme/read.py", "from kalends.store.sqlite import open_store"),
            ("dialects/strict_json.py", "from kalends.dialects.groupme.read import event_draft"),
            ("pages/landing.py", "from kalends.dialects.groupme.read import event_draft"),
            ("pages/landing.py", "from kalends.net import client"),
            ("jobs/mail.py", "from kalends.store.job import claim"),
            ("store/event.py", "from kalends.jobs import worker"),
            ("net/client.py", "from kalends.app import make"),
        ],
    )
    def test_on_an_outward_import(self, path: str, line: str) -> None:
        assert offences(outward_imports, made_up(line, HOUSE + path))

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("domain/rsvp.py", "from kalends.calendar.zone import Zone"),
            ("domain/rsvp.py", "from . import errors"),
            ("calendar/zone.py", "from kalends.domain import errors, limits"),
            ("dialects/groupme/read.py", "from kalends.dialects.groupme.chat import said"),
            ("dialects/groupme/read.py", "from kalends.dialects import strict_json"),
            ("pages/rsvp.py", "from kalends.dialects.rates import Rates"),
            ("jobs/webhook.py", "from kalends.net.client import post"),
            ("app.py", "from kalends.store.sqlite import open_store"),
            ("cli_backup.py", "from kalends.store.sqlite import open_store"),
        ],
    )
    def test_but_not_on_an_inward_one(self, path: str, line: str) -> None:
        assert not offences(outward_imports, made_up(line, HOUSE + path))

    @pytest.mark.parametrize(
        ("path", "line"),
        [
            ("domain/rsvp.py", "import falcon"),
            ("domain/rsvp.py", "import asyncio"),
            ("actions/rsvp.py", "import icalendar"),
            ("pages/rsvp.py", "import apsw"),
            ("store/event.py", "import sqlite3"),
            ("jobs/webhook.py", "from urllib.request import urlopen"),
        ],
    )
    def test_on_a_package_in_the_wrong_room(self, path: str, line: str) -> None:
        assert offences(foreign_packages, made_up(line, HOUSE + path))

    def test_but_not_on_one_in_the_right_room(self) -> None:
        assert not offences(foreign_packages, made_up("import apsw", HOUSE + "store/sqlite.py"))
        assert not offences(foreign_packages, made_up("from urllib.parse import quote", HOUSE + "calendar/links.py"))

    def test_on_waiting_in_the_domain(self) -> None:
        assert offences(asynchronous, made_up("async def answer() -> None: ..."))

    def test_on_a_file_outside_every_room(self) -> None:
        assert offences(rooms_unknown, made_up("", HOUSE + "things/event.py"))
        assert offences(rooms_unknown, made_up("", HOUSE + "things.py"))
