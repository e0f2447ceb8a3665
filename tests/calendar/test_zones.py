"""Which zone names are taken, and what a wall clock shows when."""

import zoneinfo
from datetime import UTC, datetime, timedelta
from importlib.metadata import version

import pytest

from kalends.calendar import zones
from kalends.domain import limits
from kalends.domain.errors import Kind, Refused

LOS_ANGELES = "America/Los_Angeles"
NO_ZONES = [
    "Pacific/Fake",
    "GMT+5",
    "",
    "../../etc/passwd",
    "/etc/localtime",
    "posix/UTC",
    "right/UTC",
    "localtime",
    "Factory",
    "A" * 5_000,
    "Europe/Berlin\0",
    "Europe/Berlin\n",
    "Europe",
    "tzdata.zi",
    "zone.tab",
    "Europe/../Europe/Berlin",
    "\ud800",
]


def utc(*numbers: int) -> datetime:
    year, month, day, hour, minute = numbers
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


class TestTheTable:
    def test_is_the_one_of_the_package(self) -> None:
        (folder,) = zoneinfo.TZPATH
        assert folder.endswith("tzdata/zoneinfo")

    def test_says_its_version_as_iana_does(self) -> None:
        year, release = version("tzdata").split(".")[:2]
        assert zones.table_version() == f"{year}{'abcdefghijklmnopqrstuvwxyz'[int(release) - 1]}"

    def test_knows_what_changed_in_2026(self) -> None:
        """A system table of 2025 gives -08, -07 and +01 (reliability reference, finding 5)."""
        noon = datetime(2026, 12, 15, 12, 0)
        there = ["America/Vancouver", "America/Edmonton", "Africa/Casablanca"]
        assert [zones.to_instant(noon, name).hour - 12 for name in there] == [7, 6, 0]

    def test_holds_only_names_that_load(self) -> None:
        assert len(zones.names()) > 590
        assert all(zones.zone(name).key == name for name in zones.names())


class TestAZoneName:
    @pytest.mark.parametrize("name", ["Europe/Berlin", "US/Pacific", "Asia/Calcutta", "EST5EDT", "Etc/GMT+5", "UTC"])
    def test_may_be_any_name_or_link_of_the_table(self, name: str) -> None:
        assert zones.zone(name).key == name

    @pytest.mark.parametrize("name", NO_ZONES)
    def test_is_refused_when_the_table_does_not_have_it(self, name: str) -> None:
        with pytest.raises(Refused) as caught:
            zones.zone(name, "dates[0].zone")
        assert (caught.value.kind, caught.value.field) == (Kind.INVALID, "dates[0].zone")

    @pytest.mark.parametrize(
        ("typed", "meant"),
        [
            ("America/Los_Angelese", LOS_ANGELES),
            ("europe/berlin", "Europe/Berlin"),
            ("Berlin", "Europe/Berlin"),
            ("Amerika/New_York", "America/New_York"),
            ("GMT+5", "Etc/GMT+5"),
        ],
    )
    def test_is_refused_naming_the_nearest_one(self, typed: str, meant: str) -> None:
        with pytest.raises(Refused, match=meant.replace("+", r"\+")):
            zones.zone(typed)

    def test_is_refused_one_past_the_limit_without_searching(self) -> None:
        for length, said in ((limits.ZONE_NAME, "no time zone"), (limits.ZONE_NAME + 1, "at most")):
            with pytest.raises(Refused, match=said):
                zones.zone("x" * length)


class TestTheInstantOfAWallClockTime:
    @pytest.mark.parametrize(
        ("zone", "local", "expected"),
        [
            ("Australia/Lord_Howe", datetime(2026, 4, 5, 1, 30), utc(2026, 4, 4, 14, 30)),
            ("Australia/Lord_Howe", datetime(2026, 4, 5, 2, 30), utc(2026, 4, 4, 16, 0)),
            ("Asia/Kathmandu", datetime(2026, 1, 1, 0, 0), utc(2025, 12, 31, 18, 15)),
            ("Etc/GMT+5", datetime(2026, 1, 1, 0, 0), utc(2026, 1, 1, 5, 0)),
            ("Pacific/Apia", datetime(2011, 12, 29, 23, 59), utc(2011, 12, 30, 9, 59)),
            ("Pacific/Apia", datetime(2011, 12, 31, 0, 0), utc(2011, 12, 30, 10, 0)),
            (zones.GMT, datetime(2026, 1, 1, 9, 0), utc(2026, 1, 1, 9, 0)),
        ],
    )
    def test_is_exact_in_odd_zones(self, zone: str, local: datetime, expected: datetime) -> None:
        assert zones.to_instant(local, zone) == expected
        assert zones.to_local(expected, zone) == local

    @pytest.mark.parametrize("fold", [0, 1])
    def test_takes_the_offset_before_a_gap(self, fold: int) -> None:
        in_gap = datetime(2026, 3, 8, 2, 30)
        assert zones.to_instant(in_gap, LOS_ANGELES, fold) == utc(2026, 3, 8, 10, 30)
        assert zones.to_local(utc(2026, 3, 8, 10, 30), LOS_ANGELES) == datetime(2026, 3, 8, 3, 30)

    def test_is_the_first_of_two_unless_the_fold_says_otherwise(self) -> None:
        twice = datetime(2026, 11, 1, 1, 30)
        assert zones.to_instant(twice, LOS_ANGELES) == utc(2026, 11, 1, 8, 30)
        assert zones.to_instant(twice, LOS_ANGELES, fold=1) == utc(2026, 11, 1, 9, 30)

    def test_comes_back_through_the_fold_of_the_local_time(self) -> None:
        second = utc(2026, 11, 1, 9, 30)
        local = zones.to_local(second, LOS_ANGELES)
        assert (local.tzinfo, local.fold) == (None, 1)
        assert zones.to_instant(local, LOS_ANGELES) == second

    def test_is_refused_where_no_year_can_hold_it(self) -> None:
        with pytest.raises(Refused, match="out of range"):
            zones.to_instant(datetime(1, 1, 1), "Asia/Tokyo")
        with pytest.raises(Refused, match="out of range"):
            zones.to_local(datetime(9999, 12, 31, 23, tzinfo=UTC), "Asia/Tokyo")


class TestATimeThatClocksSkip:
    def test_does_not_exist(self) -> None:
        gap = datetime(2026, 3, 8, 2, 0)
        shown = [zones.exists(gap + timedelta(minutes=minutes), LOS_ANGELES) for minutes in (-1, 0, 59, 60)]
        assert shown == [True, False, False, True]

    def test_but_one_they_show_twice_does(self) -> None:
        assert zones.exists(datetime(2026, 11, 1, 1, 30), LOS_ANGELES)
        assert zones.exists(datetime(2026, 11, 1, 1, 30, fold=1), LOS_ANGELES)


class TestGaps:
    @pytest.mark.parametrize(
        ("name", "year", "first", "beyond"),
        [
            ("Europe/Berlin", 2026, datetime(2026, 3, 29, 2), datetime(2026, 3, 29, 3)),
            ("Australia/Lord_Howe", 2026, datetime(2026, 10, 4, 2), datetime(2026, 10, 4, 2, 30)),
            ("Pacific/Apia", 2011, datetime(2011, 12, 30), datetime(2011, 12, 31)),
        ],
    )
    def test_are_what_the_clocks_skip(self, name: str, year: int, first: datetime, beyond: datetime) -> None:
        assert (first, beyond) in zones.gaps(name, year)

    @pytest.mark.parametrize("name", ["Etc/UTC", "Asia/Tokyo"])
    def test_are_none_where_clocks_go_on(self, name: str) -> None:
        assert zones.gaps(name, 2026) == ()

    def test_are_the_times_that_do_not_exist(self) -> None:
        second = timedelta(seconds=1)
        for name in ("Europe/Dublin", "America/New_York", "Africa/Casablanca", "Australia/Lord_Howe", "Pacific/Apia"):
            for year in range(1975, 2038):
                for first, beyond in zones.gaps(name, year):
                    shown = [zones.exists(it, name) for it in (first - second, first, beyond - second, beyond)]
                    assert shown == [True, False, False, True], (name, first)
