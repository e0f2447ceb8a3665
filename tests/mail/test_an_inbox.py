"""What lies in the inbox is done once, marked as seen after that, and looked for every minute by one node."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest

from kalends.actions.job import claim_jobs, list_jobs, rouse_lasting_job
from kalends.actions.suppression import list_suppressions
from kalends.domain import access, limits
from kalends.domain.answer import PartStat
from kalends.domain.errors import Unavailable
from kalends.domain.job import Job
from kalends.jobs.inbox import KIND, Inboxes
from kalends.jobs.incoming import Reception
from kalends.jobs.worker import Worker
from tests.cast import KEYRING, World
from tests.mail.imap_server import ImapServer, imap_server
from tests.mail.post_office import post_office
from tests.mail.test_replies import ROOM, Invited, invited

SEEN, FLAGGED = {r"\Seen"}, {r"\Flagged"}
NOBODY = access.system(0)
REPORT = """\
From: MAILER-DAEMON@inbox.example
Content-Type: multipart/report; boundary=b

--b
Content-Type: message/delivery-status

Final-Recipient: rfc822; vera@example.org
Action: failed
Status: 5.1.1

--b
Content-Type: text/rfc822-headers

Message-ID: <{message}@kalends.example>
--b--
"""


@dataclass
class Inbox:
    """Vera's answer on its way: the server that her mails lie on, and the job that looks there."""

    vera: Invited
    server: ImapServer

    @property
    def world(self) -> World:
        return self.vera.world

    def mail(self, **said: str) -> bytes:
        """A reply of hers."""
        to = ROOM.replies_to(self.world.organization, self.vera.answer)
        return f"To: {to}\nContent-Type: text/calendar; method=REPLY\n\n".encode() + self.vera.reply(**said)

    async def look(self, reception: Any = None) -> None:
        """Whatever a worker does about the inbox now."""
        store, clock = self.world.store, self.world.clock
        await store.write(rouse_lasting_job, NOBODY, KIND, now=clock.now())
        taker = reception or Reception(store, KEYRING, clock)
        await Worker(store, clock, {KIND: Inboxes(self.server.where(), taker)}).run_due()

    async def job(self) -> Job:
        """The one that there is."""
        (found,) = [it for it in await self.world.store.read(list_jobs, NOBODY) if it.kind == KIND]
        return found

    async def states(self) -> list[PartStat]:
        return list((await self.vera.states()).values())


@asynccontextmanager
async def waiting(world: World) -> AsyncIterator[Inbox]:
    async with post_office(world) as office, imap_server() as server:
        it = Inbox(await invited(office), server)
        await forget(world)
        yield it
        await forget(world)


async def forget(world: World) -> None:
    """Tests share the database, and this job is of no organization."""

    async def deed(tx: Any, _actor: Any) -> None:
        for job in await tx.jobs(100):
            await tx.discard_job(job.number)

    await world.store.write(deed, NOBODY)


class TestAMailInTheInbox:
    async def test_that_replies_is_an_answer_and_then_seen(self, world: World) -> None:
        async with waiting(world) as inbox:
            inbox.server.receive(inbox.mail())
            await inbox.look()
            assert await inbox.states() == [PartStat.ACCEPTED]
            assert inbox.server.marks() == [SEEN]

    async def test_that_reports_a_failure_keeps_further_mails_back(self, world: World) -> None:
        async with waiting(world) as inbox:
            number = (await inbox.vera.office.letters())[0].number
            inbox.server.receive(REPORT.format(message=ROOM.message(world.organization, number)).encode())
            await inbox.look()
            (kept,) = await world.store.read(list_suppressions, inbox.vera.office.itself)
            assert (kept.mail, kept.why) == ("vera@example.org", "bounced")
            assert inbox.server.marks() == [SEEN]

    async def test_that_is_of_no_use_changes_nothing_and_is_left(self, world: World) -> None:
        async with waiting(world) as inbox:
            useless = [b"", b"Subject: Hi\n\nHello", b"Content-Type: message/rfc822\n\n" * 30_000, inbox.mail(uid="x")]
            forged = REPORT.format(message="1.1.0123456789abcdef").encode()
            inbox.server.receive(*useless, forged, b"\xff\x00" * 1_000)
            await inbox.look()
            assert await inbox.states() == [PartStat.NONE]
            assert await world.store.read(list_suppressions, inbox.vera.office.itself) == []
            assert inbox.server.marks() == [SEEN] * 6

    async def test_is_not_fetched_again(self, world: World) -> None:
        async with waiting(world) as inbox:
            inbox.server.receive(inbox.mail())
            await inbox.look()
            world.clock.move(timedelta(minutes=2))
            await inbox.look()
            assert sum(it.startswith("FETCH") for it in inbox.server.said) == 1
            assert inbox.server.connections == 2

    async def test_that_could_not_be_marked_is_taken_twice_and_changes_nothing_more(self, world: World) -> None:
        async with waiting(world) as inbox:
            inbox.server.receive(inbox.mail())
            inbox.server.drops_at = "STORE"
            await inbox.look()
            assert (await inbox.states(), inbox.server.marks()) == ([PartStat.ACCEPTED], [set()])
            await inbox.vera.take(
                inbox.vera.reply(
                    stamp="20260105T083000Z", attendee="ATTENDEE;PARTSTAT=DECLINED:mailto:vera@example.org"
                )
            )
            inbox.server.drops_at = ""
            world.clock.move(timedelta(minutes=2))
            await inbox.look()
            assert (await inbox.states(), inbox.server.marks()) == ([PartStat.DECLINED], [SEEN])


class TestWhatFailsHere:
    async def test_leaves_a_mail_unseen_while_the_database_is_out_of_reach(self, world: World) -> None:
        class Gone:
            async def take(self, _body: bytes) -> None:
                raise Unavailable

        async with waiting(world) as inbox:
            inbox.server.receive(inbox.mail())
            with pytest.raises(Unavailable):
                await inbox.look(Gone())
            assert inbox.server.marks() == [set()]

    async def test_by_a_fault_of_ours_is_flagged_and_holds_up_no_other(self, world: World) -> None:
        class Broken(Reception):
            async def take(self, body: bytes) -> Any:
                if b"poison" in body:
                    raise KeyError("poison")
                return await super().take(body)

        async with waiting(world) as inbox:
            inbox.server.receive(b"poison", inbox.mail())
            await inbox.look(Broken(world.store, KEYRING, world.clock))
            assert inbox.server.marks() == [FLAGGED, SEEN]
            assert await inbox.states() == [PartStat.ACCEPTED]


class TestTheJob:
    async def test_comes_again_after_a_minute(self, world: World) -> None:
        async with waiting(world) as inbox:
            await inbox.look()
            assert (await inbox.job()).due_at == world.clock.now() + timedelta(seconds=limits.INBOX_EVERY_S)

    async def test_comes_again_at_once_where_there_is_more(self, world: World, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(limits, "INBOX_MAILS_PER_TURN", 2)
        async with waiting(world) as inbox:
            inbox.server.receive(b"1", b"2", b"3")
            await inbox.look()
            assert inbox.server.marks() == [SEEN, SEEN, set()]
            assert (await inbox.job()).due_at == world.clock.now()
            await inbox.look()
            assert inbox.server.marks() == [SEEN] * 3

    async def test_says_why_nothing_could_be_fetched_and_is_never_given_up(self, world: World) -> None:
        async with waiting(world) as inbox:
            inbox.server.drops_at = "SEARCH"
            for _ in range(limits.JOB_ATTEMPTS + 1):
                await inbox.look()
                world.clock.move(timedelta(minutes=2))
            job = await inbox.job()
            assert job.error
            assert job.finished_at is None

    async def test_ends_its_turn_where_the_server_goes_silent(
        self, world: World, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(limits, "INBOX_TURN_S", 0.3)
        async with waiting(world) as inbox:
            inbox.server.receive(inbox.mail())
            inbox.server.silent_at = "FETCH"
            async with asyncio.timeout(limits.INBOX_WAIT_S / 2):
                await inbox.look()
            assert (await inbox.job()).error == "the mail server takes too long"

    async def test_is_held_by_one_node_at_a_time(self, world: World) -> None:
        async with waiting(world) as inbox:
            await inbox.look()
            world.clock.move(timedelta(minutes=2))
            now = world.clock.now()
            held = await world.store.write(claim_jobs, NOBODY, KIND, 1, now=now)
            assert len(held) == 1
            await inbox.look()  # another node's, which has just been started
            assert inbox.server.connections == 1
