"""A letter that perhaps did not arrive, or that the mail server refused: what an operator can do about it."""

import pytest

from kalends.actions.event import revise_event
from kalends.actions.unsent import discard_letter, retry_letter
from kalends.domain.errors import Refused
from kalends.domain.event import DatePatch, DateStatus, EventPatch
from kalends.domain.letter import LetterKind, LetterState
from tests.cast import World
from tests.mail.post_office import PostOffice, post_office
from tests.mail.test_sending import sent


async def retried(office: PostOffice) -> None:
    """The newest letter."""
    newest = (await office.letters())[0]
    await office.world.store.write(retry_letter, office.itself, newest.number, now=office.world.clock.now())
    await office.work()


class TestSentAgain:
    async def test_an_uncertain_reminder_arrives(self, world: World) -> None:
        async with post_office(world, at_data=["drop"]) as office:
            await sent(office, LetterKind.REMINDER)
            assert await office.state() is LetterState.UNCERTAIN
            await retried(office)
            assert (len(office.inbox.mails), await office.state()) == (2, LetterState.SENT)

    async def test_one_that_failed_has_all_its_tries_again(self, world: World) -> None:
        async with post_office(world, at_data=["554 5.6.0 no", "451 4.3.0 later"]) as office:
            await sent(office)
            assert await office.state() is LetterState.FAILED
            await retried(office)
            assert await office.state() is LetterState.WAITING
            assert [it.tries for it in await office.letters()] == [1]

    async def test_one_that_arrived_is_not(self, world: World) -> None:
        async with post_office(world, at_data=["554 5.6.0 no"]) as office:
            await sent(office)
            await retried(office)
            with pytest.raises(Refused, match="it was sent"):
                await retried(office)
            assert len(office.inbox.mails) == 1

    async def test_one_that_tells_of_what_is_cancelled_by_now_is_not(self, world: World) -> None:
        async with post_office(world, at_data=["drop"]) as office:
            event = await sent(office, LetterKind.REMINDER)
            off = EventPatch(dates=(DatePatch(status=DateStatus.CANCELLED),))
            await world.store.write(revise_event, world.olga.acting(), event.prokey, off, now=world.clock.now())
            with pytest.raises(Refused, match="holds no more"):
                await retried(office)
            assert await office.state() is LetterState.UNCERTAIN


async def test_one_that_is_put_aside_is_not_sent_any_more(world: World) -> None:
    async with post_office(world, at_data=["451 4.3.0 later"]) as office:
        await sent(office)
        number = (await office.letters(LetterState.WAITING))[0].number
        await world.store.write(discard_letter, office.itself, number)
        assert (await office.jobs(), await office.state()) == ([], LetterState.DROPPED)
