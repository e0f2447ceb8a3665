"""Replies to invitations become answers: of whom they are from, once, and in their order (T198)."""

from datetime import UTC, datetime, timedelta
from typing import Any

import icalendar
import pytest

from kalends.actions.event import GroupChoice, create_event, revise_event
from kalends.actions.letter_told import MailRoom
from kalends.actions.ports import Tx
from kalends.actions.reply import take_reply
from kalends.calendar.ics_reading.reply import read_replies
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.answer import EVENT_WIDE, Answer, PartStat
from kalends.domain.errors import Refused
from kalends.domain.event import DatePatch, DateStatus, Event, EventPatch
from kalends.domain.letter import LetterKind
from kalends.net.bounce import read_bounce
from kalends.net.incoming import read_incoming, tags_in
from tests.builders import date, draft
from tests.cast import KEYRING, PUBLIC_URL, World
from tests.mail.post_office import SENDER, PostOffice, letter, post_office
from tests.mail.test_sending import stands
from tests.record import answers_of_event

ROOM = MailRoom(PUBLIC_URL, KEYRING, SENDER.mail)
REPLY = """\
BEGIN:VCALENDAR
VERSION:2.0
PRODID:-//Somebody//Else//EN
METHOD:REPLY
BEGIN:VEVENT
UID:{uid}
DTSTAMP:{stamp}
{organizer}
{attendee}
SEQUENCE:{sequence}
END:VEVENT
END:VCALENDAR
"""


class Invited:
    """Vera, who is invited to an event of Olga's."""

    def __init__(self, office: PostOffice, event: Event, answer: str) -> None:
        self.office, self.world, self.event, self.answer = office, office.world, event, answer

    def reply(self, **said: str) -> bytes:
        values = {
            "uid": self.event.prokey,
            "stamp": "20260105T080000Z",
            "organizer": f"ORGANIZER:mailto:{ROOM.replies_to(self.world.organization, self.answer)}",
            "attendee": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:vera@example.org",
            "sequence": "0",
        }
        return REPLY.format(**values | said).replace("\n", "\r\n").encode()

    async def take(self, body: bytes) -> list[PartStat]:
        replies, now = read_replies(body), self.world.clock.now()
        write, itself = self.world.store.write, self.office.itself
        return [await write(take_reply, itself, self.answer, it, now=now) for it in replies]

    async def states(self) -> dict[int, PartStat]:
        """By scope."""
        every = await self.world.store.read(answers_of_event, self.world.olga.acting(), self.event.prokey)
        return {it.occurrence: it.state for it in every}


async def invited(office: PostOffice, *dates: DatePatch, **fields: Any) -> Invited:
    """dates: of the event; absent, a concert."""
    world = office.world
    choice, patch = GroupChoice(prokey=world.choir.prokey), draft(*dates or (date(name="Concert"),), **fields)
    event = (await world.store.write(create_event, world.olga.acting(), choice, patch, now=world.clock.now())).event

    async def deed(tx: Tx, _actor: Actor) -> str:
        attendee, _ = await tx.attendee_of_mail("vera@example.org", "Vera")
        number, public_id, now = tx.next_number(), tx.next_id(), world.clock.now()
        await tx.put_answer(
            Answer(number, public_id, event.number, EVENT_WIDE, PartStat.NONE, 1, now, now, attendee=attendee)
        )
        return public_id

    answer = await world.store.write(deed, office.itself)
    await office.write(letter(LetterKind.INVITATION, event.number, said={}, answer=answer))
    await office.work()
    return Invited(office, event, answer)


class TestAReply:
    async def test_made_by_another_library_is_an_answer(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            request: Any = office.inbox.read()
            texts, _ = request.iter_parts()
            *_, part = texts.iter_parts()
            calendar: Any = icalendar.Calendar.from_ical(part.get_payload(decode=True))
            calendar["METHOD"] = "REPLY"
            (vevent,) = calendar.walk("VEVENT")
            vevent["ATTENDEE"].params["PARTSTAT"] = "TENTATIVE"
            replies = read_replies(calendar.to_ical())
            assert tags_in(replies[0].organizer) == (ROOM.reply_tag(world.organization, vera.answer),)
            assert await vera.take(calendar.to_ical()) == [PartStat.TENTATIVE]
            assert await vera.states() == {EVENT_WIDE: PartStat.TENTATIVE}

    async def test_to_one_meeting_of_a_series_is_an_answer_to_that(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office, simplified=True, simple_type="weekly", count=3)
            first = vera.event.first_start
            assert first is not None
            second = f"{first + timedelta(days=7):%Y%m%dT%H%M%SZ}"
            organizer = f"RECURRENCE-ID:{second}\nORGANIZER:mailto:x@example.org"
            assert await vera.take(vera.reply(organizer=organizer)) == [PartStat.ACCEPTED]
            assert sorted((await vera.states()).values()) == [PartStat.ACCEPTED, PartStat.NONE]

    @pytest.mark.parametrize(
        "attendee",
        [
            "ATTENDEE;PARTSTAT=ACCEPTED:MAILTO:Vera@Example.org",
            "ATTENDEE;PARTSTAT=accepted:vera@example.org",
            'ATTENDEE;CN="Vera; the singer";PARTSTAT=ACCEPTED;RSVP=TRUE:mailto:vera@example.org',
            "ATTENDEE;PARTSTAT=ACCEPTED:mailto:<vera@example.org>",
            "ATTENDEE;PARTSTAT=ACCEPTED:'mailto:vera@example.org'",
            "ATTENDEE;PARTSTAT=ACCEPTED;CN=Vera;X-NUM-GUESTS=0:mailto:vera@ex\n ample.org",
        ],
    )
    async def test_may_be_written_as_some_programs_do(self, world: World, attendee: str) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            assert await vera.take(vera.reply(attendee=attendee)) == [PartStat.ACCEPTED]

    async def test_without_sequence_and_stamp_counts_as_of_now(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            assert await vera.take(vera.reply(sequence="", stamp="")) == [PartStat.ACCEPTED]

    async def test_twice_is_one_answer(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            assert await vera.take(vera.reply()) == [PartStat.ACCEPTED]
            with pytest.raises(Refused, match="no newer"):
                await vera.take(vera.reply())
            assert await vera.states() == {EVENT_WIDE: PartStat.ACCEPTED}


class TestAReplyThatChangesNothing:
    @pytest.mark.parametrize(
        "said",
        [
            {"attendee": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:mika@example.org"},
            {"uid": "another@example.org"},
            {"attendee": "ATTENDEE;PARTSTAT=DELEGATED:mailto:vera@example.org"},
            {"attendee": "ATTENDEE:mailto:vera@example.org"},
            {"attendee": "ATTENDEE;PARTSTAT=ACCEPTED:mailto:vera@example.org\nATTENDEE:mailto:mika@example.org"},
            {"attendee": "COMMENT:nobody"},
            {"organizer": "RECURRENCE-ID:20300101T000000Z\nORGANIZER:mailto:x@example.org"},
        ],
        ids=["of another", "to another event", "delegated", "of no word", "of two", "of nobody", "to no meeting"],
    )
    async def test_is_refused(self, world: World, said: dict[str, str]) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            with pytest.raises(Refused):
                await vera.take(vera.reply(**said))
            assert await vera.states() == {EVENT_WIDE: PartStat.NONE}

    async def test_is_one_to_an_older_invitation(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            patch = EventPatch(dates=(DatePatch(start_date="2026-06-01"),))
            await world.store.write(revise_event, world.olga.acting(), vera.event.prokey, patch, now=world.clock.now())
            with pytest.raises(Refused, match="no newer"):
                await vera.take(vera.reply())

    async def test_is_one_that_a_later_one_overtook(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            later = "ATTENDEE;PARTSTAT=DECLINED:mailto:vera@example.org"
            await vera.take(vera.reply(stamp="20260105T083000Z", attendee=later))
            with pytest.raises(Refused, match="no newer"):
                await vera.take(vera.reply(stamp="20260105T080000Z"))
            assert await vera.states() == {EVENT_WIDE: PartStat.DECLINED}

    async def test_is_one_that_claims_to_come_from_the_future_for_good(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            await vera.take(vera.reply(stamp="21990101T000000Z"))
            world.clock.move(timedelta(hours=1))
            later = "ATTENDEE;PARTSTAT=DECLINED:mailto:vera@example.org"
            assert await vera.take(vera.reply(stamp="20260105T093000Z", attendee=later)) == [PartStat.DECLINED]


class TestWhoWasInvited:
    """Gets every later word about the event from the organizer that the invitation named."""

    @staticmethod
    async def told(office: PostOffice, vera: Invited, kind: LetterKind) -> list[tuple[str, str]]:
        """Method and organizer of what comes with such a letter."""
        await office.write(letter(kind, vera.event.number))
        await office.work()
        parts: list[Any] = [it for it in office.inbox.read().walk() if it.get_content_type() == "text/calendar"]
        every: list[Any] = [icalendar.Calendar.from_ical(it.get_payload(decode=True)) for it in parts]
        return [(str(it["METHOD"]), str(it.walk("VEVENT")[0]["ORGANIZER"])) for it in every]

    async def test_in_words_that_a_calendar_program_follows(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            organizer = f"mailto:{ROOM.replies_to(world.organization, vera.answer)}"
            assert await self.told(office, vera, LetterKind.EVENT_REVISED) == [("REQUEST", organizer)]
            await stands(world, vera.event, DateStatus.CANCELLED)
            assert await self.told(office, vera, LetterKind.CANCELLED) == [("CANCEL", organizer)]

    async def test_and_no_second_copy_with_a_confirmation(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            assert await self.told(office, vera, LetterKind.ANSWERED) == []


class TestReading:
    @pytest.mark.parametrize(
        "body",
        [
            b"",
            b"\xff\xfe",
            b"BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR",
            b"BEGIN:VCALENDAR\nMETHOD:REPLY\nEND:VCALENDAR",
            b"METHOD:REPLY\n" + b"BEGIN:VEVENT\n" * 1_000,
            b"METHOD:REPLY\nBEGIN:VEVENT\nATTENDEE" + b";X=1" * 10_000,
            b"METHOD:REPLY\nBEGIN:VEVENT\nUID:1\nATTENDEE:a@b.example\nRECURRENCE-ID:99999999T999999Z\nEND:VEVENT",
            b"METHOD:REPLY\n" + b"x" * limits.REPLY_BYTES,
        ],
    )
    def test_what_is_no_reply_is_refused(self, body: bytes) -> None:
        with pytest.raises(Refused):
            read_replies(body)

    def test_the_address_it_came_to_is_found(self) -> None:
        tag = f"1.{'ab' * 16}.{'cd' * 8}"
        mail = f"To: <events+{tag}@kalends.example>\nContent-Type: text/calendar; method=REPLY\n\nBEGIN:VCALENDAR\n"
        incoming = read_incoming(mail.encode())
        assert (incoming.tags, incoming.calendar) == ((tag,), b"BEGIN:VCALENDAR\n")
        assert read_incoming(b"To: events@kalends.example\n\nHi").calendar is None

    @pytest.mark.parametrize(
        ("line", "most"),
        [(b"Content-Type: message/rfc822\n\n", limits.MAIL_NESTED), (b"--b\n", limits.MAIL_DIVIDED)],
        ids=["nested", "divided"],
    )
    def test_a_mail_is_read_up_to_its_bounds(self, line: bytes, most: int) -> None:
        assert read_incoming(line * most).calendar is None
        for read in (read_incoming, read_bounce):
            with pytest.raises(Refused, match="too many parts"):
                read(line * (most + 1))

    @pytest.mark.parametrize(
        ("said", "stamp"),
        [
            ("20260105T080000Z", datetime(2026, 1, 5, 8, tzinfo=UTC)),
            ("20260105T080000", None),
            ("16010101T000000", None),
            ("yesterday", None),
            ("", None),
        ],
    )
    def test_a_stamp_that_says_no_instant_says_nothing(self, said: str, stamp: datetime | None) -> None:
        values = {"uid": "u", "organizer": "X:1", "attendee": "ATTENDEE:a@b.c", "sequence": "0"}
        (reply,) = read_replies(REPLY.format(stamp=said, **values).encode())
        assert reply.stamp == stamp

    def test_nested_without_end_is_no_reply_and_no_report(self) -> None:
        deep = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (it, it) for it in range(5_000))
        for read in (read_incoming, read_bounce):
            with pytest.raises(Refused, match="too many parts"):
                read(deep)


def test_a_reply_is_of_the_moment_it_says() -> None:
    (reply,) = read_replies(
        REPLY.format(
            uid="u", stamp="20260105T080000Z", organizer="X:1", attendee="ATTENDEE:a@b.c", sequence="7"
        ).encode()
    )
    assert (reply.stamp, reply.sequence) == (datetime(2026, 1, 5, 8, tzinfo=UTC), 7)
