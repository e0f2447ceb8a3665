"""A worker that is killed again and again while it reminds a thousand people reminds each of them, and nobody twice;
nor does one that is paused.

But for the moment between a mail's last byte and the mail server's answer: who it was meant for then is listed as
uncertain. PROVE_KILLS says how often it is killed.
"""

import asyncio
import os
import random
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session

from kalends.actions.event import GroupChoice, create_event
from kalends.actions.group import create_group
from kalends.actions.mail_reminder import remind_by_mail
from kalends.actions.membership import add_member
from kalends.actions.organization import create_organization
from kalends.actions.person import add_person
from kalends.actions.ports import Read, Tx
from kalends.actions.ports.message import MessageQuery
from kalends.domain import access, limits
from kalends.domain.access import Actor, CredentialKind, OrganizationRole
from kalends.domain.answer import EVENT_WIDE, Answer, PartStat
from kalends.domain.event import DatePatch, Event, EventPatch
from kalends.domain.group import GroupPatch, GroupRole
from kalends.domain.letter import LetterState
from kalends.domain.message import ChangeName
from kalends.store.migrate import migrate
from kalends.store.nouns import TRANSACTIONS
from tests.databases import KINDS, MISSING, SQLITE, Address

KILLS = int(os.environ.get("PROVE_KILLS", "10"))
PEOPLE = 1_000
KILLED_AFTER_S = (0.0, 0.4)  # from the first mail on
DUE_IN = timedelta(seconds=2)  # all is written by then
LEASE_S = 3  # where other nodes may hold a job, this is waited for after each kill
PATIENCE_S = 240
SMTP_PORT = 8_915
UNFINISHED = {LetterState.WAITING, LetterState.SENDING}
OURS = access.system(1)


class Inbox:
    """Counts what came, by recipient."""

    def __init__(self) -> None:
        self.mails: Counter[str] = Counter()

    async def handle_DATA(self, _server: SMTP, _session: Session, envelope: Envelope) -> str:  # noqa: N802
        self.mails[str(envelope.rcpt_tos[0])] += 1
        return "250 taken"

    def wait_for_more(self, patience_s: float) -> bool:
        """False when none came."""
        seen, until = self.mails.total(), time.monotonic() + patience_s
        while self.mails.total() == seen:
            if time.monotonic() > until:
                return False
            time.sleep(0.005)
        return True


@pytest.fixture
def inbox() -> Iterator[Inbox]:
    found = Inbox()
    controller = Controller(found, "127.0.0.1", SMTP_PORT)
    controller.start()
    yield found
    controller.stop()


async def set_up(tx: Tx, actor: Actor) -> Event:
    """An event, soon, that a thousand people who are no members come to, and a line in a conversation of two."""
    now = datetime.now(UTC)
    await create_organization(tx, actor, "Singers", "Europe/Berlin", now=now)
    people = [await add_person(tx, actor, name, None, OrganizationRole.MEMBER, now=now) for name in ("Olga", "Mika")]
    olga = Actor(1, CredentialKind.KEY, people[0].number, OrganizationRole.ADMINISTRATOR, name="Olga")
    group = await create_group(tx, olga, GroupPatch(name="Choir"), now=now)
    await add_member(tx, actor, group.prokey, people[1].number, GroupRole.MEMBER, now=now)
    start = (now + DUE_IN + timedelta(hours=1)).replace(microsecond=0)
    end = start + timedelta(hours=1)
    date = DatePatch(
        name="Concert", start_date=f"{start:%Y-%m-%d}", start_time=f"{start:%H:%M:%S}", end_date=f"{end:%Y-%m-%d}",
        end_time=f"{end:%H:%M:%S}", zone="Etc/GMT",
    )  # fmt: skip
    patch = EventPatch(dates=(date,), reminders=(3_600,))
    event = (await create_event(tx, olga, GroupChoice(prokey=group.prokey), patch, now=now)).event
    await remind_by_mail(tx, olga, event.prokey, (3_600,), now=now)
    for number in range(PEOPLE):
        attendee, _ = await tx.attendee_of_mail(f"{number}@example.org", None)
        yes = Answer(
            tx.next_number(), tx.next_id(), event.number, EVENT_WIDE, PartStat.ACCEPTED, 1, now, now, attendee=attendee
        )
        await tx.put_answer(yes)
    return event


async def prepare(address: Address) -> Event:
    store = address.store(TRANSACTIONS)
    await store.open()
    await migrate(store)
    event = await store.write(set_up, OURS)
    await store.close()
    return event


async def outcome(address: Address, event: Event) -> tuple[Counter[str], dict[str, LetterState], int]:
    """How many letters there are for each address, what became of them, and how often the conversation was told."""

    async def view(read: Read, _actor: Actor) -> Any:
        letters = await read.letters((), 2 * PEOPLE)
        lines = await read.messages(event.group, MessageQuery(limit=limits.PAGE_MESSAGES))
        return letters, lines

    store = address.store(TRANSACTIONS)
    await store.open()
    letters, lines = await store.read(view, OURS)
    await store.close()
    told = [it for it in lines if it.change and it.change.name == ChangeName.OCCURRENCE_STARTING]
    return Counter(it.letter.to for it in letters), {it.letter.to: it.state for it in letters}, len(told)


@contextmanager
def working(address: Address, **more: str) -> "Iterator[subprocess.Popen[bytes]]":
    """A worker that does not outlive the block. Few letters to a deed: so there is a middle to die in."""
    given = {
        "KALENDS_LIMIT_JOB_LEASE_S": str(LEASE_S),
        "KALENDS_LIMIT_REMINDED_IN_DEED": "3",
        "KALENDS_LIMIT_REMINDERS_IN_TURN": "20",
        "KALENDS_SMTP_URL": f"smtp://127.0.0.1:{SMTP_PORT}",
        "KALENDS_MAIL_FROM": "events@kalends.example",
        **more,
    }
    command = [sys.executable, "-m", "kalends", "worker", "--data", str(address.data)]
    command += ["--database-url", address.url] if address.url else []
    with subprocess.Popen(command, env={**os.environ, **given}, stdout=subprocess.DEVNULL) as worker:
        try:
            yield worker
        finally:
            worker.kill()


@pytest.mark.parametrize("kind", [SQLITE, KINDS[-1]], indirect=True)
def test_killed_at_random_points_everybody_is_reminded_once(address: Address, inbox: Inbox) -> None:
    event = asyncio.run(prepare(address))
    killed = 0
    while killed < KILLS:
        with working(address):
            if not inbox.wait_for_more(PATIENCE_S):
                break  # all came before that
            time.sleep(random.uniform(*KILLED_AFTER_S))
        killed += 1
    with working(address):
        while inbox.wait_for_more(4 * LEASE_S):
            pass
    check(address, event, inbox, killed)
    assert killed > 1  # there was a middle


@pytest.mark.parametrize("kind", KINDS[-1:], indirect=True)
@pytest.mark.skipif(KINDS[-1] == MISSING, reason="one process at a time holds an SQLite file")
def test_a_node_that_was_paused_for_longer_than_its_lease_does_nothing_again(address: Address, inbox: Inbox) -> None:
    event = asyncio.run(prepare(address))
    with working(address) as paused:
        assert inbox.wait_for_more(PATIENCE_S)
        time.sleep(random.uniform(*KILLED_AFTER_S))
        paused.send_signal(signal.SIGSTOP)
        with working(address):
            while inbox.wait_for_more(4 * LEASE_S):
                pass
            paused.send_signal(signal.SIGCONT)
            until = time.monotonic() + PATIENCE_S
            while UNFINISHED & set(asyncio.run(outcome(address, event))[1].values()) and time.monotonic() < until:
                time.sleep(1)
    check(address, event, inbox, 1)


def check(address: Address, event: Event, inbox: Inbox, stops: int) -> None:
    """Everybody was written to once, the conversation was told once, and who may have got none is listed."""
    letters, states, lines = asyncio.run(outcome(address, event))
    assert letters == Counter({f"{number}@example.org": 1 for number in range(PEOPLE)})
    sent = {to for to, state in states.items() if state is LetterState.SENT}
    uncertain = {to for to, state in states.items() if state is LetterState.UNCERTAIN}
    assert len(sent) + len(uncertain) == PEOPLE
    assert all(inbox.mails[to] == 1 for to in sent)
    assert all(inbox.mails[to] <= 1 for to in uncertain)
    assert len(uncertain) <= stops * limits.MAIL_CONNECTIONS
    assert lines == 1
