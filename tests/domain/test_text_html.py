"""Descriptions: the HTML that stays, the HTML that goes, and plain text among them."""

import html
import json
import time
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kalends.domain import limits, text
from kalends.domain.errors import Refused

NAUGHTY = Path(__file__).parents[2].parent / "shared" / "vectors" / "strings" / "blns.json"
needs_vectors = pytest.mark.skipif(not NAUGHTY.is_file(), reason="needs ../shared/vectors/strings/blns.json")

TAGS = {"p", "strong", "em", "u", "h1", "h2", "h3", "h4", "ul", "ol", "li", "a"}
pieces = st.sampled_from(
    [
        "<a href='https://example.org'>",
        "<a href='jAvascript:x'>",
        "</a>",
        "<table>",
        "<tr>",
        "<td>",
        "<p>",
        "</p>",
        "<u onclick=x>",
        "</u>",
        "<svg>",
        "<math>",
        "<style>",
        "</style>",
        "<script>",
        "</script>",
        "<!--",
        "-->",
        "<br>",
        "<noscript>",
        "<form>",
        "<h1>",
        "<ul><li>",
        "<template>",
        "<select>",
        "&lt;",
        "&#106;",
        "&amp",
        '"',
        "'",
        ">",
        "<",
        "text ",
        "\n",
        "\xa0",
    ]
)
prose = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]) | st.sampled_from("\n\t<>&\xa0"))


class Reader(HTMLParser):
    """A second parser, so that what one makes of a text is not taken for granted."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        self.text += data


def clean(value: str) -> str:
    return text.clean_html(value, "description")


def is_inert(page: str) -> bool:
    """Only the seeds' tags, no attribute but a link's absolute address, and nothing left to clean."""
    links = [attributes for tag, attributes in Reader(page).found if tag == "a"]
    others = [attributes for tag, attributes in Reader(page).found if tag != "a"]
    addresses = [address for link in links for address in link.values()]
    return (
        {tag for tag, _ in Reader(page).found} <= TAGS
        and not any(others)
        and all(link.keys() <= {"href"} for link in links)
        and all((address or "").strip().lower().startswith(("http:", "https:", "mailto:")) for address in addresses)
        and clean(page) == page
    )


class TestWhatStays:
    def test_every_tag_of_the_seeds(self) -> None:
        page = (
            "".join(f"<{tag}>x</{tag}>" for tag in sorted(TAGS - {"li", "ul", "ol"}))
            + "<ul><li>x</li></ul><ol><li>y</li></ol>"
        )
        assert clean(page) == page

    @pytest.mark.parametrize(
        "address", ["https://example.org/?a=1&amp;b=2#c", "http://example.org", "mailto:olga@example.org?subject=Choir"]
    )
    def test_links(self, address: str) -> None:
        assert clean(f'<p><a href="{address}">x</a></p>') == f'<p><a href="{address}">x</a></p>'

    @pytest.mark.parametrize("value", ["", "Bring > 2 folders", "a\xa0b", 'say "so"', "a\n\nb\tc", "%%name%% {{7*7}}"])
    def test_plain_text(self, value: str) -> None:
        assert clean(value) == value

    def test_text_with_signs_of_html_is_escaped_once(self) -> None:
        assert clean("1 < 2 & 3") == "1 &lt; 2 &amp; 3"
        assert clean("1 &lt; 2 &amp; 3") == "1 &lt; 2 &amp; 3"


class TestWhatGoes:
    def test_other_tags_go_and_their_text_stays(self) -> None:
        assert clean('<div class="x"><b>Bring</b> <img src="https://x.example/1.png">folders</div>') == "Bring folders"

    @pytest.mark.parametrize("tag", ["script", "style", "SCRIPT"])
    def test_script_and_style_go_whole(self, tag: str) -> None:
        assert clean(f"a<{tag}>alert(1)</{tag}>b") == "ab"

    @pytest.mark.parametrize("spelling", ["<br>", "<br/>", "<BR />"])
    def test_a_line_break_keeps_words_apart(self, spelling: str) -> None:
        assert clean(f"19:30{spelling}Town hall") == "19:30\nTown hall"

    @pytest.mark.parametrize(
        "address",
        [
            "javascript:alert(1)",
            "JaVaScript:alert(1)",
            "java\tscript:alert(1)",
            "java&#9;script:alert(1)",
            "java&#10;script:x",
            "&#x6a;avascript:alert(1)",
            " javascript:alert(1)",
            "\u00a0javascript:x",
            "data:text/html,x",
            "vbscript:x",
            "//evil.example",
            "/there",
            "there",
            "#here",
            "?a",
            "",
            "file:///etc/passwd",
            "https//x",
        ],
    )
    def test_a_dangerous_or_relative_address_goes_and_the_text_stays(self, address: str) -> None:
        assert clean(f'<a href="{address}">here</a>') == "<a>here</a>"

    @pytest.mark.parametrize("start", ["\x01", "\u2028"])
    def test_a_control_character_before_the_address_is_refused(self, start: str) -> None:
        with pytest.raises(Refused, match="control"):
            clean(f'<a href="{start}javascript:alert(1)">here</a>')

    @pytest.mark.parametrize(
        "attribute", ["onclick", "style", "class", "id", "title", "lang", "target", "rel", "download"]
    )
    def test_attributes_go(self, attribute: str) -> None:
        assert clean(f'<p {attribute}="x">a</p><a {attribute}="x">b</a>') == "<p>a</p><a>b</a>"

    @pytest.mark.parametrize(
        "page",
        [
            '<svg><style><a title="</style><img src=x onerror=alert(1)>">',
            "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
            '<noscript><p title="</noscript><img src=x onerror=alert(1)>">',
            '<math><mtext><table><mglyph><style><!--</style><img title="--&gt;&lt;img src=1 onerror=alert(1)&gt;">',
            '<svg></p><style><a id="</style><img src=1 onerror=alert(1)>">',
            "<p><svg><p><a href='https://x.example' onclick=x>y",
            '<select><template><style><!--</style><a rel="--></style></template></select><img src onerror=x>',
            "<a><table><a href='javascript:x'><table>" * 20,
            "<iframe srcdoc='<script>alert(1)</script>'></iframe><object data=x><embed src=x>",
            '<xmp><p title="</xmp><img src onerror=alert(1)>">',
            "<!--><img src=x onerror=alert(1)>-->",
        ],
    )
    def test_markup_that_changes_its_meaning_when_read_again_is_inert(self, page: str) -> None:
        assert is_inert(clean(page))

    @given(st.lists(pieces, max_size=40).map("".join))
    def test_any_mixture_is_inert_or_refused(self, page: str) -> None:
        assert is_inert(clean(page))

    @pytest.mark.parametrize("reference", ["&#11;", "&#x1b;", "&#13;", "&#x2028;"])
    def test_a_control_character_by_reference_is_refused(self, reference: str) -> None:
        with pytest.raises(Refused, match="control"):
            clean(f"<p>a{reference}b</p>")

    def test_tags_too_tangled_to_come_to_an_end_are_refused(self, monkeypatch: pytest.MonkeyPatch) -> None:
        tangled = "<a><table>" * 3
        assert is_inert(clean(tangled))
        monkeypatch.setattr(text, "_CLEANINGS", 2)
        with pytest.raises(Refused, match="cannot be made sense of"):
            clean(tangled)


class TestBounds:
    def test_the_last_character_passes_and_the_next_is_refused(self) -> None:
        page = "<p>" + "a" * (limits.TEXT - 7) + "</p>"
        assert clean(page) == page
        with pytest.raises(Refused, match="longer"):
            clean(page + "a")

    def test_what_grows_past_the_limit_in_cleaning_is_refused(self) -> None:
        with pytest.raises(Refused, match="longer"):
            clean("&" * limits.TEXT)

    @pytest.mark.parametrize(
        "piece", ["<ul>", "<p><u>", "<a><table>", "<u><a><em>", "<!--", "<svg>", "<b", "&", "<br "]
    )
    def test_a_hostile_page_is_judged_in_a_moment(self, piece: str) -> None:
        began = time.process_time()
        with suppress(Refused):
            clean((piece * limits.TEXT)[: limits.TEXT])
        assert time.process_time() - began < 5


class TestPlainTextAsHtml:
    def test_markup_stands_for_itself(self) -> None:
        assert text.escape_text("<b>1 & 2</b>") == "&lt;b&gt;1 &amp; 2&lt;/b&gt;"

    def test_what_looks_escaped_is_not_taken_for_it(self) -> None:
        assert text.escape_text("&lt;") == "&amp;lt;"

    def test_a_space_that_does_not_break_stays_one(self) -> None:
        assert clean(text.escape_text("<19:30\xa0h>")) == text.escape_text("<19:30\xa0h>") == "&lt;19:30&nbsp;h&gt;"

    def test_lines_stay_lines(self) -> None:
        assert text.escape_text("Bring:\n\n- folder\n- <pencil>") == "Bring:\n\n- folder\n- &lt;pencil&gt;"

    @given(prose)
    def test_nothing_is_lost_and_nothing_is_left_to_clean(self, value: str) -> None:
        page = text.escape_text(value)
        assert clean(page) == page
        assert html.unescape(page) == Reader(page).text == value


@needs_vectors
class TestNaughtyStrings:
    def test_all_are_cleaned_to_something_inert_or_refused(self) -> None:
        strings = json.loads(NAUGHTY.read_bytes())
        pages = [page for value in strings if (page := self.cleaned(value)) is not None]
        assert len(pages) > 490
        assert [page for page in pages if not is_inert(page)] == []

    def cleaned(self, value: str) -> str | None:
        try:
            return clean(value)
        except Refused:
            return None
