"""What becomes of answers by themselves: seats are given up and given on, news goes to who has answered, once each."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, cast

import pytest
from msgspec.structs import replace

from kalends.actions.answer import MailReply, answer_by_mail, answer_meeting
from kalends.actions.answer_list import delete_answer
from kalends.actions.event import GroupChoice, create_event, delete_event, revise_event
from kalends.actions.group import delete_group, set_group_status
from kalends.actions.job import discard_job, list_jobs
from kalends.actions.meeting import cancel_meeting
from kalends.actions.template import create_template, delete_template
from kalends.domain import access, limits
from kalends.domain.access import CredentialKind, visitor
from kalends.domain.answer import PartStat
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch
from kalends.domain.group import Status
from kalends.domain.occurrence import Occurrence
from kalends.domain.template import TemplateKind, TemplatePatch
from kalends.jobs.kinds import HANDLERS
from kalends.jobs.worker import Errand, Worker
from kalends.store.sql import Sql
from tests import loop
from tests.builders import date, draft
from tests.cast import World
from tests.record import answers_of_event

WEEKLY = "FREQ=WEEKLY;COUNT=3"
_LETTERS = Sql("SELECT kind, mail, occurrence, said FROM letters WHERE organization_id = :o ORDER BY number")


class Dying:
    """A store that does so many deeds more."""

    def __init__(self, store: Any, deeds: int) -> None:
        self.store, self.deeds = store, deeds

    async def write(self, *args: Any, **kwargs: Any) -> Any:
        if not self.deeds:
            raise OSError("the server died")
        self.deeds -= 1
        return await self.store.write(*args, **kwargs)


class Choir:
    """Olga's events, and the clock before all others', so that their jobs are not due."""

    def __init__(self, world: World) -> None:
        self.world = world
        world.clock.move(timedelta(days=-300))

    @property
    def now(self) -> Any:
        return self.world.clock.now()

    def event(self, rule: str | None = None, **choices: Any) -> Event:
        olga = self.world.olga.acting()
        patch = TemplatePatch(name="Form", choices=choices)
        form = self.world.do(create_template, olga, TemplateKind.RSVP_FORM, patch, now=self.now)
        fields: dict[str, Any] = {"rsvp": True, "rsvp_block": form.number} | ({"rule": rule} if rule else {})
        choice = GroupChoice(prokey=self.world.choir.prokey)
        return self.world.do(create_event, olga, choice, draft(date(), **fields), now=self.now).event

    def comes(self, event: Event, who: str, occurrence: int | None = None, **more: Any) -> None:
        reply = MailReply(
            prokey=event.prokey, mail=f"{who}@example.org", occurrence=occurrence,
            **{"state": PartStat.ACCEPTED} | more,
        )  # fmt: skip
        self.world.do(answer_by_mail, visitor(self.world.organization), reply, now=self.now)

    def meetings(self, event: Event) -> list[Occurrence]:
        async def view(read: Any, _actor: Any) -> list[Occurrence]:
            return list(await read.meetings_of_event(event.number, None, 9))

        return self.world.see(view, self.world.olga.acting())

    def revise(self, event: Event, **fields: Any) -> None:
        self.world.do(revise_event, self.world.olga.acting(), event.prokey, EventPatch(**fields), now=self.now)

    def work(self) -> None:
        async def mail(_errand: Errand) -> None: ...

        worker = Worker(self.world.store, self.world.clock, HANDLERS | {"mail": mail})
        while loop.run(worker.run_due()):
            pass

    def settle(self) -> None:
        """Long enough after a change that people are written to."""
        self.world.clock.move(timedelta(seconds=limits.NOTICE_SETTLES_S))
        self.work()

    def settle_and_die_after(self, deeds: int, kind: str = "notice") -> None:
        """As `settle`, but only one kind of job is done, and the server dies when that has done so many deeds."""

        async def dies(errand: Errand) -> None:
            await HANDLERS[kind](replace(errand, store=cast(Any, Dying(errand.store, deeds))))

        self.world.clock.move(timedelta(seconds=limits.NOTICE_SETTLES_S))
        loop.run(Worker(self.world.store, self.world.clock, {kind: dies}).run_due())

    def told(self, *kinds: str) -> list[str]:
        async def view(read: Any, _actor: Any) -> list[Any]:
            return list(await read.all(_LETTERS))

        rows = self.world.see(view, access.system(self.world.organization))
        return [f"{row[0]} {row[1].partition('@')[0]}" for row in rows if row[0] in kinds]

    def states(self, event: Event) -> list[str]:
        return [it.state.value for it in self.world.see(answers_of_event, self.world.olga.acting(), event.prokey)]


@pytest.fixture
def choir(world: World) -> Iterator[Choir]:
    yield Choir(world)
    for organization in (world.organization, world.theirs.organization):
        for job in world.see(list_jobs, access.system(organization)):
            world.do(discard_job, access.system(organization), job.number)


class TestAMovedEvent:
    def test_is_told_once_to_all_who_come_may_come_or_wait(self, choir: Choir) -> None:
        event = choir.event(seats_max=1, waiting_list=True, maybe_offered=True)
        choir.comes(event, "a")
        choir.comes(event, "waits")
        choir.comes(event, "maybe", state=PartStat.TENTATIVE)
        choir.comes(event, "no", state=PartStat.DECLINED)
        choir.revise(event, dates=(DatePatch(start_time="20:00", end_time="22:00"),))
        choir.settle()
        choir.settle()
        assert choir.told("event_revised") == ["event_revised a", "event_revised waits", "event_revised maybe"]

    def test_once_however_often_it_is_moved_meanwhile(self, choir: Choir) -> None:
        event = choir.event()
        choir.comes(event, "a")
        for hour in ("20:00", "20:30"):
            choir.revise(event, dates=(DatePatch(start_time=hour, end_time="22:00"),))
            choir.work()
        choir.settle()
        assert choir.told("event_revised") == ["event_revised a"]

    def test_in_slices_where_they_are_many(self, choir: Choir, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "LETTERS_PER_SLICE", 2)
        event = choir.event()
        for who in "abcde":
            choir.comes(event, who)
        choir.revise(event, dates=(DatePatch(place_told="Elsewhere"),))
        choir.settle()
        assert choir.told("event_revised") == [f"event_revised {who}" for who in "abcde"]

    @pytest.mark.parametrize("deeds", range(6))
    def test_once_each_however_far_the_server_came_before_it_died_and_whatever_is_edited_then(
        self, choir: Choir, monkeypatch: pytest.MonkeyPatch, deeds: int
    ) -> None:
        monkeypatch.setattr(limits, "LETTERS_PER_SLICE", 2)
        event = choir.event()
        for who in "abcde":
            choir.comes(event, who)
        choir.revise(event, dates=(DatePatch(place_told="Elsewhere"),))
        choir.settle_and_die_after(deeds)
        assert len(choir.told("event_revised")) == (0, 2, 2, 4, 4, 5)[deeds]
        choir.revise(event, dates=(DatePatch(description="Bring your scores"),))
        choir.settle()
        assert choir.told("event_revised") == [f"event_revised {who}" for who in "abcde"]

    @pytest.mark.parametrize("change", [{"name": "Evensong"}, {"description": "New"}])
    def test_but_not_one_that_was_only_reworded(self, choir: Choir, change: dict[str, Any]) -> None:
        event = choir.event()
        choir.comes(event, "a")
        choir.revise(event, dates=(DatePatch(**change),))
        choir.settle()
        assert choir.told("event_revised", "cancelled") == []

    def test_nor_one_that_is_over(self, choir: Choir) -> None:
        event = choir.event()
        choir.comes(event, "a")
        choir.world.clock.move(timedelta(days=400))
        choir.revise(event, dates=(DatePatch(place_told="Elsewhere"),))
        job = next(
            it for it in choir.world.see(list_jobs, access.system(choir.world.organization)) if it.kind == "notice"
        )
        errand = Errand(choir.world.store, choir.world.clock, job)

        async def handle() -> None:
            await HANDLERS["notice"](errand)

        loop.run(handle())
        assert choir.told("event_revised") == []

    def test_nor_to_whoever_moved_it(self, choir: Choir) -> None:
        event, olga = choir.event(), choir.world.olga
        acting = olga.acting(CredentialKind.TOKEN)
        args = (choir.world.choir.number, event.prokey, PartStat.ACCEPTED)
        choir.world.do(answer_meeting, acting, *args, now=choir.now)
        choir.revise(event, dates=(DatePatch(place_told="Elsewhere"),))
        choir.settle()
        assert choir.told("event_revised") == []

    def test_but_to_each_of_two_who_moved_it_one_after_the_other(self, choir: Choir) -> None:
        event, world = choir.event(), choir.world
        for who in (world.olga, world.lena):
            args = (who.acting(CredentialKind.TOKEN), world.choir.number, event.prokey, PartStat.ACCEPTED)
            world.do(answer_meeting, *args, now=choir.now)
        later = EventPatch(dates=(DatePatch(start_time="20:00", end_time="22:00"),))
        world.do(revise_event, world.lena.acting(), event.prokey, later, now=choir.now)
        choir.revise(event, dates=(DatePatch(place_told="Elsewhere"),))
        choir.settle()
        assert choir.told("event_revised") == ["event_revised olga", "event_revised lena"]


class TestACancelledEvent:
    def test_is_told_as_such(self, choir: Choir) -> None:
        event = choir.event()
        choir.comes(event, "a")
        choir.revise(event, dates=(DatePatch(status=DateStatus.CANCELLED),))
        choir.settle()
        assert choir.told("cancelled", "event_revised") == ["cancelled a"]

    def test_of_one_meeting_those_hear_whose_answer_is_for_it(self, choir: Choir) -> None:
        event = choir.event(WEEKLY)
        first, second, _ = choir.meetings(event)
        choir.comes(event, "all")
        choir.comes(event, "first", first.number)
        choir.comes(event, "second", second.number)
        olga = choir.world.olga.acting(CredentialKind.TOKEN)
        choir.world.do(cancel_meeting, olga, second.group, second.public_id, now=choir.now)
        choir.settle()
        assert choir.told("cancelled", "event_revised") == ["cancelled all", "cancelled second"]

    def test_when_it_is_deleted_before_its_rows_go(self, choir: Choir) -> None:
        event = choir.event()
        choir.comes(event, "a")
        choir.world.do(delete_event, choir.world.olga.acting(), event.prokey, now=choir.now)
        choir.settle()
        assert choir.told("cancelled") == ["cancelled a"]

    def test_when_its_group_is_deleted(self, choir: Choir) -> None:
        for who in "ab":
            choir.comes(choir.event(), who)
        choir.world.do(delete_group, choir.world.olga.acting(), choir.world.choir.prokey, now=choir.now)
        choir.settle()
        assert choir.told("cancelled") == ["cancelled a", "cancelled b"]


class TestSeats:
    def test_that_were_kept_are_given_to_who_waits_half_an_hour_later(self, choir: Choir) -> None:
        event = choir.event(seats_max=1, waiting_list=True, mail_confirmed=True)
        choir.comes(event, "a")
        choir.world.clock.move(timedelta(minutes=29))
        choir.work()
        assert choir.states(event) == ["pending"]
        choir.world.clock.move(timedelta(minutes=2))
        choir.work()
        (answer,) = choir.world.see(answers_of_event, choir.world.olga.acting(), event.prokey)
        assert answer.pending_until is None
        choir.world.clock.move(timedelta(days=8))
        choir.work()
        assert choir.states(event) == []

    def test_of_an_event_whose_form_is_deleted_are_given_to_nobody(self, choir: Choir) -> None:
        event = choir.event(seats_max=1, waiting_list=True)
        for who in "abc":
            choir.comes(event, who)
        form = event.rsvp_block
        choir.world.do(delete_template, choir.world.olga.acting(), TemplateKind.RSVP_FORM, form, now=choir.now)
        choir.work()
        assert choir.states(event) == ["accepted", "waitlisted", "waitlisted"]
        assert choir.told("promoted") == []

    def test_that_are_very_many_are_given_on_by_a_job(self, choir: Choir, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "PROMOTED_IN_DEED", 2)
        event = choir.event(seats_max=1, waiting_list=True)
        for who in "abcdef":
            choir.comes(event, who)
        choir.revise(event, rsvp_block=None)
        assert choir.states(event).count("accepted") == 3
        choir.work()
        assert choir.told("promoted") == [f"promoted {who}" for who in "bcdef"]


class TestADraftOfAGroup:
    def test_gives_no_freed_seat_on_until_it_is_published(self, choir: Choir) -> None:
        event, other = choir.event(seats_max=1, waiting_list=True), choir.event(seats_max=1, waiting_list=True)
        for who in "ab":
            choir.comes(event, who)
            choir.comes(other, who)
        olga, group, do = choir.world.olga.acting(), choir.world.choir.prokey, choir.world.do
        do(set_group_status, olga, group, Status.DRAFT, now=choir.now)
        for one in (event, other):
            first = choir.world.see(answers_of_event, olga, one.prokey)[0]
            do(delete_answer, olga, one.prokey, first.public_id, inform=False, now=choir.now)
        choir.work()
        assert (choir.states(event), choir.told("promoted")) == (["waitlisted"], [])
        do(set_group_status, olga, group, Status.PUBLISHED, now=choir.now)
        choir.work()
        assert (choir.states(event), choir.states(other)) == (["accepted"], ["accepted"])
        assert choir.told("promoted") == ["promoted b", "promoted b"]
