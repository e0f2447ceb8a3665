"""Lines, paragraphs, addresses, names and numbers: what is kept as typed, and what is refused."""

import json
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.domain import limits, text
from kalends.domain.errors import Kind, Refused

NAUGHTY = Path(__file__).parents[2].parent / "shared" / "vectors" / "strings" / "blns.json"
needs_vectors = pytest.mark.skipif(not NAUGHTY.is_file(), reason="needs ../shared/vectors/strings/blns.json")

LINE_BREAKS = ["\n", "\r", "\r\n", "\v", "\f", "\x1c", "\x85", "\u2028", "\u2029"]
OTHER_CONTROLS = ["\0", "\x07", "\x1b", "\x7f", "\x80", "\x9f", "\ud800", "\udfff"]
ODD_BUT_FINE = [
    "",
    "Chœur 🎶",
    "\u202eolga",
    "zero\u200bwidth",
    "Z" + "\u0323" * 200,
    "\ufffe",
    "<b>bold</b>",
    "a  b ",
    "=?utf-8?q?x?=",
]


def refusal(rule: Callable[..., object], *arguments: object) -> Refused:
    with pytest.raises(Refused) as caught:
        rule(*arguments)
    assert caught.value.kind is Kind.INVALID
    return caught.value


class TestLines:
    @pytest.mark.parametrize("value", ODD_BUT_FINE)
    def test_odd_text_is_kept_as_typed(self, value: str) -> None:
        assert text.line(value, "name") == value

    @pytest.mark.parametrize("control", ["\t", *LINE_BREAKS, *OTHER_CONTROLS])
    def test_line_breaks_and_controls_are_refused(self, control: str) -> None:
        refused = refusal(text.line, f"Rehearsal{control}ATTENDEE:mailto:e@example.org", "name")
        assert refused.field == "name"
        assert "one line" in refused.reason

    def test_the_last_character_passes_and_the_next_is_refused(self) -> None:
        assert len(text.line("é" * limits.NAME, "name")) == limits.NAME
        assert f"{limits.NAME} characters" in refusal(text.line, "é" * (limits.NAME + 1), "name").reason

    @pytest.mark.parametrize("value", ["", " ", "\u3000\xa0", "\t"])
    def test_where_something_is_needed_white_space_is_not_enough(self, value: str) -> None:
        assert refusal(text.required_line, value, "name").reason == "must not be empty"

    def test_white_space_around_a_name_stays(self) -> None:
        assert text.required_line(" Rehearsal ", "name") == " Rehearsal "


class TestParagraphs:
    def test_lines_and_tabs_stay(self) -> None:
        assert text.paragraph("Bring:\n\t- folder\n", "description") == "Bring:\n\t- folder\n"

    def test_line_ends_of_another_system_become_ours(self) -> None:
        assert text.paragraph("a\r\nb\r\n\r\nc", "description") == "a\nb\n\nc"

    @pytest.mark.parametrize("control", ["\r", "\v", "\f", "\x85", "\u2028", "\u2029", *OTHER_CONTROLS])
    def test_other_controls_are_refused(self, control: str) -> None:
        assert refusal(text.paragraph, f"a{control}b", "description").field == "description"

    def test_the_last_character_passes_and_the_next_is_refused(self) -> None:
        text.paragraph("a\r\n" * (limits.TEXT // 2), "description")
        refusal(text.paragraph, "a" * (limits.TEXT + 1), "description")


class TestWebAddresses:
    @pytest.mark.parametrize(
        "value",
        [
            "https://example.org",
            "HTTP://EXAMPLE.ORG:8080/a%20b?c=d&e#f",
            "http://my_host/",
            "https://example.org./",
            "http://127.0.0.1/",
            "http://[2001:db8::1]:80/x",
            "https://bücher.example/ä?q=ö",
            "https://i❤.ws/",
        ],
    )
    def test_an_address_is_kept_as_typed(self, value: str) -> None:
        assert text.web_address(value, "url") == value

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "example.org",
            "/there",
            "//example.org/",
            "https:example.org",
            "https:/example.org",
            "https:///example.org",
            "http://",
            "http://:80/",
            "http://a:b/",
            "http://a:65536/",
            "http://good@evil.example/",
            "http://good:word@evil.example/",
            "http://good\\@127.0.0.1/",
            "http://exam ple.org/",
            " http://example.org/",
            "http://example.org/\n",
            "http://127.0.0.1\t.good/",
            "http://example.org/\xa0",
            "http://example.org/\0",
            "http://example.org/\ud800",
            'http://example.org/"onload="x',
            "http://example.org/<script>",
            "http://%31%32%37/",
            "http://a..b/",
            "http://-a.example/",
            "http://[::1",
            "http://[v1.x]/",
            "http://[fe80::1%25eth0]/",
            "http://exam\u202eple.org/",
            "http://℀.example/",
            "javascript:alert(1)",
            "data:text/html,x",
            "file:///etc/passwd",
            "ftp://example.org/",
            "webcal://example.org/",
        ],
    )
    def test_anything_else_is_refused(self, value: str) -> None:
        refused = refusal(text.web_address, value, "url")
        assert refused.field == "url"
        assert "http:// or https://" in refused.reason

    def test_one_that_brings_a_password_is_told_so(self) -> None:
        assert "without user and password" in refusal(text.web_address, "https://me:secret@example.org/", "url").reason

    def test_a_long_foreign_host_is_judged_in_a_moment(self) -> None:
        host = "".join(chr(0x4E00 + place * 7) for place in range(limits.URL - 7))
        began = time.process_time()
        refusal(text.web_address, f"http://{host}", "url")
        assert time.process_time() - began < 0.5

    def test_other_schemes_pass_where_they_are_asked_for(self) -> None:
        assert text.web_address("webcal://example.org/a.ics", "url", ("https", "webcal"))
        refusal(text.web_address, "http://example.org/a.ics", "url", ("https", "webcal"))

    def test_the_last_character_passes_and_the_next_is_refused(self) -> None:
        longest = "https://example.org/".ljust(limits.URL, "a")
        assert text.web_address(longest, "url") == longest
        assert "longer" in refusal(text.web_address, longest + "a", "url").reason


class TestMailAddresses:
    @pytest.mark.parametrize(
        "value",
        [
            "olga@example.org",
            "Olga.Maier+choir@Sub.Example.ORG",
            "o'neill_{x}@example.org",
            "root@localhost",
            "grün@bücher.example",
            "олга@пример.испытание",
            "olga@xn--bcher-kva.example",
        ],
    )
    def test_an_address_is_kept_as_typed(self, value: str) -> None:
        assert text.mail_address(value, "mail") == value

    @pytest.mark.parametrize(
        "value",
        [
            "",
            "olga",
            "@example.org",
            "olga@",
            "olga@@example.org",
            "olga@mika@example.org",
            "Olga <olga@example.org>",
            "<olga@example.org>",
            "olga@example.org,mika@example.org",
            "olga@example.org;mika@example.org",
            "olga@example.org mika@example.org",
            "olga@example.org\nBcc:mika@example.org",
            "olga@example.org\r",
            "olga@example.org\0",
            "olga(choir)@example.org",
            '"olga maier"@example.org',
            '"olga"@example.org',
            ".olga@example.org",
            "olga.@example.org",
            "ol..ga@example.org",
            "olga@example.org.",
            "olga@.example.org",
            "olga@-example.org",
            "olga@exa mple.org",
            "olga@127.0.0.1",
            "olga@[127.0.0.1]",
            "olga@example.org\u202e",
            "ol\u200bga@example.org",
            "olga@exam\u00adple.org",
            "olga，mika@example.org",
            "olga＠example.org",
            "ol\ud800ga@example.org",
            "mailto:olga@example.org",
            "=?utf-8?q?olga?=@example.org>",
        ],
    )
    def test_anything_else_is_refused(self, value: str) -> None:
        assert refusal(text.mail_address, value, "mail").field == "mail"

    def test_the_last_character_passes_and_the_next_is_refused(self) -> None:
        domain = "@" + ".".join(["a" * 60] * 3) + ".example"
        longest = domain.rjust(limits.MAIL_ADDRESS, "o")
        assert text.mail_address(longest, "mail") == longest
        assert "longer" in refusal(text.mail_address, "o" + longest, "mail").reason

    def test_case_and_spelling_of_the_domain_do_not_matter(self) -> None:
        spellings = [
            "OLGA@BÜCHER.example",
            "Olga@bu\u0308cher.EXAMPLE",
            "olga@xn--bcher-kva.example",
            "olga@bücher。example",
        ]
        assert {text.mail_norm(spelling) for spelling in spellings} == {"olga@xn--bcher-kva.example"}

    def test_case_of_the_name_does_not_matter(self) -> None:
        assert text.mail_norm("GRÜN.Olga+Choir@example.org") == "grün.olga+choir@example.org"

    def test_look_alikes_are_not_the_same_person(self) -> None:
        assert text.mail_norm("strauß@straße.example") == "strauß@xn--strae-oqa.example"
        assert text.mail_norm("straus@strasse.example") != text.mail_norm("strauß@straße.example")

    def test_no_letter_that_is_taken_turns_into_a_plain_one(self) -> None:
        """Else a stranger could register an address that is matched with someone else's."""
        taken = (letter for code in range(0x80, 0x110000) if self.is_taken(letter := chr(code)))
        assert [letter for letter in taken if text.mail_norm(f"{letter}@example.org").isascii()] == []

    def is_taken(self, letter: str) -> bool:
        if not letter.isprintable():
            return False
        try:
            return text.mail_address(f"{letter}@example.org", "mail") != ""
        except Refused:
            return False

    @given(st.emails())
    def test_matching_twice_is_matching_once(self, value: str) -> None:
        assert text.mail_norm(text.mail_norm(value)) == text.mail_norm(value)


class TestFileNames:
    @pytest.mark.parametrize("value", ["event", "Choir-2026_01", "a" * limits.FILE_NAME, "-", "con"])
    def test_letters_digits_and_two_signs_pass(self, value: str) -> None:
        assert text.file_name(value, "file_name") == value

    @pytest.mark.parametrize(
        "value", ["", "../../x", 'a"\r\nSet-Cookie:x', "événement", ".htaccess", "a.ics", "a b", "a\n", "٣", "a" * 101]
    )
    def test_anything_else_is_refused(self, value: str) -> None:
        assert refusal(text.file_name, value, "file_name").field == "file_name"


class TestFolding:
    @pytest.mark.parametrize(
        ("one", "other"), [("CHŒUR", "chœur"), ("Straße", "STRASSE"), ("e\u0301", "É"), ("Ωμέγα", "ΩΜΈΓΑ")]
    )
    def test_case_and_composition_do_not_matter(self, one: str, other: str) -> None:
        assert text.fold(one) == text.fold(other)

    def test_letters_do(self) -> None:
        assert text.fold("Chor") != text.fold("Chör")

    def test_what_grows_is_cut(self) -> None:
        assert len(text.fold("ΐ" * limits.NAME)) <= limits.NAME
        assert len(text.fold("ﬃ" * limits.NAME)) == limits.NAME

    @given(st.text())
    def test_folding_twice_is_folding_once(self, value: str) -> None:
        assert text.fold(text.fold(value)) == text.fold(value)
        assert unicodedata.is_normalized("NFC", text.fold(value))


class TestCoordinates:
    @pytest.mark.parametrize("value", [0, -90, 90, 64.14843, "64.148430", "-21.9355508", "+5", "90", "-0.0"], ids=repr)
    def test_numbers_and_numbers_as_text_come_back_as_received(self, value: object) -> None:
        back = text.coordinate(value, "lat", 90)
        assert back == value
        assert type(back) is type(value)

    @pytest.mark.parametrize(
        "value",
        [
            91,
            -90.001,
            "90.1",
            "999",
            10**400,
            float("nan"),
            float("inf"),
            "nan",
            "inf",
            "1e1",
            "1_0",
            "٣",
            "",
            " 1",
            "1\n",
            ".5",
            "5.",
            "0x1",
            "1,5",
            True,
            None,
            [1],
            {},
        ],
        ids=repr,
    )
    def test_anything_else_is_refused(self, value: object) -> None:
        assert "from -90 to 90" in refusal(text.coordinate, value, "lat", 90).reason


@needs_vectors
class TestNaughtyStrings:
    """All 515 of the big list come back equal, or are refused, and nothing else is ever raised."""

    def refused(self, rule: Callable[[str, str], str]) -> list[str]:
        strings = json.loads(NAUGHTY.read_bytes())
        assert len(strings) == 515
        return [value for value in strings if not self.is_kept(rule, value)]

    def is_kept(self, rule: Callable[[str, str], str], value: str) -> bool:
        try:
            assert rule(value, "field") == value
        except Refused:
            return False
        return True

    @pytest.mark.parametrize("rule", [text.line, text.paragraph])
    def test_only_those_with_controls_are_refused_as_text(self, rule: Callable[[str, str], str]) -> None:
        refused = self.refused(rule)
        assert len(refused) == 7
        assert all({"Cc", "Zp"} & {unicodedata.category(letter) for letter in value} for value in refused)

    @pytest.mark.parametrize(("rule", "kept"), [(text.web_address, 2), (text.mail_address, 0), (text.file_name, 59)])
    def test_few_are_anything_else(self, rule: Callable[[str, str], str], kept: int) -> None:
        assert len(self.refused(rule)) == 515 - kept
