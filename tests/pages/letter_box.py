"""A server without a mail server, as whoever sits at the machine sees it: its mails are kept, and shown."""

from pathlib import Path

import httpx
from msgspec.structs import replace

from kalends.actions.job import finish_job, list_jobs
from kalends.actions.letter import JOB, post
from kalends.actions.letter_told import MailRoom
from kalends.actions.ports import Read, Tx
from kalends.domain import access
from kalends.domain.access import Actor
from kalends.domain.letter import Letter, Posted
from kalends.jobs.mail import Mails
from kalends.jobs.worker import Errand
from kalends.net.mailbox import MailFolder
from tests.cast import KEYRING, PUBLIC_URL, World
from tests.mail.post_office import SENDER, Here

SECRET = "0123456789abcdef" * 4
PATH = f"/mailbox/{SECRET}"


class LetterBox:
    """Gives a world a mailbox, at PATH."""

    def __init__(self, world: World, folder: Path) -> None:
        self.world, self.folder = world, MailFolder(folder / "mailbox", world.clock)
        world.__dict__["context"] = replace(world.context, mailbox=self.folder, mailbox_secret=SECRET)
        world.apart()
        transport = httpx.ASGITransport(world.app, client=("127.0.0.1", 40_000))
        world.__dict__["client"] = httpx.AsyncClient(transport=transport, base_url=PUBLIC_URL)

    async def post(self, letter: Letter) -> None:
        """Write one that no deed of the test causes."""

        async def deed(tx: Tx, _actor: Actor) -> None:
            await post(tx, letter, now=self.world.clock.now())

        await self.world.store.write(deed, self.itself)

    async def letters(self) -> list[Posted]:
        """As kept, the newest first."""
        return await self.world.store.read(_letters, self.itself)

    async def deliver(self) -> None:
        """Write the letters that are due."""
        store, clock = self.world.store, self.world.clock
        for job in await store.read(list_jobs, self.itself):
            if job.kind == JOB and job.due_at <= clock.now():
                await self.handler(Errand(store, clock, job))
                await store.write(finish_job, self.itself, job, now=clock.now())

    @property
    def handler(self) -> Mails:
        return Mails(MailRoom(PUBLIC_URL, KEYRING, SENDER.mail), Here(), self.folder)

    @property
    def itself(self) -> Actor:
        return access.system(self.world.organization)


async def _letters(read: Read, _actor: Actor) -> list[Posted]:
    return await read.letters((), 100)
