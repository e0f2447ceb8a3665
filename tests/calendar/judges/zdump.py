"""What `zdump`, which shares nothing with ours but the table's files, says of clocks."""

import os
import shutil
import subprocess
import zoneinfo
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import pairwise

from kalends.calendar import zones

FIRST_YEAR, END_YEAR = 2020, 2038
_MONTH = timedelta(days=30)
_SECOND = timedelta(seconds=1)
_FORM = "%b %d %H:%M:%S %Y"

IS_HERE = shutil.which("zdump") is not None


@dataclass(frozen=True)
class Reading:
    """What the clocks of a zone show at an instant: the last before a change, or the first after it."""

    instant: datetime
    wall: datetime

    @property
    def offset(self) -> timedelta:
        return self.wall - self.instant.replace(tzinfo=None)


def readings(names: Iterable[str]) -> Mapping[str, list[Reading]]:
    """Of each zone, two for each change of its clocks in these years; none for a zone without changes."""
    (table,) = zoneinfo.TZPATH
    command = ["zdump", "-V", "-c", f"{FIRST_YEAR},{END_YEAR}", *names]
    done = subprocess.run(command, env=os.environ | {"TZDIR": table}, capture_output=True, text=True, check=True)
    found: defaultdict[str, list[Reading]] = defaultdict(list)
    for line in done.stdout.splitlines():
        name, _, said = line.partition(" ")
        instant, wall = (datetime.strptime(" ".join(text.split()[1:5]), _FORM) for text in said.split(" = "))
        found[name].append(Reading(instant.replace(tzinfo=UTC), wall))
    return found


def check(name: str, changes: list[Reading]) -> None:
    """Fail where our zones say otherwise: at every change, in what it skips, and in between."""
    for reading in changes:
        assert zones.to_local(reading.instant, name) == reading.wall, (name, reading)
        shown = zones.to_local(reading.instant, name)
        assert zones.to_instant(shown, name) == reading.instant, (name, reading)
    for before, after in zip(changes[::2], changes[1::2], strict=True):
        assert after.instant - before.instant == _SECOND
        skips = after.wall - before.wall > _SECOND
        if skips:
            assert (before.wall + _SECOND, after.wall) in zones.gaps(name, (before.wall + _SECOND).year), (name, before)
        assert zones.exists(before.wall + _SECOND, name) is not skips, (name, before)
    _check_stillness(name, changes)


def _check_stillness(name: str, changes: list[Reading]) -> None:
    """Between two changes, and in a zone without any, the offset stays."""
    first, end = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC), datetime(END_YEAR, 1, 1, tzinfo=UTC)
    stretches = [first, *(reading.instant for reading in changes), end]
    for low, high in list(pairwise(stretches))[::2]:
        offset = _offset(low, name)
        moments = [low + _MONTH * number for number in range((high - low) // _MONTH + 1)]
        assert {_offset(moment, name) for moment in [*moments, high - _SECOND]} == {offset}, (name, low)


def _offset(instant: datetime, name: str) -> timedelta:
    return zones.to_local(instant, name) - instant.replace(tzinfo=None)
