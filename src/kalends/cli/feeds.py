"""feed: private calendar addresses, and how calendar programs get on with all of them."""

from argparse import Namespace
from datetime import timedelta

from kalends.actions.credential import issue_credential, list_credentials, revoke_credential
from kalends.actions.feed import Asked, feed_state, holds_newest, list_polls
from kalends.actions.group import list_groups
from kalends.cli.command import Command, Desk, Line, Output, argument, whole_number
from kalends.cli.credentials import expiry
from kalends.domain import access, limits
from kalends.domain.access import CredentialKind
from kalends.domain.credential import FEEDS, Credential, CredentialDraft
from kalends.domain.errors import not_found
from kalends.domain.feed import FeedKind, Poll
from kalends.domain.group import Group

_LONG_AGO = timedelta(days=2)  # even the slowest programs come back within a day
_WHOSE = {CredentialKind.FEED: FeedKind.PERSON, CredentialKind.ORGANIZATION_FEED: FeedKind.ORGANIZATION}
_TOLD = (
    "group", "address", "client", "last_fetched_at", "first_fetched_at", "times", "of_them_unchanged", "has_newest",
    "note",
)  # fmt: skip


async def _create(desk: Desk, args: Namespace) -> Output:
    kind = CredentialKind.ORGANIZATION_FEED if args.organization_wide else CredentialKind.FEED
    person, secret = await desk.person(args.person), desk.secret()
    draft = CredentialDraft(
        kind=kind,
        person=person.number,
        hash=desk.keyring.hash_of(secret),
        name=args.name or "",
        expires_at=expiry(args.expires, desk.clock.now()),
    )
    made = await desk.do(issue_credential, draft, now=desk.clock.now())
    address = f"{_base(desk)}/feed/{_WHOSE[kind]}/{secret}.ics"
    return {**_line(made), "person": person.name, "address": address, "note": "shown this once only"}


async def _list(desk: Desk, _args: Namespace) -> Output:
    return [_line(it) for kind in FEEDS for it in await desk.see(list_credentials, kind)]


async def _revoke(desk: Desk, args: Namespace) -> Output:
    there = [it.number for kind in FEEDS for it in await desk.see(list_credentials, kind)]
    if args.number not in there:
        raise not_found("there is no such feed address")
    return _line(await desk.do(revoke_credential, args.number, now=desk.clock.now()))


async def _doctor(desk: Desk, args: Namespace) -> Output:
    """Every group's feed and who fetches it; then what was fetched of the private ones."""
    polls = await desk.see(list_polls)
    groups = [await desk.group(args.group)] if args.group else await desk.see(list_groups, limits.GROUPS_PER_FEED, 0)
    lines = [line for group in groups for line in await _group(desk, group, polls)]
    if not args.group:
        lines += [_feed(it.feed, **_poll(desk, it)) for it in polls if it.feed is not FeedKind.GROUP]
    return lines


async def _group(desk: Desk, group: Group, polls: list[Poll]) -> list[Line]:
    kind = FeedKind.GROUP
    if not access.group_is_open(group):
        return [_feed(kind, group=group.name, note="nobody can fetch it: the group is a draft or for members only")]
    address = f"{_base(desk)}/{group.prokey}/calendar.ics"
    asked = Asked(kind, _base(desk), address, group.prokey)
    state = await desk.store.read(feed_state, access.visitor((await desk.actor()).organization), asked)
    mine = [it for it in polls if it.feed is kind and it.subject == group.number]
    if not mine:
        return [_feed(kind, group=group.name, address=address, note="nobody has fetched it yet")]
    return [
        _feed(kind, group=group.name, address=address, has_newest=holds_newest(it, state.etag), **_poll(desk, it))
        for it in mine
    ]


def _feed(kind: FeedKind, **known: object) -> Line:
    """One line; what is not known of this feed is None."""
    return {"feed": str(kind), **dict.fromkeys(_TOLD), **known}


def _poll(desk: Desk, poll: Poll) -> dict[str, object]:
    quiet = desk.clock.now() - poll.last_at > _LONG_AGO
    return {
        "client": poll.client,
        "last_fetched_at": poll.last_at,
        "first_fetched_at": poll.first_at,
        "times": poll.asked,
        "of_them_unchanged": poll.unchanged,
        "note": "has not come back for two days" if quiet else None,
    }


def _base(desk: Desk) -> str:
    return desk.settings.address(desk.settings.port)


def _line(it: Credential) -> Line:
    return {
        "number": it.number,
        "whose": _WHOSE[it.kind],
        "person": it.person,
        "name": it.name or None,
        "created_at": it.created_at,
        "expires_at": it.expires_at,
        "revoked_at": it.revoked_at,
    }


COMMANDS = (
    Command(
        "feed",
        "create",
        "Make a private calendar address: of all groups a person is in, or of all that is open.",
        _create,
        (
            argument("person", metavar="PERSON", help="whose it is: number, mail address or name"),
            argument("--organization-wide", action="store_true", help="everything open, not only the person's groups"),
            argument("--name", help="what it is for, to know it again in the list"),
            argument("--expires", metavar="WHEN", help="90d, 2026-12-31, or a moment with its offset"),
        ),
    ),
    Command("feed", "list", "Show all private addresses, without their secrets.", _list),
    Command(
        "feed", "revoke", "From the next request on it leads nowhere.", _revoke,
        (argument("number", type=whole_number, metavar="NUMBER"),),
    ),
    Command(
        "feed",
        "doctor",
        "Show which calendar programs fetched which feed, when, and whether they have its newest version.",
        _doctor,
        (argument("--group", metavar="GROUP", help="only this one: prokey, number or name"),),
    ),
)  # fmt: skip
