"""Who may invite, and who is invited: the group's members and whoever has answered, once for each version."""

import pytest

from kalends.actions.answer import MailReply, answer_by_mail
from kalends.actions.event import GroupChoice, create_event, revise_event
from kalends.actions.invitation import invite_members
from kalends.domain import limits
from kalends.domain.access import visitor
from kalends.domain.answer import PartStat
from kalends.domain.errors import Refused
from kalends.domain.event import DatePatch, Event, EventPatch
from tests.builders import date, draft
from tests.cast import Friend, World
from tests.mail.post_office import PostOffice, post_office


async def made(world: World, **fields: bool) -> Event:
    choice, patch = GroupChoice(prokey=world.choir.prokey), draft(date(name="Concert"), **fields)
    event: Event = (
        await world.store.write(create_event, world.olga.acting(), choice, patch, now=world.clock.now())
    ).event
    return event


async def invite(office: PostOffice, event: Event, by: Friend, first: int = 0) -> tuple[int, int | None]:
    world = office.world
    done = await world.store.write(invite_members, by.acting(), event.prokey, first, now=world.clock.now())
    await office.work()
    return done.letters, done.further


class TestInviting:
    async def test_reaches_every_member_with_an_address_of_their_own_to_reply_to(self, world: World) -> None:
        async with post_office(world) as office:
            assert await invite(office, await made(world), world.olga) == (3, None)
            assert sorted(to for (to,), _ in office.inbox.mails) == [
                "lena@example.org", "mika@example.org", "olga@example.org",
            ]  # fmt: skip
            bodies = {office.inbox.read(position)["Message-ID"] for position in range(3)}
            assert len(bodies) == 3

    async def test_again_writes_to_nobody_until_the_event_moves(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world)
            await invite(office, event, world.olga)
            await invite(office, event, world.olga)
            assert len(office.inbox.mails) == 3
            patch = EventPatch(dates=(DatePatch(start_date="2026-06-01"),))
            await world.store.write(revise_event, world.olga.acting(), event.prokey, patch, now=world.clock.now())
            await invite(office, event, world.olga)
            assert len(office.inbox.mails) == 6

    async def test_goes_on_where_a_slice_ended(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "INVITED_IN_DEED", 2)
        async with post_office(world) as office:
            event = await made(world)
            _, further = await invite(office, event, world.olga)
            assert further == 2
            assert await invite(office, event, world.olga, 2) == (1, None)
            assert len(office.inbox.mails) == 3

    async def test_speaks_the_language_of_whoever_has_answered(self, world: World) -> None:
        async with post_office(world) as office:
            event, now = await made(world, rsvp=True), world.clock.now()
            vera = MailReply(prokey=event.prokey, mail="vera@example.org", state=PartStat.ACCEPTED, language="de")
            await world.store.write(answer_by_mail, visitor(world.organization), vera, now=now)
            await invite(office, event, world.olga)
            assert "Einladung: Concert" in [office.inbox.read(at)["Subject"] for at in range(len(office.inbox.mails))]

    async def test_is_for_those_who_may_change_the_event(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world)
            for nobody in (world.mika, world.nadia):
                with pytest.raises(Refused):
                    await invite(office, event, nobody)
            assert not office.inbox.mails
