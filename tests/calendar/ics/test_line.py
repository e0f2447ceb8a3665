"""What one line of a file may hold, and how long it may be (RFC 5545 §3.1, §3.3.11, RFC 6868)."""

from datetime import UTC, date, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.calendar.ics import line

FAMILY = "\N{WOMAN}\N{ZERO WIDTH JOINER}\N{WOMAN}\N{ZERO WIDTH JOINER}\N{GIRL}"
LONG = [
    "é" * 200,
    "\N{CALENDAR}" * 99,
    FAMILY * 30,
    "e\N{COMBINING ACUTE ACCENT}" * 99,
    "\\" * 300,
    ",;" * 150,
    "a" * 75,
]


class TestText:
    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("Choir", "Choir"),
            ("a:b", "a:b"),
            ("a\tb", "a\tb"),
            ("\\;,", "\\\\\\;\\,"),
            ("a\nb\r\nc\rd", "a\\nb\\nc\\nd"),
            ("a\x0bb\x0cc\x85d\u2028e\u2029f", "a\\nb\\nc\\nd\\ne\\nf"),
            ("a\0b\x1cc\x1bd\x7fe\x9ff\ud800g", "abcdefg"),
            ("\\n", "\\\\n"),
            ("", ""),
        ],
    )
    def test_is_escaped_and_holds_no_control(self, value: str, written: str) -> None:
        assert line.text(value) == written


class TestAParameter:
    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("Olga", "Olga"),
            ('Jack "F"; ,:^\n', "\"Jack ^'F^'; ,:^^^n\""),
            ("a\r\nb\0c", "a^nbc"),
            ("Weiß", "Weiß"),
        ],
    )
    def test_is_encoded_and_quoted_where_needed(self, value: str, written: str) -> None:
        assert line.parameter(value) == written


class TestAnAddress:
    def test_loses_its_controls_only(self) -> None:
        assert (
            line.plain("https://x.test/?a;b,c\r\nATTENDEE:mailto:e@x\0") == "https://x.test/?a;b,cATTENDEE:mailto:e@x"
        )


class TestTimes:
    def test_are_written_in_the_basic_form(self) -> None:
        assert line.day(date(999, 1, 2)) == "09990102"
        assert line.wall_clock(datetime(2026, 1, 6, 9, 5, 7, 999)) == "20260106T090507"
        assert line.instant(datetime(2026, 1, 6, 9, 5, 7, 999, tzinfo=UTC)) == "20260106T090507Z"
        assert line.instant(datetime(2026, 1, 6, 9, 5, tzinfo=timezone(timedelta(hours=2)))) == "20260106T070500Z"

    @pytest.mark.parametrize(
        ("value", "written"),
        [
            (timedelta(), "PT0S"),
            (timedelta(hours=1), "PT1H"),
            (timedelta(minutes=-15), "-PT15M"),
            (timedelta(days=7), "P7D"),
            (timedelta(days=-1, hours=-2, seconds=-3), "-P1DT2H3S"),
        ],
    )
    def test_last_as_long_as_they_say(self, value: timedelta, written: str) -> None:
        assert line.duration(value) == written


class TestFolding:
    @pytest.mark.parametrize("value", LONG)
    def test_leaves_no_line_over_75_octets_and_loses_nothing(self, value: str) -> None:
        check_folding(f"SUMMARY:{line.text(value)}")

    @given(st.text(st.characters(codec="utf-8"), max_size=400))
    def test_splits_neither_a_character_nor_an_escape(self, value: str) -> None:
        check_folding(f"SUMMARY:{line.text(value)}")

    def test_leaves_a_line_of_75_octets_whole(self) -> None:
        assert line.content(["a" * 75]) == b"a" * 75 + b"\r\n"
        assert line.content(["a" * 76]) == b"a" * 75 + b"\r\n a\r\n"


def check_folding(whole: str) -> None:
    physical = line.content([whole]).removesuffix(b"\r\n").split(b"\r\n")
    assert max(map(len, physical)) <= 75
    assert b"\r\n".join(physical).replace(b"\r\n ", b"").decode() == whole
    for piece in physical:
        piece.decode()
    for piece in physical[:-1]:
        assert (len(piece) - len(piece.rstrip(b"\\"))) % 2 == 0
