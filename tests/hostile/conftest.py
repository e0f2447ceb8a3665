"""Programs on every database, and on one."""

import pytest

from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests import loop
from tests.cast import World, make_cast
from tests.databases import SQLITE, Databases, StandingClock
from tests.hostile.programs import Programs


@pytest.fixture
def programs(database: Store[Rows]) -> Programs:
    return _programs(database)


@pytest.fixture(scope="module")
def programs_on_one(databases: Databases) -> Programs:
    """On one database, for questions that are answered before any is asked; a file's tests share the choir."""
    return _programs(databases.migrated(SQLITE))


def _programs(store: Store[Rows]) -> Programs:
    clock = StandingClock()
    return Programs(World(store, loop.run(make_cast(store, clock)), clock))
