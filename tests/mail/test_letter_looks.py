"""What an organiser's templates change about a letter, and what they cannot."""

import re
from typing import Any

import pytest
from msgspec.structs import replace

from kalends.actions.event import GroupChoice, create_event
from kalends.actions.template import create_template, delete_template
from kalends.domain.event import Event
from kalends.domain.landing_page import LandingPage
from kalends.domain.letter import LetterKind
from kalends.domain.style import Style
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.pages import colour
from kalends.pages.letters.writing import written
from tests.builders import draft
from tests.cast import PUBLIC_URL, World
from tests.mail.post_office import PostOffice, letter, post_office
from tests.mail.test_wording import told

USUAL, USUAL_DARK = "#7a2e2e", "#eaa9a4"
COLOURS = ("#000000", "#ffffff", "#ffd400", "#1e90ff", "#808080", "#0f0", "#ff00ff80")
LIGHT_CARD, DARK_CARD = "ffffff", "1e1d1a"
BANNER = "/pictures/1200x400.png.0123456789abcdef0123456789abcdef"
LOGO = "/pictures/300x200.png.0123456789abcdef0123456789abcdef"


def shown(look: LandingPage | None = None, style: Style | None = None) -> str:
    """The HTML of a letter about an event with these."""
    telling = told(LetterKind.ANSWERED, event={"look": look, "style": style})
    return written(replace(telling, base=PUBLIC_URL)).html


def buttons(html: str) -> list[tuple[str, str]]:
    """Colour and text colour of the button: in the light, in the dark."""
    light = re.search(r'<a class="button"[^>]*style="([^"]*)"', html)
    dark = re.search(r"\.button \{([^}]*)\}", html)
    assert light
    assert dark
    return [(_value(it, "background-color"), _value(it, "color")) for it in (light[1], dark[1])]


def grounds(html: str) -> list[str]:
    """What lies behind the card: in the light, in the dark."""
    light, dark = re.search(r'<body style="([^"]*)"', html), re.search(r"body, \.page \{([^}]*)\}", html)
    assert light
    assert dark
    return [_value(it, "background-color") for it in (light[1], dark[1])]


def _value(rules: str, name: str) -> str:
    found = re.search(rf"(?:^|[;\s]){name}: ?(#\w+)", rules)
    assert found
    return found[1]


def size(html: str) -> tuple[int, int]:
    """Of the one picture."""
    (tag,) = re.findall("<img [^>]*>", html)
    width, height = (re.search(rf' {side}="([0-9]+)"', tag) for side in ("width", "height"))
    assert width
    assert height
    return int(width[1]), int(height[1])


def contrast(one: str, other: str) -> float:
    return colour.contrast(colour.rgb(one.lstrip("#")), colour.rgb(other.lstrip("#")))


class TestAHighlightColour:
    def test_is_the_button_s_in_the_letter_too(self) -> None:
        assert buttons(shown(LandingPage(highlight_color="#005f73")))[0] == ("#005f73", "#ffffff")

    def test_gives_way_to_the_one_that_a_style_gives_its_button(self) -> None:
        style = Style(options=("ical",), look_light={"btn-background": "#123456"})
        assert buttons(shown(LandingPage(highlight_color="#005f73"), style))[0][0] == "#123456"

    def test_that_nobody_chose_is_ours(self) -> None:
        assert [it[0] for it in buttons(shown())] == [USUAL, USUAL_DARK]
        assert [it[0] for it in buttons(shown(LandingPage()))] == [USUAL, USUAL_DARK]

    @pytest.mark.parametrize("chosen", COLOURS)
    def test_is_read_on_the_card_and_under_text_in_light_and_dark(self, chosen: str) -> None:
        for (fill, text), card in zip(
            buttons(shown(LandingPage(highlight_color=chosen))), (LIGHT_CARD, DARK_CARD), strict=True
        ):
            assert contrast(fill, text) >= colour.LEGIBLE
            assert contrast(fill, card) >= colour.LEGIBLE


class TestABackground:
    @pytest.mark.parametrize("kind", ["solid", "gradient"])
    def test_lies_behind_the_card_and_is_dimmed_in_the_dark(self, kind: Any) -> None:
        light, dark = grounds(shown(LandingPage(background=kind, background_color_1="#f4e8d0")))
        assert light == "#f4e8d0"
        assert contrast(dark, "#ffffff") > 10

    def test_of_ours_has_a_tint_of_the_highlight(self) -> None:
        light, _ = grounds(shown(LandingPage(background="preset", highlight_color="#005f73")))
        assert light not in ("#005f73", "#f7f5f0")

    @pytest.mark.parametrize("look", [None, LandingPage(), LandingPage(background="image", image=BANNER)])
    def test_that_mail_cannot_show_is_the_usual_paper(self, look: LandingPage | None) -> None:
        html = shown(look)
        assert grounds(html) == ["#f7f5f0", "#141311"]
        assert "<img" not in html

    def test_leaves_the_card_as_it_is(self) -> None:
        html = shown(LandingPage(background_color_1="#000000"))
        assert re.search(r'class="card"[^>]*background-color: #ffffff', html)


class TestAHeaderPicture:
    def test_stands_above_the_text_as_wide_as_the_card(self) -> None:
        html = shown(LandingPage(header_image=BANNER))
        assert f'src="{PUBLIC_URL}{BANNER}"' in html
        assert size(html) == (558, 186)
        assert html.index("<img") < html.index("<h1")

    def test_that_is_small_is_a_logo_and_stays_small(self) -> None:
        assert size(shown(LandingPage(header_image=LOGO))) == (144, 96)

    def test_that_is_very_tall_leaves_the_text_in_sight(self) -> None:
        assert size(shown(LandingPage(header_image=BANNER.replace("1200x400", "1000x9000")))) == (27, 240)

    def test_that_not_every_program_shows_is_left_out(self) -> None:
        assert "<img" not in shown(LandingPage(header_image=BANNER.replace("png", "webp")))


class TestALetterThatIsSent:
    async def test_looks_as_its_event_s_templates_say(self, world: World) -> None:
        async with post_office(world) as office:
            page = await template(world, highlight_color="#005f73", header_image=LOGO)
            event = await made(world, landingpage=page)
            html = await sent(office, event, "1")
            assert buttons(html)[0][0] == "#005f73"
            assert f'src="{PUBLIC_URL}{LOGO}"' in html

    async def test_is_the_usual_one_when_the_template_is_gone(self, world: World) -> None:
        async with post_office(world) as office:
            page = await template(world, highlight_color="#005f73")
            event = await made(world, landingpage=page)
            olga, now = world.olga.acting(), world.clock.now()
            await world.store.write(delete_template, olga, TemplateKind.LANDING_PAGE, page, now=now)
            assert buttons(await sent(office, event, "1"))[0][0] == USUAL


async def template(world: World, **choices: Any) -> int:
    patch = TemplatePatch(name="Look", choices=choices)
    olga, now = world.olga.acting(), world.clock.now()
    return (await world.store.write(create_template, olga, TemplateKind.LANDING_PAGE, patch, now=now)).number


async def made(world: World, **fields: Any) -> Event:
    choice, patch = GroupChoice(prokey=world.choir.prokey), draft(**fields)
    event: Event = (
        await world.store.write(create_event, world.olga.acting(), choice, patch, now=world.clock.now())
    ).event
    return event


async def sent(office: PostOffice, event: Event, key: str) -> str:
    await office.write(letter(LetterKind.ANSWERED, event.number, key=key))
    await office.work()
    part = office.inbox.read().get_body(("html",))
    assert part is not None
    return str(part.get_content())
