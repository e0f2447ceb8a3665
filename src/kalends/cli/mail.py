"""mail: what became of letters, and which addresses get none."""

import hmac
import sys
from argparse import Namespace
from uuid import UUID

from kalends.actions.invitation import invite_members
from kalends.actions.letter_told import MailRoom
from kalends.actions.reply import take_replies
from kalends.actions.suppression import allow_address, list_letters, list_suppressions, note_bounce
from kalends.calendar.ics_reading.reply import read_replies
from kalends.cli.command import Command, Desk, Line, Output, argument
from kalends.domain import access, limits
from kalends.domain.errors import Kind, Refused, invalid, not_found
from kalends.domain.letter import LetterState, Posted
from kalends.net.bounce import read_bounce
from kalends.net.incoming import read_incoming, tags_in


async def _list(desk: Desk, args: Namespace) -> Output:
    states = [LetterState(args.state)] if args.state else []
    return [_line(it) for it in await desk.see(list_letters, states)]


async def _suppressed(desk: Desk, _args: Namespace) -> Output:
    return [
        {"mail": it.mail, "kind": it.kind or "everything", "why": it.why, "since": it.since}
        for it in await desk.see(list_suppressions)
    ]


async def _allow(desk: Desk, args: Namespace) -> Output:
    await desk.do(allow_address, args.mail)
    return {"mail": args.mail, "gets": "everything"}


async def _bounce(desk: Desk, _args: Namespace) -> Output:
    """Whose letter it was stands in the report, with what proves that the letter was ours."""
    report = read_bounce(sys.stdin.buffer.read(limits.MAIL_BYTES))
    if report.letter is None:
        raise invalid("the report names no mail of ours")
    organization, number, shown = report.letter
    known = MailRoom("", desk.keyring).message(organization, number).rpartition(".")[2]
    if not hmac.compare_digest(known, shown):
        raise invalid("the report names no mail of ours")
    if not report.for_good:
        return {"mail": report.mail, "suppressed": False, "status": report.status or None}
    actor = access.system(organization)
    mail = await desk.store.write(note_bounce, actor, number, report.mail, report.status, now=desk.clock.now())
    if mail is None:
        raise Refused(Kind.CONFLICT, "the mail that the report names went to another address")
    return {"mail": mail, "suppressed": True, "status": report.status}


async def _invite(desk: Desk, args: Namespace) -> Output:
    actor = await desk.actor(await desk.person(args.by) if args.by else None)
    letters, further = 0, 0
    for _ in range(limits.ADMINISTRATION_LIST):
        invited = await desk.store.write(invite_members, actor, args.event, further, now=desk.clock.now())
        letters += invited.letters
        if invited.further is None:
            break
        further = invited.further
    return {"event": args.event, "invited": letters}


async def _receive(desk: Desk, _args: Namespace) -> Output:
    """A mail server would send an error back to whoever wrote, so what is of no use is told and is no failure."""
    incoming = read_incoming(sys.stdin.buffer.read(limits.MAIL_BYTES))
    try:
        if incoming.calendar is None:
            raise invalid("the mail brings no reply to an invitation")
        replies = read_replies(incoming.calendar)
        named = [tag for it in replies for tag in tags_in(it.organizer)]
        organization, answer = _invited(desk, [*incoming.tags, *named])
        actor = access.system(organization)
        taken = await desk.store.write(take_replies, actor, answer, replies, now=desk.clock.now())
    except Refused as refused:
        return {"taken": [], "ignored": str(refused)}
    return {"taken": taken, "ignored": None}


def _invited(desk: Desk, tags: list[str]) -> tuple[int, str]:
    """Whose reply it is, by the address that only they were told: an organization, and an answer's public id there."""
    room = MailRoom("", desk.keyring)
    for tag in tags[: limits.MAIL_PARTS]:
        organization, answer, _ = tag.split(".")
        public_id = str(UUID(answer))
        if hmac.compare_digest(room.reply_tag(int(organization), public_id), tag):
            return int(organization), public_id
    raise not_found("the mail went to no address that an invitation names")


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


COMMANDS = (
    Command(
        "mail",
        "list",
        "Show letters and what became of them, the newest first.",
        _list,
        (argument("--state", choices=[it.value for it in LetterState], help="only those in this state"),),
    ),
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
        "Read a report of a failed delivery (RFC 3464) from standard input; its address gets no more mails.",
        _bounce,
    ),
    Command(
        "mail",
        "invite",
        "Invite the members of an event's group, and who has answered it; calendar programs can reply.",
        _invite,
        (
            argument("event", metavar="PROKEY"),
            argument("--by", metavar="PERSON", help="who invites: number, mail address or name"),
        ),
    ),
    Command(
        "mail",
        "receive",
        "Read a mail with a reply to an invitation (RFC 6047) from standard input; it becomes an answer.",
        _receive,
    ),
)
