"""An invitation goes out, and what programs reply becomes an answer in every dialect, whatever program it is (T198)."""

from datetime import date, timedelta
from email.message import EmailMessage
from typing import Any

import icalendar
import pytest

from kalends.domain.answer import EVENT_WIDE, PartStat
from kalends.jobs.incoming import Outcome, Reception
from kalends.net.incoming import tags_in
from tests.builders import day
from tests.cast import KEYRING, World
from tests.databases import SQLITE
from tests.mail import programs
from tests.mail.post_office import PostOffice, post_office
from tests.mail.programs import PROGRAMS, Program
from tests.mail.test_replies import Invited, invited

VERA = "vera@example.org"
SERIES: dict[str, Any] = {"simplified": True, "simple_type": "weekly", "count": 3}
once = pytest.mark.parametrize("kind", [SQLITE], indirect=True)
"""For what does not depend on the database."""


async def taken(world: World, mail: bytes) -> Outcome:
    return await Reception(world.store, KEYRING, world.clock).take(mail)


def received(office: PostOffice, to: str = VERA) -> EmailMessage:
    """The invitation as it arrived."""
    position = next(number for number, (whom, _) in enumerate(office.inbox.mails) if to in whom)
    return office.inbox.read(position)


@once
class TestAProgram:
    @pytest.mark.parametrize("program", PROGRAMS, ids=lambda it: it.__name__)
    async def test_says_yes(self, world: World, program: Program) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            outcome = await taken(world, program(received(office), VERA, "ACCEPTED"))
            assert (outcome.taken, outcome.ignored) == ([PartStat.ACCEPTED], None)
            assert await vera.states() == {EVENT_WIDE: PartStat.ACCEPTED}

    @pytest.mark.parametrize(
        ("says", "state"),
        [
            ("ACCEPTED", PartStat.ACCEPTED),
            ("TENTATIVE", PartStat.TENTATIVE),
            ("DECLINED", PartStat.DECLINED),
        ],
    )
    async def test_says_what_there_is_to_say(self, world: World, says: str, state: PartStat) -> None:
        async with post_office(world) as office:
            await invited(office)
            assert (await taken(world, programs.by_the_book(received(office), VERA, says))).taken == [state]


@once
class TestAReplyToOneMeeting:
    @pytest.mark.parametrize(
        "written",
        [
            "{start:%Y%m%dT%H%M%SZ}",
            "TZID=W. Europe Standard Time:{local:%Y%m%dT%H%M%S}",
            "TZID=Europe/Berlin:{local:%Y%m%dT%H%M%S}",
            "TZID=Romance Standard Time:{local:%Y%m%dT%H%M%S}",
        ],
    )
    async def test_may_name_it_in_any_zone(self, world: World, written: str) -> None:
        async with post_office(world) as office:
            vera = await invited(office, **SERIES)
            first = vera.event.first_start
            assert first is not None
            start = first + timedelta(days=7)
            told = written.format(start=start, local=start + timedelta(hours=1))  # in winter
            organizer = f"RECURRENCE-ID{';' if 'TZID' in told else ':'}{told}\nORGANIZER:mailto:x@example.org"
            assert await vera.take(vera.reply(organizer=organizer)) == [PartStat.ACCEPTED]
            assert sorted((await vera.states()).values()) == [PartStat.ACCEPTED, PartStat.NONE]

    @pytest.mark.parametrize(
        "written",
        [
            ";VALUE=DATE:{day:%Y%m%d}",
            ":{day:%Y%m%d}T000000",
            ";TZID=W. Europe Standard Time:{day:%Y%m%d}T000000",
            ":{eve:%Y%m%d}T220000Z",
        ],
    )
    async def test_of_a_whole_day_may_name_its_midnight(self, world: World, written: str) -> None:
        async with post_office(world) as office:
            vera = await invited(office, day(start_date="2026-06-01"), **SERIES)
            told = written.format(day=date(2026, 6, 8), eve=date(2026, 6, 7))
            organizer = f"RECURRENCE-ID{told}\nORGANIZER:mailto:x@example.org"
            assert await vera.take(vera.reply(organizer=organizer)) == [PartStat.ACCEPTED]

    async def test_may_come_beside_that_to_all_others(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office, **SERIES)
            first = vera.event.first_start
            assert first is not None
            answer = programs.reply(received(office), VERA, "ACCEPTED")
            no = programs.reply(
                received(office), VERA, "DECLINED", **{"RECURRENCE-ID": icalendar.vDatetime(first + timedelta(days=7))}
            )
            gone = programs.reply(
                received(office), VERA, "DECLINED", **{"RECURRENCE-ID": icalendar.vDatetime(first + timedelta(days=6))}
            )
            every = icalendar.Calendar()
            every.add("METHOD", "REPLY")
            for it in (no, gone, answer):
                every.add_component(it.walk("VEVENT")[0])
            back = programs.envelope(received(office), VERA)
            back.set_content(every.to_ical(), "text", "calendar")
            outcome = await taken(world, back.as_bytes())
            assert outcome.taken == [PartStat.ACCEPTED, PartStat.DECLINED]
            assert outcome.ignored is not None
            assert "no such meeting" in outcome.ignored
            assert sorted((await vera.states()).values()) == [PartStat.ACCEPTED, PartStat.DECLINED]


@once
class TestWhatChangesNothing:
    async def nothing(self, world: World, vera: Invited, mail: bytes) -> str:
        """Why."""
        outcome = await taken(world, mail)
        assert (outcome.taken, await vera.states()) == ([], {EVENT_WIDE: PartStat.NONE})
        return str(outcome.ignored)

    async def test_is_a_counter_proposal(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            calendar = programs.reply(received(office), VERA, "TENTATIVE").to_ical().replace(b"REPLY", b"COUNTER")
            mail = programs.sent(programs.envelope(received(office), VERA), calendar, "text/calendar; method=COUNTER")
            assert "no reply" in await self.nothing(world, vera, mail)

    async def test_is_the_word_of_somebody_who_sends_another(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            mail = programs.by_the_book(received(office), VERA, "DELEGATED")
            assert "neither accepts nor declines" in await self.nothing(world, vera, mail)

    async def test_is_the_answer_of_somebody_it_was_passed_on_to(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            for who in ("mika@example.org", "vera@elsewhere.example"):
                mail = programs.by_the_book(received(office), who, "ACCEPTED")
                assert "somebody else" in await self.nothing(world, vera, mail)

    async def test_is_one_that_went_to_no_address_of_hers(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            request = received(office)
            (tag,) = tags_in(str(programs.request(request).walk("VEVENT")[0]["ORGANIZER"]))
            calendar = programs.reply(request, VERA, "ACCEPTED", ORGANIZER=None).to_ical()
            for forged in (f"{tag[:-16]}0123456789abcdef", f"{tag[:-49]}{'0' * 32}{tag[-17:]}", "x"):
                back = programs.envelope(request, VERA)
                back.replace_header("To", f"events+{forged}@kalends.example")
                assert "no address" in await self.nothing(world, vera, programs.sent(back, calendar))

    async def test_is_one_where_head_and_calendar_say_different_things(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            calendar = programs.reply(received(office), VERA, "ACCEPTED").to_ical().replace(b"REPLY", b"CANCEL")
            mail = programs.sent(programs.envelope(received(office), VERA), calendar)
            assert "no reply" in await self.nothing(world, vera, mail)

    async def test_is_a_reply_that_comes_again_after_the_person_said_otherwise(self, world: World) -> None:
        async with post_office(world) as office:
            vera = await invited(office)
            mail = programs.outlook(received(office), VERA, "ACCEPTED")
            assert (await taken(world, mail)).taken == [PartStat.ACCEPTED]
            world.clock.move(timedelta(minutes=5))
            other = "ATTENDEE;PARTSTAT=DECLINED:mailto:vera@example.org"
            await vera.take(vera.reply(stamp="20260105T080300Z", attendee=other))
            assert "no newer" in str((await taken(world, mail)).ignored)
            assert await vera.states() == {EVENT_WIDE: PartStat.DECLINED}


class TestInEveryDialect:
    async def test_an_answer_by_mail_is_one(self, world: World) -> None:
        async with post_office(world) as office:
            made = await asked(world, "POST", "/v1/event", json={"event_group": world.choir.prokey, "dates": [CONCERT]})
            prokey = made["prokey"]
            invitation = await asked(world, "POST", f"/v1/event/{prokey}/invitation")
            assert invitation["invited"] == 3
            await office.work()
            mail = programs.by_the_book(received(office, "mika@example.org"), "mika@example.org", "ACCEPTED")
            assert (await taken(world, mail)).taken == [PartStat.ACCEPTED]

            (line,) = await asked(world, "GET", f"/v1/rsvp-answers/{prokey}")
            assert (line["email"], line["status"]) == ("mika@example.org", "confirmed")
            shown = await asked(
                world, "GET",
                f"/v3/conversations/{world.choir.number}/events/show?event_id={prokey.replace('-', '')}",
            )  # fmt: skip
            assert shown["response"]["event"]["going"] == [str(world.mika.number)]
            planned = await asked(world, "GET", f"/groups/v2/groups/{world.choir.number}/events")
            rows = await asked(world, "GET", f"/groups/v2/events/{planned['data'][0]['id']}/rsvps")
            said = {it["relationships"]["person"]["data"]["id"]: it["attributes"]["response"] for it in rows["data"]}
            assert said[str(world.mika.number)] == "yes"


CONCERT = {"name": "Concert", "startDate": "2026-12-01", "startTime": "19:00", "endTime": "21:00"}


async def asked(world: World, method: str, path: str, **more: Any) -> Any:
    """By Olga, in the dialect's own way."""
    ways = {"v1": world.olga.by_key, "v3": world.olga.by_token, "groups": world.olga.by_application}
    answer = await world.client.request(method, path, headers=dict(ways[path.split("/")[1]]), **more)
    assert answer.is_success, answer.text
    return answer.json()
