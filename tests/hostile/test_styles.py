"""Values of a style are colours, lengths, fonts and the like; nothing fetches, runs or leaves its place (T077)."""

import pytest

from kalends.domain import limits
from kalends.domain.errors import Kind, Refused
from kalends.domain.style import Style
from tests.hostile.programs import Programs, why

TAKEN = [
    "red",
    "#1e90ff80",
    "12px",
    ".5em",
    "-1px 2px 8px rgba(0, 0, 0, 0.2)",
    "rgb(0 0 0 / 20%)",
    "12px/1.5 'Open Sans', \"Noto Serif\", sans-serif",
    "calc(100% - (2 * var(--gap, 4px)))",
    "linear-gradient(to right, #fff 0%, hsl(120deg 100% 50%) 100%)",
    "color-mix(in srgb, red 20%, white)",
]
REFUSED = [
    "",
    "bold !important",
    "red;}body{background:url(//evil.example)}",
    "url(//evil.example/x)",
    "URL(https://evil.example/x.png)",
    "url('javascript:alert(1)')",
    "rgb(url(//evil.example))",
    "image-set('https://evil.example/x.png' 1x)",
    "src('//evil.example')",
    "element(#secret)",
    "attr(data-secret)",
    "expression(alert(1))",
    "@import '//evil.example/a.css'",
    "</style><script>alert(1)</script>",
    "\\75rl(//evil.example)",
    "red /* and all that follows",
    "rgb(0, 0, 0",
    "red)",
    "'red",
    '"red\' "',
    "var(--x;--y: red)",
    "rgb(0 /* 0)",
    "--x: red",
    "red\nblue",
    "red\u2028blue",
    "ｕｒｌ(//evil.example)",
    "(" * 300,
    "x" * (limits.NAME + 1),
    "x" * 100_000,
]


def style(value: str) -> Style:
    return Style(options=("ical",), look_dark={"--btn-background": value}).checked()


class TestAValue:
    @pytest.mark.parametrize("value", TAKEN)
    def test_of_the_usual_sorts_is_kept_as_it_is(self, value: str) -> None:
        assert style(value).look_dark == {"--btn-background": value}

    @pytest.mark.parametrize("value", REFUSED)
    def test_of_any_other_sort_is_refused(self, value: str) -> None:
        with pytest.raises(Refused) as caught:
            style(value)
        assert (caught.value.kind, caught.value.field) == (Kind.INVALID, "look_dark")

    @pytest.mark.parametrize("name", ["", "a b", "a:b", "a;b", "}", "--ä", "x" * 101])
    def test_has_a_name_that_is_a_variable_s(self, name: str) -> None:
        with pytest.raises(Refused, match="name"):
            Style(options=("ical",), look_light={name: "red"}).checked()

    def test_is_refused_over_v1_by_the_name_it_has_there(self, programs_on_one: Programs) -> None:
        for value in REFUSED:
            body = {"name": "Blue", "options": ["ical"], "styleLight": {"--btn-background": value}}
            assert why(programs_on_one.by_key("POST", "/style", body)).startswith("styleLight: ")
        assert programs_on_one.by_key("GET", "/style/all").json() == []


class TestAColour:
    @pytest.mark.parametrize(
        "value", ["red", "#12", "#1234567", "#ggg", "#fff;}", "#fff\n", "url(//e)", "#١٢٣", "# fff", "var(--x)"]
    )
    def test_of_a_landing_page_is_a_hex_colour(self, programs_on_one: Programs, value: str) -> None:
        for field in ("highlight_color", "background_color_1", "background_color_2"):
            answer = programs_on_one.by_key("POST", "/landingpage", {"name": "Spring", field: value})
            assert why(answer).startswith(f"{field}: ")

    @pytest.mark.parametrize(
        "name", ["fff.css", "1e90fg.css", "1e90ff.css.css", "1e90ff;}.css", "..%2fstyle.css", "١٢٣٤٥٦.css"]
    )
    def test_has_a_style_sheet_under_its_own_name_only(self, programs_on_one: Programs, name: str) -> None:
        assert programs_on_one.ask("GET", "/look/1e90ff.css").status_code == 200
        assert programs_on_one.ask("GET", f"/look/{name}").status_code == 404
