"""Fixtures for every test. Databases: see databases.py; how an `async def` test is run: see loop.py."""

import inspect
from collections.abc import Callable, Coroutine, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kalends.store.transaction import Store
from tests import loop
from tests.browser import browser  # noqa: F401  a fixture
from tests.cast import world  # noqa: F401  a fixture
from tests.databases import KINDS, Address, Databases

if TYPE_CHECKING:
    from kalends.store.nouns import Rows


_NO_SQL = ("dialects", "hostile", "pages")  # folders of tests of what never speaks to a database itself


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run an `async def` test on the session's loop; also each example of a hypothesis test."""
    test: Any = pyfuncitem.obj
    if getattr(test, "is_hypothesis_test", False):
        if inspect.iscoroutinefunction(test.hypothesis.inner_test):
            test.hypothesis.inner_test = _on_the_loop(test.hypothesis.inner_test)
        return None
    if not inspect.iscoroutinefunction(test):
        return None
    _on_the_loop(test)(**{name: pyfuncitem.funcargs[name] for name in inspect.signature(test).parameters})
    return True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """What speaks no SQL is asked on SQLite and the newest PostgreSQL only; what does, on each of them."""
    here = Path(__file__).parent
    passed_by = {it for it in items if _kind(it) in KINDS[1:-1] and it.path.relative_to(here).parts[0] in _NO_SQL}
    config.hook.pytest_deselected(items=list(passed_by))
    items[:] = [it for it in items if it not in passed_by]


def _kind(item: pytest.Item) -> object:
    return item.callspec.params.get("kind") if isinstance(item, pytest.Function) and hasattr(item, "callspec") else None


def pytest_report_header() -> str:
    return f"databases: {', '.join(KINDS)}"


@pytest.fixture(scope="session")
def databases() -> Iterator[Databases]:
    """Starts servers when they are first asked for, stops them at the end."""
    started = Databases()
    yield started
    started.close()
    loop.close()


@pytest.fixture(scope="session", params=KINDS)
def kind(request: pytest.FixtureRequest) -> str:
    """The name of a database; a test that uses it runs once on each."""
    return str(request.param)


@pytest.fixture(scope="session")
def database(databases: Databases, kind: str) -> "Store[Rows]":
    """An open store with the whole record, shared by all tests: make an organization of your own in it."""
    return databases.migrated(kind)


@pytest.fixture
def address(databases: Databases, kind: str) -> Address:
    """An empty database of this test alone, not yet open."""
    return databases.empty(kind)


@pytest.fixture
def prepared(databases: Databases, kind: str) -> Address:
    """A database of this test alone with the whole record, not yet open."""
    return databases.prepared(kind)


def _on_the_loop(test: Callable[..., Coroutine[Any, Any, None]]) -> Callable[..., None]:
    return lambda *args, **kwargs: loop.run(test(*args, **kwargs))
