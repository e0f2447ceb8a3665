"""What a reminder, and the question who came, tell whom they reach."""

from datetime import timedelta
from email.message import EmailMessage
from typing import Any

from kalends.actions.answer import answer_meeting
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.group import GroupDetails, describe_group
from kalends.actions.job import list_jobs
from kalends.actions.mail_reminder import remind_by_mail
from kalends.actions.reminding import JOB
from kalends.domain.answer import PartStat
from kalends.domain.event import Event
from kalends.domain.reminder import Audience
from kalends.jobs.reminder import reminder
from kalends.jobs.worker import Errand
from tests.builders import date, draft
from tests.cast import World
from tests.mail.post_office import PostOffice, post_office

ONLINE = "https://meet.example/choir"


async def evening(world: World, *mails: int) -> Event:
    made = await world.store.write(
        create_event,
        world.olga.acting(),
        GroupChoice(prokey=world.choir.prokey),
        draft(date(name="Concert", virtual_url=ONLINE), reminders=(7_200,)),
        now=world.clock.now(),
    )
    event: Event = made.event
    olga, now = world.olga.acting(), world.clock.now()
    await world.store.write(remind_by_mail, olga, event.prokey, mails, Audience.GROUP, now=now)
    return event


async def work(office: PostOffice, **later: Any) -> None:
    """What is due then: reminders, then their letters."""
    office.world.clock.move(timedelta(**later))
    for job in await office.world.store.read(list_jobs, office.itself):
        if job.kind == JOB and job.due_at <= office.world.clock.now():
            await reminder(Errand(office.world.store, office.world.clock, job))
    await office.work()


class TestAReminder:
    async def test_reaches_members_and_says_when_it_is(self, world: World) -> None:
        async with post_office(world) as office:
            event = await evening(world, 3_600)
            await work(office, hours=8)  # 17:00 in London, 18:00 in Berlin
            assert sorted(to for to, _ in office.inbox.mails) == [
                ["lena@example.org"], ["mika@example.org"], ["olga@example.org"],
            ]  # fmt: skip
            mail = office.inbox.read()
            assert mail["Subject"] == "Reminder: Concert"
            assert f"/{event.prokey}?o=" in text_of(mail)
            assert "19:00 to 21:00" in text_of(mail)
            assert "List-Unsubscribe" in mail

    async def test_tells_where_to_meet_online_only_who_comes(self, world: World) -> None:
        async with post_office(world) as office:
            event = await evening(world, 3_600)
            await world.store.write(_comes, world.mika.acting(), event.number, world.clock.now())
            await work(office, hours=8)
            sent = enumerate(office.inbox.mails)
            told = {to[0]: ONLINE in text_of(office.inbox.read(position)) for position, (to, _) in sent}
            assert told == {"lena@example.org": False, "mika@example.org": True, "olga@example.org": False}

    async def test_comes_once_for_each_lead(self, world: World) -> None:
        async with post_office(world) as office:
            await evening(world, 7_200, 3_600)
            for hours in (7, 1, 0):
                await work(office, hours=hours)
            assert len(office.inbox.mails) == 6


class TestTheQuestionWhoCame:
    async def test_reaches_those_who_lead(self, world: World) -> None:
        async with post_office(world) as office:
            details, olga = GroupDetails(attendance_requests=True), world.olga.acting()
            await world.store.write(describe_group, olga, world.choir.prokey, details, now=world.clock.now())
            await evening(world)
            await work(office, hours=8)
            assert sorted(to for to, _ in office.inbox.mails) == [["lena@example.org"], ["olga@example.org"]]
            assert "Concert" in office.inbox.read()["Subject"]


def text_of(mail: EmailMessage) -> str:
    body = mail.get_body(("plain",))
    assert body is not None
    return str(body.get_content())


async def _comes(tx: Any, actor: Any, event: int, now: Any) -> None:
    (meeting,) = await tx.meetings_of_event(event, None, 10)
    await answer_meeting(tx, actor, meeting.group, meeting.public_id, PartStat.ACCEPTED, now=now)
