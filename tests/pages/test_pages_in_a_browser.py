"""The public pages as a browser shows them: on a phone, on paper, by keyboard alone, elsewhere in the world."""

from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from playwright.async_api import Browser

from kalends.actions.template import picture_landing_page
from kalends.domain.asset import Picture
from kalends.domain.event import Event
from kalends.domain.place import new_place
from kalends.domain.template import TemplateKind
from tests.browser import Visitor, needs_chromium, visiting
from tests.builders import date
from tests.cast import World
from tests.databases import SQLITE, Databases
from tests.pages.site import UNKNOWN, Site
from tests.stage import Stage, picture

LATER: dict[str, Any] = {"start_date": "2026-03-09", "end_date": "2026-03-09"}
LONG = ("Requiem for a very patient audience, with an introduction, " * 4)[:200]
PLACE = new_place("Third room on the left\nSecond floor\nMain building", "Long Street 1\n10179 Berlin")
PHONE: dict[str, Any] = {"viewport": {"width": 360, "height": 640}}
FOCUS = """() => { const it = document.activeElement, style = getComputedStyle(it), box = it.getBoundingClientRect();
    if (it === document.body) return null;
    const line = it.getClientRects()[0];
    const top = document.elementFromPoint(line.left + Math.min(line.width / 2, 20), line.top + line.height / 2);
    return {text: it.type === "radio" ? it.value : it.innerText || it.id,
            outlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
            inside: box.top >= 0 && box.bottom <= innerHeight, uncovered: it.contains(top)} }"""

pytestmark = needs_chromium


@dataclass
class Scene:
    """Addresses of pages, by what they show."""

    world: World
    paths: dict[str, str] = field(default_factory=dict)


@pytest.fixture
def scene(databases: Databases) -> Scene:
    site = Site(Stage(databases.migrated(SQLITE)))
    events = {
        "single": site.make(date(place=PLACE, description="<p>Bring water.</p>", **LATER)),
        "answers": site.make(date(organizer_name="Olga", organizer_email="olga@example.org", **LATER), rsvp=True),
        "series": site.make(date(), simplified=True, simple_type="weekly", by_day="MO", count=20),
        "several": site.make(date(), date(**LATER), title="Two"),
        "long": site.make(date(name=LONG, place=PLACE, **LATER), rsvp=True),
        "styled": _styled(site),
        "moving": site.make(date(start_date="today+4", end_date="today+4")),
    }
    paths = {name: f"/{event.prokey}" for name, event in events.items()}
    return Scene(site.world, paths | {"group": f"/{site.group}", "start": "/", "nothing": f"/{UNKNOWN}"})


def _styled(site: Site) -> Event:
    """With pictures behind and above it."""
    page = site.pictured("image", background="image", highlight_color="#ff0")
    told = Picture("webp", 1_200, 400, "above", picture())
    olga, now = site.world.olga.acting(), site.world.clock.now()
    site.world.do(picture_landing_page, olga, page, "header_image", told, now=now)
    call = site.template(TemplateKind.CALL_TO_ACTION, type="link", url="https://a.example/", button_label="A" * 80)
    return site.make(date(place=PLACE, **LATER), landingpage=page, call_to_action=True, cta_block=call)


async def walk(it: Visitor, steps: int) -> list[str]:
    """What has the focus after each press of Tab, until the page ends; each is seen."""
    walked = []
    for _ in range(steps):
        await it.page.keyboard.press("Tab")
        step = await it.page.evaluate(FOCUS)
        if step is None:
            break
        assert [step[how] for how in ("outlined", "inside", "uncovered")] == [True] * 3, step
        walked.append(step["text"])
    return walked


async def visitor(browser: Browser, scene: Scene, **choices: Any) -> Visitor:
    return await visiting(browser, scene.world, **choices)


class TestThePolicy:
    async def test_no_page_breaks_it_or_asks_anybody_else(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene)
        for name, path in scene.paths.items():
            if name != "nothing":  # of which the console says that it is not there
                await it.open(path)
                await it.page.wait_for_load_state("networkidle")
        assert (it.said, it.strangers) == ([], [])


class TestTheKeyboard:
    async def test_goes_through_the_page_from_top_to_bottom_and_is_seen(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene)
        await it.open(scene.paths["answers"])
        assert await walk(it, 8) == [
            "Choir", "yes", "name", "mail", "Send answer", "Have you answered before?", "Olga", "Choir",
        ]  # fmt: skip

    @pytest.mark.parametrize("lang", ["en", "ar"])
    async def test_is_seen_on_every_page_on_a_phone(self, browser: Browser, scene: Scene, lang: str) -> None:
        it = await visitor(browser, scene, **PHONE)
        for name in ("single", "series", "several", "long", "group"):
            await it.open(f"{scene.paths[name]}?lang={lang}")
            assert len(await walk(it, 12)) > 5

    async def test_is_enough_to_answer_also_without_script(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene, java_script_enabled=False)
        await it.open(scene.paths["answers"])
        for key in ("Tab", "Tab", "Space", "Tab", "Tab"):
            await it.page.keyboard.press(key)
        await it.page.keyboard.type("vera@example.org")
        scene.world.clock.move(timedelta(seconds=10))  # sooner, nobody has filled it in
        await it.page.keyboard.press("Enter")
        await it.page.get_by_role("heading", name="If you have just answered").wait_for()
        (sent,) = it.sent
        assert (sent["answer"], sent["mail"]) == (["yes"], ["vera@example.org"])


class TestOnAPhone:
    @pytest.mark.parametrize("lang", ["en", "de", "ar", "ja"])
    async def test_nothing_is_wider_than_it(self, browser: Browser, scene: Scene, lang: str) -> None:
        it = await visitor(browser, scene)
        for path in scene.paths.values():
            await it.open(f"{path}?lang={lang}")
            for width in (360, 320):
                await it.page.set_viewport_size({"width": width, "height": 640})
                assert await it.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (path, width)

    @pytest.mark.parametrize(("name", "word"), [("single", "Add to calendar"), ("long", "Answer this invitation")])
    async def test_what_there_is_to_do_stays_at_hand(
        self, browser: Browser, scene: Scene, name: str, word: str
    ) -> None:
        it = await visitor(browser, scene, viewport={"width": 360, "height": 400})
        await it.open(scene.paths[name])
        box = await it.page.locator(".button", has_text=word).bounding_box()
        assert box is not None
        assert 200 < box["y"] < box["y"] + box["height"] <= 400

    async def test_targets_are_large(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene, **PHONE)
        for path in scene.paths.values():
            await it.open(path)
            for target in await it.page.locator(".button:visible, .choice:visible, summary:visible").all():
                box = await target.bounding_box()
                assert box is not None
                assert box["height"] >= 44


class TestElsewhere:
    async def test_the_viewer_s_own_time_stands_beneath(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene, timezone_id="America/New_York")
        await it.open(scene.paths["single"])
        text = await it.page.locator("dd").first.inner_text()
        assert "Monday, 9 March 2026, 19:00 to 21:00\nEurope/Berlin time (UTC+1)\nWhere you are: " in text
        assert "14:00" in text  # New York is already on summer time

    async def test_but_not_where_it_is_the_same(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene, timezone_id="Africa/Lagos")
        await it.open(scene.paths["single"])
        assert "Where you are" not in await it.page.locator("dd").first.inner_text()


class TestALook:
    async def test_paints_the_page_and_leaves_the_text_on_its_card(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene)
        await it.open(scene.paths["styled"])
        behind = "getComputedStyle(document.body, '::before').backgroundImage"
        assert "/pictures/1200x400.webp." in await it.page.evaluate(behind)
        card = "getComputedStyle(document.querySelector('article')).backgroundColor"
        assert await it.page.evaluate(card) == "rgb(255, 255, 255)"
        assert await it.page.locator(".banner").evaluate("it => it.complete && it.naturalWidth > 0")

    async def test_is_dimmed_for_who_prefers_the_dark_and_not_printed(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene, color_scheme="dark")
        await it.open(scene.paths["styled"])
        behind = "getComputedStyle(document.body, '::before')"
        assert "rgba(20, 19, 17, 0.65)" in await it.page.evaluate(f"{behind}.backgroundImage")
        await it.page.emulate_media(media="print")
        assert await it.page.evaluate(f"{behind}.display") == "none"


class TestOnPaper:
    async def test_what_when_where_and_a_qr_code(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene)
        await it.page.emulate_media(media="print")
        await it.open(scene.paths["single"])
        for shown in (it.page.locator("h1"), it.page.locator("#when"), it.page.get_by_text("Main building")):
            assert await shown.is_visible()
        code = await it.page.locator(".qr img").bounding_box()
        assert code is not None
        assert code["width"] == code["height"] > 100
        assert not await it.page.locator(".button").first.is_visible()

    async def test_which_the_screen_does_not_need(self, browser: Browser, scene: Scene) -> None:
        it = await visitor(browser, scene)
        await it.open(scene.paths["single"])
        assert not await it.page.locator(".qr").is_visible()
