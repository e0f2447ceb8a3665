"""Plain text goes into the record as HTML and comes out as the same plain text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.dialects.groupme.description import to_html, to_text
from kalends.domain.text import clean_html

WRITABLE = st.text(
    st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\u2028\u2029") | st.sampled_from("\n\t<>&;p/ ")
)


@given(WRITABLE)
def test_every_text_comes_back(text: str) -> None:
    assert to_text(clean_html(to_html(text), "description")) == text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two</p>", "One\n\nTwo"),
        ("<ul><li>One</li><li>Two</li></ul>", "- One\n- Two"),
        ('<a href="https://example.org">here</a>', "here (https://example.org)"),
        ("a <strong>b</strong> c", "a b c"),
        ("plain", "plain"),
        ("a &lt; b", "a < b"),
    ],
)
def test_what_others_wrote_in_html_reads_as_text(html: str, text: str) -> None:
    assert to_text(html) == text
