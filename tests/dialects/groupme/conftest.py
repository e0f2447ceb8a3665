"""Rooms: on every database, and on one."""

import pytest

from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests import loop
from tests.cast import make_cast
from tests.databases import SQLITE, Databases, StandingClock
from tests.dialects.groupme.room import Room


@pytest.fixture
def room(database: Store[Rows]) -> Room:
    """The choir's conversation: Olga's, with Lena and Mika in it."""
    return _room(database)


@pytest.fixture
def one_room(databases: Databases) -> Room:
    """The same on one database, for questions that are answered before any is asked."""
    return _room(databases.migrated(SQLITE))


def _room(store: Store[Rows]) -> Room:
    clock = StandingClock()
    return Room(store, loop.run(make_cast(store, clock)), clock)
