"""Who is reminded: the conversation by a line, people by mail, and those who lead the group of the roll-call (T191)."""

from datetime import datetime, timedelta

import pytest
from msgspec.structs import replace

from kalends.actions.event import set_event_status
from kalends.actions.group import GroupDetails, create_group, describe_group
from kalends.actions.mail_reminder import remind_by_mail
from kalends.actions.meeting import cancel_meeting
from kalends.actions.occurrence_list import show_entry
from kalends.actions.ports import Tx
from kalends.domain import limits
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.answer import PartStat
from kalends.domain.errors import Kind, Refused
from kalends.domain.event import Event
from kalends.domain.group import Group, GroupPatch, Status
from kalends.domain.letter import LetterKind
from kalends.domain.reminder import Audience
from tests.cast import World
from tests.jobs.reminded import DAY, HOUR, Reminded

ATTENDANCE = LetterKind.ATTENDANCE


@pytest.fixture
def reminded(world: World) -> Reminded:
    return Reminded(world)


def told(reminded: Reminded, event: Event, hours: float = 1) -> None:
    reminded.at(reminded.meetings(event)[0].starts_at - timedelta(hours=hours))


def shown(reminded: Reminded, event: Event) -> dict[str, object]:
    """As Planning Center's programs see the first meeting."""
    number, olga = reminded.meetings(event)[0].number, reminded.world.olga
    found: dict[str, object] = reminded.world.get(f"/groups/v2/events/{number}", olga.by_application).json()
    return found["data"]["attributes"]  # type: ignore[index, no-any-return]


class TestByMail:
    def test_those_who_said_yes_or_maybe(self, reminded: Reminded) -> None:
        event, world = reminded.event(by_mail=(HOUR,), rsvp=True), reminded.world
        for friend, state in ((world.mika, PartStat.TENTATIVE), (world.lena, PartStat.DECLINED)):
            reminded.answer(event, friend, state)
        reminded.answer_from_afar(event, "vera@example.org")
        told(reminded, event)
        assert reminded.mailed() == ["mika@example.org", "vera@example.org"]

    @pytest.mark.parametrize("state", [PartStat.NONE, PartStat.PENDING, PartStat.WAITLISTED])
    def test_nobody_in_between(self, reminded: Reminded, state: PartStat) -> None:
        event = reminded.event(by_mail=(HOUR,))
        reminded.answer(event, reminded.world.mika)
        reminded.world.do(_becomes, reminded.itself, event.number, state)
        told(reminded, event)
        assert reminded.mailed() == []

    def test_what_holds_for_the_meeting_alone_goes_first(self, reminded: Reminded) -> None:
        event = reminded.event(by_mail=(HOUR,), rule="FREQ=DAILY;COUNT=2", rsvp=True)
        reminded.answer_from_afar(event, "mika@example.org")  # an address that is Mika's
        reminded.answer(event, reminded.world.mika, PartStat.DECLINED)
        _, second = reminded.meetings(event)
        told(reminded, event)
        assert reminded.mailed() == []
        reminded.at(second.starts_at - timedelta(hours=1))
        assert reminded.mailed() == ["mika@example.org"]
        assert reminded.letters()[-1].occurrence == second.number

    def test_all_members_but_who_said_no_where_that_is_wanted(self, reminded: Reminded) -> None:
        event, world = reminded.event(rsvp=True), reminded.world
        reminded.by_mail(event, HOUR, to=Audience.GROUP)
        reminded.answer(event, world.lena, PartStat.DECLINED)
        reminded.answer(event, world.mika)
        reminded.answer_from_afar(event, "vera@example.org")
        told(reminded, event)
        assert reminded.mailed() == ["mika@example.org", "olga@example.org", "vera@example.org"]
        states = {it.to: it.said["state"] for it in reminded.letters()}
        assert (states["mika@example.org"], states["olga@example.org"]) == ("accepted", "none")

    @pytest.mark.parametrize("to", [Audience.ANSWERED, Audience.GROUP])
    def test_everybody_once_slice_by_slice(
        self, reminded: Reminded, to: Audience, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "REMINDED_IN_DEED", 2)
        event, world = reminded.event(rsvp=True), reminded.world
        reminded.by_mail(event, HOUR, to=to)
        for friend in (world.mika, world.olga, world.lena):
            reminded.answer(event, friend)
        for number in range(4):
            reminded.answer_from_afar(event, f"guest-{number}@example.org")
        told(reminded, event)
        assert len(reminded.letters()) == len(set(reminded.mailed())) == 7

    def test_those_who_want_it(self, reminded: Reminded) -> None:
        event = reminded.event(by_mail=(HOUR,))
        for friend in (reminded.world.mika, reminded.world.lena):
            reminded.answer(event, friend)
        reminded.world.do(_unwanted, reminded.itself, "mika@example.org", reminded.now)
        told(reminded, event)
        assert reminded.mailed() == ["lena@example.org"]

    def test_is_not_in_chat_and_chat_is_not_by_mail(self, reminded: Reminded) -> None:
        mailed, spoken = reminded.event(by_mail=(HOUR,)), reminded.event(HOUR)
        for event in (mailed, spoken):
            reminded.answer(event, reminded.world.mika)
        told(reminded, mailed)
        assert {it.event for it in reminded.letters()} == {mailed.number}
        (line,) = reminded.lines()
        assert line["attachments"][0]["event_id"] == reminded.meetings(spoken)[0].public_id.replace("-", "")

    @pytest.mark.parametrize("leads", [(299,), (31_622_401,), (HOUR, HOUR), tuple(range(300, 311))])
    def test_only_at_times_that_can_be_kept(self, reminded: Reminded, leads: tuple[int, ...]) -> None:
        event, olga = reminded.event(by_mail=(DAY,)), reminded.world.olga.acting()
        with pytest.raises(Refused) as refused:
            reminded.world.do(remind_by_mail, olga, event.prokey, leads, now=reminded.now)
        assert (refused.value.kind, refused.value.field) == (Kind.INVALID, "leads")
        assert reminded.due() == reminded.meetings(event)[0].starts_at - timedelta(days=1)

    @pytest.mark.parametrize("leads", [(300,), (31_622_400,), tuple(range(300, 310)), ()])
    def test_up_to_the_limits(self, reminded: Reminded, leads: tuple[int, ...]) -> None:
        reminded.by_mail(reminded.event(), *leads)

    def test_only_where_one_may_change_the_event(self, reminded: Reminded) -> None:
        event, mika = reminded.event(), reminded.world.mika.acting()
        with pytest.raises(Refused) as refused:
            reminded.world.do(remind_by_mail, mika, event.prokey, (HOUR,), now=reminded.now)
        assert refused.value.kind is Kind.NOT_ALLOWED


class TestRemindersSent:
    def test_is_told_when_the_letters_are_written(self, reminded: Reminded, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "REMINDED_IN_DEED", 1)
        monkeypatch.setattr(limits, "REMINDERS_IN_TURN", 1)
        event = reminded.event(by_mail=(HOUR,))
        for friend in (reminded.world.lena, reminded.world.mika):
            reminded.answer(event, friend)
        before = shown(reminded, event)
        assert (before["automated_reminder_enabled"], before["reminders_sent"], before["reminders_sent_at"]) == (
            True, False, None,
        )  # fmt: skip
        (job,) = reminded.jobs()
        reminded.world.clock.moment = job.due_at
        reminded.do(job)
        assert (len(reminded.letters()), shown(reminded, event)["reminders_sent"]) == (1, False)
        reminded.work()
        after = shown(reminded, event)
        assert (len(reminded.letters()), after["reminders_sent"]) == (2, True)
        assert after["reminders_sent_at"] == f"{job.due_at:%Y-%m-%dT%H:%M:%SZ}"

    def test_stays_no_where_nobody_was_to_be_told(self, reminded: Reminded) -> None:
        event = reminded.event(HOUR, by_mail=(HOUR,))
        told(reminded, event)
        assert (len(reminded.lines()), shown(reminded, event)["reminders_sent"]) == (1, False)

    def test_is_of_one_meeting_not_of_its_series(self, reminded: Reminded) -> None:
        event = reminded.event(rule="FREQ=DAILY;COUNT=2")
        reminded.by_mail(event, HOUR, to=Audience.GROUP)
        told(reminded, event)
        entries = [reminded.world.see(show_entry, reminded.itself, it.number).entry for it in reminded.meetings(event)]
        assert [it.occurrence.reminders_sent_at for it in entries] == [reminded.now, None]


class TestTheQuestionWhoCame:
    def asked(self, reminded: Reminded, *, wanted: bool = True) -> Group:
        details, olga = GroupDetails(attendance_requests=wanted), reminded.world.olga.acting()
        choir = reminded.world.choir.prokey
        group: Group = reminded.world.do(describe_group, olga, choir, details, now=reminded.now)
        reminded.work()
        return group

    def test_goes_to_those_who_lead_the_group_an_hour_before(self, reminded: Reminded) -> None:
        self.asked(reminded)
        event = reminded.event()
        told(reminded, event, hours=1.01)
        assert reminded.mailed(ATTENDANCE) == []
        told(reminded, event)
        assert reminded.mailed(ATTENDANCE) == ["lena@example.org", "olga@example.org"]
        assert shown(reminded, event)["reminders_sent"] is False

    def test_goes_out_once_however_often_the_meeting_moves(self, reminded: Reminded) -> None:
        self.asked(reminded)
        event = reminded.event()
        start = reminded.meetings(event)[0].starts_at
        told(reminded, event)
        reminded.move(event, start + timedelta(days=1))
        assert reminded.jobs() == []
        reminded.at(start + timedelta(hours=23))
        assert len(reminded.letters(ATTENDANCE)) == 2

    def test_is_of_every_meeting(self, reminded: Reminded) -> None:
        self.asked(reminded)
        event = reminded.event(rule="FREQ=DAILY;COUNT=2")
        for meeting in reminded.meetings(event):
            reminded.at(meeting.starts_at - timedelta(hours=1))
        assert len(reminded.letters(ATTENDANCE)) == 4

    def test_is_asked_of_what_was_there_before(self, reminded: Reminded, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "REMINDED_IN_DEED", 2)
        for _ in range(5):
            reminded.event()
        assert reminded.jobs() == []
        self.asked(reminded)
        assert len(reminded.jobs()) == 5
        self.asked(reminded, wanted=False)
        assert reminded.jobs() == []

    def test_is_not_sent_of_what_was_called_off_meanwhile(self, reminded: Reminded) -> None:
        self.asked(reminded)
        event, olga = reminded.event(), reminded.world.olga.acting(CredentialKind.TOKEN)
        told(reminded, event)
        (meeting,) = reminded.meetings(event)
        reminded.world.do(cancel_meeting, olga, meeting.group, meeting.public_id, now=reminded.now)
        assert reminded.mailed(ATTENDANCE) == []

    def test_is_still_of_use_when_the_meeting_is_over(self, reminded: Reminded) -> None:
        self.asked(reminded)
        told(reminded, reminded.event())
        reminded.world.clock.move(timedelta(hours=9))
        assert len(reminded.mailed(ATTENDANCE)) == 2


class TestInTheConversation:
    def test_the_line_is_the_vendor_s(self, reminded: Reminded) -> None:
        event = reminded.event(900)
        told(reminded, event, hours=0.25)
        (line,) = reminded.lines()
        assert line["text"] == "'Rehearsal' is starting in 15 minutes"
        assert line["event"]["data"] == {"event_name": "Rehearsal", "minutes": "15", "call_started": False}
        event_id = reminded.meetings(event)[0].public_id.replace("-", "")
        assert line["attachments"] == [{"event_id": event_id, "type": "event", "view": "brief"}]
        sender = (line["name"], line["sender_id"], line["user_id"], line["sender_type"], line["system"])
        assert sender == ("GroupMe Calendar", "calendar", "calendar", "service", False)

    @pytest.mark.parametrize(
        ("lead", "words"),
        [(0, "now"), (300, "in 5 minutes"), (3_600, "in 1 hour"), (172_800, "in 2 days"), (604_800, "in 1 week")],
    )
    def test_says_how_long_it_is(self, reminded: Reminded, lead: int, words: str) -> None:
        event = reminded.event(lead)
        told(reminded, event, hours=lead / 3_600)
        assert reminded.texts() == [f"'Rehearsal' is starting {words}"]

    def test_a_group_of_one_that_nobody_speaks_in_gets_none(self, reminded: Reminded) -> None:
        world, olga = reminded.world, reminded.world.olga.acting()
        world.cast.choir = world.choir = world.do(create_group, olga, GroupPatch(name="Diary"), now=reminded.now)
        event = reminded.event(HOUR)
        told(reminded, event)
        assert (reminded.lines(), reminded.jobs()) == ([], [])

    def test_a_draft_is_not_told_of_while_the_job_runs(self, reminded: Reminded) -> None:
        event, olga = reminded.event(HOUR), reminded.world.olga.acting()
        (job,) = reminded.jobs()
        reminded.world.do(set_event_status, olga, event.prokey, Status.DRAFT, now=reminded.now)
        reminded.world.clock.moment = job.due_at
        reminded.do(job)
        assert reminded.lines() == []

    def test_a_reminder_that_was_given_with_an_import_s_patch_counts(self, reminded: Reminded) -> None:
        event = reminded.event()
        reminded.revise(event, reminders=(HOUR,))
        told(reminded, event)
        assert len(reminded.lines()) == 1


async def _becomes(tx: Tx, _actor: Actor, event: int, state: PartStat) -> None:
    meetings = [it.number for it in await tx.meetings_of_event(event, None, 10)]
    (answer,) = await tx.answers_for(meetings, [event])
    await tx.put_answer(replace(answer, state=state))


async def _unwanted(tx: Tx, _actor: Actor, mail: str, now: datetime) -> None:
    await tx.suppress(mail, LetterKind.REMINDER, "asked", now)
