"""The calendar file in a letter: this event or meeting, for the one person that the letter goes to."""

from typing import Any

import icalendar

from kalends.actions.event import GroupChoice, create_event, delete_event, revise_event
from kalends.actions.job import list_jobs
from kalends.actions.meeting import cancel_meeting
from kalends.actions.occurrence import meetings_of
from kalends.domain.access import CredentialKind
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.letter import LetterKind, LetterState
from kalends.jobs.removal import removal
from kalends.jobs.worker import Errand
from tests.builders import date, draft
from tests.cast import World
from tests.mail.post_office import PostOffice, letter, post_office

MEETING = "https://meet.example/secret"


async def made(world: World, *dates: DatePatch, **fields: Any) -> Event:
    choice, patch = GroupChoice(prokey=world.choir.prokey), draft(*dates, **fields)
    event: Event = (
        await world.store.write(create_event, world.olga.acting(), choice, patch, now=world.clock.now())
    ).event
    return event


async def files(office: PostOffice, kind: LetterKind, event: Event, **more: Any) -> list[Any]:
    """The VEVENTs that come with such a letter, as another implementation reads them; [] without a file."""
    await office.write(letter(kind, event.number, **more))
    await office.work()
    every = list(office.inbox.read().iter_attachments())
    if not every:
        return []
    body: Any = every[0].get_payload(decode=True)
    calendar: Any = icalendar.Calendar.from_ical(body)
    assert calendar["METHOD"] == every[0].get_param("method")
    return list(calendar.walk("VEVENT"))


class TestAPersonalFile:
    async def test_names_its_one_attendee(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world, date(name="Concert", organizer_name="Olga", organizer_email="olga@example.org"))
            (vevent,) = await files(office, LetterKind.ANSWERED, event)
            assert (vevent["UID"], vevent["SUMMARY"]) == (event.prokey, "Concert")
            attendee = vevent["ATTENDEE"]
            assert (str(attendee), attendee.params["PARTSTAT"]) == ("mailto:vera@example.org", "ACCEPTED")
            assert str(vevent["ORGANIZER"]) == "mailto:olga@example.org"

    async def test_does_not_come_with_a_no(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world)
            assert await files(office, LetterKind.CHANGED, event, said={"state": "declined"}) == []

    async def test_says_where_to_meet_online_to_who_comes_only(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world, date(virtual_url=MEETING))
            (vevent,) = await files(office, LetterKind.ANSWERED, event)
            assert str(vevent["CONFERENCE"]) == MEETING
            (vevent,) = await files(office, LetterKind.ANSWERED, event, key="2", said={"state": "tentative"})
            assert "CONFERENCE" not in vevent
            assert MEETING.encode() not in office.inbox.mails[-1][1]

    async def test_of_one_meeting_of_a_series_holds_that_one_only(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world, simplified=True, simple_type="weekly", count=3)
            _, second, _ = await world.store.read(meetings_of, office.itself, event.number)
            (vevent,) = await files(office, LetterKind.ANSWERED, event, occurrence=second.number)
            assert vevent["RECURRENCE-ID"].dt == vevent["DTSTART"].dt == second.starts_at
            assert "RRULE" not in vevent

    async def test_of_one_of_several_dates_holds_that_one_only(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world, date(name="First"), date(name="Second", start_date="2026-05-01"))
            _, second = await world.store.read(meetings_of, office.itself, event.number)
            (vevent,) = await files(office, LetterKind.ANSWERED, event, occurrence=second.number)
            assert vevent["SUMMARY"] == "Second"

    async def test_of_a_moved_event_has_a_higher_sequence(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world)
            (before,) = await files(office, LetterKind.ANSWERED, event)
            patch = EventPatch(dates=(DatePatch(start_date="2026-06-01"),))
            await world.store.write(revise_event, world.olga.acting(), event.prokey, patch, now=world.clock.now())
            (after,) = await files(office, LetterKind.EVENT_REVISED, event)
            assert after["SEQUENCE"] > before["SEQUENCE"]

    async def test_of_a_cancelled_meeting_says_so(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world)
            (meeting,) = await world.store.read(meetings_of, office.itself, event.number)
            olga, now = world.olga.acting(CredentialKind.TOKEN), world.clock.now()
            await world.store.write(cancel_meeting, olga, world.choir.number, meeting.public_id, now=now)
            (vevent,) = await files(office, LetterKind.CANCELLED, event, occurrence=meeting.number)
            assert (vevent["STATUS"], vevent["SEQUENCE"] > 0) == ("CANCELLED", True)

    async def test_of_a_dynamic_event_does_not_exist(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world, date(start_date="today+4", end_date=None))
            assert await files(office, LetterKind.ANSWERED, event) == []


class TestADeletedEvent:
    async def test_is_told_of_before_it_is_removed(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world)
            await world.store.write(delete_event, world.olga.acting(), event.prokey, now=world.clock.now())
            (vevent,) = await files(office, LetterKind.CANCELLED, event)
            assert (vevent["STATUS"], vevent["SEQUENCE"]) == ("CANCELLED", event.sequence + 1)
            await remove(office)
            await office.write(letter(LetterKind.CANCELLED, event.number, key="late"))
            await office.work()
            assert await office.state() is LetterState.DROPPED

    async def test_is_told_of_even_when_nothing_is_left_of_it(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world)
            await world.store.write(delete_event, world.olga.acting(), event.prokey, now=world.clock.now())
            await remove(office)
            moments = {"starts_at": "2026-03-02T18:00:00+00:00", "ends_at": "2026-03-02T20:00:00+00:00"}
            said = {"name": "Gone", "uid": "u", "sequence": 2, "zone": "Europe/Berlin", "location": "Hall", **moments}
            (vevent,) = await files(office, LetterKind.CANCELLED, event, said=said)
            assert (vevent["UID"], vevent["SEQUENCE"], vevent["STATUS"]) == ("u", 3, "CANCELLED")
            assert office.inbox.read()["Subject"] == "Cancelled: Gone"


class TestAnInvitation:
    async def test_asks_its_one_attendee_for_a_reply(self, world: World) -> None:
        async with post_office(world) as office:
            event = await made(world, date(organizer_name="Olga", organizer_email="olga@example.org"))
            await office.write(letter(LetterKind.INVITATION, event.number, said={}))
            await office.work()
            texts, _ = office.inbox.read().iter_parts()
            *_, part = texts.iter_parts()
            assert part.get_param("method") == "REQUEST"
            body: Any = part.get_payload(decode=True)
            calendar: Any = icalendar.Calendar.from_ical(body)
            (vevent,) = calendar.walk("VEVENT")
            assert calendar["METHOD"] == "REQUEST"
            assert vevent["ATTENDEE"].params["RSVP"] == "TRUE"
            assert vevent["ATTENDEE"].params["PARTSTAT"] == "NEEDS-ACTION"


async def remove(office: PostOffice) -> None:
    """What the job does that takes out the rows of what was deleted."""
    for job in await office.world.store.read(list_jobs, office.itself):
        if job.kind == "removal":
            await removal(Errand(office.world.store, office.world.clock, job))
