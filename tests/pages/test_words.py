"""How days, times, zones and rules are written."""

from datetime import UTC, date, datetime, timedelta

import pytest

from kalends.pages import rule_words, words
from kalends.pages.languages import language
from kalends.pages.moment import Moment, state, view

ENGLISH = language("en")
NINE = datetime(2026, 3, 7, 9, tzinfo=UTC)


class TestRules:
    @pytest.mark.parametrize(
        ("rule", "said"),
        [
            ("FREQ=DAILY", "Every day"),
            ("FREQ=DAILY;INTERVAL=2;COUNT=2", "Every 2 days, twice"),
            ("FREQ=WEEKLY;BYDAY=MO,WE,FR", "Every week on Monday, Wednesday and Friday"),
            ("FREQ=WEEKLY;INTERVAL=2;COUNT=10;BYDAY=MO", "Every 2 weeks on Monday, 10 times"),
            ("FREQ=MONTHLY;COUNT=10;BYDAY=2MO,TU", "Every month on the second Monday and every Tuesday, 10 times"),
            ("FREQ=MONTHLY;BYDAY=-1FR", "Every month on the last Friday"),
            ("FREQ=MONTHLY;BYMONTHDAY=3,22,-1", "Every month on the 3rd, the 22nd and the last day"),
            ("FREQ=MONTHLY;BYMONTHDAY=11,-3", "Every month on the 11th and the 3rd to last day"),
            ("FREQ=YEARLY;BYMONTH=1,12;BYMONTHDAY=6", "Every year on the 6th in January and December"),
            ("FREQ=YEARLY;UNTIL=20300106", "Every year, until 6 January 2030"),
            ("FREQ=DAILY;UNTIL=20260701T035959Z", "Every day, until 30 June 2026"),
        ],
    )
    def test_simple_ones_are_said_in_words(self, rule: str, said: str) -> None:
        assert rule_words.sentence("en", rule, "America/New_York") == said

    @pytest.mark.parametrize(
        "rule",
        [
            "FREQ=HOURLY;INTERVAL=6",
            "FREQ=MONTHLY;BYDAY=MO,TU;BYSETPOS=-1",
            "FREQ=YEARLY;BYWEEKNO=20",
            "FREQ=YEARLY;BYDAY=20MO",
            "FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13",
            "FREQ=MONTHLY;BYDAY=-4FR",
        ],
    )
    def test_others_are_not_guessed_at(self, rule: str) -> None:
        assert rule_words.sentence("en", rule, None) is None


class TestTimes:
    @pytest.mark.parametrize(
        ("end", "said"),
        [
            (datetime(2026, 3, 7, 21), "Saturday, 7 March 2026, 19:00 to 21:00"),
            (datetime(2026, 3, 7, 19), "Saturday, 7 March 2026, 19:00"),
            (datetime(2026, 3, 8), "Saturday, 7 March 2026, 19:00 to midnight"),
            (datetime(2026, 3, 8, 2), "Saturday, 7 March 2026, 19:00 to 02:00, ends the next day"),
            (datetime(2026, 3, 9, 2), "Saturday, 7 March 2026, 19:00 to Monday, 9 March 2026, 02:00"),
        ],
    )
    def test_from_seven_in_the_evening(self, end: datetime, said: str) -> None:
        assert words.times_of_day(ENGLISH, datetime(2026, 3, 7, 19), end) == said

    def test_days(self) -> None:
        first, last = date(2026, 3, 7), date(2026, 3, 8)
        assert words.whole_days(ENGLISH, first, first) == "Saturday, 7 March 2026, all day"
        assert words.whole_days(ENGLISH, first, last) == "Saturday, 7 March 2026 to Sunday, 8 March 2026, all day"
        assert words.whole_days(ENGLISH, first, last, words.short_day) == "Sat, 7 Mar 2026 to Sun, 8 Mar 2026, all day"

    @pytest.mark.parametrize(
        ("zone", "said"),
        [
            ("Etc/GMT", "UTC"),
            ("Europe/Lisbon", "Europe/Lisbon time (UTC)"),
            ("America/New_York", "America/New York time (UTC−5)"),
            ("Asia/Kathmandu", "Asia/Kathmandu time (UTC+5:45)"),
        ],
    )
    def test_zones(self, zone: str, said: str) -> None:
        assert view(Moment(NINE, NINE, zone, all_day=False), ENGLISH)["zone"] == said

    def test_a_machine_reads_the_offset(self) -> None:
        seen = view(Moment(NINE, NINE, "America/New_York", all_day=False), ENGLISH)
        assert (seen["start"], seen["month"], seen["day"]) == ("2026-03-07T04:00-05:00", "Mar", "7")

    def test_the_second_of_two_equal_times_has_its_own_offset(self) -> None:
        second = datetime(2026, 10, 25, 1, 30, tzinfo=UTC)
        assert (
            view(Moment(second, second, "Europe/Berlin", all_day=False), ENGLISH)["start"] == "2026-10-25T02:30+01:00"
        )


class TestStates:
    @pytest.mark.parametrize(
        ("begins", "said"),
        [
            (timedelta(hours=-48), "past"),
            (timedelta(hours=-2), "past"),
            (timedelta(hours=-1), "running"),
            (timedelta(0), "running"),
            (timedelta(hours=13), "today"),
            (timedelta(hours=14), None),  # after midnight in Berlin
        ],
    )
    def test_of_two_hours_in_berlin_seen_at_ten_in_the_morning(self, begins: timedelta, said: str | None) -> None:
        start = NINE + begins
        assert state(Moment(start, start + timedelta(hours=2), "Europe/Berlin", all_day=False), NINE) == said
