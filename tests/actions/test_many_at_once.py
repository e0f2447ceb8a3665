"""Many deeds at the same moment, on each database: each is done as if it had been alone."""

import asyncio
from collections.abc import Awaitable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from kalends.actions.answer import MailReply, Outcome, answer_by_mail, answer_meeting
from kalends.actions.credits import show_credits
from kalends.actions.event import GroupChoice, create_event, delete_event, revise_event, show_event
from kalends.actions.group import delete_group
from kalends.actions.job import discard_job, list_jobs
from kalends.actions.seat_count import seats_taken
from kalends.actions.template import create_template, revise_template
from kalends.domain import access
from kalends.domain.access import CredentialKind, visitor
from kalends.domain.answer import PartStat
from kalends.domain.errors import Kind, Refused
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.letter import LetterKind, LetterState
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.jobs.kinds import HANDLERS
from kalends.jobs.worker import Worker
from kalends.store.sql import Sql
from tests import loop
from tests.builders import date, draft
from tests.cast import World
from tests.pages.letter_box import LetterBox
from tests.record import answers_of_event

MANY = 25
_ROWS = Sql("SELECT (SELECT COUNT(*) FROM answers WHERE organization_id = :o)")

Told = Outcome | Refused


class Hall:
    """Olga's events in a world whose clock goes before all others', so that their jobs are not due."""

    def __init__(self, world: World) -> None:
        self.world, self.olga = world, world.olga.acting()
        self.form = 0

    @property
    def now(self) -> Any:
        return self.world.clock.now()

    def event(self, *dates: DatePatch, **choices: Any) -> Event:
        patch = TemplatePatch(name="Form", choices=choices)
        self.form = self.world.do(create_template, self.olga, TemplateKind.RSVP_FORM, patch, now=self.now).number
        choice, fields = GroupChoice(prokey=self.world.choir.prokey), draft(*dates, rsvp=True, rsvp_block=self.form)
        return self.world.do(create_event, self.olga, choice, fields, now=self.now).event

    async def comes(self, event: Event, who: str) -> Told:
        reply = MailReply(prokey=event.prokey, mail=f"{who}@example.org", state=PartStat.ACCEPTED)
        try:
            return await self.world.store.write(answer_by_mail, visitor(self.world.organization), reply, now=self.now)
        except Refused as refused:
            return refused

    async def says(self, event: Event, state: PartStat) -> None:
        """Mika, in the conversation."""
        mika, group = self.world.mika.acting(CredentialKind.TOKEN), self.world.choir.number
        await self.world.store.write(answer_meeting, mika, group, event.prokey, state, now=self.now)

    def states(self, event: Event) -> list[str]:
        return [it.state.value for it in self.world.see(answers_of_event, self.olga, event.prokey)]

    def taken(self, event: Event) -> int:
        return self.world.see(seats_taken, visitor(self.world.organization), event.prokey, now=self.now)

    def work(self, box: LetterBox) -> None:
        """All that is due, until nothing is."""
        handlers = HANDLERS | {"mail": box.handler}
        worker = Worker(self.world.store, self.world.clock, handlers)
        while loop.run(worker.run_due()):
            pass

    def counts(self, sql: Sql) -> list[Any]:
        async def view(read: Any, _actor: Any) -> list[Any]:
            return list(await read.all(sql))

        return self.world.see(view, access.system(self.world.organization))


@pytest.fixture
def hall(world: World) -> Iterator[Hall]:
    world.clock.move(timedelta(days=-300))
    yield Hall(world)
    for job in world.see(list_jobs, access.system(world.organization)):
        world.do(discard_job, access.system(world.organization), job.number)


def all_of(*deeds: Awaitable[Any]) -> list[Any]:
    async def together() -> list[Any]:
        return await asyncio.gather(*deeds)

    return loop.run(together())


class TestOnePerson:
    """T161: on two devices and in the conversation, all at once."""

    def test_has_one_seat(self, hall: Hall) -> None:
        event = hall.event(seats_max=5)
        page = [hall.comes(event, who) for who in ("mika", "MIKA", "mika") * 3]
        all_of(*page, *(hall.says(event, PartStat.ACCEPTED) for _ in range(5)))
        assert hall.taken(event) == 1
        assert len({it.attendee for it in hall.world.see(answers_of_event, hall.olga, event.prokey)}) == 1

    def test_who_is_new_becomes_one_attendee(self, hall: Hall) -> None:
        event = hall.event(seats_max=5)
        told = all_of(*(hall.comes(event, "vera") for _ in range(MANY)))
        assert told == [Outcome.TAKEN] * MANY
        assert (hall.states(event), hall.taken(event)) == (["accepted"], 1)


class TestFewerSeatsThanAreTaken:
    """T163: nobody loses theirs, and nobody is added."""

    @pytest.mark.parametrize("waiting_list", [True, False])
    def test_while_people_answer(self, hall: Hall, waiting_list: bool) -> None:
        event = hall.event(seats_max=20, waiting_list=waiting_list)
        fewer = TemplatePatch(choices={"seats_max": 3})
        form = (TemplateKind.RSVP_FORM, hall.form)
        first = [hall.comes(event, f"first{number}") for number in range(MANY)]
        lowered = hall.world.store.write(revise_template, hall.olga, *form, fewer, now=hall.now)
        then = [hall.comes(event, f"then{number}") for number in range(MANY)]
        told = all_of(*first, lowered, *then)
        took = told.count(Outcome.TAKEN)
        assert 3 <= took <= 20
        assert (hall.states(event).count("accepted"), hall.taken(event)) == (took, took)
        (late,) = all_of(hall.comes(event, "late"))
        assert late is Outcome.WAITING if waiting_list else late.reason == "full"
        assert hall.taken(event) == took


class TestADeletedEvent:
    """T164: no answer outlives it, and nobody is told that they are coming."""

    @pytest.mark.parametrize("what", ["event", "group"])
    def test_while_people_answer(self, hall: Hall, tmp_path: Path, what: str) -> None:
        event, store = hall.event(), hall.world.store
        deed, prokey = (delete_event, event.prokey) if what == "event" else (delete_group, hall.world.choir.prokey)
        first = [hall.comes(event, f"first{number}") for number in range(MANY)]
        deleted = store.write(deed, hall.olga, prokey, now=hall.now)
        told = all_of(*first, deleted, *(hall.comes(event, f"then{number}") for number in range(MANY)))
        answered = [it for it in told if it is not None]
        assert all(it is Outcome.TAKEN or it.kind is Kind.NOT_FOUND for it in answered)
        (late,) = all_of(hall.comes(event, "late"))
        assert late.kind is Kind.NOT_FOUND
        box = LetterBox(hall.world, tmp_path)
        hall.work(box)
        assert hall.counts(_ROWS) == [(0,)]
        took = answered.count(Outcome.TAKEN)
        sent = [it.letter.kind for it in loop.run(box.letters()) if it.state is LetterState.SENT]
        assert sent == [LetterKind.CANCELLED] * took


class TestCredits:
    """T165: one for every fifth update that succeeds."""

    def test_are_counted_one_by_one(self, hall: Hall) -> None:
        event, store = hall.event(), hall.world.store
        before = hall.world.see(show_credits, hall.olga)
        patches = [EventPatch(title=str(number)) for number in range(MANY)]
        wrong = [EventPatch(dates=(DatePatch(end_date="2025-01-01"),))] * 3

        async def revise(patch: EventPatch) -> bool:
            try:
                await store.write(revise_event, hall.olga, event.prokey, patch, now=hall.now)
            except Refused:
                return False
            return True

        assert all_of(*map(revise, [*patches, *wrong])).count(True) == MANY
        after = hall.world.see(show_credits, hall.olga)
        assert (after.created - before.created, after.updated - before.updated) == (0, MANY)


class TestDatesByPosition:
    """T168: the first date goes while somebody renames the second."""

    def test_one_after_the_other(self, hall: Hall) -> None:
        days = [date(name=name, start_date=f"2026-0{number}-02", end_date=f"2026-0{number}-02")
                for number, name in enumerate("ABC", start=1)]  # fmt: skip
        nothing: dict[str, Any] = {
            name: None
            for name in DatePatch.__struct_fields__
            if name not in ("start_fold", "end_fold", "all_day", "place_told")
        }
        event, store = hall.event(*days), hall.world.store
        gone = EventPatch(dates=(DatePatch(**nothing), DatePatch(), DatePatch()))
        renamed = EventPatch(dates=(DatePatch(), DatePatch(name="New")))
        all_of(*(store.write(revise_event, hall.olga, event.prokey, it, now=hall.now) for it in (gone, renamed)))
        names = [it.name for it in hall.world.see(show_event, hall.olga, event.prokey).dates]
        starts = [it.start_date[5:7] for it in hall.world.see(show_event, hall.olga, event.prokey).dates]
        assert (names, starts) in ((["New", "C"], ["02", "03"]), (["B", "New"], ["02", "03"]))
