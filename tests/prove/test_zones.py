"""The clocks of all zones, at each change from 2020 to 2037, are those that `zdump` reads in the same table."""

import pytest

from kalends.calendar import zones
from tests.calendar.judges import zdump


@pytest.mark.skipif(not zdump.IS_HERE, reason="needs zdump")
def test_all_zones_agree_at_every_change() -> None:
    said = zdump.readings(sorted(zones.names()))
    assert len(zones.names()) > 590
    assert sum(map(len, said.values())) > 14_000
    for name in zones.names():
        zdump.check(name, said.get(name, []))
