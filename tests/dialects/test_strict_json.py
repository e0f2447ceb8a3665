"""What comes through the one door for JSON, and what stays outside."""

import json
import time
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.dialects.strict_json import strict_json, strict_object
from kalends.domain import limits
from kalends.domain.errors import Kind, Refused

VECTORS = Path(__file__).parents[2].parent / "shared" / "vectors" / "json"
needs_vectors = pytest.mark.skipif(not VECTORS.is_dir(), reason="needs ../shared/vectors/json")

# Good JSON that we refuse by design, file by rule
STRICTER = {
    "y_object_duplicated_key.json": "twice",
    "y_object_duplicated_key_and_value.json": "twice",
    "y_object_escaped_null_in_key.json": "NUL",
    "y_string_null_escape.json": "NUL",
}

characters = st.characters(exclude_categories=["Cs"], exclude_characters="\0")
words = st.text(characters, max_size=20)
int64 = st.integers(-(2**63), 2**63 - 1)
scalars = st.none() | st.booleans() | int64 | st.floats(allow_nan=False, allow_infinity=False) | words
values = st.recursive(scalars, lambda inner: st.lists(inner) | st.dictionaries(words, inner), max_leaves=30)


def refusal(raw: bytes) -> Refused:
    with pytest.raises(Refused) as caught:
        strict_json(raw)
    return caught.value


def nested(depth: int, opening: bytes = b"[", closing: bytes = b"]") -> bytes:
    return opening * depth + b"1" + closing * depth


class TestWhatComesThrough:
    def test_an_event_as_a_client_sends_it(self) -> None:
        raw = '{"name": "Chœur 🎶", "dates": [{"startDate": "2026-01-06"}], "layout": null, "seats": 12.5}'.encode()
        assert strict_json(raw) == {
            "name": "Chœur 🎶",
            "dates": [{"startDate": "2026-01-06"}],
            "layout": None,
            "seats": 12.5,
        }

    @given(values)
    def test_any_value_within_bounds_comes_back_equal(self, value: object) -> None:
        assert strict_json(json.dumps(value).encode()) == value
        assert strict_json(json.dumps(value, ensure_ascii=False, indent=1).encode()) == value

    def test_whole_numbers_stay_whole_and_others_stay_fractions(self) -> None:
        assert [type(number) for number in (strict_json(b"1"), strict_json(b"1.0"), strict_json(b"1e2"))] == [
            int,
            float,
            float,
        ]

    def test_a_pair_of_surrogates_is_one_character(self) -> None:
        assert strict_json(rb'"\ud83c\udfb6"') == "🎶"

    def test_an_escaped_backslash_before_u0000_is_text(self) -> None:
        assert strict_json(rb'"\\u0000 \\ud800"') == r"\u0000 \ud800"

    def test_non_characters_are_kept(self) -> None:
        assert strict_json('"\ufffe \\uffff"'.encode()) == "\ufffe \uffff"

    def test_the_same_key_in_two_objects_is_no_twin(self) -> None:
        assert strict_json(b'{"name": 1, "dates": [{"name": 2}, {"name": 3}]}') == {
            "name": 1,
            "dates": [{"name": 2}, {"name": 3}],
        }


class TestWhatStaysOutside:
    def test_a_key_given_twice_is_named(self) -> None:
        assert 'the key "name" twice' in refusal(b'{"dates": [{"a": 1, "name": "x", "name": "y"}]}').reason

    def test_a_key_given_twice_in_two_spellings(self) -> None:
        assert 'the key "a" twice' in refusal(rb'{"a": 1, "\u0061": 2}').reason

    @pytest.mark.parametrize("raw", [rb'"\u0000"', rb'{"\u0000": 1}', rb'"\\\u0000"', b'"\0"', b'{"a\0": 1}', b"1\0"])
    def test_nul_in_any_spelling(self, raw: bytes) -> None:
        assert refusal(raw).kind is Kind.INVALID

    @pytest.mark.parametrize(
        "raw",
        [rb'"\ud800"', rb'"\uDFFF"', rb'"\ud800\ud800"', rb'"\udc00\ud800"', rb'"\ud800x\udc00"', rb'{"\udead":1}'],
    )
    def test_half_a_surrogate_pair(self, raw: bytes) -> None:
        assert "surrogate" in refusal(raw).reason

    def test_surrogates_written_as_bytes(self) -> None:
        assert "UTF-8" in refusal(b'"\xed\xa0\x80"').reason

    @pytest.mark.parametrize("name", ["NaN", "Infinity", "-Infinity"])
    def test_numbers_that_json_does_not_know(self, name: str) -> None:
        assert name in refusal(f'{{"lat": {name}}}'.encode()).reason

    def test_a_number_beyond_double_precision(self) -> None:
        assert "double" in refusal(b"[1e999]").reason

    @pytest.mark.parametrize("digits", [str(2**63), str(-(2**63) - 1), "9" * 5_000], ids=["most", "least", "long"])
    def test_an_integer_beyond_64_bits(self, digits: str) -> None:
        assert "64 bits" in refusal(digits.encode()).reason

    @pytest.mark.parametrize("number", [2**63 - 1, -(2**63)])
    def test_the_last_integers_within_64_bits_pass(self, number: int) -> None:
        assert strict_json(str(number).encode()) == number

    def test_a_byte_order_mark(self) -> None:
        assert refusal(b"\xef\xbb\xbf{}").kind is Kind.INVALID

    @pytest.mark.parametrize("raw", [b"{} {}", b"{},", b"[1]]", b"1 2", b"{} // done"])
    def test_anything_after_the_value(self, raw: bytes) -> None:
        assert refusal(raw).kind is Kind.INVALID

    def test_an_empty_body_says_so(self) -> None:
        assert refusal(b"").reason == "the body is empty"

    def test_white_space_alone(self) -> None:
        assert refusal(b" \n\t").kind is Kind.INVALID

    def test_a_body_that_is_no_object_where_one_is_needed(self) -> None:
        with pytest.raises(Refused, match="must be a JSON object"):
            strict_object(b'[{"name": "Rehearsal"}]')

    def test_an_object_where_one_is_needed_passes(self) -> None:
        assert strict_object(b'{"name": "Rehearsal"}') == {"name": "Rehearsal"}


class TestBounds:
    @pytest.mark.parametrize(("opening", "closing"), [(b"[", b"]"), (b'{"a":', b"}"), (b'[{"a":', b"}]")])
    def test_the_last_depth_passes_and_the_next_is_refused(self, opening: bytes, closing: bytes) -> None:
        levels = opening.count(b"[") + opening.count(b"{")
        strict_json(nested(limits.JSON_DEPTH // levels, opening, closing))
        assert "deeper" in refusal(nested(limits.JSON_DEPTH // levels + 1, opening, closing)).reason

    def test_many_brackets_beside_each_other_are_not_deep(self) -> None:
        assert strict_json(b"[" + b"[{}]," * 100 + b"0]") == [[{}]] * 100 + [0]

    def test_brackets_in_text_are_not_deep(self) -> None:
        text = '["\\' * 50 + "{[" * 50
        assert strict_json(json.dumps([text]).encode()) == [text]

    def test_brackets_that_close_otherwise_are_refused(self) -> None:
        assert refusal(b"[" * 20 + b"{}" * 20 + b"}" * 20).kind is Kind.INVALID

    def test_the_last_byte_passes_and_the_next_is_too_large(self) -> None:
        full = b'"' + b"a" * (limits.BODY_BYTES - 2) + b'"'
        assert len(str(strict_json(full))) == limits.BODY_BYTES - 2
        assert refusal(full + b" ").kind is Kind.TOO_LARGE

    @pytest.mark.parametrize(
        "raw",
        [
            b"[" * 1_000_000,
            b'{"a":' * 200_000,
            b'"' + b"\\" * 1_000_000,
            b'"\\' * 500_000,
            b"[" + b"[]," * 300_000 + b"0]",
            b"9" * 1_000_000,
            b"0." + b"1" * 1_000_000,
            b"{" + b",".join(b'"%d":0' % key for key in range(90_000)) + b',"89999":1}',
        ],
        ids=["arrays", "objects", "backslashes", "quotes", "siblings", "digits", "decimals", "keys"],
    )
    def test_a_hostile_megabyte_is_judged_in_a_moment(self, raw: bytes) -> None:
        began = time.process_time()
        with suppress(Refused):
            strict_json(raw)
        assert time.process_time() - began < 5  # what grows with the square takes minutes


class TestAnyBytes:
    @given(st.binary(max_size=200) | st.text(st.sampled_from('[]{}",:\\u0d8cf1.-e \0NaN')).map(str.encode))
    def test_nothing_but_a_refusal_is_ever_raised(self, raw: bytes) -> None:
        try:
            value = strict_json(raw)
        except Refused:
            return
        assert json.loads(raw) == value


@needs_vectors
class TestTheJudges:
    """All 318 texts of the JSON test suite."""

    def judged(self, kind: str) -> dict[str, str | None]:
        """Each file's name with our reason for refusing it, None where it passed."""
        return {path.name: self.reason(path.read_bytes()) for path in sorted(VECTORS.glob(f"{kind}_*.json"))}

    def reason(self, raw: bytes) -> str | None:
        try:
            strict_json(raw)
        except Refused as refused:
            return refused.reason
        return None

    def test_every_bad_text_is_refused(self) -> None:
        judged = self.judged("n")
        assert len(judged) == 188
        assert [name for name, reason in judged.items() if reason is None] == []

    def test_every_good_text_passes_but_where_we_are_stricter(self) -> None:
        judged = self.judged("y")
        assert len(judged) == 95
        refused = {name: reason for name, reason in judged.items() if reason is not None}
        assert refused.keys() == STRICTER.keys()
        assert all(STRICTER[name] in reason for name, reason in refused.items())

    def test_of_the_free_ones_only_tiny_numbers_pass(self) -> None:
        judged = self.judged("i")
        assert len(judged) == 35
        assert [name for name, reason in judged.items() if reason is None] == [
            "i_number_double_huge_neg_exp.json",
            "i_number_real_underflow.json",
        ]
