"""Getting no more of a kind of letters: one click for a program, one button for a person, nothing for a look."""

import re
from typing import Any

import httpx
import pytest

from kalends.actions.suppression import note_bounce
from kalends.domain.letter import LetterKind, LetterState
from tests.cast import PUBLIC_URL, World
from tests.mail.post_office import PostOffice, letter, post_office
from tests.mail.test_sending import concert, sent

ONE_CLICK = {"List-Unsubscribe": "One-Click"}


def address(office: PostOffice, position: int = -1) -> str:
    """What a mail's header names, without our own address before it."""
    found = re.fullmatch(f"<{PUBLIC_URL}(/.*)>", office.inbox.read(position)["List-Unsubscribe"])
    assert found is not None
    return found[1]


async def again(office: PostOffice, event: int, kind: LetterKind, **more: Any) -> LetterState:
    """What becomes of another letter."""
    await office.write(letter(kind, event, **{"key": "again"} | more))
    await office.work()
    return await office.state()


async def came_back(office: PostOffice) -> None:
    """The newest letter."""
    newest = (await office.letters())[0]
    told = newest.letter.to, "5.1.1"
    await office.world.store.write(note_bounce, office.itself, newest.number, *told, now=office.world.clock.now())


class TestAReminder:
    async def test_is_stopped_by_one_click_of_a_mail_program(self, world: World) -> None:
        async with post_office(world) as office:
            event = await sent(office, LetterKind.REMINDER)
            answer = await world.client.post(address(office), data=ONE_CLICK)
            assert (answer.status_code, answer.cookies) == (200, httpx.Cookies())
            assert await again(office, event.number, LetterKind.REMINDER) is LetterState.SUPPRESSED
            assert len(office.inbox.mails) == 1

    async def test_is_not_stopped_by_looking(self, world: World) -> None:
        async with post_office(world) as office:
            event = await sent(office, LetterKind.REMINDER)
            for method in ("GET", "HEAD"):
                assert (await world.client.request(method, address(office))).status_code == 200
            assert await again(office, event.number, LetterKind.REMINDER) is LetterState.SENT

    async def test_shows_a_person_a_button(self, world: World) -> None:
        async with post_office(world) as office:
            await sent(office, LetterKind.REMINDER)
            page = await world.client.get(address(office))
            assert '<form method="post">' in page.text
            assert "vera@example.org" in page.text
            done = await world.client.post(address(office), headers={"Origin": PUBLIC_URL})
            assert "<form" not in done.text

    async def test_says_that_it_is_stopped_to_who_comes_again(self, world: World) -> None:
        async with post_office(world) as office:
            await sent(office, LetterKind.REMINDER)
            assert "No more of them" not in (await world.client.get(address(office))).text
            await world.client.post(address(office), data=ONE_CLICK)
            page = await world.client.get(address(office))
            assert "<h1>No more of them</h1>" in page.text
            assert "<form" not in page.text

    async def test_to_an_address_that_mails_came_back_from_says_so(self, world: World) -> None:
        async with post_office(world) as office:
            event = await sent(office, LetterKind.REMINDER)
            await came_back(office)
            assert await again(office, event.number, LetterKind.REMINDER) is LetterState.SUPPRESSED
            page = await world.client.get(address(office))
            assert "<h1>This address gets no mails at all</h1>" in page.text
            assert "can change that." in page.text
            assert "Send no more reminders" in page.text
            done = await world.client.post(address(office), headers={"Origin": PUBLIC_URL})
            assert "<h1>This address gets no mails at all</h1>" in done.text
            assert "<form" not in done.text

    async def test_that_waits_already_is_stopped_too(self, world: World) -> None:
        async with post_office(world) as office:
            event = await sent(office, LetterKind.REMINDER)
            await office.write(letter(LetterKind.REMINDER, event.number, key="waiting"))
            await world.client.post(address(office), data=ONE_CLICK)
            await office.work()
            assert await office.state() is LetterState.SUPPRESSED

    async def test_is_stopped_for_its_own_address_only(self, world: World) -> None:
        async with post_office(world) as office:
            event = await sent(office, LetterKind.REMINDER)
            await world.client.post(address(office), data=ONE_CLICK)
            assert await again(office, event.number, LetterKind.REMINDER, to="mika@example.org") is LetterState.SENT

    async def test_stopped_leaves_other_kinds_alone(self, world: World) -> None:
        async with post_office(world) as office:
            event = await sent(office, LetterKind.REMINDER)
            await world.client.post(address(office), data=ONE_CLICK)
            assert await again(office, event.number, LetterKind.ANSWERED) is LetterState.SENT

    async def test_s_token_opens_no_other_letter(self, world: World) -> None:
        async with post_office(world) as office:
            event = await sent(office, LetterKind.REMINDER)
            await again(office, event.number, LetterKind.REMINDER, to="mika@example.org")
            first, second = address(office, 0).split("/"), address(office, 1).split("/")
            for forged in ("/".join([*first[:3], second[3]]), "/".join([*second[:3], first[3]]), f"{address(office)}0"):
                assert (await world.client.post(forged, data=ONE_CLICK)).status_code == 404
            assert await again(office, event.number, LetterKind.REMINDER, key="third") is LetterState.SENT


class TestAConfirmation:
    async def test_is_nothing_one_is_subscribed_to(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            await office.write(letter(LetterKind.ANSWERED, event.number))
            await office.work()
            assert office.inbox.read()["List-Unsubscribe"] is None


@pytest.mark.parametrize("whose", ["1", "1-", "-1", "1-x", "1-1-1", "१-१", f"1-{'9' * 17}"])
def test_what_is_no_letter_leads_nowhere(world: World, whose: str) -> None:
    for method in ("GET", "POST"):
        assert world.ask(method, f"/unsubscribe/{whose}/0123456789abcdef0123456789abcdef").status_code == 404
