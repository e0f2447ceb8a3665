"""An event with few seats and a waiting list, and whoever wants to come."""

from datetime import timedelta
from typing import Any

from kalends.actions import answer as deeds
from kalends.actions import template as templates
from kalends.actions.answer import MailReply, Outcome
from kalends.actions.occurrence import meetings_of
from kalends.actions.personal import Confirmation, LinkReply, change_answer, confirm_answer
from kalends.actions.personal_link import ask_for_link
from kalends.actions.series import split_event
from kalends.actions.waiting import lapse
from kalends.domain.access import system, visitor
from kalends.domain.answer import Answer, PartStat, fingerprint
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.store.sql import Sql
from tests.actions.conftest import Choir, speaking
from tests.builders import MONDAY, date
from tests.record import answers_of_event

ACCEPTED, DECLINED, WAITLISTED, PENDING = PartStat.ACCEPTED, PartStat.DECLINED, PartStat.WAITLISTED, PartStat.PENDING
_LETTERS = Sql("SELECT kind, mail, unasked FROM letters WHERE organization_id = :o ORDER BY number")
LATER = {"start_date": "2026-02-02", "end_date": "2026-02-02"}
WEEKLY = {"simplified": True, "simple_type": "weekly", "count": 4}
SECOND = {"start_date": "2026-02-09", "end_date": "2026-02-09"}


class Hall:
    """An event of two seats, with a waiting list, and those who want to come."""

    def __init__(self, choir: Choir, *dates: DatePatch, rule: Any = None, **choices: Any) -> None:
        self.choir = choir
        self.form = choir.write(
            templates.create_template, choir.olga, TemplateKind.RSVP_FORM,
            TemplatePatch(name="Two", choices={"seats_max": 2, "seats_per_answer": 4, "waiting_list": True} | choices),
            now=MONDAY,
        ).number  # fmt: skip
        self.event: Event = choir.make(*(dates or (date(**LATER),)), rsvp=True, rsvp_block=self.form, **(rule or {}))
        self.now = MONDAY

    def comes(self, who: str, amount: int = 1, state: PartStat = ACCEPTED, **more: Any) -> Outcome:
        self.now += timedelta(seconds=1)
        reply = MailReply(prokey=self.event.prokey, mail=f"{who}@example.org", state=state, amount=amount, **more)
        return self.choir.write(deeds.answer_by_mail, visitor(self.choir.number), reply, now=self.now)  # type: ignore[no-any-return]

    def every(self) -> list[Answer]:
        found: list[Answer] = self.choir.read(answers_of_event, self.choir.olga, self.event.prokey)
        return sorted(found, key=lambda it: it.occurrence)

    def answers(self) -> dict[str, Answer]:
        return {(it.mail or "").partition("@")[0]: it for it in self.every()}

    def states(self) -> dict[str, str]:
        return {who: it.state.value for who, it in self.answers().items()}

    def changes(self, who: str, state: PartStat, amount: int = 1, **more: Any) -> PartStat:
        self.now += timedelta(seconds=1)
        own = self.answers()[who].public_id
        reply = LinkReply(prokey=self.event.prokey, answer=own, state=state, amount=amount, **more)
        return self.choir.write(change_answer, visitor(self.choir.number), reply, now=self.now)  # type: ignore[no-any-return]

    def confirms(self, who: str) -> PartStat:
        own = self.answers()[who]
        given = Confirmation(self.event.prokey, own.public_id, fingerprint(own))
        return self.choir.write(confirm_answer, visitor(self.choir.number), given, now=self.now)  # type: ignore[no-any-return]

    def lapse(self, who: str) -> None:
        args = (system(self.choir.number), self.event.number, self.answers()[who].public_id)
        self.choir.write(lapse, *args, now=self.now)

    def asks_for_link(self, who: str) -> list[str]:
        """What the deed asks of the store meanwhile, by name."""
        asked: list[str] = []

        class Watched:
            def __init__(self, tx: Any) -> None:
                self.tx = tx

            def __getattr__(self, name: str) -> Any:
                asked.append(name)
                return getattr(self.tx, name)

        async def deed(tx: Any, actor: Any) -> None:
            await ask_for_link(Watched(tx), actor, self.event.prokey, f"{who}@example.org", "de", now=self.now)

        self.choir.write(deed, visitor(self.choir.number))
        return asked

    def revise_form(self, **choices: Any) -> None:
        patch = TemplatePatch(choices=choices)
        self.choir.write(
            templates.revise_template, self.choir.olga, TemplateKind.RSVP_FORM, self.form, patch, now=self.now
        )

    def says_of_the_second(self, state: PartStat) -> int:
        """Mika answers that meeting alone; its number."""
        second = self.choir.read(meetings_of, system(self.choir.number), self.event.number)[1]
        self.now += timedelta(seconds=1)
        args = (speaking(self.choir.mika), self.choir.group.number, second.public_id, state)
        self.choir.write(deeds.answer_meeting, *args, now=self.now)
        return int(second.number)

    def splits(self) -> Event:
        """The series goes on otherwise from its second meeting on; the later part."""
        second = self.choir.read(meetings_of, system(self.choir.number), self.event.number)[1]
        args = (self.choir.olga, self.event.prokey, second.number, EventPatch())
        return self.choir.write(split_event, *args, now=self.now)  # type: ignore[no-any-return]

    def letters(self, kind: str | None = None) -> list[str]:
        async def view(read: Any, _actor: Any) -> list[Any]:
            return list(await read.all(_LETTERS))

        rows = self.choir.read(view, system(self.choir.number))
        return [f"{row[0]} {row[1].partition('@')[0]}" for row in rows if kind in (None, row[0])]
