"""Who may invite, and who is invited: the group's members and whoever has answered, once for each version."""

from datetime import datetime, timedelta
from typing import Any

import pytest

from kalends.actions.answer import MailReply, answer_by_mail
from kalends.actions.event import GroupChoice, create_event, revise_event
from kalends.actions.invitation import invite as invite_all
from kalends.actions.invitation import invite_answered, invite_members
from kalends.actions.meeting import revise_occurrence
from kalends.actions.membership import remove_member
from kalends.actions.occurrence import meetings_of
from kalends.domain import access, limits
from kalends.domain.access import visitor
from kalends.domain.answer import PartStat
from kalends.domain.errors import Refused
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch
from tests.builders import date, draft
from tests.cast import Friend, World
from tests.mail.post_office import PostOffice, post_office


async def made(world: World, **fields: Any) -> Event:
    choice, patch = GroupChoice(prokey=world.choir.prokey), draft(date(name="Concert"), **fields)
    event: Event = (
        await world.store.write(create_event, world.olga.acting(), choice, patch, now=world.clock.now())
    ).event
    return event


async def answer(world: World, event: Event, who: str, occurrence: int | None = None) -> None:
    """A yes from the page; occurrence: a meeting's number."""
    reply = MailReply(
        prokey=event.prokey, mail=f"{who}@example.org", state=PartStat.ACCEPTED, occurrence=occurrence
    )  # fmt: skip
    await world.store.write(answer_by_mail, visitor(world.organization), reply, now=world.clock.now())


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
            assert further is not None
            assert await invite(office, event, world.olga, further) == (1, None)
            assert len(office.inbox.mails) == 3

    async def test_passes_over_nobody_when_somebody_leaves_meanwhile(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "INVITED_IN_DEED", 2)
        async with post_office(world) as office:
            event, now = await made(world), world.clock.now()
            _, further = await invite(office, event, world.olga)
            everybody = {f"{it.person.name.lower()}@example.org": it for it in (world.lena, world.mika, world.olga)}
            gone = next(it for (to,), _ in office.inbox.mails if (it := everybody[to]) is not world.olga)
            by, prokey = world.olga.acting(), world.choir.prokey
            await world.store.write(remove_member, by, prokey, gone.number, now=now)
            assert await invite(office, event, world.olga, further or 0) == (1, None)
            assert sorted(to for (to,), _ in office.inbox.mails) == sorted(everybody)

    async def test_writes_to_no_more_of_those_who_answered_in_one_deed_either(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "INVITED_IN_DEED", 2)
        async with post_office(world) as office:
            event, now = await made(world, rsvp=True), world.clock.now()
            for who in ("ada", "ben", "cleo"):
                await answer(world, event, who)
            await office.work()
            office.inbox.mails.clear()
            by, further, slices = world.olga.acting(), 0, []
            for _ in range(4):
                done = await world.store.write(invite_answered, by, event.prokey, further, now=now)
                slices.append(done.letters)
                if done.further is None:
                    break
                if not further:
                    await answer(world, event, "dora")
                further = done.further
            assert slices == [2, 2, 0]
            await office.work()
            assert sorted(to for (to,), _ in office.inbox.mails) == [
                f"{it}@example.org" for it in ("ada", "ben", "cleo", "dora", "dora")
            ]

    async def test_of_more_than_a_slice_reaches_everybody_once(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "INVITED_IN_DEED", 2)
        async with post_office(world) as office:
            event, now = await made(world, rsvp=True), world.clock.now()
            for who in ("ada", "ben", "cleo", "mika"):
                await answer(world, event, who)
            await office.work()
            office.inbox.mails.clear()
            assert await invite_all(world.store, world.olga.acting(), event.prokey, now=now) == 6
            await office.work()
            everybody = ("ada", "ben", "cleo", "lena", "mika", "olga")
            assert sorted(to for (to,), _ in office.inbox.mails) == [f"{it}@example.org" for it in everybody]

    async def test_speaks_the_language_of_whoever_has_answered(self, world: World) -> None:
        async with post_office(world) as office:
            event, now = await made(world, rsvp=True), world.clock.now()
            vera = MailReply(prokey=event.prokey, mail="vera@example.org", state=PartStat.ACCEPTED, language="de")
            await world.store.write(answer_by_mail, visitor(world.organization), vera, now=now)
            await invite_all(world.store, world.olga.acting(), event.prokey, now=now)
            await office.work()
            assert "Einladung: Concert" in [office.inbox.read(at)["Subject"] for at in range(len(office.inbox.mails))]

    async def test_is_for_those_who_may_change_the_event(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world)
            for nobody in (world.mika, world.nadia):
                with pytest.raises(Refused):
                    await invite(office, event, nobody)
            assert not office.inbox.mails


class TestWhoComesToSingleMeetings:
    @staticmethod
    async def weekly(world: World) -> tuple[Event, list[int]]:
        event = await made(world, rsvp=True, simplified=True, simple_type="weekly", count=3)
        every = await world.store.read(meetings_of, access.system(world.organization), event.number)
        return event, [it.number for it in every]

    @staticmethod
    async def requests(office: PostOffice, event: Event, who: str = "vera") -> list[str | None]:
        """The RECURRENCE-ID of every invitation that they get now."""
        world = office.world
        await office.work()
        office.inbox.mails.clear()
        await invite_all(world.store, world.olga.acting(), event.prokey, now=world.clock.now())
        await office.work()
        found = []
        for position, ((to,), _) in enumerate(office.inbox.mails):
            if to != f"{who}@example.org":
                continue
            (calendar,) = [it for it in office.inbox.read(position).walk() if it.get_content_type() == "text/calendar"]
            lines = str(calendar.get_content()).splitlines()
            found.append(next((it for it in lines if it.startswith("RECURRENCE-ID")), None))
        return found

    async def test_is_invited_to_each_of_those(self, world: World) -> None:
        async with post_office(world) as office:
            event, (_, second, third) = await self.weekly(world)
            await answer(world, event, "vera", second)
            await answer(world, event, "vera", third)
            first = event.dates[0].start_date
            world.clock.move(timedelta(days=1))  # to an address that nobody has confirmed go three mails a day
            days = [f"{datetime.fromisoformat(first) + timedelta(days=it):%Y%m%d}" for it in (7, 14)]
            asked = await self.requests(office, event)
            assert [day in (it or "") for it, day in zip(asked, days, strict=True)] == [True, True]
            assert await self.requests(office, event) == []

    async def test_is_invited_to_the_series_as_a_member(self, world: World) -> None:
        async with post_office(world) as office:
            event, (_, second, _) = await self.weekly(world)
            await answer(world, event, "mika", second)
            assert await self.requests(office, event, "mika") == [None]

    async def test_is_not_invited_to_what_was_called_off(self, world: World) -> None:
        async with post_office(world) as office:
            event, (_, second, _) = await self.weekly(world)
            await answer(world, event, "vera", second)
            off, by, now = DatePatch(status=DateStatus.CANCELLED), world.olga.acting(), world.clock.now()
            await world.store.write(revise_occurrence, by, event.prokey, second, off, now=now)
            assert await self.requests(office, event) == []
