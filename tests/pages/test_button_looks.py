"""How a style and a landing page template make our own button look: on our page, in a frame, on other pages."""

from typing import Any

import pytest

from kalends.domain.event import Event
from kalends.domain.template import TemplateKind
from kalends.pages import colour
from tests.builders import date
from tests.pages.site import Site

LATER: dict[str, Any] = {"start_date": "2026-03-09", "end_date": "2026-03-09"}
USUAL = {"shape": None, "scheme": None, "light": None, "dark": None, "hidden": False}


def event(site: Site, *, day: dict[str, Any] = LATER, look: dict[str, Any] | None = None, **style: Any) -> Event:
    fields: dict[str, Any] = {}
    if look is not None:
        fields["landingpage"] = site.template(TemplateKind.LANDING_PAGE, **look)
    if style:
        fields["layout"] = site.template(TemplateKind.STYLE, options=("google", "ical"), **style)
    return site.make(date(**day), **fields)


def look(site: Site, of: Event | str) -> Any:
    return site.get(of, "/button.json").json()["look"]


class TestAButton:
    def test_is_the_usual_one_where_nobody_chose(self, site: Site) -> None:
        for of in (event(site), site.group):
            assert look(site, of) == USUAL
            assert " as-" not in site.get(of, "/embed").text
        site.group_has(layout=site.template(TemplateKind.STYLE, options=("ical",), light_mode="dark"))
        assert look(site, site.group)["scheme"] == "dark"

    @pytest.mark.parametrize("shape", ["3d", "flat", "round", "neumorphism", "text"])
    def test_has_the_shape_of_its_style_everywhere(self, site: Site, shape: str) -> None:
        it = event(site, button_style=shape)
        assert look(site, it)["shape"] == shape
        for rest in ("", "/embed"):
            assert f'class="button as-{shape}"' in site.get(it, rest).text

    @pytest.mark.parametrize("shape", ["default", "date"])
    def test_has_no_shape_that_ours_does_not_know(self, site: Site, shape: str) -> None:
        assert look(site, event(site, button_style=shape))["shape"] is None

    @pytest.mark.parametrize(
        ("mode", "scheme"), [("light", "light"), ("dark", "dark"), ("system", None), ("bodyScheme", None)]
    )
    def test_is_light_or_dark_as_its_style_says(self, site: Site, mode: str, scheme: str | None) -> None:
        it = event(site, light_mode=mode)
        assert look(site, it)["scheme"] == scheme
        assert (f'<body class="{scheme}">' if scheme else "<body>") in site.get(it, "/embed").text

    def test_has_the_highlight_colour_and_stays_legible(self, site: Site) -> None:
        it = event(site, look={"highlight_color": "#ffd400"})
        told = look(site, it)
        for scheme, paper in (("light", "ffffff"), ("dark", "1e1d1a")):
            fill, text = told[scheme]
            assert colour.contrast(colour.rgb(fill[1:]), colour.rgb(paper)) >= 4.5
            assert colour.contrast(colour.rgb(fill[1:]), colour.rgb(text[1:])) >= 4.5
        assert '<link rel="stylesheet" href="/look/ffd400.css">' in site.get(it, "/embed").text

    @pytest.mark.parametrize("name", ["btn-background", "--btn-background"])
    def test_has_the_colour_that_its_style_gives_to_buttons_before_any_other(self, site: Site, name: str) -> None:
        it = event(site, look={"highlight_color": "#ffd400"}, look_light={name: "#1E90FF"})
        assert "/look/1e90ff.css" in site.get(it, "/embed").text

    def test_takes_no_colour_that_is_none(self, site: Site) -> None:
        assert look(site, event(site, look_light={"btn-background": "var(--x)"}))["light"] is None

    @pytest.mark.parametrize(("past", "hidden"), [("hide", True), ("disable", False), ("none", False)])
    def test_goes_with_what_is_over_where_its_style_says_so(self, site: Site, past: str, hidden: bool) -> None:
        over = {"start_date": "2026-01-02", "end_date": "2026-01-02"}
        it = event(site, day=over, past_dates=past)
        assert look(site, it)["hidden"] is hidden
        assert ('class="button' in site.get(it, "/embed").text) is not hidden
        assert look(site, event(site, past_dates=past))["hidden"] is False


class TestAPreview:
    def test_has_the_highlight_colour(self, site: Site) -> None:
        usual, yellow = event(site), event(site, look={"highlight_color": "#ffd400"})
        assert site.get(usual, "/preview.png").content != site.get(yellow, "/preview.png").content
