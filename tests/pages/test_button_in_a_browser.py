"""Our own button as a browser runs it, on somebody else's page under a strict policy."""

from dataclasses import dataclass

import pytest
from playwright.async_api import Browser, Locator, Page, Route

from kalends.domain.template import TemplateKind
from tests.browser import needs_chromium
from tests.builders import date
from tests.cast import PUBLIC_URL, World
from tests.databases import SQLITE, Databases
from tests.pages.site import UNKNOWN, Site
from tests.stage import Stage

HOST = "http://host.test/"  # a page by https would not be let to ask a server by http
STRICT = f"default-src 'none'; script-src {PUBLIC_URL}; connect-src {PUBLIC_URL}; base-uri 'none'"
STYLED = f"{STRICT}; style-src 'unsafe-inline'"
NO_FETCHING = f"default-src 'none'; script-src {PUBLIC_URL}"
ATTACK = "<img src=x onerror=alert(1)>"
FOCUSED = "document.activeElement.shadowRoot.activeElement.textContent"
LATER = {"start_date": "2026-03-09", "end_date": "2026-03-09"}

pytestmark = needs_chromium


@dataclass
class Scene:
    """Prokeys of events: one to save, one to answer, and one without a button and with a name that is markup.

    blue: dark, round and blue. over: past, and then without a button.
    """

    world: World
    concert: str
    party: str
    quiet: str
    blue: str
    over: str


@pytest.fixture
def scene(databases: Databases) -> Scene:
    site = Site(Stage(databases.migrated(SQLITE)))
    concert, party = site.make(date(**LATER)), site.make(date(**LATER), rsvp=True)
    quiet = site.make(date(name=ATTACK, **LATER), button_hidden=True)
    dark = site.template(TemplateKind.STYLE, options=("google", "ical"), light_mode="dark", button_style="round")
    page = site.template(TemplateKind.LANDING_PAGE, highlight_color="#1e90ff")
    blue = site.make(date(**LATER), layout=dark, landingpage=page)
    gone = site.template(TemplateKind.STYLE, options=("ical",), past_dates="hide")
    over = site.make(date(start_date="2026-01-02", end_date="2026-01-02"), layout=gone)
    return Scene(site.world, *(it.prokey for it in (concert, party, quiet, blue, over)))


class Host:
    """Somebody's page with our button in it. asked: every address that was asked for. said: what the console says."""

    def __init__(self, world: World, page: Page, html: str, policy: str) -> None:
        self.world, self.page, self.html, self.policy = world, page, html, policy
        self.asked: list[str] = []
        self.said: list[str] = []
        page.on("console", lambda it: self.said.append(it.text))
        page.on("pageerror", lambda it: self.said.append(str(it)))

    async def answer(self, route: Route) -> None:
        """As the network would: the host's page, our server, and nobody else."""
        url = route.request.url
        self.asked.append(url)
        if url == HOST:
            headers = {"Content-Security-Policy": self.policy, "Content-Type": "text/html; charset=utf-8"}
            await route.fulfill(body=self.html, headers=headers)
        elif url.startswith(f"{PUBLIC_URL}/"):
            told = await self.world.client.get(url)
            await route.fulfill(status=told.status_code, body=told.content, headers=dict(told.headers))
        else:
            await route.abort()

    async def press(self, *keys: str) -> str:
        """The words that have the focus then."""
        for key in keys:
            await self.page.keyboard.press(key)
        return str(await self.page.evaluate(FOCUSED))

    @property
    def opener(self) -> Locator:
        return self.page.get_by_role("button").first


async def host(browser: Browser, world: World, body: str, policy: str = STRICT) -> Host:
    html = f"<!doctype html><title>Host</title>{body}<script src='{PUBLIC_URL}/button.js' defer></script>"
    context = await browser.new_context(locale="en-GB")
    context.set_default_timeout(10_000)
    it = Host(world, await context.new_page(), html, policy)
    await it.page.route("**/*", it.answer)
    await it.page.goto(HOST)
    return it


def button(prokey: str, **attributes: str) -> str:
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<kalends-button event="{prokey}"{told}></kalends-button>'


class TestUnderAStrictPolicy:
    async def test_it_shows_its_menu_and_asks_only_our_server(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert))
        await it.page.get_by_role("button", name="Add to calendar").click()
        assert await it.page.get_by_role("menuitem").all_inner_texts() == [
            "Google Calendar",
            "Apple Calendar",
            "Outlook.com",
            "Microsoft 365",
            "Yahoo",
            "Microsoft Teams",
            "Calendar file (.ics)",
        ]
        assert it.said == []
        assert all(url.startswith((HOST, f"{PUBLIC_URL}/")) for url in it.asked)

    async def test_it_asks_once_whatever_it_was_told(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert, language="de", label="Save", theme="dark"))
        await it.opener.wait_for()
        assert it.asked[1:] == [f"{PUBLIC_URL}/button.js", f"{PUBLIC_URL}/{scene.concert}/button.json?lang=de"]

    async def test_it_is_dressed(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert) + button(scene.concert, theme="dark"))
        buttons = [it.page.get_by_role("button").nth(number) for number in (0, 1)]
        colours = [await one.evaluate("it => getComputedStyle(it).backgroundColor") for one in buttons]
        assert colours == ["rgb(122, 46, 46)", "rgb(234, 169, 164)"]
        assert await it.opener.evaluate("it => it.getBoundingClientRect().height") >= 44

    async def test_where_it_may_not_ask_it_leads_to_the_page(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert), NO_FETCHING)
        link = it.page.get_by_role("link", name="Calendar")
        assert await link.get_attribute("href") == f"{PUBLIC_URL}/{scene.concert}"


class TestItsLook:
    async def test_is_that_of_its_templates_and_the_page_around_has_the_last_word(
        self, browser: Browser, scene: Scene
    ) -> None:
        blue = button(scene.blue)
        its = f"{blue}{button(scene.blue, theme='light')}<style>.own{{--accent:#123456}}</style>"
        it = await host(browser, scene.world, its + button(scene.blue, **{"class": "own"}), STYLED)
        buttons = [it.page.get_by_role("button").nth(number) for number in (0, 1, 2)]
        colours = [await one.evaluate("it => getComputedStyle(it).backgroundColor") for one in buttons]
        assert colours == ["rgb(30, 144, 255)", "rgb(22, 108, 191)", "rgb(18, 52, 86)"]
        assert await it.opener.evaluate("it => getComputedStyle(it).borderTopLeftRadius") == "99px"
        assert it.said == []

    async def test_may_be_not_to_be_there(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.over) + button(scene.concert))
        await it.opener.wait_for()
        assert await it.page.get_by_role("button").count() == 1
        assert await it.page.locator("kalends-button").first.evaluate("it => it.offsetWidth") == 0


class TestByKeyboard:
    async def test_all_of_it_can_be_reached(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert) + "<a href='#'>after</a>")
        await it.opener.focus()
        assert await it.press("Enter") == "Google Calendar"
        assert await it.opener.get_attribute("aria-expanded") == "true"
        assert await it.press("ArrowDown", "ArrowDown") == "Outlook.com"
        assert await it.press("End") == "Calendar file (.ics)"
        assert await it.press("ArrowDown") == "Google Calendar"
        assert await it.press("ArrowUp") == "Calendar file (.ics)"
        assert await it.press("y") == "Yahoo"
        assert await it.press("Home") == "Google Calendar"

    async def test_it_is_left_as_it_was_entered(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert) + "<a href='#'>after</a>")
        await it.opener.focus()
        assert await it.press("ArrowUp") == "Calendar file (.ics)"
        assert await it.press("Escape") == "Add to calendar"
        assert await it.opener.get_attribute("aria-expanded") == "false"
        assert await it.press("ArrowDown") == "Google Calendar"
        await it.page.keyboard.press("Tab")
        assert await it.page.evaluate("document.activeElement.textContent") == "after"
        assert await it.opener.get_attribute("aria-expanded") == "false"


class TestChoosing:
    async def test_opens_a_provider_beside_the_page_and_a_file_in_place(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert))
        await it.opener.click()
        google, file = [it.page.get_by_role("menuitem", name=name) for name in ("Google", "file")]
        assert await google.get_attribute("target") == "_blank"
        assert await google.get_attribute("href") == f"{PUBLIC_URL}/{scene.concert}/o/google"
        assert await file.get_attribute("target") is None

    async def test_is_told_to_the_page_around_it(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert))
        await it.opener.click()
        await it.page.evaluate("addEventListener('kalends-chosen', it => { window.chosen = it.detail.type })")
        await it.page.get_by_role("menuitem", name="Yahoo").click()
        assert await it.page.evaluate("window.chosen") == "yahoo"
        assert await it.page.get_by_role("menu").count() == 0

    async def test_a_press_elsewhere_closes_it(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert) + "<p>elsewhere</p>" * 30)
        await it.opener.click()
        assert await it.page.get_by_role("menu").count() == 1
        await it.page.mouse.click(600, 500)
        assert await it.page.get_by_role("menu").count() == 0


class TestWords:
    async def test_are_those_of_the_language_asked_for_or_of_the_page(self, browser: Browser, scene: Scene) -> None:
        plain, german = button(scene.concert), button(scene.concert, language="de")
        body = f"{german}<div lang='ar'>{plain}</div>{button(scene.concert, label='Save me')}"
        it = await host(browser, scene.world, body)
        for name in ("In den Kalender", "إضافة إلى التقويم", "Save me"):
            await it.page.get_by_role("button", name=name).wait_for()
        assert await it.page.locator("kalends-button .box[dir=rtl][lang=ar]").count() == 1

    async def test_of_the_page_stand_until_there_are_ours(self, browser: Browser, scene: Scene) -> None:
        inside = f'<kalends-button event="{UNKNOWN}"><a href="/x">Our own link</a></kalends-button>'
        it = await host(browser, scene.world, inside)
        assert await it.page.get_by_role("link", name="Our own link").is_visible()
        assert await it.page.get_by_role("button").count() == 0

    async def test_no_name_can_become_markup(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.quiet))
        await it.page.get_by_role("link", name=ATTACK).wait_for()
        assert await it.page.locator("kalends-button img").count() == 0

    async def test_another_event_can_be_put_in_its_place(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert))
        await it.opener.wait_for()
        await it.page.evaluate(f"document.querySelector('kalends-button').setAttribute('event', '{scene.party}')")
        link = it.page.get_by_role("link", name="Answer this invitation")
        assert await link.get_attribute("href") == f"{PUBLIC_URL}/{scene.party}"

    async def test_one_that_is_gone_takes_its_button_along(self, browser: Browser, scene: Scene) -> None:
        it = await host(browser, scene.world, button(scene.concert))
        for prokey in (UNKNOWN, "no prokey", ""):
            await it.page.evaluate(f"document.querySelector('kalends-button').setAttribute('event', '{scene.concert}')")
            await it.opener.wait_for()
            await it.page.evaluate(f"document.querySelector('kalends-button').setAttribute('event', '{prokey}')")
            await it.opener.wait_for(state="detached")
