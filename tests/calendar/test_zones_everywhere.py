"""Our clocks beside those of `zdump`, from the same table, in a part of the zones; the long proof takes them all."""

import pytest

from kalends.calendar import zones
from tests.calendar.judges import zdump

ODD = {
    "Africa/Cairo", "Africa/Casablanca", "America/Asuncion", "America/Godthab", "America/Vancouver",
    "Antarctica/Troll", "Asia/Gaza", "Asia/Kathmandu", "Australia/Lord_Howe", "Europe/Dublin", "Pacific/Chatham",
    "Pacific/Norfolk", "US/Pacific",
}  # fmt: skip
PART = sorted(ODD | set(sorted(zones.names())[::20]))


@pytest.mark.skipif(not zdump.IS_HERE, reason="needs zdump")
class TestClocksEverywhere:
    def test_show_what_another_program_reads_in_the_table(self) -> None:
        said = zdump.readings(PART)
        assert said.keys() > ODD - {"Asia/Kathmandu"}
        for name in PART:
            zdump.check(name, said.get(name, []))

    def test_are_noticed_when_they_go_wrong(self) -> None:
        said = zdump.readings(["Europe/Berlin"])["Europe/Berlin"]
        for wrong in (said[2:], said[:-2]):
            with pytest.raises(AssertionError, match="Europe/Berlin"):
                zdump.check("Europe/Berlin", wrong)
        with pytest.raises(AssertionError, match="Europe/London"):
            zdump.check("Europe/London", said)
