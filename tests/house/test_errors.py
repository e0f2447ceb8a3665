"""Refusals have one vocabulary, spelled out in every dialect; failures are caught in two places only."""

import ast
from collections.abc import Iterator, Mapping
from fnmatch import fnmatch
from importlib import import_module

import pytest

from kalends.domain.errors import Kind
from tests.house.source import HOUSE, ROOT, Source, files, holds, made_up, offences

BROAD = {"Exception", "BaseException"}
MAY_CATCH_ALL = (
    "app.py",
    "jobs/inbox.py",  # a loop over what strangers send
    "jobs/worker.py",
    "letter_writer.py",
    "store/sqlite*.py",
    "store/postgres*.py",
    "store/transaction.py",
    "store/writer.py",
)
DIALECTS = sorted(path.parent.name for path in (ROOT / HOUSE / "dialects").glob("*/__init__.py"))


def catches_everything(source: Source) -> Iterator[str]:
    """Broad handlers away from the doorstep, the worker's loop and the store's engines."""
    place = source.path.removeprefix(HOUSE)
    if any(fnmatch(place, allowed) for allowed in MAY_CATCH_ALL):
        return
    for node in ast.walk(source.tree):
        if isinstance(node, ast.ExceptHandler) and (node.type is None or BROAD & names(node.type)):
            yield f"{node.lineno}: catches everything"
        elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith("suppress") and BROAD & names(node):
            yield f"{node.lineno}: suppresses everything"


def names(node: ast.expr) -> set[str]:
    return {name.id for name in ast.walk(node) if isinstance(name, ast.Name)}


def unmapped(status: Mapping[Kind, int]) -> set[Kind]:
    """The kinds of refusal that a dialect has no HTTP status for."""
    return set(Kind) - set(status)


class TestTheHouse:
    def test_only_the_doorstep_the_worker_and_the_store_s_engines_catch_everything(self) -> None:
        holds(catches_everything, files("src"))

    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_a_dialect_with_routes_says_how_it_refuses(self, dialect: str) -> None:
        folder = ROOT / HOUSE / "dialects" / dialect
        assert (folder / "errors.py").exists() or not (folder / "routes.py").exists()

    @pytest.mark.parametrize("dialect", DIALECTS)
    def test_a_dialect_has_a_status_for_every_kind_of_refusal(self, dialect: str) -> None:
        if (ROOT / HOUSE / "dialects" / dialect / "errors.py").exists():
            assert unmapped(import_module(f"kalends.dialects.{dialect}.errors").STATUS) == set()


class TestTheRulesBite:
    @pytest.mark.parametrize("caught", ["", " Exception", " BaseException as error", " (ValueError, Exception)"])
    def test_on_catching_everything(self, caught: str) -> None:
        text = f"try:\n    deed()\nexcept{caught}:\n    raise"
        assert offences(catches_everything, made_up(text))
        assert not offences(catches_everything, made_up(text, HOUSE + "jobs/worker.py"))

    def test_on_suppressing_everything(self) -> None:
        assert offences(catches_everything, made_up("with contextlib.suppress(Exception):\n    deed()"))

    def test_but_not_on_catching_something(self) -> None:
        assert not offences(catches_everything, made_up("try:\n    deed()\nexcept (ValueError, KeyError):\n    pass"))

    def test_on_a_kind_without_a_status(self) -> None:
        status = dict.fromkeys(Kind, 422)
        assert unmapped(status) == set()
        del status[Kind.EXHAUSTED]
        assert unmapped(status) == {Kind.EXHAUSTED}
