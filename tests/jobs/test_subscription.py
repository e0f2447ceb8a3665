"""Groups that show a calendar from elsewhere: fetched, kept, shown as we write it, and never believed."""

from asyncio import StreamWriter
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
import pytest

from kalends.actions.credential import issue_credential
from kalends.actions.event import GroupChoice, create_event
from kalends.actions.foreign_event import import_event
from kalends.actions.group import create_group, delete_group, revise_group
from kalends.actions.job import list_jobs
from kalends.actions.subscription import KIND, list_subscriptions
from kalends.calendar.ics_reading import ForeignEvent
from kalends.domain import access, limits
from kalends.domain.access import Actor, CredentialKind
from kalends.domain.credential import CredentialDraft
from kalends.domain.event import DatePatch, EventPatch
from kalends.domain.external_calendar import Subscription, next_asking
from kalends.domain.foreign_event import Surroundings
from kalends.domain.group import Group, GroupPatch
from kalends.domain.group import Subscription as Kind
from kalends.domain.job import Job
from kalends.jobs.kinds import HANDLERS
from kalends.jobs.subscription import Subscriptions
from kalends.jobs.worker import Errand, Worker
from kalends.net.client import Client
from kalends.store.nouns import TRANSACTIONS
from tests import loop
from tests.cast import KEYRING, World, make_cast
from tests.databases import KINDS, SQLITE, Address, StandingClock
from tests.net.servers import Listener, answer, listening, saying

FESTIVAL = b"""\
BEGIN:VCALENDAR
X-WR-CALNAME:Theirs
REFRESH-INTERVAL;VALUE=DURATION:PT6H
BEGIN:VEVENT
UID:festival@elsewhere.example
DTSTAMP:20260101T000000Z
DTSTART;TZID=W. Europe Standard Time:20260610T190000
DTEND;TZID=W. Europe Standard Time:20260610T230000
SUMMARY:Festival
X-EVIL:1
ATTENDEE:mailto:vera@example.org
X-ALT-DESC;FMTTYPE=text/html:<p onclick="x()">Hear<script>alert(1)</script></p>
END:VEVENT
END:VCALENDAR
"""
PRIVATE = b"""\
BEGIN:VEVENT
UID:doctor@elsewhere.example
DTSTART:20260101T000000Z
SUMMARY:Doctor
CLASS:PRIVATE
END:VEVENT
END:VCALENDAR
"""


@dataclass
class Elsewhere:
    """A group of Olga's that shows what `server` says."""

    world: World
    server: Listener
    group: Group
    client: Client

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server.port}/theirs.ics"

    @property
    def itself(self) -> Actor:
        return access.system(self.world.organization)

    async def fetch(self) -> None:
        """What the job does when it is due."""
        payload: dict[str, int | str] = {"group": self.group.number}
        job = Job(self.world.organization, 1, KIND, f"group:{self.group.number}", payload, self.world.clock.now())
        await Subscriptions(self.client)(Errand(self.world.store, self.world.clock, job))

    async def stands(self) -> Subscription | None:
        every = await self.world.store.read(list_subscriptions, self.itself)
        return next(it for group, it in every if group.number == self.group.number)

    async def due(self) -> datetime | None:
        jobs = await self.world.store.read(list_jobs, self.itself)
        found = (it.due_at for it in jobs if (it.kind, it.key) == (KIND, f"group:{self.group.number}"))
        return next(found, None)

    async def changing_it(self, _: bytes, writer: StreamWriter) -> None:
        """Answers with the calendar, when the group shows another one already."""
        patch, now = GroupPatch(subscription_url="http://other.example/"), self.world.clock.now()
        await self.world.store.write(revise_group, self.world.olga.acting(), self.group.prokey, patch, now=now)
        writer.write(calendar())

    async def feed(self, **headers: str) -> httpx.Response:
        return await self.world.client.get(f"/{self.group.prokey}/calendar.ics", headers=headers)


@asynccontextmanager
async def elsewhere(world: World, *answers: bytes) -> AsyncIterator[Elsewhere]:
    async with listening(saying(*answers)) as server:
        url = f"http://127.0.0.1:{server.port}/theirs.ics"
        patch = GroupPatch(name="Guests", subscription=Kind.EXTERNAL, subscription_url=url)
        group = await world.store.write(create_group, world.olga.acting(), patch, now=world.clock.now())
        yield Elsewhere(world, server, group, Client(frozenset({("127.0.0.1", server.port)})))


def calendar(**headers: str) -> bytes:
    return answer(FESTIVAL, **headers)


class TestTheFirstTime:
    async def test_is_at_once(self, world: World) -> None:
        async with elsewhere(world, calendar()) as there:
            assert await there.due() == world.clock.now()
            assert await there.stands() is None
            empty = await there.feed()
            assert (empty.status_code, empty.text.count("BEGIN:VEVENT")) == (200, 0)

    async def test_brings_the_calendar_as_we_write_it(self, world: World) -> None:
        async with elsewhere(world, calendar()) as there:
            await there.fetch()
            body = (await there.feed()).text
        assert "UID:festival@elsewhere.example\r\n" in body
        assert "DTSTART;TZID=Europe/Berlin:20260610T190000" in body
        assert "X-ALT-DESC;FMTTYPE=text/html:<html><body><p>Hear</p></body></html>" in body
        assert "BEGIN:VTIMEZONE\r\nTZID:Europe/Berlin" in body
        assert "NAME:Guests" in body
        for foreign in ("X-EVIL", "ATTENDEE", "onclick", "script", "W. Europe", "Theirs"):
            assert foreign not in body

    async def test_leaves_out_what_is_private_and_says_so(self, world: World) -> None:
        both = FESTIVAL.replace(b"END:VCALENDAR\n", PRIVATE)
        async with elsewhere(world, answer(both)) as there:
            await there.fetch()
            assert "Doctor" not in (await there.feed()).text
            stands = await there.stands()
        assert stands is not None
        assert (stands.events, stands.left_out, stands.error) == (1, 1, None)


class TestTheNextTime:
    async def test_is_when_the_calendar_says(self, world: World) -> None:
        async with elsewhere(world, calendar()) as there:
            await there.fetch()
            assert await there.due() == world.clock.now() + timedelta(hours=6)

    async def test_asks_whether_there_is_anything_new(self, world: World) -> None:
        first = calendar(etag='"v1"', last_modified="Thu, 01 Jan 2026 00:00:00 GMT")
        async with elsewhere(world, first, answer(status="304 Not Modified")) as there:
            await there.fetch()
            before = (await there.feed()).headers["ETag"]
            world.clock.move(timedelta(hours=6))
            await there.fetch()
            assert b'If-None-Match: "v1"' in there.server.requests[1]
            assert b"If-Modified-Since: Thu, 01 Jan 2026 00:00:00 GMT" in there.server.requests[1]
            assert (await there.feed()).headers["ETag"] == before
            stands = await there.stands()
        assert stands is not None
        assert stands.fetched_at == world.clock.now()

    async def test_the_same_calendar_is_the_same_feed_whenever_it_was_asked_for(self, world: World) -> None:
        again = answer(FESTIVAL.replace(b"DTSTAMP:20260101", b"DTSTAMP:20260109"))
        async with elsewhere(world, calendar(), again) as there:
            await there.fetch()
            before = await there.feed()
            await there.fetch()
            after = await there.feed(**{"If-None-Match": before.headers["ETag"]})
        assert after.status_code == 304

    async def test_a_changed_calendar_is_a_changed_feed(self, world: World) -> None:
        async with elsewhere(
            world, calendar(), answer(FESTIVAL.replace(b"SUMMARY:Festival", b"SUMMARY:Gala"))
        ) as there:
            await there.fetch()
            before = await there.feed()
            await there.fetch()
            after = await there.feed(**{"If-None-Match": before.headers["ETag"]})
        assert (after.status_code, "SUMMARY:Gala" in after.text) == (200, True)

    async def test_another_address_is_another_calendar_at_once(self, world: World) -> None:
        async with elsewhere(world, calendar()) as there, listening(saying(answer(status="500 x"))) as other:
            await there.fetch()
            patch = GroupPatch(subscription_url=f"http://127.0.0.1:{other.port}/")
            now = world.clock.now() + timedelta(minutes=1)
            await world.store.write(revise_group, world.olga.acting(), there.group.prokey, patch, now=now)
            assert await there.due() == now
            assert "Festival" not in (await there.feed()).text


class TestAFailure:
    @pytest.mark.parametrize(
        ("kind", "said"),
        [
            *((kind, answer(status="500 x")) for kind in KINDS),  # what is written down is the same for the others
            (SQLITE, answer(status="404 x")),
            (SQLITE, answer(b"<html>Log in</html>")),
            (SQLITE, answer(FESTIVAL[:-20])),
            (SQLITE, answer(b"x" * (limits.CALENDAR_BYTES + 1))),
            (SQLITE, answer(status="302 x", location="http://127.0.0.1:1/")),
            (SQLITE, answer(status="304 x")),
            (SQLITE, b""),
        ],
        ids=[*KINDS, "404", "a page", "cut off", "too large", "redirected inside", "304 for nothing", "nothing"],
        indirect=["kind"],
    )
    async def test_keeps_the_last_good_copy_and_waits_longer_each_time(self, world: World, said: bytes) -> None:
        async with elsewhere(world, calendar(), said) as there:
            await there.fetch()
            before = await there.feed()
            for wait_s in (300, 600, 1_200):
                await there.fetch()
                assert await there.due() == world.clock.now() + timedelta(seconds=wait_s)
            after = await there.feed()
            stands = await there.stands()
        assert after.content == before.content
        assert stands is not None
        assert (stands.failures, bool(stands.error)) == (3, True)

    async def test_is_forgotten_when_it_goes_well_again(self, world: World) -> None:
        async with elsewhere(world, answer(status="500 x"), calendar()) as there:
            await there.fetch()
            await there.fetch()
            stands = await there.stands()
        assert stands is not None
        assert (stands.failures, stands.error, stands.events) == (0, None, 1)

    def test_waits_no_longer_than_a_day(self) -> None:
        assert next_asking(1_000) == timedelta(seconds=limits.SUBSCRIPTION_LONGEST_S)

    @pytest.mark.parametrize(("asked_s", "hours"), [(None, 1), (1, 1), (21_600, 6), (10**9, 24)])
    def test_and_what_a_calendar_asks_for_has_bounds(self, asked_s: int | None, hours: int) -> None:
        assert next_asking(0, asked_s) == timedelta(hours=hours)


class TestAnEnd:
    async def test_a_deleted_group_is_not_fetched_any_more(self, world: World) -> None:
        async with elsewhere(world, calendar()) as there:
            await world.store.write(delete_group, world.olga.acting(), there.group.prokey, now=world.clock.now())
            await there.fetch()
            assert there.server.requests == []

    async def test_what_comes_for_an_address_that_was_changed_meanwhile_is_dropped(self, world: World) -> None:
        async with elsewhere(world, calendar()) as there, listening(talk=there.changing_it) as slow:
            there.client = Client(frozenset({("127.0.0.1", slow.port)}))
            patch = GroupPatch(subscription_url=f"http://127.0.0.1:{slow.port}/")
            await world.store.write(revise_group, world.olga.acting(), there.group.prokey, patch, now=world.clock.now())
            await there.fetch()
            assert (len(slow.requests), await there.stands()) == (1, None)
            assert await there.due() == world.clock.now()


class TestTheWorker:
    def test_fetches_what_is_due_and_comes_back(self, prepared: Address) -> None:
        clock, store = StandingClock(), prepared.store(TRANSACTIONS)

        async def live() -> None:
            await store.open()
            world = World(store, await make_cast(store, clock), clock)
            async with elsewhere(world, calendar()) as there:
                worker = Worker(store, clock, HANDLERS | {KIND: Subscriptions(there.client)})
                for _ in range(10):
                    if not await worker.run_due():
                        break
                assert len(there.server.requests) == 1
                clock.move(timedelta(hours=6))
                await worker.run_due()
                assert len(there.server.requests) == 2
                assert [it.error for it in await store.read(list_jobs, there.itself)] == [None] * 3
            await store.close()

        loop.run(live())


class TestALoop:
    async def test_of_servers_that_copy_each_other_is_cut(self, world: World) -> None:
        async with elsewhere(world, calendar()) as there:
            await there.fetch()
            assert b"CDN-Loop: kalends" in there.server.requests[0]
            assert (await there.feed(**{"CDN-Loop": "kalends"})).status_code == 404
            assert (await there.feed(**{"CDN-Loop": "other"})).status_code == 200

    async def test_but_a_group_s_own_events_may_be_shown_elsewhere(self, world: World) -> None:
        feed = await world.client.get(f"/{world.choir.prokey}/calendar.ics", headers={"CDN-Loop": "kalends"})
        assert feed.status_code == 200


class TestFeedsOfSeveralGroups:
    """Olga's own, and that of all that is open."""

    async def test_have_the_copy_too(self, world: World) -> None:
        feeds = await _feeds(world)
        async with elsewhere(world, calendar()) as there:
            before = await _fetched(world, feeds)
            await there.fetch()
            after = await _fetched(world, feeds)
        assert [it.text.count("SUMMARY:Festival\r\n") for it in before + after] == [0, 0, 1, 1]
        assert not {it.headers["ETag"] for it in before} & {it.headers["ETag"] for it in after}

    async def test_but_not_for_servers_that_copy(self, world: World) -> None:
        feeds = await _feeds(world)
        async with elsewhere(world, calendar()) as there:
            await there.fetch()
            ours, copiers = await _fetched(world, feeds), await _fetched(world, feeds, **{"CDN-Loop": "kalends"})
        assert not any("Festival" in it.text for it in copiers)
        assert not {it.headers["ETag"] for it in ours} & {it.headers["ETag"] for it in copiers}

    async def test_have_no_event_twice(self, world: World) -> None:
        feeds = await _feeds(world)
        async with elsewhere(world, calendar()) as first, elsewhere(world, calendar()) as second:
            await first.fetch()
            await second.fetch()
            for it in await _fetched(world, feeds):
                assert it.text.count("UID:festival@elsewhere.example\r\n") == 1

    async def test_have_the_organization_s_own_events_first(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        feeds, olga, now = await _feeds(world), world.olga.acting(), world.clock.now()
        date = DatePatch(name="Opening", start_date="2026-06-10")
        choice = GroupChoice(prokey=world.choir.prokey)
        await world.store.write(create_event, olga, choice, EventPatch(dates=(date,)), now=now)
        async with elsewhere(world, calendar()) as there:
            await there.fetch()
            monkeypatch.setattr(limits, "FEED_BYTES", 64_500)
            for it in await _fetched(world, feeds):
                assert ("Opening" in it.text, "Festival" in it.text) == (True, False)


async def _feeds(world: World) -> list[str]:
    """The addresses of Olga's own feed, and of the organization's."""
    paths: list[str] = []
    for kind, name in ((CredentialKind.FEED, "person"), (CredentialKind.ORGANIZATION_FEED, "organization")):
        secret = f"{world.organization:032x}{len(paths):032x}"
        draft = CredentialDraft(kind=kind, person=world.olga.number, hash=KEYRING.hash_of(secret))
        await world.store.write(issue_credential, world.olga.acting(), draft, now=world.clock.now())
        paths.append(f"/feed/{name}/{secret}.ics")
    return paths


async def _fetched(world: World, paths: list[str], **headers: str) -> list[httpx.Response]:
    return [await world.client.get(path, headers=headers) for path in paths]


class TestChildren:
    async def test_are_the_group_s_own_events(self, world: World) -> None:
        olga, now = world.olga.acting(), world.clock.now()
        patch = GroupPatch(name="Season", subscription=Kind.CHILDREN)
        group = await world.store.write(create_group, olga, patch, now=now)
        date = DatePatch(name="Opening", start_date="2026-06-10")
        choice = GroupChoice(prokey=group.prokey)
        await world.store.write(create_event, olga, choice, EventPatch(dates=(date,)), now=now)
        assert "SUMMARY:Opening" in (await world.client.get(f"/{group.prokey}/calendar.ics")).text

    async def test_imported_ones_have_no_organizer_since_none_of_them_may(self, world: World) -> None:
        olga, now = world.olga.acting(), world.clock.now()
        patch = GroupPatch(name="Season", subscription=Kind.CHILDREN)
        group = await world.store.write(create_group, olga, patch, now=now)
        theirs = ForeignEvent(
            uid=f"opening-{group.number}", start="20260610", end="20260611", summary="Opening", status="CONFIRMED",
            organizer=("Otto", "otto@example.org"), digest="1",
        )  # fmt: skip
        await world.store.write(import_event, olga, group.prokey, theirs, Surroundings("Europe/Berlin"), now=now)
        feed = (await world.client.get(f"/{group.prokey}/calendar.ics")).text
        assert ("SUMMARY:Opening" in feed, "ORGANIZER" in feed) == (True, False)
