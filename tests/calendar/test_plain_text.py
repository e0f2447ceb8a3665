"""What a description reads like without its markup."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.calendar.description import plain_text

CHOIR = "<h2>Choir</h2><p>Bring:</p><ul><li>water</li><li>two <strong>scores</strong></li></ul><p>Olga &amp; Mika</p>"


class TestADescription:
    def test_keeps_its_paragraphs_and_its_list_items_apart(self) -> None:
        assert plain_text(CHOIR) == "Choir\n\nBring:\n\n- water\n- two scores\n\nOlga & Mika"

    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ("", ""),
            ("<p></p>", ""),
            ("plain words", "plain words"),
            ("one\r\ntwo\rthree  ", "one\ntwo\nthree"),
            ("a &lt; b &amp;&nbsp;c", "a < b & c"),
            ("<p>one\n two</p>", "one two"),
            ("one<br>two<br/>three", "one\ntwo\nthree"),
            ("one<br><br>two", "one\n\ntwo"),
            ("<p>a</p>\n\n<p>b</p>", "a\n\nb"),
            ("<em>a</em> <u>b</u>", "a b"),
            ("<ol><li>a<ul><li>b</li></ul></li><li><p>c</p></li></ol>end", "- a\n  - b\n- c\n\nend"),
            ("<p>1 < 2 & 3</p>", "1 < 2 & 3"),
            ("<P CLASS='a>b'>A</P>", "A"),
        ],
    )
    def test_reads_as_it_was_meant(self, html: str, text: str) -> None:
        assert plain_text(html) == text


class TestALink:
    @pytest.mark.parametrize(
        ("html", "text"),
        [
            ('See <a href="https://x.test/?a=1&amp;b=2">the page</a>.', "See the page (https://x.test/?a=1&b=2)."),
            ("<a href='https://x.test/'>https://x.test/</a>", "https://x.test/"),
            ('<a href="mailto:olga@x.test">olga@x.test</a>', "olga@x.test"),
            ('<ul><li><a href="https://x.test/">here</a></li></ul>', "- here (https://x.test/)"),
            ('<ul><li><a href="https://x.test/">https://x.test/</a></li></ul>', "- https://x.test/"),
            ('<a href="https://x.test/"></a>', "https://x.test/"),
            ("<a>nowhere</a>", "nowhere"),
            ("<a data-href='no'>nowhere</a>", "nowhere"),
            ('<a href="https://x.test/?a>b">more</a>', "more (https://x.test/?a>b)"),
            ('<a href="https://x.test/">open', "open (https://x.test/)"),
        ],
    )
    def test_shows_its_address_once(self, html: str, text: str) -> None:
        assert plain_text(html) == text


class TestHostileMarkup:
    @pytest.mark.parametrize(
        "piece", ["<a '\" ", "<a ", "<", "<a href='", "&", "<p>", "<a '\" <a \"'", "<li>", "<ul>", "</a>", "<a href   "]
    )
    def test_costs_little(self, piece: str) -> None:
        html = (piece * 20_000)[:20_000]
        began = time.process_time()
        plain_text(html)
        assert time.process_time() - began < 0.5


class TestTheShortWay:
    """Text with nothing but emphasis is read by a shorter way; the longer one, which any other tag leads to, agrees."""

    @given(st.lists(st.sampled_from(["a", " ", "\n", "\t", "\xa0", "&amp;", "&lt;b&gt;", "<b>", "</B>", "<em>", "ü"])))
    def test_gives_what_the_longer_one_gives(self, pieces: list[str]) -> None:
        html = "<i>" + "".join(pieces)
        assert plain_text(html) == plain_text(f"<x>{html}")
