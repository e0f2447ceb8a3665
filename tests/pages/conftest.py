"""The choir's pages, on each database in turn."""

import pytest

from tests.cast import World
from tests.pages.site import Site


@pytest.fixture
def site(world: World) -> Site:
    return Site(world)
