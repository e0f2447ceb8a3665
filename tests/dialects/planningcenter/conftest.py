"""Lobbies: on every database, and on one."""

import pytest

from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests import loop
from tests.cast import make_cast
from tests.databases import SQLITE, Databases, StandingClock
from tests.dialects.planningcenter.lobby import Lobby


@pytest.fixture
def lobby(database: Store[Rows]) -> Lobby:
    """The choir, Olga's, with Lena and Mika in it, and the board."""
    return _lobby(database)


@pytest.fixture
def one_lobby(databases: Databases) -> Lobby:
    """The same on one database, for questions that no database answers differently."""
    return _lobby(databases.migrated(SQLITE))


def _lobby(store: Store[Rows]) -> Lobby:
    clock = StandingClock()
    return Lobby(store, loop.run(make_cast(store, clock)), clock)
