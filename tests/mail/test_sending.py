"""Letters on their way: once, to one person, and nothing lost or doubled when the mail server stumbles."""

from datetime import timedelta
from typing import Any, cast

import pytest

from kalends.actions.event import GroupChoice, create_event, delete_event, revise_event, set_event_status
from kalends.actions.group import set_group_status
from kalends.actions.job import finish_job, retry_job
from kalends.actions.letter import Delivery, Outcome, begin_sending, end_sending
from kalends.actions.meeting import cancel_meeting, revise_occurrence
from kalends.actions.occurrence import meetings_of
from kalends.actions.ports import Tx
from kalends.actions.suppression import allow_address
from kalends.domain import limits
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch
from kalends.domain.group import Status
from kalends.domain.job import Job
from kalends.domain.letter import LetterKind, LetterState
from kalends.jobs.worker import Errand
from tests.builders import date, draft
from tests.cast import World
from tests.mail.post_office import PostOffice, letter, post_office

CANCELLED, CONFIRMED = DateStatus.CANCELLED, DateStatus.CONFIRMED
REMINDER, ANSWERED = LetterKind.REMINDER, LetterKind.ANSWERED


async def concert(world: World, **fields: Any) -> Event:
    choice, patch = GroupChoice(prokey=world.choir.prokey), draft(date(name="Concert"), **fields)
    made = await world.store.write(create_event, world.olga.acting(), choice, patch, now=world.clock.now())
    event: Event = made.event
    return event


async def stands(world: World, event: Event, status: DateStatus) -> None:
    """Olga calls it off, or on again."""
    patch = EventPatch(dates=(DatePatch(status=status),))
    await world.store.write(revise_event, world.olga.acting(), event.prokey, patch, now=world.clock.now())


async def sent(office: PostOffice, kind: LetterKind = ANSWERED) -> Event:
    """One letter about a new event, as far as it comes."""
    event = await concert(office.world)
    await office.write(letter(kind, event.number))
    await office.work()
    return event


class TestALetter:
    async def test_goes_to_one_person(self, world: World) -> None:
        async with post_office(world) as office:
            await sent(office)
            assert [to for to, _ in office.inbox.mails] == [["vera@example.org"]]
            assert office.inbox.read()["Subject"] == "You are coming: Concert"
            assert (await office.letters())[0].tries == 1
            assert await office.state() is LetterState.SENT

    async def test_goes_out_though_its_organizer_cannot_be_written_to_by_everybody(self, world: World) -> None:
        async with post_office(world) as office:
            organized = date(name="Concert", organizer_name="Jürgen", organizer_email="jürgen@example.org")
            choice = GroupChoice(prokey=world.choir.prokey)
            olga, now = world.olga.acting(), world.clock.now()
            event = (await world.store.write(create_event, olga, choice, draft(organized), now=now)).event
            await office.write(letter(ANSWERED, event.number))
            await office.work()
            assert await office.state() is LetterState.SENT
            assert office.inbox.read()["Reply-To"] is None

    async def test_of_the_same_kind_and_key_is_not_sent_again(self, world: World) -> None:
        async with post_office(world) as office:
            event = await sent(office)
            await office.write(letter(ANSWERED, event.number))
            await office.work()
            assert len(office.inbox.mails) == 1

    async def test_shares_its_connection_with_others(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            await office.write(*(letter(ANSWERED, event.number, key=str(number)) for number in range(5)))
            await office.work()
            assert (len(office.inbox.mails), office.inbox.connections) == (5, 1)

    async def test_that_nobody_asked_for_comes_three_times_a_day_unless_it_calls_off(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            every = [
                letter(LetterKind.PERSONAL_LINK, event.number, key=str(number), unasked=True) for number in range(5)
            ]
            await office.write(*every)
            await office.work()
            assert len(office.inbox.mails) == limits.UNASKED_MAILS_PER_ADDRESS_PER_DAY == 3
            await stands(world, event, CANCELLED)
            await office.write(letter(LetterKind.CANCELLED, event.number, unasked=True))
            await office.work()
            assert office.inbox.read()["Subject"] == "Cancelled: Concert"
            world.clock.move(timedelta(days=1, seconds=1))
            await office.write(letter(LetterKind.PERSONAL_LINK, event.number, key="tomorrow", unasked=True))
            await office.work()
            assert len(office.inbox.mails) == 5


class TestAMailServerThatStumbles:
    @pytest.mark.parametrize("fault", [{"at_rcpt": ["450 4.2.0 later"]}, {"at_data": ["451 4.3.0 later"]}])
    async def test_is_asked_again_later(self, world: World, fault: dict[str, list[str]]) -> None:
        async with post_office(world, **fault) as office:
            await sent(office, REMINDER)
            assert (office.inbox.mails, await office.state()) == ([], LetterState.WAITING)
            await office.work()
            assert not office.inbox.mails  # not at once
            world.clock.move(timedelta(minutes=1))
            await office.work()
            assert (len(office.inbox.mails), await office.state()) == (1, LetterState.SENT)
            assert (await office.letters())[0].tries == 2

    async def test_and_never_recovers_gets_no_more_after_a_day_or_so(self, world: World) -> None:
        async with post_office(world, at_rcpt=["450 later"] * (limits.MAIL_TRIES + 1)) as office:
            await sent(office)
            began = world.clock.now()
            while await office.jobs():
                world.clock.move(timedelta(hours=1))
                await office.work()
            assert await office.state() is LetterState.FAILED
            assert timedelta(hours=24) <= world.clock.now() - began <= timedelta(hours=36)

    async def test_and_knows_no_such_address_is_not_asked_about_it_again(self, world: World) -> None:
        async with post_office(world, at_rcpt=["550 5.1.1 no such user"]) as office:
            event = await sent(office)
            assert await office.state() is LetterState.SUPPRESSED
            await office.write(letter(LetterKind.THANKS, event.number))
            await office.work()
            assert not office.inbox.mails

    async def test_and_does_not_like_us_says_nothing_about_the_address(self, world: World) -> None:
        async with post_office(world, at_rcpt=["554 5.7.1 relaying denied"]) as office:
            event = await sent(office)
            assert await office.state() is LetterState.FAILED
            await office.write(letter(LetterKind.THANKS, event.number))
            await office.work()
            assert len(office.inbox.mails) == 1

    async def test_and_refuses_the_letter_itself_keeps_the_address(self, world: World) -> None:
        async with post_office(world, at_data=["554 5.6.0 no"]) as office:
            await sent(office)
            assert await office.state() is LetterState.FAILED

    async def test_and_goes_silent_with_a_confirmation_gets_it_again(self, world: World) -> None:
        async with post_office(world, at_data=["drop"]) as office:
            await sent(office)
            world.clock.move(timedelta(minutes=1))
            await office.work()
            assert (len(office.inbox.mails), await office.state()) == (2, LetterState.SENT)
            assert office.inbox.read(0)["Message-ID"] == office.inbox.read(1)["Message-ID"]

    async def test_and_goes_silent_with_a_reminder_leaves_that_uncertain(self, world: World) -> None:
        async with post_office(world, at_data=["drop"]) as office:
            await sent(office, REMINDER)
            world.clock.move(timedelta(minutes=1))
            await office.work()
            assert (len(office.inbox.mails), await office.state()) == (1, LetterState.UNCERTAIN)

    async def test_and_is_not_there_is_left_alone_for_a_while(self, world: World) -> None:
        async with post_office(world) as office:
            await sent(office)
            await office.vanish()
            for kind in (LetterKind.THANKS, LetterKind.CHANGED):
                await sent(office, kind)
            second, first = await office.letters(LetterState.WAITING)
            assert first.error != second.error == "the mail server was out of reach a moment ago"


class TestAServerThatDiesWhileSending:
    """Between the mark and the mail server's answer."""

    @staticmethod
    async def died(office: PostOffice, kind: LetterKind) -> None:
        await office.write(letter(kind, (await concert(office.world)).number))
        (job,) = await office.jobs()
        assert await office.world.store.write(begin_sending, office.itself, job, now=office.world.clock.now())

    async def test_sends_a_confirmation_again(self, world: World) -> None:
        async with post_office(world) as office:
            await self.died(office, ANSWERED)
            await office.work()
            assert (len(office.inbox.mails), await office.state()) == (1, LetterState.SENT)
            assert (await office.letters())[0].tries == 2

    async def test_lists_a_reminder_as_uncertain_also_where_the_mail_server_has_no_time_yet(self, world: World) -> None:
        async with post_office(world, at_rcpt=["450 4.2.0 later"]) as office:
            await self.died(office, REMINDER)
            await office.work()
            world.clock.move(timedelta(minutes=1))
            await office.work()
            assert (office.inbox.mails, await office.state()) == ([], LetterState.UNCERTAIN)

    async def test_lists_a_reminder_as_uncertain(self, world: World) -> None:
        async with post_office(world) as office:
            await self.died(office, REMINDER)
            await office.work()
            assert (office.inbox.mails, await office.state()) == ([], LetterState.UNCERTAIN)


class TestAServerThatWasPausedWhileSending:
    """Its lease ran out, and another one has sent the letter meanwhile."""

    @staticmethod
    async def overtaken(office: PostOffice, kind: LetterKind) -> Job:
        """The job as the paused one holds it."""
        await office.write(letter(kind, (await concert(office.world)).number))
        (job,) = await office.jobs()
        await office.world.store.write(retry_job, office.itself, job.number, now=office.world.clock.now())
        (held,) = await office.jobs()
        await office.handler(Errand(office.world.store, office.world.clock, held))
        assert await office.state() is LetterState.SENT
        return job

    @pytest.mark.parametrize("outcome", [Outcome.LATER, Outcome.UNKNOWN, Outcome.REFUSED])
    async def test_changes_nothing_of_what_became_of_it(self, world: World, outcome: Outcome) -> None:
        async with post_office(world) as office:
            job = await self.overtaken(office, ANSWERED)
            await world.store.write(end_sending, office.itself, job, Delivery(outcome), now=world.clock.now())
            world.clock.move(timedelta(hours=1))
            await office.work()
            assert (len(office.inbox.mails), await office.state()) == (1, LetterState.SENT)


class TestALetterToAnAddressThatWasSuppressed:
    """And is not any more by the time that this would be kept."""

    async def test_goes_out_after_all(self, world: World) -> None:
        async with post_office(world) as office:
            await self.withheld(office, allowed=True)
            assert await office.state() is LetterState.WAITING
            await office.work()
            assert (len(office.inbox.mails), await office.state()) == (1, LetterState.SENT)
            assert (await office.letters())[0].tries == 1

    async def test_and_still_is_is_not_sent(self, world: World) -> None:
        async with post_office(world) as office:
            await self.withheld(office, allowed=False)
            await office.work()
            assert (office.inbox.mails, await office.state()) == ([], LetterState.SUPPRESSED)

    @staticmethod
    async def withheld(office: PostOffice, *, allowed: bool) -> None:
        """One that was found not to be sent. allowed: the operator has its address written to again right then."""
        await office.write(letter(ANSWERED, (await concert(office.world)).number))

        async def bounced(tx: Tx, _actor: Actor) -> None:
            await tx.suppress("vera@example.org", None, "bounced", office.world.clock.now())

        await office.world.store.write(bounced, office.itself)
        (job,) = await office.jobs()
        errand = Errand(cast(Any, Meddling(office) if allowed else office.world.store), office.world.clock, job)
        await office.handler(errand)
        await office.world.store.write(finish_job, office.itself, job, now=office.world.clock.now())


class Meddling:
    """A store in which Vera's address gets everything again as soon as anybody has looked at anything."""

    def __init__(self, office: PostOffice) -> None:
        self.office, self.write = office, office.world.store.write

    async def read(self, *args: Any, **kwargs: Any) -> Any:
        found = await self.office.world.store.read(*args, **kwargs)
        await self.write(allow_address, self.office.itself, "vera@example.org")
        return found


class TestALetterWhoseTimeIsOver:
    async def test_reminds_of_nothing_that_was_cancelled(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            (meeting,) = await world.store.read(meetings_of, office.itself, event.number)
            await office.write(letter(REMINDER, event.number, occurrence=meeting.number))
            olga = world.olga.acting(CredentialKind.TOKEN)
            await world.store.write(cancel_meeting, olga, world.choir.number, meeting.public_id, now=world.clock.now())
            await office.work()
            assert (office.inbox.mails, await office.state()) == ([], LetterState.DROPPED)

    async def test_reminds_of_nothing_that_has_begun(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            (meeting,) = await world.store.read(meetings_of, office.itself, event.number)
            await office.write(letter(REMINDER, event.number, occurrence=meeting.number))
            world.clock.moment = meeting.starts_at
            await office.work()
            assert (office.inbox.mails, await office.state()) == ([], LetterState.DROPPED)

    async def test_offers_no_place_in_what_is_over(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            await office.write(letter(LetterKind.PROMOTED, event.number))
            assert event.last_end is not None
            world.clock.moment = event.last_end
            await office.work()
            assert (office.inbox.mails, await office.state()) == ([], LetterState.DROPPED)

    async def test_confirms_nothing_of_what_was_deleted(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            await office.write(letter(ANSWERED, event.number))
            await world.store.write(delete_event, world.olga.acting(), event.prokey, now=world.clock.now())
            await office.work()
            assert (office.inbox.mails, await office.state()) == ([], LetterState.DROPPED)

    @pytest.mark.parametrize("said", [ANSWERED, LetterKind.CHANGED, LetterKind.THANKS])
    async def test_says_to_nobody_that_they_come_to_what_was_called_off(self, world: World, said: LetterKind) -> None:
        async with post_office(world) as office:
            event = await concert(world, rule="FREQ=WEEKLY;COUNT=2")
            first, second = await world.store.read(meetings_of, office.itself, event.number)
            off = (world.olga.acting(), event.prokey, first.number, DatePatch(status=CANCELLED))
            await world.store.write(revise_occurrence, *off, now=world.clock.now())
            for meeting, state in ((first, LetterState.DROPPED), (second, LetterState.SENT)):
                await office.write(letter(said, event.number, key=str(meeting.number), occurrence=meeting.number))
                await office.work()
                assert await office.state() is state
            await office.write(letter(said, event.number, key="all"))
            await stands(world, event, CANCELLED)
            await office.work()
            assert await office.state() is LetterState.DROPPED

    @pytest.mark.parametrize("deed", [set_event_status, set_group_status])
    async def test_tells_nothing_of_what_is_a_draft_again(self, world: World, deed: Any) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            prokey = event.prokey if deed is set_event_status else event.group_prokey
            await office.write(letter(ANSWERED, event.number))
            await world.store.write(deed, world.olga.acting(), prokey, Status.DRAFT, now=world.clock.now())
            await office.work()
            assert (office.inbox.mails, await office.state()) == ([], LetterState.DROPPED)

    async def test_calls_nothing_off_that_takes_place_again(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            (meeting,) = await world.store.read(meetings_of, office.itself, event.number)
            for status, states in ((CANCELLED, [LetterState.WAITING] * 2), (CONFIRMED, [LetterState.DROPPED] * 2)):
                await stands(world, event, status)
                if status is CANCELLED:
                    about = {"key": "meeting", "occurrence": meeting.number}
                    await office.write(letter(LetterKind.CANCELLED, event.number))
                    await office.write(letter(LetterKind.CANCELLED, event.number, **about))
                else:
                    await office.work()
                assert [it.state for it in await office.letters()] == states
            assert office.inbox.mails == []

    async def test_calls_off_what_is_called_off_once_more(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            for status in (CANCELLED, CONFIRMED, CANCELLED):
                await stands(world, event, status)
            await office.write(letter(LetterKind.CANCELLED, event.number))
            await office.work()
            assert await office.state() is LetterState.SENT

    async def test_calls_off_one_meeting_of_a_series_until_it_takes_place_again(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world, rule="FREQ=WEEKLY;COUNT=2")
            second = (await world.store.read(meetings_of, office.itself, event.number))[1]
            for key, status, state in (("1", CANCELLED, LetterState.SENT), ("2", CONFIRMED, LetterState.DROPPED)):
                args = (world.olga.acting(), event.prokey, second.number, DatePatch(status=status))
                await world.store.write(revise_occurrence, *args, now=world.clock.now())
                await office.write(letter(LetterKind.CANCELLED, event.number, key=key, occurrence=second.number))
                await office.work()
                assert await office.state() is state

    async def test_but_tells_of_a_deleted_event_that_it_is_cancelled(self, world: World) -> None:
        async with post_office(world) as office:
            event = await concert(world)
            await world.store.write(delete_event, world.olga.acting(), event.prokey, now=world.clock.now())
            await office.write(letter(LetterKind.CANCELLED, event.number), letter(REMINDER, event.number))
            await office.work()
            assert [mail["Subject"] for mail in [office.inbox.read()]] == ["Cancelled: Concert"]
            assert len(office.inbox.mails) == 1
