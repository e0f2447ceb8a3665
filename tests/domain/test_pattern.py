"""Looking for text without regard to case."""

import pytest

from kalends.domain.pattern import pattern


class TestAPattern:
    @pytest.mark.parametrize(
        ("written", "fits"),
        [
            ("evening song", True), ("EVENING SONG", True), ("Evening", False), ("", False), ("%", True), ("%%", True),
            ("eve%", True), ("song%", False), ("%SONG", True), ("%eve", False), ("%ing s%", True), ("%xyz%", False),
            ("eve%song", False), ("_vening song", False),
        ],
    )  # fmt: skip
    def test_stands_for_anything_at_its_open_ends_only(self, written: str, fits: bool) -> None:
        assert pattern(written).matches("Evening Song") is fits

    def test_a_percent_sign_inside_stands_for_itself(self) -> None:
        assert pattern("100% sure").matches("100% SURE")
        assert pattern("%0% s%").matches("100% sure")

    def test_letters_that_are_one_without_case_are_one(self) -> None:
        assert pattern("STRASSE").matches("straße")
        assert pattern("e\u0301t%").matches("\u00c9tude")
