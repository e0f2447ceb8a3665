"""A style's CSS values: one typed value each, whatever somebody writes (reliability T077)."""

import pytest

from kalends.domain.errors import Kind, Refused
from kalends.domain.landing_page import LandingPage
from kalends.domain.style import Style

GOOD = [
    "#1e90ff",
    "#FFF8",
    "red",
    "transparent",
    "13px",
    "-.5em",
    "1.25rem",
    "50%",
    "0",
    "700",
    "rgb(0, 0, 0)",
    "rgb(0 0 0 / 50%)",
    "hsl(120 60% 70%)",
    "oklch(40% 0.26 29)",
    "calc(1rem + 2px)",
    "calc(2 * (1rem - 3px) / 4)",
    "calc(" * 8 + "1px" + ")" * 8,
    "min(10px, 50%, max(1vw, calc(1vh + 2px)))",
    "conic-gradient(from 45deg, red 10%, #000 20%)",
    "color-mix(in srgb, red, blue 40%)",
    "clamp(1rem, 2vw, 3rem)",
    "var(--btn-background)",
    "linear-gradient(45deg, #fff, rgb(1 2 3))",
    "rgba(0, 0, 0, .2) 0 4px 8px 0, rgba(0, 0, 0, .1) 0 6px 20px 0",
    "Arial, 'Helvetica Neue', \"Noto Sans\", sans-serif",
    "1px solid #333",
    "all .15s ease-in-out",
]
BAD = [
    "",
    " ",
    "red;}body{background:url(//evil)}",
    "red; color: blue",
    "red}",
    "{",
    "expression(alert(1))",
    "EXPRESSION (1)",
    "expr/**/ession(1)",
    "/* a */ red",
    "@import 'x'",
    "</style><script>alert(1)</script>",
    "<!--",
    "url(javascript:alert(1))",
    "url(//evil.example/a.png)",
    "URL('a')",
    "u\\72l(x)",
    "\\75rl(x)",
    "\\000075 rl(x)",
    "image-set('a.png' 1x)",
    "image(red)",
    "src('a')",
    "-webkit-image-set(url(a) 1x)",
    "cross-fade(red, blue)",
    "rgb(red",
    "red)",
    "()",
    "(red)",
    "calc(" * 9 + "1px" + ")" * 9,
    "calc(1px /* a */ + 2px)",
    "1px2px",
    "1pxx",
    "5 * 3",
    "#12345",
    "#1e90ffzz",
    ", /",
    "element(#a)",
    "paint(a)",
    "attr(data-a)",
    "env(a)",
    "linear-gradient(red, url(a))",
    "calc(expression(1))",
    "rgb(0,0,0",
    "rgb 0,0,0)",
    "'unclosed",
    '"a" \'b',
    "javascript:alert(1)",
    "-moz-binding:x",
    "red !important",
    "ｕｒｌ(a)",
    "ur\u200bl(a)",
    "red\nblue",
    "red\x00",
    "red\u2028",
    "x" * 100_000,
]


class TestAValue:
    @pytest.mark.parametrize("value", GOOD)
    def test_that_is_a_colour_a_length_a_font_or_the_like_is_taken(self, value: str) -> None:
        assert Style(options=("ical",), look_light={"--a": value}).checked().look_light == {"--a": value}

    @pytest.mark.parametrize("value", BAD, ids=lambda it: repr(it)[:40])
    @pytest.mark.parametrize("field", ["look_light", "look_dark"])
    def test_that_could_be_anything_else_is_refused(self, field: str, value: str) -> None:
        with pytest.raises(Refused) as caught:
            Style(options=("ical",), **{field: {"--a": value}}).checked()  # type: ignore[arg-type]
        assert (caught.value.kind, caught.value.field) == (Kind.INVALID, field)

    @pytest.mark.parametrize("name", ["", "a b", "a:b", "a;", "a{", "é", "x" * 101, "--a\n"])
    def test_needs_a_variable_to_be_the_value_of(self, name: str) -> None:
        with pytest.raises(Refused, match="variable"):
            Style(options=("ical",), look_light={name: "red"}).checked()


class TestAColourOfALandingPage:
    @pytest.mark.parametrize("field", ["highlight_color", "background_color_1", "background_color_2"])
    @pytest.mark.parametrize("value", [it for it in [*GOOD, *BAD] if it not in ("#1e90ff", "#FFF8")], ids=repr)
    def test_is_a_hex_colour_and_nothing_else(self, field: str, value: str) -> None:
        with pytest.raises(Refused) as caught:
            LandingPage(**{field: value}).checked()  # type: ignore[arg-type]
        assert caught.value.field == field

    @pytest.mark.parametrize("field", ["header_image", "image"])
    @pytest.mark.parametrize("value", ["", "/pictures/1x1.svg.0", "https://evil.example/a.png", "//evil/a", "x);}"])
    def test_and_a_picture_is_one_of_ours(self, field: str, value: str) -> None:
        with pytest.raises(Refused) as caught:
            LandingPage(**{field: value}).checked()  # type: ignore[arg-type]
        assert caught.value.field == field
