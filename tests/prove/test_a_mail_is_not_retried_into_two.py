"""However often somebody has a mail's job done again while it is being done, what must not come twice comes once.

PROVE_MAILS says how many mails this is tried with.
"""

import asyncio
import os
import random
from collections import Counter

from kalends.actions.job import retry_job
from kalends.domain.job import Job
from kalends.domain.letter import LetterKind, LetterState
from kalends.jobs.worker import Errand
from tests.cast import World
from tests.mail.post_office import PostOffice, letter, post_office
from tests.mail.test_sending import concert

MAILS = int(os.environ.get("PROVE_MAILS", "100"))
AGAIN_AFTER_S = (0.0, 0.02)  # some before it begins, some after it has ended
TIMES = 3


async def done(office: PostOffice, job: Job) -> None:
    await office.handler(Errand(office.world.store, office.world.clock, job))


async def done_again(office: PostOffice, number: int) -> None:
    await asyncio.sleep(random.uniform(*AGAIN_AFTER_S))
    await office.world.store.write(retry_job, office.itself, number, now=office.world.clock.now())
    (job,) = [it for it in await office.jobs() if it.number == number]
    await done(office, job)


async def test_a_reminder_comes_once_whoever_has_it_sent_again(world: World) -> None:
    async with post_office(world) as office:
        event = await concert(world)
        for number in range(MAILS):
            to = f"{number}@example.org"
            await office.write(letter(LetterKind.REMINDER, event.number, key=to, to=to))
            job = max(await office.jobs(), key=lambda it: it.number)
            await asyncio.gather(done(office, job), *(done_again(office, job.number) for _ in range(TIMES)))
        came = Counter(to for recipients, _ in office.inbox.mails for to in recipients)
        assert came == Counter(f"{number}@example.org" for number in range(MAILS))
        assert {it.state for it in await office.letters()} == {LetterState.SENT}
