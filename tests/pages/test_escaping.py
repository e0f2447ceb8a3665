"""Nothing that people write can become markup (reliability T074)."""

import json
import re
from html.parser import HTMLParser
from pathlib import Path
from uuid import UUID

import pytest

from kalends.actions.group import revise_group
from kalends.actions.page import EventPage
from kalends.domain.errors import Refused
from kalends.domain.event import Event
from kalends.domain.group import Group, GroupPatch
from kalends.domain.place import new_place
from kalends.pages.event_view import event_view
from kalends.pages.languages import language
from kalends.pages.visit import Visit
from kalends.pages.write import Writer
from tests.builders import MONDAY, date, event
from tests.pages.site import UNKNOWN, Site

VECTORS = Path(__file__).resolve().parents[3] / "shared/vectors"
without_vectors = pytest.mark.skipif(not VECTORS.is_dir(), reason="../shared/vectors is not here")
OURS = set(
    re.findall(
        r"\w+",
        "html head meta title link script body main article header footer section nav details summary div p span b bdi "
        "h1 h2 h3 h4 a dl dt dd ul ol li time img strong em u i br",
    )
)
ATTACK = '"><img src=x onerror=alert(1)>'
LINE = "'\"><script>alert(1)</script>"


class TestEveryField:
    def test_on_an_event_s_page(self, site: Site) -> None:
        fields = {"organizer_name": ATTACK, "attendee_name": ATTACK, "place": new_place(ATTACK, ATTACK)}
        first = date(name=ATTACK, description=f"<p>{ATTACK}</p>", **fields)
        event = site.make(first, date(name=LINE, start_date="2026-01-06", **fields), title=ATTACK, rsvp=True)
        self.rename_group(site)
        for answer in (site.get(event), site.answer(event, name=ATTACK, mail=ATTACK, amount=ATTACK, answer=ATTACK)):
            self.check(answer.text)
            assert "&lt;img src=x onerror=alert(1)&gt;" in answer.text
            self.check_data(answer.text)

    def test_on_a_group_s_page(self, site: Site) -> None:
        site.make(date(name=ATTACK, place=new_place(ATTACK, None)))
        self.rename_group(site)
        text = site.get(site.group).text
        self.check(text)
        assert text.count("&lt;img src=x onerror=alert(1)&gt;") >= 4

    def test_a_description_keeps_only_harmless_markup(self, site: Site) -> None:
        told = '<p onclick="x()">Hello <a href="javascript:alert(1)">there</a></p><style>*{}</style>'
        text = site.get(site.make(date(description=told))).text
        assert "<p>Hello <a>there</a></p>" in text
        for bad in ("onclick", "javascript:", "<style>"):
            assert bad not in text

    def test_a_place_that_is_no_web_address_is_no_link(self, site: Site) -> None:
        text = site.get(site.make(date(place=new_place("javascript:alert(1)", None)))).text
        assert 'href="javascript' not in text

    def rename_group(self, site: Site) -> None:
        patch = GroupPatch(name=ATTACK, description=ATTACK, internal_note="for us alone")
        site.world.do(revise_group, site.world.olga.acting(), site.group, patch, now=site.world.clock.now())

    def check(self, text: str) -> None:
        for bad in ("<img src=x", "<script>", "for us alone"):
            assert bad not in text

    def check_data(self, text: str) -> None:
        (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', text, re.DOTALL)
        assert not set("<>&\u2028") & set(data)
        assert json.loads(data)["name"] == ATTACK


@without_vectors
class TestNaughtyStrings:
    """Each of the 515 strings, in every field at once, is a text on the page and nothing else, or refused."""

    def test_on_the_page(self) -> None:
        taken = 0
        for string in json.loads((VECTORS / "strings/blns.json").read_text(encoding="utf-8")):
            try:
                place = new_place(string, string)
                made = event(date(name=string, description=string, organizer_name="O", place=place))
            except Refused:
                continue
            reader, taken = Reader(self.rendered(made)), taken + 1
            assert reader.heading == string
            assert reader.scripts == {"application/ld+json", "text/javascript"}
            assert reader.tags <= OURS, reader.tags - OURS
            assert json.loads(reader.data)["name"] == string
        assert taken > 400

    def rendered(self, made: Event) -> str:
        page = EventPage(made, Group(1, UNKNOWN, made.dates[0].name), ())
        view = event_view(page, Visit(language("en"), MONDAY, "http://kalends.test"))
        return Writer("http://kalends.test").rendered("event.html", "en", event=view, form=None, answered=None).decode()


class TestAcrossDialects:
    def test_what_one_meant_as_text_stays_text(self, site: Site) -> None:
        """Reliability T076: where descriptions are plain text, tags in them are characters."""
        body = {
            "name": "Rehearsal", "description": "<b>bold</b> & 1 < 2", "start_at": "2026-03-09T18:00:00Z",
            "end_at": "2026-03-09T20:00:00Z", "is_all_day": False, "timezone": "Europe/Berlin",
        }  # fmt: skip
        path = f"/v3/conversations/{site.world.choir.number}/events/create"
        made = site.world.post(path, site.world.olga.by_token, json=body).json()
        prokey = str(UUID(made["response"]["event"]["event_id"]))
        assert "&lt;b&gt;bold&lt;/b&gt; &amp; 1 &lt; 2" in site.get(prokey).text
        assert "<b>bold" not in site.get(prokey).text


class Reader(HTMLParser):
    """A page as a browser takes it apart. data: the structured data. scripts: types of script elements."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.scripts: set[str] = set()
        self.data = self.heading = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self._open.append(tag)
        assert not [name for name, _ in attrs if name.startswith("on") or name == "style"]
        if tag == "script":
            self.scripts.add(dict(attrs).get("type") or "text/javascript")

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["script"]:
            self.data += data
        elif self._open[-2:] == ["h1", "bdi"]:
            self.heading += data
