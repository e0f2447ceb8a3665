"""mail: what became of letters, and which addresses get none."""

import sys
from argparse import Namespace

from kalends.actions.invitation import invite
from kalends.actions.suppression import allow_address, list_letters, list_suppressions
from kalends.actions.unsent import discard_letter, has_letter, retry_letter
from kalends.cli.command import Command, Desk, Line, Output, argument, whole_number
from kalends.domain import limits
from kalends.domain.access import Actor
from kalends.domain.errors import Refused
from kalends.domain.letter import LetterState, Posted
from kalends.jobs.incoming import Reception, Report


async def _list(desk: Desk, args: Namespace) -> Output:
    states = [LetterState(args.state)] if args.state else []
    return [_line(it) for it in await desk.see(list_letters, states)]


async def _retry(desk: Desk, args: Namespace) -> Output:
    await desk.store.write(retry_letter, await _owner(desk, args.number), args.number, now=desk.clock.now())
    return {"number": args.number, "due": "now"}


async def _discard(desk: Desk, args: Namespace) -> Output:
    await desk.store.write(discard_letter, await _owner(desk, args.number), args.number)
    return {"number": args.number, "due": "never"}


async def _owner(desk: Desk, number: int) -> Actor:
    """Whose letter it is."""

    async def owns(actor: Actor) -> bool:
        return await desk.store.read(has_letter, actor, number)

    return await desk.owner(owns, "there is no such letter")


async def _suppressed(desk: Desk, _args: Namespace) -> Output:
    return [
        {"mail": it.mail, "kind": it.kind or "everything", "why": it.why, "since": it.since}
        for it in await desk.see(list_suppressions)
    ]


async def _allow(desk: Desk, args: Namespace) -> Output:
    await desk.do(allow_address, args.mail)
    return {"mail": args.mail, "gets": "everything"}


async def _bounce(desk: Desk, _args: Namespace) -> Output:
    """As `_receive`: a mail server would answer a refusal with a report of its own."""
    body, ignored = sys.stdin.buffer.read(limits.MAIL_BYTES), None
    try:
        report = await Reception(desk.store, desk.keyring, desk.clock).report(body)
    except Refused as refused:
        report, ignored = Report(None, suppressed=False, status=""), str(refused)
    return {
        "mail": report.mail,
        "suppressed": report.suppressed,
        "status": report.status or None,
        "ignored": ignored,
    }


async def _invite(desk: Desk, args: Namespace) -> Output:
    actor = await desk.actor(await desk.person(args.by) if args.by else None)
    return {"event": args.event, "invited": await invite(desk.store, actor, args.event, now=desk.clock.now())}


async def _receive(desk: Desk, _args: Namespace) -> Output:
    """A mail server would send an error back to whoever wrote, so what is of no use is told and is no failure."""
    outcome = await Reception(desk.store, desk.keyring, desk.clock).take(sys.stdin.buffer.read(limits.MAIL_BYTES))
    return {"taken": outcome.taken, "suppressed": outcome.suppressed, "ignored": outcome.ignored}


def _line(it: Posted) -> Line:
    return {
        "number": it.number,
        "kind": it.letter.kind,
        "to": it.letter.to,
        "state": it.state,
        "written_at": it.written_at,
        "sent_at": it.sent_at,
        "tries": it.tries,
        "error": it.error,
    }


_NUMBER = argument("number", type=whole_number, metavar="NUMBER")

COMMANDS = (
    Command(
        "mail",
        "list",
        "Show letters and what became of them, the newest first.",
        _list,
        (argument("--state", choices=[it.value for it in LetterState], help="only those in this state"),),
    ),
    Command("mail", "retry", "Send one again that failed or is uncertain, as if never tried.", _retry, (_NUMBER,)),
    Command("mail", "discard", "Do not send one that waits, failed or is uncertain.", _discard, (_NUMBER,)),
    Command("mail", "suppressed", "Show which addresses do not get what.", _suppressed),
    Command(
        "mail",
        "allow",
        "Send everything to an address again.",
        _allow,
        (argument("mail", metavar="ADDRESS"),),
    ),
    Command(
        "mail",
        "bounce",
        "Read a report of a failed delivery (RFC 3464) or of a complaint (RFC 5965) from standard input; its address"
        " gets no more mails.",
        _bounce,
    ),
    Command(
        "mail",
        "invite",
        "Invite the members of an event's group, and who has answered it; calendar programs can reply.",
        _invite,
        (
            argument("event", metavar="PROKEY"),
            argument("--by", metavar="PERSON", help="who invites, and is not invited: number, mail address or name"),
        ),
    ),
    Command(
        "mail",
        "receive",
        "Read a mail that came in from standard input: a reply to an invitation (RFC 6047), or a report as for bounce.",
        _receive,
    ),
)
