"""One serving process: from the settings to a listening server, and cleanly back."""

import logging
import random
import signal
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING

import uvicorn

from kalends.access_log import AccessLog, set_up_logging
from kalends.actions.job import release_jobs, rouse_lasting_job
from kalends.actions.letter_told import MailRoom
from kalends.actions.zone_table import notice_zone_table
from kalends.app import Door, build_app
from kalends.clock import SystemClock
from kalends.dialects.addtocalendarpro.webhook_element import worded
from kalends.dialects.context import Context
from kalends.dialects.rates import Rates
from kalends.domain import limits
from kalends.domain.access import system
from kalends.gate import DirectoryGate, Keyring
from kalends.health import Health, database_name
from kalends.jobs.incoming import Reception
from kalends.jobs.kinds import AT_ONCE, handlers
from kalends.jobs.mail import Mails
from kalends.jobs.webhook import Composer
from kalends.jobs.worker import Handler, Worker
from kalends.jobs.writing_apart import LetterWriter
from kalends.net.client import Client
from kalends.net.mail_server import Sender, inbox, mail_server
from kalends.net.mailbox import MailFolder
from kalends.net.target import allowed
from kalends.settings import SECRET_FILE_NAME, Settings, WrongSetting, installation_secret, mailbox_secret, make_folder
from kalends.store.migrate import migrate
from kalends.store.nouns import TRANSACTIONS, Rows
from kalends.store.open import FILE_NAME, open_store
from kalends.store.transaction import Store
from kalends.wire import Wire

if TYPE_CHECKING:
    from kalends.net.smtp import SmtpMailer

_DRAIN_S = 25  # accepted requests are answered within this after SIGTERM
_BACKLOG = 2_048

_log = logging.getLogger("kalends.serving")


async def serve(settings: Settings) -> None:
    """Serve until SIGTERM or SIGINT; then answer what was accepted, and stop. Raises WrongSetting, Unavailable."""
    set_up_logging()
    with _listening(settings) as listener:
        url = settings.address(listener.getsockname()[1])
        async with running(settings) as (store, keyring, clock):
            box = None if settings.smtp_url else _mailbox(settings, clock)
            secret = mailbox_secret(settings.data) if box else ""
            if settings.demo:
                from kalends.demo import show_demo

                await show_demo(store, keyring, clock, settings.data, url, f"{url}/mailbox/{secret}" if box else None)
            rates = Rates(limits.RATE_KEYS)
            gate = DirectoryGate(store, keyring, clock, rates)
            context = Context(store, clock, gate, rates, url, box, secret)
            log = AccessLog() if settings.access_log else None
            app = build_app(context, Health(store, database_name(settings)), log=log, proxies=settings.proxies)
            await store.write(notice_zone_table, system(0), now=clock.now())
            async with working(settings, store, keyring, clock, url):
                try:
                    ready = f"Kalends is ready at {url} (data in {settings.data.resolve()})"
                    await _Server(app, ready).serve([listener])
                finally:
                    if log is not None:
                        log.flush()


@asynccontextmanager
async def working(
    settings: Settings, store: Store[Rows], keyring: Keyring, clock: SystemClock, url: str
) -> AsyncIterator[None]:
    """Jobs are done meanwhile. url: the address that links in mails begin with."""
    client, composer = Client(allowed(settings.outbound_allow)), Composer(worded, keyring.derived)
    async with _mails(settings, MailRoom(url, keyring, settings.sender().mail), clock) as mails:
        lookers = await _looking(settings, store, keyring, clock)
        worker = Worker(store, clock, handlers(client, composer, mails) | lookers, AT_ONCE)
        worker.start()
        try:
            yield
        finally:
            await worker.stop()


@asynccontextmanager
async def running(settings: Settings) -> AsyncIterator[tuple[Store[Rows], Keyring, SystemClock]]:
    """The data folder, the secret and the open database with the newest schema; closed in the end."""
    make_folder(settings.data)
    _warn_of_a_lost_secret(settings.data)
    keyring, clock = Keyring(installation_secret(settings.data)), SystemClock()
    store = open_store(settings.database_url, settings.data, TRANSACTIONS, clock, random.SystemRandom())
    try:
        await store.open()
    except RuntimeError as error:  # a database too old to be trusted with anything
        raise WrongSetting(str(error)) from error
    try:
        await migrate(store)
        if settings.database_url is None:  # the file is held by one process, and that is this one
            await store.write(release_jobs, system(0))
        yield store, keyring, clock
    finally:
        await store.close()


@asynccontextmanager
async def _mails(settings: Settings, room: MailRoom, clock: SystemClock) -> AsyncIterator[Handler]:
    """Who sends letters: by the mail server, else into the mailbox. In the end, connection and process are closed."""
    sender = settings.sender()
    writer = LetterWriter(sender)
    mailer = _by_mail_server(settings, sender) if settings.smtp_url else _mailbox(settings, clock)
    try:
        yield Mails(room, writer, mailer)
    finally:
        await writer.close()
        await mailer.close()


async def _looking(settings: Settings, store: Store[Rows], keyring: Keyring, clock: SystemClock) -> dict[str, Handler]:
    """Who looks into the inbox; nobody where there is none."""
    if not settings.imap_url:
        return {}
    from kalends.jobs.inbox import KIND, Inboxes

    await store.write(rouse_lasting_job, system(0), KIND, now=clock.now())
    return {KIND: Inboxes(inbox(settings.imap_url), Reception(store, keyring, clock))}


def _mailbox(settings: Settings, clock: SystemClock) -> MailFolder:
    return MailFolder(settings.data / "mailbox", clock)


def _by_mail_server(settings: Settings, sender: Sender) -> "SmtpMailer":
    from kalends.net.smtp import SmtpMailer

    return SmtpMailer(mail_server(settings.smtp_url), sender.mail)


def _listening(settings: Settings) -> socket.socket:
    family = socket.AF_INET6 if ":" in settings.host else socket.AF_INET
    try:
        return socket.create_server((settings.host, settings.port), family=family, backlog=_BACKLOG)
    except OSError as error:
        raise WrongSetting(f"Cannot listen on {settings.host} port {settings.port}: {error.strerror}") from error


def _warn_of_a_lost_secret(data: Path) -> None:
    if (data / FILE_NAME).exists() and not (data / SECRET_FILE_NAME).exists():
        _log.warning("the database has no secret beside it: without KALENDS_SECRET, its credentials hold no more")


class _Server(uvicorn.Server):
    """ready: what is printed when the first request can come."""

    def __init__(self, app: Door, ready: str) -> None:
        super().__init__(
            uvicorn.Config(
                app,
                loop="none",
                http=Wire,
                ws="none",
                lifespan="off",
                access_log=False,
                log_config=None,
                proxy_headers=False,
                server_header=False,
                timeout_graceful_shutdown=_DRAIN_S,
            )
        )
        self._ready = ready

    async def serve(self, sockets: list[socket.socket] | None = None) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, _stay)  # uvicorn raises it once more when it has stopped; then we still tidy up
        await super().serve(sockets)

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        print(self._ready, flush=True)  # noqa: T201  what whoever started it waits for


def _stay(_number: int, _frame: FrameType | None) -> None:
    """The signal was heard already."""
