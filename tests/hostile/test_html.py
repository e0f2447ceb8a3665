"""Markup and formats that people type into any field are text wherever they are shown (T073, T074, T076, T080)."""

import json
import re
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser, Page

from kalends.domain import text
from kalends.domain.errors import Refused
from tests import loop
from tests.browser import needs_chromium
from tests.domain.test_text_html import TAGS
from tests.hostile.programs import LATER, Programs
from tests.pages.test_escaping import Reader

NAUGHTY = Path(__file__).resolve().parents[3] / "shared/vectors/strings/blns.json"
MARKUP = "'\"><img src=x onerror=alert(1)>"
FORMATS = "{{7*7}} {0.__class__} {name} ${x} %s %(a)s #{1}"
SHOWN = ["", "?lang=ar", "?lang=ja", "/embed", "/embed?lang=de"]

# Each changes its meaning when it is read a second time, or in another place.
MUTATING = [
    "<svg><style><a title='</style><img src=x onerror=alert(1)>'>",
    "<math><annotation-xml encoding='text/html'><p><style><img src=x onerror=alert(1)></style>",
    "<form><math><mtext></form><form><mglyph><style></math><img src onerror=alert(1)>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<p><table><tr><td><a href='https://x.example'><table><a href='javascript:alert(1)'>x",
    "<ul><li><svg><desc><ul><li><a xlink:href='javascript:alert(1)' href='java\tscript:alert(1)'>x</ul>",
    "<a href='https://x.example/&quot; onclick=&quot;alert(1)'>x</a>",
    "<a href=https://x.example/`onmouseover=alert(1)>x</a>",
    "<h1><template><p><a href='data:text/html,<script>alert(1)</script>'>x</template></h1>",
    "<xmp><a href='mailto:x@x.example'></xmp><plaintext><img src=x onerror=alert(1)>",
    "<select><option><style></option></select><img src=x onerror=alert(1)></style>",
    "<!--><img src=x onerror=alert(1)>--><![CDATA[<img src=x onerror=alert(1)>]]><?x <img src=x>?>",
    "<em><p><em><p><u><h1></em><h2></p></u>",
    "&lt;img src=x onerror=alert(1)&gt;<em>&#x3c;script&#x3e;</em>",
]

TEMPLATES: dict[str, dict[str, Any]] = {
    "landingpage": {
        "title": MARKUP, "intro": f"<p>{MARKUP}", "legal": f"{MARKUP}{FORMATS}", "meta_title_override": MARKUP,
        "meta_description_override": MARKUP,
    },
    "rsvp-block": {"headline": MARKUP, "text": MARKUP, "fields": [{"type": "text", "name": "a", "label": MARKUP}]},
    "cta-block": {"type": "none", "headline": MARKUP, "text": MARKUP, "button_label": MARKUP},
}  # fmt: skip

# Two readings of what was cleaned, and of what the first reading writes; then every element and attribute it has.
READ = """pages => pages.map(page => {
    const parse = text => new DOMParser().parseFromString("<body>" + text, "text/html").body;
    const inside = text => { const it = document.createElement("section"); it.innerHTML = text; return it; };
    const once = parse(page), twice = inside(once.innerHTML);
    const told = [...twice.querySelectorAll("*")].map(it => [it.namespaceURI, it.localName,
        [...it.attributes].map(one => one.name), it.hasAttribute("href") ? it.protocol : ""]);
    return {told, same: inside(page).innerHTML === twice.innerHTML}; })"""


@pytest.fixture(scope="module")
def blank(browser: Browser) -> Page:
    """An empty page of a browser."""
    return loop.run(browser.new_page())


def cleaned(pages: list[str]) -> list[str]:
    """Those that are taken, as they are kept."""
    kept = []
    for page in pages:
        try:
            kept.append(text.clean_html(page, "description"))
        except Refused:
            continue
    return kept


@needs_chromium
class TestADescriptionInABrowser:
    def check(self, blank: Page, pages: list[str]) -> None:
        for page, seen in zip(pages, loop.run(blank.evaluate(READ, pages)), strict=True):
            assert seen["same"], page
            for space, name, attributes, protocol in seen["told"]:
                assert (space, name in TAGS) == ("http://www.w3.org/1999/xhtml", True), page
                assert attributes in ([], ["href"]) if name == "a" else not attributes, page
                assert protocol in ("", "http:", "https:", "mailto:"), page

    def test_is_inert_after_it_was_read_written_and_read_again(self, blank: Page) -> None:
        pages = cleaned(MUTATING + [f"<p>{one}<ul><li>{two}</ul>" for one in MUTATING for two in MUTATING])
        assert len(pages) > len(MUTATING) ** 2 // 2
        self.check(blank, pages)

    @pytest.mark.skipif(not NAUGHTY.is_file(), reason="../shared/vectors is not here")
    def test_is_inert_whatever_naughty_string_it_was(self, blank: Page) -> None:
        pages = cleaned(json.loads(NAUGHTY.read_text(encoding="utf-8")))
        assert len(pages) > 490
        self.check(blank, pages)


class TestEveryPage:
    """Also in titles, in OpenGraph, in frames, in a form that comes back; and never filled in a second time."""

    def hostile(self, programs: Programs, told: str, **fields: Any) -> str:
        date = {"name": told, "description": told, "location": told, "organizer_name": told[:50], **LATER}
        return programs.make({"startDate": "2026-06-01"} | date, date, title_event_series=told, **fields)

    @pytest.mark.parametrize("told", [MARKUP, FORMATS])
    def test_shows_what_was_typed_and_nothing_else(self, programs: Programs, told: str) -> None:
        programs.by_key("PATCH", f"/group/{programs.group}", {"name": told})
        prokey = self.hostile(programs, told)
        for page in [f"/{prokey}{rest}" for rest in SHOWN] + [f"/{programs.group}", f"/{programs.group}/embed"]:
            shown = programs.ask("GET", page).text
            Reader(shown)  # asserts that nothing in it runs
            assert "<img src=x" not in shown
            assert told in unescape(shown), page

    @pytest.mark.parametrize("told", [MARKUP, FORMATS])
    def test_says_it_in_its_head_too(self, programs: Programs, told: str) -> None:
        shown = programs.page(self.hostile(programs, told))
        (title,) = re.findall(r"<title>(.*?)</title>", shown)
        assert unescape(title) == told
        contents = dict(re.findall(r'<meta (?:property|name)="([^"]*)" content="([^"]*)">', shown))
        assert unescape(contents["og:title"]) == told
        assert unescape(contents["og:description"]).endswith(f" · {told}")
        assert contents["og:description"] == contents["description"]

    def test_is_as_its_templates_say_in_text_alone(self, programs: Programs) -> None:
        made = {
            name: programs.by_key("POST", f"/{name}", {"name": MARKUP, **choices}).json()["id"]
            for name, choices in TEMPLATES.items()
        }
        chosen = {"landingpage": made["landingpage"], "rsvp_block": made["rsvp-block"], "cta_block": made["cta-block"]}
        prokey = self.hostile(programs, MARKUP, rsvp=True, cta=True, **chosen)
        form = {"answer": MARKUP, "name": MARKUP, "mail": MARKUP, "amount": MARKUP, "occurrence": MARKUP}
        again = programs.ask("POST", f"/{prokey}/answer", data=form)
        assert again.status_code == 422
        for shown in (programs.page(prokey), again.text):
            Reader(shown)
            assert "<img src=x" not in shown
            assert shown.count("&lt;img src=x onerror=alert(1)&gt;") > 8

    @pytest.mark.parametrize("rest", ["config.json", "button.json"])
    def test_has_data_that_no_browser_takes_for_a_page(self, programs: Programs, rest: str) -> None:
        answer = programs.ask("GET", f"/{self.hostile(programs, MARKUP)}/{rest}")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "application/json")
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert MARKUP in json.dumps(answer.json(), ensure_ascii=False).replace('\\"', '"')


class TestFormats:
    def test_in_a_conversation_are_what_was_said(self, programs: Programs) -> None:
        """Reliability T080: the line is worded by us, the name in it by them."""
        event = programs.converse(name=FORMATS, location={"name": FORMATS}).json()["response"]["event"]
        path = f"/v3/conversations/{programs.world.choir.number}/events/rsvp?going=true&event_id={event['event_id']}"
        programs.ask("POST", path, programs.world.mika.by_token)
        lines = programs.ask("GET", f"/v3/groups/{programs.world.choir.number}/messages", programs.world.olga.by_token)
        told = [line["text"] for line in lines.json()["response"]["messages"]]
        assert len(told) == 2
        assert all(FORMATS in line for line in told)


class TestPlainText:
    SAID = "<b>bold</b> & 1 < 2 &amp; &lt;i&gt;"
    ESCAPED = "&lt;b&gt;bold&lt;/b&gt; &amp; 1 &lt; 2 &amp;amp; &amp;lt;i&amp;gt;"

    def test_of_one_dialect_is_escaped_once_where_descriptions_are_html(self, programs: Programs) -> None:
        """Reliability T076."""
        event = programs.converse(description=self.SAID).json()["response"]["event"]
        digits = event["event_id"]
        prokey = "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
        for _ in range(2):
            assert programs.event(prokey)["dates"][0]["description"] == self.ESCAPED
            assert [it["description"] for it in programs.planned()] == [self.ESCAPED]
            assert [it["description"] for it in programs.meetings()] == [self.SAID]
            assert self.ESCAPED in programs.page(prokey)
            # what was read is sent back, with another name
            sent = programs.event(prokey)["dates"][0] | {"name": "Concert"}
            assert programs.by_key("PATCH", f"/event/{prokey}", {"dates": [sent]}).status_code == 200
