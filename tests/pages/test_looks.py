"""What an organiser's templates change about a page, and what they cannot."""

import re
from typing import Any

import pytest

from kalends.actions.template import create_template
from kalends.domain.event import Event
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.pages import colour
from tests.builders import date
from tests.pages.site import Site

COLOURS = ("000000", "ffffff", "ffd400", "1e90ff", "7a2e2e", "808080", "00ff00", "ff00ff")


def event_with(site: Site, kind: TemplateKind, field: str, **choices: Any) -> Event:
    patch = TemplatePatch(name="Template", choices=choices)
    made = site.world.do(create_template, site.world.olga.acting(), kind, patch, now=site.world.clock.now())
    fields: dict[str, Any] = {field: made.number}
    return site.make(date(start_date="2026-03-09", end_date="2026-03-09"), **fields)


def landing(site: Site, **choices: Any) -> str:
    event = event_with(site, TemplateKind.LANDING_PAGE, "landingpage", **choices)
    return site.get(event).text


class TestALandingPageTemplate:
    def test_frames_the_event_with_its_own_words(self, site: Site) -> None:
        text = landing(site, title="Come & sing", intro="<p>Welcome</p>", legal="<p>Imprint</p>")
        assert "<h1><bdi>Come &amp; sing</bdi></h1>" in text
        assert text.index("<p>Welcome</p>") < text.index("<dl ") < text.index("<p>Imprint</p>")

    def test_says_how_search_engines_show_it(self, site: Site) -> None:
        text = landing(site, meta_title="A title", meta_description="A text", unlisted=True)
        assert "<title>A title</title>" in text
        assert '<meta name="description" content="A text">' in text
        assert '<meta name="robots" content="noindex">' in text

    def test_has_a_colour_that_is_a_style_sheet_of_ours(self, site: Site) -> None:
        text = landing(site, highlight_color="#FD0")
        assert '<link rel="stylesheet" href="/look/ffdd00.css">' in text
        answer = site.world.get("/look/ffdd00.css")
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
        assert "immutable" in answer.headers["Cache-Control"]

    @pytest.mark.parametrize("name", ["", "red.css", "ffdd0.css", "ffdd00", "FFDD00.css", "ffdd00;}.css", "../x.css"])
    def test_nothing_else_is_a_colour(self, site: Site, name: str) -> None:
        assert colour.css(name) is None
        assert site.world.get(f"/look/{name}").status_code == 404


class TestLegibility:
    @pytest.mark.parametrize("name", COLOURS)
    def test_of_any_colour_as_text_and_under_text(self, name: str) -> None:
        light, dark, *_ = re.findall(r"--accent:#(\w{6});--on-accent:#(\w{6})", colour.css(f"{name}.css") or "")
        for (accent, on_accent), papers in ((light, ("ffffff", "f7f5f0")), (dark, ("1e1d1a", "141311"))):
            assert colour.contrast(rgb(accent), rgb(on_accent)) >= 4.5
            assert all(colour.contrast(rgb(accent), rgb(paper)) >= 4.5 for paper in papers)

    def test_black_on_white_is_the_most_there_is(self) -> None:
        assert round(colour.contrast((0, 0, 0), (255, 255, 255)), 2) == 21
        assert colour.contrast((9, 9, 9), (9, 9, 9)) == 1


class TestAStyle:
    def test_offers_the_calendars_it_names(self, site: Site) -> None:
        event = event_with(site, TemplateKind.STYLE, "layout", options=("google", "yahoo"))
        found = re.findall(rf'href="[^"]*/{event.prokey}/o/(\w+)"', site.get(event).text)
        assert set(found) == {"google", "yahoo"}

    def test_can_do_without_structured_data(self, site: Site) -> None:
        event = event_with(site, TemplateKind.STYLE, "layout", options=("ical",), structured_data_hidden=True)
        assert "ld+json" not in site.get(event).text


def rgb(digits: str) -> tuple[int, int, int]:
    return int(digits[:2], 16), int(digits[2:4], 16), int(digits[4:], 16)
