"""What a landing page template puts behind and above an event's page and a group's, and how it stays legible."""

import re
from typing import Any

import pytest

from kalends.actions.group import create_group
from kalends.domain.event import Event
from kalends.domain.group import GroupPatch
from kalends.domain.landing_page import LandingPage
from kalends.domain.style import Style
from kalends.domain.template import TemplateKind
from kalends.pages import colour, ground
from tests.builders import date
from tests.pages.site import Site

LANDING = TemplateKind.LANDING_PAGE
PICTURE = f"1200x400.webp.{'0a' * 16}"
LATER: dict[str, Any] = {"start_date": "2026-03-09", "end_date": "2026-03-09"}


def event(site: Site, landingpage: int, **more: Any) -> Event:
    return site.make(date(**LATER), landingpage=landingpage, **more)


def sheets(text: str) -> list[str]:
    return re.findall(r'<link rel="stylesheet" href="(/look/[^"]+)">', text)


def layers(name: str) -> tuple[str, str]:
    """What is painted in the light, and in the dark."""
    light, dark = re.findall(r"--ground:([^}]+)\}", ground.css(name) or "")
    return light, dark


class TestABackground:
    @pytest.mark.parametrize(
        ("choices", "name"),
        [
            ({"background_color_1": "#FE8"}, "solid-ffee88-ffee88"),
            ({"background_color_1": "#ffee8880", "background_color_2": "#000"}, "solid-ffee88-ffee88"),
            ({"background": "gradient", "background_color_1": "#123456"}, "solid-123456-123456"),
            (
                {"background": "gradient", "background_color_1": "#111", "background_color_2": "#222"},
                "linear-br-111111-222222",
            ),
            (
                {
                    "background": "gradient",
                    "background_color_1": "#111",
                    "background_color_2": "#222",
                    "gradient_direction": "radial",
                },
                "radial-111111-222222",
            ),
            ({"background": "preset"}, "preset-7a2e2e-7a2e2e"),
            ({"background": "preset", "highlight_color": "#0a6"}, "preset-00aa66-00aa66"),
            ({"background": "image", "image": f"/pictures/{PICTURE}"}, f"cover-{PICTURE}"),
            ({"background": "image", "image": f"/pictures/{PICTURE}", "image_repeated": True}, f"tile-{PICTURE}"),
            ({"background": "image", "background_color_1": "#111"}, "solid-111111-111111"),
        ],
    )
    def test_is_a_style_sheet_named_after_it(self, choices: dict[str, Any], name: str) -> None:
        assert ground.stylesheet(LandingPage(**choices), "/events") == f"/events/look/{name}.css"
        assert ground.css(f"{name}.css") is not None

    @pytest.mark.parametrize("choices", [{}, {"background": "gradient"}, {"background": "image"}])
    def test_is_the_usual_one_where_nothing_was_chosen(self, choices: dict[str, Any]) -> None:
        assert ground.stylesheet(LandingPage(**choices), "") is None

    @pytest.mark.parametrize(
        ("direction", "painted"),
        [
            ("linear-t", "linear-gradient(to top,#112233,#445566)"),
            ("linear-tr", "linear-gradient(to top right,#112233,#445566)"),
            ("linear-r", "linear-gradient(to right,#112233,#445566)"),
            ("linear-br", "linear-gradient(to bottom right,#112233,#445566)"),
            ("radial", "radial-gradient(#112233,#445566)"),
        ],
    )
    def test_goes_where_it_was_told_to(self, direction: str, painted: str) -> None:
        assert layers(f"{direction}-112233-445566.css")[0] == painted

    def test_is_dimmed_in_the_dark(self) -> None:
        light, dark = layers("solid-ffffff-ffffff.css")
        assert light == "#ffffff"
        assert colour.contrast(colour.rgb(dark[1:]), colour.DARK_PAPER) < 2.5
        assert layers(f"cover-{PICTURE}.css")[1].startswith("linear-gradient(rgb(20 19 17/.65)")

    @pytest.mark.parametrize(
        "name",
        [
            "solid-fff-fff.css",
            "solid-ffffff.css",
            "solid-FFFFFF-FFFFFF.css",
            "solid-ffffff-ffffff",
            "solid-ffffff-ffffff.css.css",
            "linear-up-ffffff-ffffff.css",
            "radial-ffffff-ffffff;}body{x.css",
            f"cover-{PICTURE})}}x{{.css",
            f"cover-../{PICTURE}.css",
            f"cover-https://evil.example/{PICTURE}.css",
            f"cover-{PICTURE.replace('webp', 'svg')}.css",
            "cover-.css",
        ],
    )
    def test_nothing_else_is_one(self, site: Site, name: str) -> None:
        assert ground.css(name) is None
        assert site.world.get(f"/look/{name}").status_code == 404


class TestAPage:
    def test_links_to_what_lies_behind_it_and_has_no_style_in_it(self, site: Site) -> None:
        number = site.template(LANDING, background_color_1="#fd0", highlight_color="#1e90ff")
        for prokey in (event(site, number).prokey, site.group):
            site.group_has(landingpage=number)
            answer = site.get(prokey)
            assert sheets(answer.text) == ["/look/1e90ff.css", "/look/solid-ffdd00-ffdd00.css"]
            assert '<body class="ground">' in answer.text
            assert re.search(r"<style|\sstyle=", answer.text) is None
            assert "style-src 'self';" in answer.headers["Content-Security-Policy"]
            for path in sheets(answer.text):
                sheet = site.world.get(path)
                assert (sheet.status_code, sheet.headers["Content-Type"]) == (200, "text/css; charset=utf-8")
                assert "immutable" in sheet.headers["Cache-Control"]

    def test_has_none_without_a_template(self, site: Site) -> None:
        for prokey in (site.make().prokey, site.group):
            assert sheets(site.get(prokey).text) == []
            assert "<body>" in site.get(prokey).text

    def test_shows_pictures_of_ours_that_are_there(self, site: Site) -> None:
        number = site.pictured("image", background="image")
        (sheet,) = sheets(site.get(event(site, number)).text)
        (path, *_) = re.findall(r"url\(\.\.(/[^)]+)\)", site.world.get(sheet).text)
        assert site.world.get(path).headers["Content-Type"] == "image/webp"

    @pytest.mark.parametrize(("width", "shown"), [(1_000, "banner"), (999, "logo")])
    def test_has_its_header_picture_on_top_and_its_size_is_known(self, site: Site, width: int, shown: str) -> None:
        number = site.pictured("header_image", (width, 300))
        site.group_has(landingpage=number)
        for prokey in (event(site, number).prokey, site.group):
            text = site.get(prokey).text
            (found,) = re.findall(
                rf'<img class="{shown}" src="(/pictures/[^"]+)" alt="" width="{width}" height="300">', text
            )
            assert text.index(found) < text.index("<h1")
            assert site.world.get(found).status_code == 200

    def test_leaves_the_picture_away_where_something_is_to_be_mended_or_was_done(self, site: Site) -> None:
        it = event(site, site.pictured("header_image"), rsvp=True)
        assert 'class="banner"' in site.get(it).text
        assert 'class="banner"' not in site.get(it, "?answered=yes").text
        assert 'class="banner"' not in site.answer(it, mail="").text

    def test_behind_a_path_finds_everything_there(self) -> None:
        assert ground.stylesheet(LandingPage(background_color_1="#fff"), "/events") == (
            "/events/look/solid-ffffff-ffffff.css"
        )
        assert "url(../pictures/" in (ground.css(f"cover-{PICTURE}.css") or "")


class TestAGroup:
    def test_is_framed_by_its_template_as_an_event_is(self, site: Site) -> None:
        number = site.template(
            LANDING,
            title="All of us",
            intro="<p>Welcome</p>",
            legal="<p>Imprint</p>",
            meta_title="A title",
            meta_description="A <text>",
            unlisted=True,
        )
        site.group_has(landingpage=number)
        text = site.get(site.group).text
        assert "<title>A title</title>" in text
        assert "<h1><bdi>All of us</bdi></h1>" in text
        assert text.index("<p>Welcome</p>") < text.index("<footer>") < text.index("<p>Imprint</p>")
        assert '<meta name="description" content="A &lt;text&gt;">' in text
        assert text.count("noindex") == site.get(site.group, "?past=1").text.count("noindex") == 1

    def test_offers_the_calendars_of_its_style(self, site: Site) -> None:
        site.group_has(layout=site.template(TemplateKind.STYLE, options=("google", "yahoo")))
        found = re.findall(r'href="([^"]+)" rel="nofollow"', site.get(site.group).text)
        assert found
        assert all(it.endswith("/s/google") for it in found)
        assert [it["type"] for it in site.get(site.group, "/button.json").json()["items"]] == ["google"]

    def test_whose_style_has_nothing_to_subscribe_with_offers_a_file(self, site: Site) -> None:
        site.group_has(layout=site.template(TemplateKind.STYLE, options=("msteams",)))
        assert [it["type"] for it in site.get(site.group, "/button.json").json()["items"]] == ["ical"]


class TestATemplateThatChanges:
    def test_shows_at_once_on_every_page_that_uses_it(self, site: Site) -> None:
        number = site.template(LANDING, title="Before")
        it = event(site, number)
        site.group_has(landingpage=number)
        for prokey in (it.prokey, site.group):
            assert "Before" in site.read(prokey)
        site.change(LANDING, number, title="After", background_color_1="#fff")
        for prokey in (it.prokey, site.group):
            assert "After" in site.read(prokey)
            assert sheets(site.get(prokey).text)
        site.drop(LANDING, number)
        for prokey in (it.prokey, site.group):
            assert "After" not in site.read(prokey)
            assert sheets(site.get(prokey).text) == []

    def test_is_its_organization_s_alone(self, site: Site) -> None:
        theirs = site.world.theirs.otto.acting()
        group = site.world.do(create_group, theirs, GroupPatch(name="Theirs"), now=site.world.clock.now())
        site.template(LANDING, title="Ours", background_color_1="#fff")
        assert sheets(site.get(group.prokey).text) == []


class TestWhatIsNotShown:
    def test_a_style_may_show_more_pictures_to_machines_only(self, site: Site) -> None:
        style = site.template(TemplateKind.STYLE, options=("ical",), images=("https://a.example/1.png",))
        text = site.get(site.make(date(**LATER), layout=style)).text
        assert '"https://a.example/1.png"' in text
        assert '<img src="https://' not in text
        assert Style(options=("ical",)).images is None
