"""An answer from the form to the seat: on the page, in the mailbox, by the personal address, in the waiting list."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from playwright.async_api import Browser

from kalends.domain.event import Event
from kalends.domain.form_field import FormField
from kalends.pages.form_question import input_of
from tests import loop
from tests.browser import Visitor, needs_chromium, visiting
from tests.builders import date
from tests.databases import SQLITE, Databases
from tests.pages.letter_box import PATH, LetterBox
from tests.pages.site import Site
from tests.stage import Stage

FIELDS = (
    FormField(type="text", name="avoid", label="What should we leave out?"),
    FormField(type="label", label="What do you eat?"),
    FormField(type="radio", name="meal", label="Vegetarian", placeholder="vegetarian", required=True),
    FormField(type="radio", name="meal", label="Vegan", placeholder="vegan"),
    FormField(type="checkbox", name="dish", label="I bring a dish"),
)

pytestmark = needs_chromium


class Evening:
    """A supper of two seats, and a browser that answers, reads mails and follows what stands in them."""

    def __init__(self, site: Site, box: LetterBox, it: Visitor, event: Event) -> None:
        self.site, self.box, self.it, self.event = site, box, it, event

    @property
    def page(self) -> Any:
        return self.it.page

    async def sign_up(self, who: str, places: int = 1, at: str = "") -> None:
        await self.it.open(f"/{self.event.prokey}{at}")
        await self.page.locator("[name=answer][value=yes]").check()
        await self.page.get_by_label("Your name").fill(who)
        await self.page.get_by_label("Your e-mail address").first.fill(f"{who.lower()}@example.net")
        await self.page.locator("#amount").select_option(str(places))
        await self.page.get_by_label("Vegan").check()
        await self.page.get_by_label("I bring a dish").check()
        await self.send("Send answer")
        await self.page.get_by_role("heading", name="If you have just answered").wait_for()

    async def send(self, word: str) -> None:
        """Not sooner than anybody could fill the form in."""
        self.site.world.clock.move(timedelta(seconds=10))
        await self.page.get_by_role("button", name=word).click()

    async def mails(self) -> list[str]:
        """Their subjects and who they are for, the newest first."""
        await self.box.deliver()
        await self.it.open(PATH)
        lines = await self.page.locator(".dates li").all()
        return [f"{(await it.inner_text()).partition(' <')[0]}".replace("\n", " to ") for it in lines]

    async def follow(self, mail: str) -> None:
        """From the mailbox to the personal page of whoever this mail is for."""
        await self.mails()
        await self.page.locator("li", has_text=mail).first.get_by_role("link").click()
        mail_html = self.page.frame_locator("iframe")
        await mail_html.get_by_role("link", name="See or change my answer").click()
        await self.page.get_by_role("heading", name="Change your answer").wait_for()

    async def says(self, text: str) -> bool:
        return text in " ".join((await self.page.locator("main").inner_text()).split())


@pytest.fixture
def evening(browser: Browser, databases: Databases, tmp_path: Path) -> Evening:
    site = Site(Stage(databases.migrated(SQLITE)))
    box = LetterBox(site.world, tmp_path)
    form = site.form(seats_max=2, seats_per_answer=2, waiting_list=True, maybe_offered=True, fields=FIELDS)
    event = site.make(date(name="Supper", start_date="2026-03-09", end_date="2026-03-09"), rsvp=True, rsvp_block=form)
    return Evening(site, box, loop.run(visiting(browser, site.world)), event)


async def test_who_gives_up_their_seats_by_the_mailed_link_seats_the_next_one(evening: Evening) -> None:
    await evening.sign_up("Vera", 2)
    assert await evening.says("You get a message with a link by which you can see and change your answer.")
    await evening.sign_up("Ines")
    assert await evening.says("your answer joined the waiting list")
    assert await evening.mails() == ["You are on the waiting list: Supper to Ines", "You are coming: Supper to Vera"]
    await evening.follow("You are coming")
    assert await evening.says("You are coming. Places: 2")
    assert await evening.says("Vegan I bring a dish ✓")
    await evening.page.locator("[name=answer][value=no]").check()
    await evening.send("Save answer")
    await evening.page.get_by_text("Your answer is saved.").wait_for()
    assert await evening.says("You are not coming.")
    assert await evening.mails() == [
        "Your answer was changed: Supper to Vera",
        "There is a place for you: Supper to Ines",
        "You are on the waiting list: Supper to Ines",
        "You are coming: Supper to Vera",
    ]
    await evening.follow("There is a place for you")
    assert await evening.says("You are coming.")
    assert (evening.it.said, evening.it.strangers) == ([], [])


async def test_what_was_wrong_is_mended_and_nothing_typed_is_lost(evening: Evening) -> None:
    await evening.it.open(f"/{evening.event.prokey}")
    await evening.page.get_by_label("What should we leave out?").fill("Nuts")
    await evening.send("Send answer")
    await evening.page.get_by_role("link", name="Answer this question.").click()
    assert await evening.page.evaluate("document.activeElement.name") == input_of("meal")
    await evening.page.keyboard.press("Space")
    await evening.page.locator("[name=answer][value=maybe]").check()
    await evening.page.get_by_label("Your name").fill("Vera")
    await evening.page.get_by_label("Your e-mail address").first.fill("vera@example.net")
    await evening.send("Send answer")
    await evening.page.get_by_role("heading", name="If you have just answered").wait_for()
    assert await evening.mails() == ["Perhaps you are coming: Supper to Vera"]
    await evening.follow("Perhaps")
    assert await evening.says("What should we leave out? Nuts What do you eat? Vegetarian")


async def test_a_program_that_opens_every_link_of_every_mail_changes_nothing(evening: Evening) -> None:
    """As mail gateways do: GET and HEAD, and once more as a browser that runs what stands there (T172)."""
    await evening.sign_up("Vera", 2)
    await evening.sign_up("Ines")
    before = await evening.mails()
    links = [str(await it.get_attribute("href")) for it in await evening.page.locator(".dates a").all()]
    told: list[str] = []
    for link in links:
        await evening.it.open(link)
        told += [str(await it.get_attribute("href")) for it in await evening.page.locator(".panel a").all()]
    assert len(told) >= 4
    for address in told:
        for method in ("GET", "HEAD"):
            assert (await evening.site.world.client.request(method, address)).status_code == 200
        await evening.page.goto(address)
        await evening.page.wait_for_load_state("networkidle")
    assert await evening.mails() == before
    await evening.follow("You are coming")
    assert await evening.says("You are coming. Places: 2")
