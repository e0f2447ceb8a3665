"""An office on every database."""

import pytest

from kalends.store.nouns import Rows
from kalends.store.transaction import Store
from tests.dialects.addtocalendarpro.office import Office


@pytest.fixture
def office(database: Store[Rows]) -> Office:
    """A fresh organization of Olga's, and her key."""
    return Office(database)
