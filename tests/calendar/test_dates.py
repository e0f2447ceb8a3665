"""Which spellings of dates and times are taken."""

from datetime import date

import pytest

from kalends.calendar.dates import check_dynamic, is_dynamic, parse_date, resolve_dynamic
from kalends.domain import limits
from kalends.domain.errors import Kind, Refused

TODAY = date(2026, 3, 1)
NO_DATES = [
    "",
    "0000-01-01",
    "0001-01-01",
    "10000-01-01",
    "2024-02-30",
    "2023-02-29",
    "20240101",
    "2024-W01-1",
    "2024-1-1",
    "２０２４-12-24",
    "2024-12-24 ",
    "2024-12-24\n",
    "2024-12-24T00:00",
    "2024-00-10",
    "1969-12-31",
    "2201-01-01",
    "-2024-01-01",
    "A" * 5_000,
]
NO_DYNAMIC_DATES = [
    "today+99999999",
    "today+4;rm",
    "today+",
    "today 4",
    "Today",
    "today+4\n",
    "tomorrow",
    "today++4",
    "2026-01-01+",
    "2026-01-01+12345",
    "2026-01-01-4",
    "2026-02-30+1",
    "2200-12-31+1",
    "",
]


class TestADate:
    def test_is_written_year_month_day(self) -> None:
        assert parse_date("2024-02-29", "start") == date(2024, 2, 29)

    @pytest.mark.parametrize("text", [f"{limits.YEAR_FIRST}-01-01", f"{limits.YEAR_LAST}-12-31"])
    def test_may_be_the_first_and_the_last_of_the_years(self, text: str) -> None:
        assert parse_date(text, "start").isoformat() == text

    @pytest.mark.parametrize("text", NO_DATES)
    def test_is_refused_in_any_other_spelling(self, text: str) -> None:
        with pytest.raises(Refused) as caught:
            parse_date(text, "dates[0].start_date")
        assert (caught.value.kind, caught.value.field) == (Kind.INVALID, "dates[0].start_date")


class TestADynamicDate:
    @pytest.mark.parametrize(
        ("text", "expected"),
        [
            ("today", TODAY),
            ("today+4", date(2026, 3, 5)),
            ("today-1", date(2026, 2, 28)),
            ("today-0", TODAY),
            ("today+9999", date(2053, 7, 16)),
            ("2026-12-31+1", date(2027, 1, 1)),
        ],
    )
    def test_moves_with_today(self, text: str, expected: date) -> None:
        check_dynamic(text, "start")
        assert is_dynamic(text)
        assert resolve_dynamic(text, TODAY) == expected

    def test_may_be_a_plain_date_that_does_not_move(self) -> None:
        check_dynamic("2026-05-06", "start")
        assert not is_dynamic("2026-05-06")
        assert resolve_dynamic("2026-05-06", TODAY) == date(2026, 5, 6)

    @pytest.mark.parametrize("text", NO_DYNAMIC_DATES)
    def test_is_refused_in_any_other_form(self, text: str) -> None:
        with pytest.raises(Refused) as checked:
            check_dynamic(text, "dates[0].start_date")
        with pytest.raises(Refused):
            resolve_dynamic(text, TODAY)
        assert (checked.value.kind, checked.value.field) == (Kind.INVALID, "dates[0].start_date")

    @pytest.mark.parametrize("today", [date(limits.YEAR_LAST, 12, 31), date.max])
    def test_is_refused_when_it_leaves_the_years_that_are_kept(self, today: date) -> None:
        with pytest.raises(Refused, match=r"year|range"):
            resolve_dynamic("today+9999", today)
