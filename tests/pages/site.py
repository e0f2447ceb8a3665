"""The choir's pages, and how a test reads them."""

import re
from datetime import timedelta
from html import unescape
from typing import Any

import httpx
import icalendar

from kalends.actions.event import GroupChoice, create_event, revise_event
from kalends.actions.group import revise_group
from kalends.actions.job import finish_job, list_jobs
from kalends.actions.ports import Read
from kalends.actions.template import create_template, delete_template, picture_landing_page, revise_template
from kalends.domain import access
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.asset import Picture
from kalends.domain.event import DatePatch, Event
from kalends.domain.group import GroupPatch
from kalends.domain.job import Job
from kalends.domain.landing_page import PicturePlace
from kalends.domain.occurrence import Occurrence
from kalends.domain.template import Template, TemplateKind, TemplatePatch
from kalends.jobs.kinds import HANDLERS
from kalends.jobs.worker import Errand
from kalends.pages.form_question import input_of
from kalends.pages.made import MARK, stamped
from tests import loop
from tests.builders import draft
from tests.cast import World
from tests.stage import picture

UNKNOWN = "00000000-0000-4000-8000-000000000000"
_TAG = re.compile(r"<[^>]*>")


def words(answer: httpx.Response) -> str:
    """What a person reads in the body of a page."""
    body = answer.text.partition("<body")[2].partition(">")[2]
    return " ".join(unescape(_TAG.sub(" ", body)).split())


def asked(**given: str) -> dict[str, str]:
    """What is written for questions of these names, as a form sends it."""
    return {input_of(name): value for name, value in given.items()}


class Site:
    """Olga makes events in her choir; Vera looks in."""

    def __init__(self, world: World) -> None:
        self.world, self.group = world, world.choir.prokey

    def make(self, *dates: DatePatch, group: str | None = None, **fields: Any) -> Event:
        choice = GroupChoice(prokey=group or self.group)
        made = self.world.do(
            create_event, self.world.olga.acting(), choice, draft(*dates, **fields), now=self.world.clock.now()
        )
        return made.event

    def revise(self, event: Event, **fields: Any) -> None:
        patch = draft(*fields.pop("dates", (DatePatch(),)), **fields)
        self.world.do(revise_event, self.world.olga.acting(), event.prokey, patch, now=self.world.clock.now())

    def form(self, **choices: Any) -> int:
        """Number of an RSVP form."""
        return self.template(TemplateKind.RSVP_FORM, **choices)

    def template(self, kind: TemplateKind, **choices: Any) -> int:
        """Number of a template."""
        patch, now = TemplatePatch(name="Template", choices=choices), self.world.clock.now()
        made: Template = self.world.do(create_template, self.world.olga.acting(), kind, patch, now=now)
        return made.number

    def pictured(self, place: PicturePlace, size: tuple[int, int] = (1_200, 400), **choices: Any) -> int:
        """Number of a landing page template with a picture there."""
        number = self.template(TemplateKind.LANDING_PAGE, **choices)
        drawn = Picture("webp", *size, f"{size}{place}", picture())
        olga, now = self.world.olga.acting(), self.world.clock.now()
        self.world.do(picture_landing_page, olga, number, place, drawn, now=now)
        return number

    def change(self, kind: TemplateKind, number: int, **choices: Any) -> None:
        """Choose otherwise."""
        patch, now = TemplatePatch(choices=choices), self.world.clock.now()
        self.world.do(revise_template, self.world.olga.acting(), kind, number, patch, now=now)

    def drop(self, kind: TemplateKind, number: int) -> None:
        """Delete a template."""
        self.world.do(delete_template, self.world.olga.acting(), kind, number, now=self.world.clock.now())

    def group_has(self, **fields: Any) -> None:
        """Change the choir."""
        patch, now = GroupPatch(**fields), self.world.clock.now()
        self.world.do(revise_group, self.world.olga.acting(), self.group, patch, now=now)

    def meetings(self, event: Event) -> list[Occurrence]:
        async def view(read: Read, _actor: Actor) -> list[Occurrence]:
            return await read.meetings_of_event(event.number, None, 1_000)

        return self.world.see(view, self.world.olga.acting())

    def alone(self, deed: Any, meeting: Occurrence, *args: Any) -> None:
        """Olga changes or cancels one meeting."""
        olga = self.world.olga.acting(CredentialKind.TOKEN)
        self.world.do(deed, olga, meeting.group, meeting.public_id, *args, now=self.world.clock.now())

    def get(self, event: Event | str, rest: str = "", **headers: str) -> httpx.Response:
        prokey = event if isinstance(event, str) else event.prokey
        return self.world.get(f"/{prokey}{rest}", headers)

    def read(self, event: Event | str, rest: str = "") -> str:
        answer = self.get(event, rest)
        assert answer.status_code == 200, answer.text
        return words(answer)

    def made(self, event: Event, ago_s: int = 60) -> str:
        """What stands in the form of a page that was made then."""
        text = stamped(
            MARK.encode(), self.world.context.gate, event.prokey, self.world.clock.now() - timedelta(seconds=ago_s)
        )
        return text.decode()

    def answer(self, event: Event, rest: str = "", headers: Any = None, **form: str) -> httpx.Response:
        """Vera sends the form a minute after she opened the page."""
        sent = {"answer": "yes", "name": "Vera", "mail": "vera@example.org", "made": self.made(event)} | form
        return self.world.post(f"/{event.prokey}/answer{rest}", headers, data=sent)

    def work(self, kind: str) -> None:
        """Do the jobs of this kind, and no other test's."""
        itself = access.system(self.world.organization)
        for job in self.world.see(list_jobs, itself):
            if job.kind == kind:
                loop.run(self._done(job))
                self.world.do(finish_job, itself, job, now=self.world.clock.now())

    async def _done(self, job: Job) -> None:
        await HANDLERS[job.kind](Errand(self.world.store, self.world.clock, job))

    def calendar(self, event: Event | str, rest: str) -> list[Any]:
        """The VEVENTs of a file or feed, as another implementation reads them."""
        answer = self.get(event, rest)
        assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/calendar; charset=utf-8")
        read: Any = icalendar.Calendar.from_ical(answer.content)
        return list(read.walk("VEVENT"))
