"""The engine against the vectors of libical, all instances of all of them."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

import pytest

from kalends.calendar.recurrence import expand, last, parse_rule
from kalends.domain.errors import Refused

FILE = Path(__file__).parents[2].parent / "shared" / "vectors" / "recurrence" / "libical.txt"


@dataclass(frozen=True)
class Vector:
    number: int
    rule: str
    start: datetime | date
    instances: list[datetime | date] | None

    def __str__(self) -> str:
        return f"{self.number} {self.rule[:60]}"


# Decision 13. RFC 5545 does not say which year an interval of several years counts from when DTSTART lies in a week
# that is numbered in the year before. We count the years that weeks are numbered in, so that INTERVAL agrees with what
# BYWEEKNO means; libical does too when DTSTART is on its rule, and counts calendar years when it is not.
WEEK_YEARS = {
    "FREQ=YEARLY;BYWEEKNO=53;INTERVAL=6;BYDAY=TH;COUNT=1": [date(2032, 12, 30)],
    "FREQ=YEARLY;BYWEEKNO=53;INTERVAL=5;BYDAY=TH;COUNT=1": [date(2071, 12, 31)],
}


def moment(text: str) -> datetime | date:
    """Z is left out: the vectors show wall-clock time of one zone."""
    whole = datetime.strptime(text.rstrip("Z"), "%Y%m%dT%H%M%S" if "T" in text else "%Y%m%d")
    return whole if "T" in text else whole.date()


def vectors() -> Iterator[Vector]:
    if not FILE.is_file():
        return
    for number, block in enumerate(FILE.read_text("utf-8").split("\n\n")):
        fields = dict(line.split(":", 1) for line in block.splitlines() if ":" in line and not line.startswith("#"))
        if "RRULE" in fields:
            listed = fields["INSTANCES"].strip()
            instances = None if listed.startswith("***") else [moment(item) for item in listed.split(",")]
            yield Vector(number, fields["RRULE"], moment(fields["DTSTART"]), instances)


ALL = list(vectors())
UNDISPUTED = [vector for vector in ALL if vector.instances and vector.rule not in WEEK_YEARS]
needs_vectors = pytest.mark.skipif(not ALL, reason="needs ../shared/vectors/recurrence/libical.txt")


def series(vector: Vector) -> list[datetime | date]:
    """What the vector should show. A start off its rule is no instance to libical; to us it is the first."""
    rule = parse_rule(vector.rule.removesuffix(";"))
    starts_off = vector.instances is not None and vector.instances[0] != vector.start
    if starts_off and rule.count is not None:
        rule = replace(rule, count=rule.count + 1)
    found = expand(rule, vector.start, limit=5_000)
    assert last(rule, vector.start) == found[-1]
    return found[1:] if starts_off else found


@needs_vectors
class TestTheVectors:
    def test_are_all_here(self) -> None:
        assert (len(ALL), len(UNDISPUTED)) == (146, 143)

    @pytest.mark.parametrize("vector", UNDISPUTED, ids=str)
    def test_agree(self, vector: Vector) -> None:
        """Also where engines differ. The first three readings are those of RFC 8984 §4.3.3.1, which says in steps
        what RFC 5545 leaves to DTSTART; the last one is ISO 8601, to which BYWEEKNO refers.

        - BYWEEKNO without BYDAY keeps the weekday of DTSTART ("information necessary to determine the times is
          derived from DTSTART", §3.3.10), rather than all seven days.
        - YEARLY with BYMONTHDAY without BYMONTH stays in the month of DTSTART, for the same reason.
        - BYSETPOS counts in the whole first interval; what lies before DTSTART is counted, then left out: the set
          is that "specified by the rule" in one interval, and DTSTART is not part of the rule.
        - A week belongs to one year, the one it is numbered in, so INTERVAL keeps or drops it whole.
        """
        assert series(vector) == vector.instances

    @pytest.mark.parametrize("vector", [vector for vector in ALL if vector.rule in WEEK_YEARS], ids=str)
    def test_of_numbered_weeks_and_an_interval_count_from_the_year_of_the_week(self, vector: Vector) -> None:
        """2027-01-03 lies in week 53 of 2026: six years on is 2032, which has one; five, ten, … years on, 2071 is the
        first that has. libical counts from 2027 here, yet from the year of the week where DTSTART is on its rule.
        """
        assert [datetime.combine(day, datetime.min.time()) for day in WEEK_YEARS[vector.rule]] == series(vector)

    def test_that_libical_leaves_open_narrow_the_days_by_every_part(self) -> None:
        """BYMONTH, BYMONTHDAY and BYWEEKNO all must hold: December 30 in week 1, which is one of the next year."""
        (vector,) = [vector for vector in ALL if vector.instances is None]
        assert series(vector) == [date(2024, 12, 30), date(2025, 12, 30), date(2030, 12, 30), date(2031, 12, 30)]

    def test_with_a_semicolon_at_the_end_are_refused_as_written(self) -> None:
        """Seen in the wild, but not in the grammar; what we take, we pass on to strict readers."""
        (vector,) = [vector for vector in ALL if vector.rule.endswith(";")]
        with pytest.raises(Refused):
            parse_rule(vector.rule)
