"""The button that leads to the form: at the bottom of a small screen, until the form itself covers it."""

from typing import Any

import pytest
from playwright.async_api import Browser

from kalends.domain.place import new_place
from tests.browser import Visitor, needs_chromium, visiting
from tests.builders import date
from tests.cast import World
from tests.databases import SQLITE, Databases
from tests.pages.site import Site
from tests.stage import Stage

pytestmark = needs_chromium

PHONE: Any = {"viewport": {"width": 360, "height": 640}}
PLACE = new_place("Third room\nSecond floor\nMain building", "Long Street 1\n10179 Berlin")
_SEEN = """y => {  // where the form begins and where the button does, and which rows of the button are seen
  scrollTo({top: y, behavior: 'instant'});
  const box = document.querySelector('.to-form .button').getBoundingClientRect(), x = innerWidth / 2;
  const rows = [...Array(Math.floor(box.height) - 2).keys()].map(row => box.top + 1 + row);
  return [document.querySelector('.answer').getBoundingClientRect().top, box.top,
          rows.map(y => Boolean(document.elementFromPoint(x, y)?.closest('.to-form')))];
}"""


@pytest.fixture
def concert(databases: Databases) -> tuple[World, str]:
    """A world, and the page of a concert in it whose form is below the end of a small screen."""
    site = Site(Stage(databases.migrated(SQLITE)))
    event = site.make(
        date(start_date="2026-03-09", end_date="2026-03-09", name="A rather long name " * 10, place=PLACE), rsvp=True
    )
    return site.world, f"/{event.prokey}"


async def phone(browser: Browser, concert: tuple[World, str], tag: str) -> Visitor:
    it = await visiting(browser, concert[0], **PHONE)
    await it.open(f"{concert[1]}?lang={tag}")
    return it


@pytest.mark.parametrize("tag", ["de", "fr", "pl", "ar"])
async def test_is_whole_or_covered_from_below_and_never_cut(
    browser: Browser, concert: tuple[World, str], tag: str
) -> None:
    it = await phone(browser, concert, tag)
    for y in range(0, 960, 16):
        form, button, rows = await it.page.evaluate(_SEEN, y)
        seen = rows.count(True)
        assert rows == [True] * seen + [False] * (len(rows) - seen), (tag, y)
        if seen and seen < len(rows):  # then the form has come over it from below
            assert abs(form - (button + 1 + seen)) < 2, (tag, y)
            assert button + len(rows) > 600, (tag, y)  # and it still is at the bottom of the screen


@pytest.mark.parametrize("tag", ["de", "fr", "pl", "ar"])
async def test_is_whole_at_first_and_gone_at_the_form(browser: Browser, concert: tuple[World, str], tag: str) -> None:
    it = await phone(browser, concert, tag)
    form, _, rows = await it.page.evaluate(_SEEN, 0)
    assert form > 600
    assert all(rows)
    form, _, rows = await it.page.evaluate(_SEEN, form - 300)
    assert 290 < form < 310
    assert not any(rows)
