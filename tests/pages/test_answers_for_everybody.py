"""Everything that answering leads to before the same judge: the form, what is told of it, personal pages, mails."""

from typing import Any

import pytest
from playwright.async_api import Browser

from kalends.actions.letter_told import unsubscribe_token
from kalends.domain.event import Event
from kalends.domain.form_field import FormField
from kalends.domain.letter import LetterKind
from kalends.pages.form_question import input_of
from tests import loop
from tests.browser import needs_chromium, visiting
from tests.builders import date
from tests.databases import SQLITE, Databases
from tests.mail.post_office import letter
from tests.pages.letter_box import PATH, LetterBox
from tests.pages.site import Site, asked
from tests.pages.test_pages_for_everybody import AXE, LATER, LOOKS, PHONE, judge
from tests.record import answers_of_event
from tests.stage import Stage

FIELDS = (
    FormField(type="label", label="For the kitchen"),
    FormField(type="text", name="avoid", label="What should we leave out?", placeholder="Allergies", required=True),
    FormField(type="number", name="children", label="Children under six"),
    FormField(type="label", label="What do you eat?"),
    FormField(type="radio", name="meal", label="Vegetarian", placeholder="vegetarian", required=True),
    FormField(type="radio", name="meal", label="Vegan", placeholder="vegan"),
    FormField(type="checkbox", name="dish", label="I bring a dish", required=True),
    FormField(type="hidden", name="source", default="page"),
)
GIVEN = asked(avoid="Nuts", children="2", meal="vegan", dish="1")

pytestmark = needs_chromium


class Answers:
    """Addresses, by what they show. `asks` asks questions of every type; `confirms` wants addresses confirmed."""

    def __init__(self, site: Site, box: LetterBox) -> None:
        self.site, self.box = site, box
        form = site.form(seats_max=2, seats_per_answer=2, waiting_list=True, maybe_offered=True, fields=FIELDS)
        self.asks = site.make(date(**LATER), rsvp=True, rsvp_block=form)
        self.confirms = site.make(date(**LATER), rsvp=True, rsvp_block=site.form(mail_confirmed=True, seats_max=9))
        self.paths = {"form": f"/{self.asks.prokey}"}
        for name, event, who in (
            ("coming", self.asks, "vera"), ("waiting", self.asks, "ines"), ("to confirm", self.confirms, "vera"),
        ):  # fmt: skip
            sent = site.answer(event, mail=f"{who}@example.org", amount="1" if who == "ines" else "2", **GIVEN)
            sent = sent if sent.status_code == 303 else site.answer(event, mail=f"{who}@example.org")
            self.paths[f"told: {name}"] = sent.headers["Location"]
            self.paths[f"personal: {name}"] = self.personal(event, who)
        self.paths["told: link sent"] = f"/{self.asks.prokey}?answered=link"
        self.paths["personal: saved"] = f"{self.paths['personal: coming']}?saved=1"
        self.paths |= loop.run(self._mails())

    def personal(self, event: Event, who: str) -> str:
        answers = self.site.world.see(answers_of_event, self.site.world.olga.acting(), event.prokey)
        answer = next(it for it in answers if (it.mail or "").startswith(who))
        token = self.site.world.context.gate.token_of(f"answer:{answer.public_id}")
        return f"/{event.prokey}/rsvp/{answer.public_id}/{token}"

    async def _mails(self) -> dict[str, str]:
        await self.box.post(letter(LetterKind.REMINDER, self.asks.number, name="Vera"))
        await self.box.deliver()
        (newest, *_), organization = await self.box.letters(), self.site.world.organization
        token = unsubscribe_token(self.site.world.context.gate, organization, newest.number)
        (mail, *_) = await self.box.folder.names()
        return {
            "mailbox": PATH,
            "mail": f"{PATH}/{mail}",
            "unsubscribing": f"/unsubscribe/{organization}-{newest.number}/{token}",
        }


@pytest.fixture(scope="module")
def answers(databases: Databases, tmp_path_factory: pytest.TempPathFactory) -> Answers:
    site = Site(Stage(databases.migrated(SQLITE)))
    return Answers(site, LetterBox(site.world, tmp_path_factory.mktemp("mails")))


async def pressed(it: Any, button: str) -> None:
    await it.page.locator(button).click()
    await it.page.wait_for_load_state()


@pytest.mark.parametrize("lang", LOOKS)
async def test_nothing_about_answers_shuts_anybody_out(browser: Browser, answers: Answers, lang: str) -> None:
    it = await visiting(browser, answers.site.world, viewport=PHONE)
    await it.page.add_init_script(AXE)
    for name, path in answers.paths.items():
        await it.open(f"{path}{'&' if '?' in path else '?'}lang={lang}")
        await judge(it, lang, name)
        assert await it.page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
    await it.open(f"{answers.paths['form']}?lang={lang}")
    await pressed(it, "#send")
    await it.page.locator("[aria-invalid=true]").first.wait_for()
    await judge(it, lang, "form with errors")
    await it.open(f"{answers.paths['personal: coming']}?lang={lang}")
    await it.page.locator(f"#{input_of('avoid')}").fill("")
    await pressed(it, "#send")
    await it.page.locator("[aria-invalid=true]").first.wait_for()
    await judge(it, lang, "personal page with errors")
