"""The public pages before a judge of WCAG 2.2 AA: axe-core, in light and dark, on a phone and on a desk."""

from importlib.resources import files
from typing import Any

import pytest
from playwright.async_api import Browser

from kalends.actions.group import create_group
from kalends.actions.meeting import cancel_meeting
from kalends.domain.event import DateStatus, Event
from kalends.domain.form_field import FormField
from kalends.domain.group import GroupPatch
from kalends.domain.place import new_place
from kalends.domain.template import TemplateKind
from tests.browser import Visitor, needs_chromium, visiting
from tests.builders import date
from tests.cast import World
from tests.databases import SQLITE, Databases
from tests.pages.site import UNKNOWN, Site
from tests.stage import Stage

AXE = (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
JUDGE = """async (tags) => {
    const judged = await axe.run({runOnly: tags, resultTypes: ["violations"]});
    return {passes: judged.passes.length, violations: judged.violations.map(
        (it) => [it.id, ...it.nodes.map((node) => node.html.slice(0, 200) + " | " + node.failureSummary)])}; }"""
LATER: dict[str, Any] = {"start_date": "2026-03-09", "end_date": "2026-03-09"}
HALL = new_place("Hall", "Lane 1\n10179 Berlin")
PHONE: Any = {"width": 360, "height": 640}
DESK: Any = {"width": 1280, "height": 800}
LOOKS: dict[str, list[tuple[Any, Any]]] = {
    "en": [("light", PHONE)],
    "ar": [("dark", DESK)],
}

pytestmark = needs_chromium


def scenes(site: Site) -> dict[str, str]:
    """Addresses by what they show."""
    told: dict[str, Any] = {"organizer_name": "Olga", "organizer_email": "olga@example.org"}
    weekly: dict[str, Any] = {"simplified": True, "simple_type": "weekly", "by_day": "MO", "count": 20}
    events = {
        "single": site.make(
            date(place=HALL, description="<p>Bring <a href='https://a.example'>water</a>.</p>", **LATER)
        ),
        "several": site.make(date(**LATER), date(place=HALL), title="Two"),
        "series": site.make(date(), **weekly),
        "over": site.make(date(start_date="2026-01-02", end_date="2026-01-02")),
        "cancelled": site.make(date(status=DateStatus.CANCELLED, **LATER)),
        "answers": site.make(
            date(**LATER, **told), rsvp=True, rsvp_block=site.form(seats_max=9, seats_per_answer=3, maybe_offered=True)
        ),
        "answers to a series": site.make(date(), rsvp=True, **weekly),
        "full": site.make(date(**LATER), rsvp=True, rsvp_block=site.form(seats_max=1)),
    }
    site.alone(cancel_meeting, site.meetings(events["series"])[1])
    assert site.answer(events["full"]).status_code == 303
    empty = site.world.do(
        create_group, site.world.olga.acting(), GroupPatch(name="Altos"), now=site.world.clock.now()
    ).prokey
    paths = {name: f"/{event.prokey}" for name, event in (events | styled(site)).items()}
    return paths | {
        "answered": f"{paths['answers']}?answered=yes", "embed": f"{paths['single']}/embed", "group": f"/{site.group}",
        "group's embed": f"/{site.group}/embed", "feed": f"/{site.group}/feed", "empty group": f"/{empty}",
        "empty feed": f"/{empty}/feed", "start": "/", "called upon": f"{paths['yellow']}/call",
        "coloured embed": f"{paths['yellow']}/embed", "answered in colour": f"{paths['purple']}?answered=yes",
        "nothing": f"/{UNKNOWN}",
    }  # fmt: skip


def styled(site: Site) -> dict[str, Event]:
    """With colours that nobody could read as they are, pictures, and something to do afterwards."""
    told: dict[str, Any] = {"intro": "<p>Welcome, <a href='https://a.example'>all</a>.</p>", "legal": "<p>Imprint</p>"}
    call = site.template(
        TemplateKind.CALL_TO_ACTION, type="form", headline="Bring something", url="https://a.example/",
        fields=(
            FormField(type="radio", name="voice", label="Alto"),
            FormField(type="text", name="diet", placeholder="none"),
            FormField(type="checkbox", name="parking", label="Parking"),
        ),
    )  # fmt: skip
    yellow = site.pictured("header_image", highlight_color="#ff0", background_color_1="#ffc", **told)
    purple = site.template(
        TemplateKind.LANDING_PAGE, highlight_color="#505", background="gradient", background_color_1="#000",
        background_color_2="#f0f", **told,
    )  # fmt: skip
    image = site.pictured("image", background="image", highlight_color="#808080")
    site.group_has(landingpage=image)
    events = {}
    for (name, number), shape in zip(
        {"yellow": yellow, "purple": purple, "image": image}.items(), ("3d", "neumorphism", "text"), strict=True
    ):
        style = site.template(TemplateKind.STYLE, options=("ical", "google"), button_style=shape, light_mode="dark")
        events[name] = site.make(
            date(place=HALL, **LATER), landingpage=number, layout=style, call_to_action=True, cta_block=call,
            rsvp=name == "purple",
        )  # fmt: skip
    return events


@pytest.fixture(scope="module")
def scene(databases: Databases) -> tuple[World, dict[str, str]]:
    site = Site(Stage(databases.migrated(SQLITE)))
    return site.world, scenes(site)


@pytest.mark.parametrize("lang", LOOKS)
async def test_no_page_shuts_anybody_out(browser: Browser, scene: tuple[World, dict[str, str]], lang: str) -> None:
    world, paths = scene
    it = await visiting(browser, world, viewport=PHONE)
    await it.page.add_init_script(AXE)
    for name, path in paths.items():
        await it.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        await judge(it, lang, name)
        if name == "answers":
            await it.page.locator("form[action*=answer] [type=submit]").click()
            await it.page.locator("[aria-invalid=true]").first.wait_for()
            await judge(it, lang, "answered wrongly")


async def judge(it: Visitor, lang: str, name: str) -> None:
    for scheme, size in LOOKS[lang]:
        await it.page.set_viewport_size(size)
        await it.page.emulate_media(color_scheme=scheme)
        judged = await it.page.evaluate(JUDGE, TAGS)
        assert judged["violations"] == [], (name, scheme, size)
        assert judged["passes"] > 3, (name, judged)


async def test_the_judge_sees_what_is_wrong(browser: Browser, scene: tuple[World, dict[str, str]]) -> None:
    it = await visiting(browser, scene[0], viewport=PHONE)
    await it.page.add_init_script(AXE)
    await it.open("/")
    await it.page.evaluate("document.body.innerHTML += '<img src=/static/icon.svg>'")
    judged = await it.page.evaluate(JUDGE, TAGS)
    assert [found[0] for found in judged["violations"]] == ["image-alt"]
