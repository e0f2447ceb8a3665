"""What may be written into a form."""

from typing import Any

import pytest

from kalends.domain import limits
from kalends.domain.errors import Kind, Refused
from kalends.domain.form_answer import Option, checked_payload, mail_label, questions
from kalends.domain.form_field import FormField

FIELDS = (
    FormField(type="label", label="Hello"),
    FormField(type="text", name="diet", label="What do you eat?", placeholder="In a word"),
    FormField(type="number", name="age", required=True),
    FormField(type="checkbox", name="bus", label="I take the bus", default=True),
    FormField(type="label", label="Voice"),
    FormField(type="radio", name="voice", label="Soprano", placeholder="s", required=True),
    FormField(type="radio", name="voice", label="Bass", placeholder="b", default=True),
    FormField(type="hidden", name="source", default="page"),
    FormField(type="text", name="email", label="Where can we reach you?"),
)
GOOD: dict[str, object] = {"diet": "cake", "age": "44", "bus": True, "voice": "b"}


def wrong(**given: object) -> tuple[str | None, str]:
    with pytest.raises(Refused) as refused:
        checked_payload(FIELDS, GOOD | given)
    assert refused.value.kind is Kind.INVALID
    return refused.value.field, refused.value.reason


class TestWhatIsAsked:
    def test_radios_in_a_row_are_one_question_titled_by_the_label_before_them(self) -> None:
        asked = questions(FIELDS)
        assert [(it.type, it.label) for it in asked] == [
            ("label", "Hello"), ("text", "What do you eat?"), ("number", "age"), ("checkbox", "I take the bus"),
            ("radio", "Voice"), ("hidden", "source"),
        ]  # fmt: skip
        assert asked[4].options == (Option("s", "Soprano"), Option("b", "Bass", preset=True))
        assert asked[4].required

    def test_a_field_for_the_address_words_the_question_for_it(self) -> None:
        assert mail_label(FIELDS) == "Where can we reach you?"
        assert mail_label(()) is None


class TestWhatIsKept:
    def test_ticks_as_true_or_false_and_everything_else_as_text(self) -> None:
        assert checked_payload(FIELDS, GOOD) == GOOD | {"source": "page"}

    def test_a_tick_that_was_not_set_is_false_and_nothing_written_is_left_out(self) -> None:
        kept = checked_payload(FIELDS, {"age": "1", "voice": "s", "diet": " "})
        assert kept == {"age": "1", "voice": "s", "bus": False, "source": "page"}

    def test_a_number_may_come_as_one(self) -> None:
        assert checked_payload(FIELDS, GOOD | {"age": 44})["age"] == "44"

    def test_what_the_form_does_not_know_is_left_out(self) -> None:
        assert "shoe" not in checked_payload(FIELDS, GOOD | {"shoe": "44"})


class TestWhatIsRefused:
    @pytest.mark.parametrize(
        ("given", "field", "reason"),
        [
            ({"age": None}, "payload.age", "is required"),
            ({"age": "  "}, "payload.age", "is required"),
            ({"age": "many"}, "payload.age", "must be a number, such as 3 or 2.5"),
            ({"age": "1e999"}, "payload.age", "must be a number, such as 3 or 2.5"),
            ({"age": "٣"}, "payload.age", "must be a number, such as 3 or 2.5"),
            ({"voice": "tenor"}, "payload.voice", "must be one of s, b"),
            ({"voice": ""}, "payload.voice", "is required"),
            (
                {"diet": "x" * (limits.FORM_ANSWER + 1)},
                "payload.diet",
                f"must not be longer than {limits.FORM_ANSWER} characters",
            ),
            ({"diet": "a\x00b"}, "payload.diet", "must not hold control characters other than line feed and tab"),
            ({"diet": ["cake"]}, "payload.diet", "must be a text"),
            ({"diet": True}, "payload.diet", "must be a text"),
            ({"bus": "yes"}, "payload.bus", "must be true or false"),
        ],
    )
    def test_by_its_question(self, given: dict[str, Any], field: str, reason: str) -> None:
        assert wrong(**given) == (field, reason)

    def test_a_tick_that_is_required_and_not_set(self) -> None:
        with pytest.raises(Refused, match="is required"):
            checked_payload((FormField(type="checkbox", name="rules", required=True),), {"rules": False})
