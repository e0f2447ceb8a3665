"""The choir's events with reminders, and the one who tells them."""

from datetime import datetime, timedelta
from typing import Any

from kalends.actions.answer import MailReply, answer_by_mail, answer_meeting
from kalends.actions.event import GroupChoice, create_event, revise_event
from kalends.actions.job import finish_job, list_jobs
from kalends.actions.letter import why_not_sent
from kalends.actions.mail_reminder import remind_by_mail
from kalends.actions.occurrence import meetings_of
from kalends.actions.ports import Read
from kalends.actions.reminding import JOB
from kalends.domain import access
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.answer import PartStat
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.job import Job
from kalends.domain.letter import Letter, LetterKind
from kalends.domain.occurrence import Occurrence
from kalends.domain.reminder import Audience
from kalends.jobs.reminder import reminder
from kalends.jobs.worker import Errand
from tests import loop
from tests.cast import Friend, World

HOUR, DAY = 3_600, 86_400


def starting(at: datetime, **fields: Any) -> DatePatch:
    """A date of an hour that begins then, by the clocks of Greenwich."""
    end = at + timedelta(hours=1)
    usual: dict[str, Any] = {
        "name": "Rehearsal", "start_date": f"{at:%Y-%m-%d}", "start_time": f"{at:%H:%M}", "zone": "Etc/GMT",
        "end_date": f"{end:%Y-%m-%d}", "end_time": f"{end:%H:%M}",
    }  # fmt: skip
    return DatePatch(**usual | fields)


class Reminded:
    """What is due is done by `work`, which looks at this organization only: others share the database."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.itself = access.system(world.organization)

    @property
    def now(self) -> datetime:
        return self.world.clock.now()

    def event(self, *leads: int, days: float = 10, by_mail: tuple[int, ...] = (), **fields: Any) -> Event:
        """In the choir, that many days from now. leads: of reminders in chat, in seconds."""
        patch = {"dates": (starting(self.now + timedelta(days=days)),)} | fields
        event = self.made(EventPatch(reminders=leads, **patch))
        if by_mail:
            self.by_mail(event, *by_mail)
        return event

    def made(self, patch: EventPatch, **more: Any) -> Event:
        choice, olga = GroupChoice(prokey=self.world.choir.prokey), self.world.olga.acting()
        event: Event = self.world.do(create_event, olga, choice, patch, now=self.now, **more).event
        return event

    def by_mail(self, event: Event, *leads: int, to: Audience = Audience.ANSWERED) -> None:
        self.world.do(remind_by_mail, self.world.olga.acting(), event.prokey, leads, to, now=self.now)

    def revise(self, event: Event, **fields: Any) -> Event:
        """Another date, or another field of the event."""
        patch = EventPatch(**fields)
        revised: Event = self.world.do(revise_event, self.world.olga.acting(), event.prokey, patch, now=self.now)
        return revised

    def move(self, event: Event, to: datetime) -> Event:
        return self.revise(event, dates=(starting(to),))

    def meetings(self, event: Event) -> list[Occurrence]:
        found: list[Occurrence] = self.world.see(meetings_of, self.itself, event.number)
        return found

    def answer(self, event: Event, who: Friend, state: PartStat = PartStat.ACCEPTED) -> None:
        """To the event's first meeting."""
        meeting, actor = self.meetings(event)[0], who.acting(CredentialKind.TOKEN)
        self.world.do(answer_meeting, actor, meeting.group, meeting.public_id, state, now=self.now)

    def answer_from_afar(self, event: Event, mail: str) -> None:
        """Somebody who is known by a mail address only, to the whole event."""
        reply = MailReply(prokey=event.prokey, mail=mail, state=PartStat.ACCEPTED, name="Vera")
        self.world.do(answer_by_mail, access.visitor(self.world.organization), reply, now=self.now)

    def jobs(self) -> list[Job]:
        return [it for it in self.world.see(list_jobs, self.itself) if it.kind == JOB]

    def due(self) -> datetime | None:
        """When the only job is due."""
        jobs = self.jobs()
        assert len(jobs) < 2
        return jobs[0].due_at if jobs else None

    def do(self, job: Job) -> None:
        """As a worker does it."""
        loop.run(reminder(Errand(self.world.store, self.world.clock, job)))
        self.world.do(finish_job, self.itself, job, now=self.now)

    def work(self) -> None:
        for _ in range(100):
            due = [job for job in self.jobs() if job.due_at <= self.now]
            if not due:
                return
            for job in due:
                self.do(job)
        raise AssertionError("there is always something to do")

    def at(self, moment: datetime) -> None:
        """The clock shows that, and what is due is done."""
        self.world.clock.moment = moment
        self.work()

    def lines(self) -> list[dict[str, Any]]:
        """What the conversation was reminded of, the oldest first."""
        path = f"/v3/groups/{self.world.choir.number}/messages?limit=100"
        answer = self.world.get(path, self.world.olga.by_token)
        found = answer.json()["response"]["messages"] if answer.content else []  # empty: nothing was ever said
        return [it for it in reversed(found) if it.get("event", {}).get("type") == "calendar.event.starting"]

    def texts(self) -> list[str]:
        return [str(line["text"]) for line in self.lines()]

    def letters(self, kind: LetterKind = LetterKind.REMINDER) -> list[Letter]:
        """The oldest first."""
        found = self.world.see(_letters, self.itself)
        return [it for it in found if it.kind is kind]

    def mailed(self, kind: LetterKind = LetterKind.REMINDER) -> list[str]:
        """Whom letters go to that would be sent now, in order of address."""
        return sorted(it.to for it in self.letters(kind) if self.world.see(_unsent, self.itself, it, self.now) is None)


async def _letters(read: Read, _actor: Actor) -> list[Letter]:
    return [it.letter for it in reversed(await read.letters((), 10_000))]


async def _unsent(read: Read, _actor: Actor, letter: Letter, now: datetime) -> object:
    return await why_not_sent(read, letter, now)
