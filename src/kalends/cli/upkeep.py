"""credits, jobs, backup, doctor: keeping a running server well."""

import platform
import sys
from argparse import Namespace
from datetime import timedelta
from pathlib import Path

import apsw

from kalends import __version__
from kalends.actions.credits import set_credits, show_credits
from kalends.actions.group_list import broken_counters
from kalends.actions.job import discard_job, list_jobs, retry_job
from kalends.actions.subscription import STALE, list_subscriptions
from kalends.actions.suppression import list_letters
from kalends.actions.webhook import list_webhooks
from kalends.calendar.zones import table_version
from kalends.cli.command import Command, Desk, Output, argument, whole_number
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.credits import Credits
from kalends.domain.errors import Kind, Refused, invalid
from kalends.domain.job import Job
from kalends.domain.letter import LetterState, Posted
from kalends.health import database_name
from kalends.net.imap import NotFetched, open_inbox
from kalends.net.mail_server import inbox
from kalends.store.open import FILE_NAME
from kalends.store.sqlite_file import copy

_LATELY = timedelta(days=3)
_LATE = timedelta(minutes=15)
_WENT_WRONG = {LetterState.UNCERTAIN: "perhaps not arrived", LetterState.FAILED: "not been sent"}
_UNTIL_MENDED = {(3, 11): 10, (3, 12): 5}  # the first micro version that escapes line feeds in mail headers


async def _show_credits(desk: Desk, _args: Namespace) -> Output:
    return _credits(await desk.see(show_credits))


async def _set_credits(desk: Desk, args: Namespace) -> Output:
    if args.credits != "none" and not args.credits.isdecimal():
        raise invalid("is a whole number, or none for no limit", "credits")
    return _credits(await desk.do(set_credits, None if args.credits == "none" else int(args.credits)))


def _credits(it: Credits) -> Output:
    return {"granted": it.granted, "used": it.used, "left": it.left, "created": it.created, "updated": it.updated}


async def _list_jobs(desk: Desk, _args: Namespace) -> Output:
    return [_job(it) for it in await desk.see(list_jobs)]


async def _retry_job(desk: Desk, args: Namespace) -> Output:
    await desk.store.write(retry_job, await _owner(desk, args.number), args.number, now=desk.clock.now())
    return {"number": args.number, "due": "now"}


async def _discard_job(desk: Desk, args: Namespace) -> Output:
    await desk.store.write(discard_job, await _owner(desk, args.number), args.number)
    return {"number": args.number, "due": "never"}


async def _owner(desk: Desk, number: int) -> Actor:
    """Who does the job of this number."""

    async def owns(actor: Actor) -> bool:
        return number in [job.number for job in await desk.store.read(list_jobs, actor)]

    return await desk.owner(owns, "there is no such job")


def _job(it: Job) -> dict[str, object]:
    state = "given up" if it.finished_at else "waiting"
    return {
        "number": it.number,
        "kind": it.kind,
        "key": it.key,
        "state": state,
        "due_at": it.due_at,
        "attempts": it.attempts,
        "error": it.error,
    }


async def _backup(desk: Desk, args: Namespace) -> Output:
    if desk.settings.database_url is not None:
        raise Refused(
            Kind.CONFLICT, "PostgreSQL is backed up with pg_dump or by its own archive, see docs/operating.md"
        )
    copy(desk.settings.data / FILE_NAME, args.file)
    return {"backup": str(args.file), "note": f"{desk.settings.data / 'secret'} is not in it: keep a copy elsewhere"}


async def _doctor(desk: Desk, _args: Namespace) -> Output:
    problems: list[str] = []
    waiting = given_up = 0
    for it in await desk.organizations():
        actor = await Desk(desk.settings, desk.store, desk.keyring, str(it.number)).actor()
        broken = await desk.store.read_long(broken_counters, actor)
        problems += [f'{it.name}: the counters of the group "{name}" differ from its rows' for name in broken]
        problems += [f"{it.name}: {told}" for told in await _stale_copies(desk, actor)]
        hooks = await desk.store.read(list_webhooks, actor, limits.WEBHOOKS, 0)
        problems += [
            f'the webhook "{hook.name}" was switched off: {told}' for hook in hooks if (told := hook.switched_off)
        ]
        problems += [f"{it.name}: {told}" for told in await _unsent_letters(desk, actor)]
        jobs = await desk.store.read(list_jobs, actor)
        given_up += sum(job.finished_at is not None for job in jobs)
        waiting += sum(job.finished_at is None for job in jobs)
    problems += await _inbox(desk)
    if given_up:
        problems.append(f"{given_up} jobs were given up: `kalends jobs list` says why")
    return {
        "kalends": __version__,
        "python": platform.python_version(),
        "sqlite": apsw.sqlite_lib_version(),
        "database": database_name(desk.settings),
        "zone_table": table_version(),
        "pending_jobs": waiting,
        "warnings": interpreter_warnings(sys.version_info[:3]),
        "problems": problems,
    }


async def _stale_copies(desk: Desk, actor: Actor) -> list[str]:
    """Calendars from elsewhere that were last fetched too long ago, or never since they were asked for."""
    stands = await desk.store.read(list_subscriptions, actor)
    return [
        f'the calendar that the group "{group.name}" shows has not come for two days: {it.error}'
        for group, it in stands
        if it is not None
        and it.failures
        and desk.clock.now() - (it.fetched_at or group.created_at or it.asked_at) > STALE
    ]


async def _unsent_letters(desk: Desk, actor: Actor) -> list[str]:
    """Letters that wait for a mail server that does not take them, and what went wrong with those of the last days."""
    now = desk.clock.now()
    waiting = await desk.store.read(list_letters, actor, [LetterState.WAITING, LetterState.SENDING])
    late = [it for it in waiting if now - it.written_at > _LATE]
    said = next((f"; the last answer was: {it.error}" for it in late if it.error), "")
    told = [f"{_mails(late)} waited for more than {_LATE // timedelta(minutes=1)} minutes{said}"] if late else []
    for state, what in _WENT_WRONG.items():
        found = await desk.store.read(list_letters, actor, [state])
        if lately := [it for it in found if now - it.written_at < _LATELY]:
            told.append(f"{_mails(lately)} {what}: `kalends mail list --state {state}` says why")
    return told


def _mails(some: list[Posted]) -> str:
    return "1 mail has" if len(some) == 1 else f"{len(some)} mails have"


async def _inbox(desk: Desk) -> list[str]:
    """Whether what comes in by mail can be fetched: tried now."""
    if not desk.settings.imap_url:
        return []
    try:
        async with open_inbox(inbox(desk.settings.imap_url), readonly=True) as opened:
            await opened.unseen()
    except NotFetched as error:
        return [f"no mails can be fetched by --imap-url: {error}"]
    return []


def interpreter_warnings(version: tuple[int, ...]) -> list[str]:
    """What is known to be wrong with a version of Python, as far as it matters here."""
    mended = _UNTIL_MENDED.get((version[0], version[1]))
    if mended is None or version[2] >= mended:
        return []
    newer = f"{version[0]}.{version[1]}.{mended}"
    return [f"Python before {newer} lets line feeds into mail headers (CVE-2024-6923): {newer} or newer is better"]


_NUMBER = argument("number", type=whole_number, metavar="NUMBER")

COMMANDS = (
    Command("credits", "show", "Show how many credits the /v1 dialect has used.", _show_credits),
    Command(
        "credits",
        "set",
        "Grant so many in all; none takes the limit away.",
        _set_credits,
        (argument("credits", metavar="NUMBER|none"),),
    ),
    Command("jobs", "list", "Show what is still to be done, and what was given up.", _list_jobs),
    Command("jobs", "retry", "Do one at once, as if never tried.", _retry_job, (_NUMBER,)),
    Command("jobs", "discard", "Forget one.", _discard_job, (_NUMBER,)),
    Command(
        "backup",
        None,
        "Copy the database to a new file, also while the server runs.",
        _backup,
        (argument("file", type=Path, metavar="FILE"),),
    ),
    Command("doctor", None, "Check versions and that the record is sound; fails when something is wrong.", _doctor),
)
