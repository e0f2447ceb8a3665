"""Time and randomness are arguments, so that one seed replays a run and no test sleeps."""

import ast
from collections.abc import Iterator

import pytest

from tests.house.source import HOUSE, Source, files, holds, made_up, offences
from tests.house.test_imports_point_inward import imports

PURE_ROOMS = {"domain", "calendar", "actions", "dialects", "pages", "jobs", "net"}
MODULES = {"time", "random", "secrets"}
NAMES = {"uuid.uuid1", "uuid.uuid4", "os.urandom", "os.getrandom"}
CALLS = ("datetime.now", "datetime.utcnow", "datetime.today", "date.today", "uuid.uuid1", "uuid.uuid4", "os.urandom")


def clock_or_chance(source: Source) -> Iterator[str]:
    """A clock read or a number drawn in a room that is given both."""
    if not PURE_ROOMS.intersection(source.rooms[:1]):
        return
    for line, target in imports(source):
        if target.split(".")[0] in MODULES or target in NAMES:
            yield f"{line}: imports {target}"
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Attribute) and ast.unparse(node).endswith(CALLS):
            yield f"{node.lineno}: uses {ast.unparse(node)}"


class TestTheHouse:
    def test_only_the_doorstep_and_the_store_read_clocks_and_draw_numbers(self) -> None:
        holds(clock_or_chance, files("src"))


class TestTheRuleBites:
    @pytest.mark.parametrize(
        "text",
        [
            "import time",
            "from random import choice",
            "def token() -> str:\n    import secrets",
            "from uuid import uuid4",
            "moment = datetime.now(UTC)",
            "moment = datetime.datetime.now(UTC)",
            "day = date.today()",
            "Draft(made=field(default_factory=uuid.uuid4))",
        ],
    )
    @pytest.mark.parametrize("room", ["domain", "calendar", "actions", "dialects/groupme"])
    def test_on_a_clock_or_chance(self, room: str, text: str) -> None:
        assert offences(clock_or_chance, made_up(text, f"{HOUSE}{room}/made_up.py"))

    @pytest.mark.parametrize("text", ["from datetime import time", "moment = clock.now()", "from uuid import UUID"])
    def test_but_not_on_what_only_sounds_alike(self, text: str) -> None:
        assert not offences(clock_or_chance, made_up(text))

    def test_and_the_clock_itself_may(self) -> None:
        assert not offences(clock_or_chance, made_up("import time", HOUSE + "clock.py"))
