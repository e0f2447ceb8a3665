"""Placeholders in an event's texts, and what an address may fill them with."""

import pytest

from kalends.domain import limits
from kalends.domain.errors import Kind, Refused
from kalends.domain.placeholder import checked_values, filled


class TestFilling:
    def test_replaces_what_there_is_a_value_for(self) -> None:
        assert filled("Hi %%name%%, seat %%seat%% of %%hall%%", {"name": "Vera", "seat": "7"}) == (
            "Hi Vera, seat 7 of %%hall%%"
        )

    def test_looks_at_no_value_again(self) -> None:
        assert filled("%%a%%%%b%%", {"a": "%%b%%", "b": "%%a%%"}) == "%%b%%%%a%%"

    @pytest.mark.parametrize("text", ["100 %% sure %%", "%%%%", "%% a %%", "%a%", "%%a", f"%%{'a' * 101}%%"])
    def test_leaves_alone_what_is_none(self, text: str) -> None:
        assert filled(text, {"a": "x", "": "x", " a ": "x", " sure ": "x", "a" * 101: "x"}) == text


class TestValues:
    def test_are_texts_and_numbers(self) -> None:
        assert checked_values({"a": "b", "n": 2, "x": 1.5}) == {"a": "b", "n": "2", "x": "1.5"}

    @pytest.mark.parametrize("value", [None, True, [], {}, "a\nb", "\x07", "x" * (limits.NAME + 1)])
    def test_are_nothing_else(self, value: object) -> None:
        with pytest.raises(Refused) as refused:
            checked_values({"a": value})
        assert (refused.value.kind, refused.value.field) == (Kind.INVALID, "placeholders")

    def test_are_not_too_many(self) -> None:
        many = {f"name{number}": "x" for number in range(limits.PLACEHOLDERS)}
        assert checked_values(many) == many
        with pytest.raises(Refused, match="at most"):
            checked_values({**many, "one more": "x"})
