"""key, token, application: what programs show to act for a person."""

import re
from argparse import Namespace
from datetime import UTC, date, datetime, timedelta

from kalends.actions.credential import issue_credential, list_credentials, revoke_credential
from kalends.cli.command import Argument, Command, Desk, Line, Output, argument, whole_number
from kalends.domain.access import CredentialKind, Scope
from kalends.domain.credential import CURRENT, ERAS, Credential, CredentialDraft
from kalends.domain.errors import invalid, not_found

_DAYS = re.compile(r"([0-9]{1,5})d")
_FOR = {
    CredentialKind.KEY: "Add to Calendar PRO (/v1): sent bare in the header Authorization",
    CredentialKind.TOKEN: "GroupMe (/v3): sent as X-Access-Token or ?token=",
    CredentialKind.APPLICATION: "Planning Center (/groups/v2): id and secret by HTTP Basic",
}


async def _create(desk: Desk, args: Namespace) -> Output:
    kind, person = CredentialKind(args.noun), await desk.person(args.person)
    public_id = desk.secret() if kind is CredentialKind.APPLICATION else None
    secret = desk.secret()
    draft = CredentialDraft(
        kind=kind,
        person=person.number,
        hash=desk.keyring.hash_of(secret if public_id is None else f"{public_id}:{secret}"),
        public_id=public_id,
        scope=Scope(getattr(args, "scope", Scope.READ_WRITE)),
        era=getattr(args, "era", CURRENT),
        name=args.name or "",
        expires_at=expiry(args.expires, desk.clock.now()),
    )
    credential = await desk.do(issue_credential, draft, now=desk.clock.now())
    shown = {"application_id": public_id, "secret": secret} if public_id else {str(kind): secret}
    return {**_line(credential), "person": person.name, **shown, "note": "shown this once only"}


async def _list(desk: Desk, args: Namespace) -> Output:
    return [_line(it) for it in await desk.see(list_credentials, CredentialKind(args.noun))]


async def _revoke(desk: Desk, args: Namespace) -> Output:
    there = await desk.see(list_credentials, CredentialKind(args.noun))
    if args.number not in [it.number for it in there]:
        raise not_found(f"there is no such {args.noun}")
    return _line(await desk.do(revoke_credential, args.number, now=desk.clock.now()))


def expiry(told: str | None, now: datetime) -> datetime | None:
    """ "90d" from now, "2026-12-31" (through that day, in UTC) or an ISO moment with its offset. Raises INVALID."""
    if told is None:
        return None
    try:
        if days := _DAYS.fullmatch(told):
            return now + timedelta(days=int(days[1]))
        if len(told) == 10:
            return datetime.combine(date.fromisoformat(told), datetime.min.time(), UTC) + timedelta(days=1)
        moment = datetime.fromisoformat(told)
        if moment.tzinfo is not None:
            return moment.astimezone(UTC)
    except (ValueError, OverflowError):
        pass
    raise invalid("is written like 90d, 2026-12-31 or 2026-12-31T18:00:00+01:00", "expires")


def _line(it: Credential) -> Line:
    return {
        "number": it.number,
        "kind": it.kind,
        "person": it.person,
        "name": it.name or None,
        "public_id": it.public_id,
        "scope": it.scope,
        "era": it.era,
        "created_at": it.created_at,
        "expires_at": it.expires_at,
        "revoked_at": it.revoked_at,
    }


_CHOICES = (
    argument("person", metavar="PERSON", help="who it acts for: number, mail address or name"),
    argument("--name", help="what it is for, to know it again in the list"),
    argument("--expires", metavar="WHEN", help="90d, 2026-12-31, or a moment with its offset"),
)
_OF_KEYS = (
    argument("--scope", choices=[scope.value for scope in Scope], default=Scope.READ_WRITE.value),
    argument("--era", choices=ERAS, default=CURRENT, help="which age of the dialect it speaks"),
)


def _commands(kind: CredentialKind) -> tuple[Command, ...]:
    more: tuple[Argument, ...] = _OF_KEYS if kind is CredentialKind.KEY else ()
    number = argument("number", type=whole_number, metavar="NUMBER")
    return (
        Command(kind, "create", f"Issue one for {_FOR[kind]}.", _create, (*_CHOICES, *more)),
        Command(kind, "list", "Show all, without their secrets, which are kept nowhere.", _list),
        Command(kind, "revoke", "From the next request on it holds no more.", _revoke, (number,)),
    )


COMMANDS = tuple(command for kind in _FOR for command in _commands(kind))
