"""organization, person, member: who belongs."""

from argparse import Namespace

from kalends.actions.credential import list_credentials, revoke_credential
from kalends.actions.membership import add_member, all_members, remove_member
from kalends.actions.organization import create_organization, move_organization
from kalends.actions.person import add_person, all_people
from kalends.cli.command import Command, Desk, Line, Output, argument
from kalends.domain import access
from kalends.domain.access import Actor, OrganizationRole
from kalends.domain.credential import ISSUED, Credential
from kalends.domain.errors import not_found
from kalends.domain.group import Group, GroupRole
from kalends.domain.membership import Membership
from kalends.domain.person import Organization, Person

_NAME = argument("name", metavar="NAME")
_PERSON = argument("person", metavar="PERSON", help="number, mail address or name")
_GROUP = argument("group", metavar="GROUP", help="prokey, number or name")


async def _create_organization(desk: Desk, args: Namespace) -> Output:
    number = max((it.number for it in await desk.organizations()), default=0) + 1
    actor = access.system(number)
    return _organization(await desk.store.write(create_organization, actor, args.name, args.zone, now=desk.clock.now()))


async def _list_organizations(desk: Desk, _args: Namespace) -> Output:
    return [_organization(it) for it in await desk.organizations()]


async def _move_organization(desk: Desk, args: Namespace) -> Output:
    return _organization(await desk.do(move_organization, args.zone, now=desk.clock.now()))


async def _revoke_organization(desk: Desk, args: Namespace) -> Output:
    """Every credential of everybody in it."""
    there = Desk(desk.settings, desk.store, desk.keyring, args.name)
    return await _revoke_all(desk, await there.actor(), None)


async def _create_person(desk: Desk, args: Namespace) -> Output:
    role = OrganizationRole.ADMINISTRATOR if args.administrator else OrganizationRole.MEMBER
    return _person(await desk.do(add_person, args.name, args.mail, role, now=desk.clock.now()))


async def _list_people(desk: Desk, _args: Namespace) -> Output:
    return [_person(it) for it in await desk.see(all_people)]


async def _revoke_person(desk: Desk, args: Namespace) -> Output:
    """Every credential of theirs."""
    return await _revoke_all(desk, await desk.actor(), await desk.person(args.person))


async def _revoke_all(desk: Desk, actor: Actor, person: Person | None) -> Output:
    revoked = 0
    for kind in ISSUED:
        for it in await desk.store.read(list_credentials, actor, kind):
            if _holds_for(it, person):
                await desk.store.write(revoke_credential, actor, it.number, now=desk.clock.now())
                revoked += 1
    return {"revoked": revoked}


def _holds_for(credential: Credential, person: Person | None) -> bool:
    return credential.revoked_at is None and (person is None or credential.person == person.number)


async def _create_member(desk: Desk, args: Namespace) -> Output:
    person, group = await desk.person(args.person), await desk.group(args.group)
    await desk.do(add_member, group.prokey, person.number, GroupRole(args.role), now=desk.clock.now())
    return {"group": group.name, "person": person.name, "role": await _role(desk, group, person)}


async def _list_members(desk: Desk, args: Namespace) -> Output:
    group = await desk.group(args.group)
    return [_member(it) for it in await desk.see(all_members, group.number)]


async def _revoke_member(desk: Desk, args: Namespace) -> Output:
    person, group = await desk.person(args.person), await desk.group(args.group)
    if await _role(desk, group, person) is None:
        raise not_found(f"{person.name} is not in the group {group.name}")
    await desk.do(remove_member, group.prokey, person.number, now=desk.clock.now())
    return {"group": group.name, "person": person.name, "role": None}


async def _role(desk: Desk, group: Group, person: Person) -> GroupRole | None:
    """What somebody is in a group; None when they are not in it."""
    return next((it.role for it in await desk.see(all_members, group.number) if it.person == person.number), None)


def _organization(it: Organization) -> Line:
    return {"number": it.number, "name": it.name, "zone": it.zone}


def _person(it: Person) -> Line:
    return {"number": it.number, "name": it.name, "mail": it.mail, "role": it.role}


def _member(it: Membership) -> Line:
    return {"number": it.person, "name": it.person_name, "mail": it.person_mail, "role": it.role}


COMMANDS = (
    Command(
        "organization",
        "create",
        "Make an organization; everything belongs to one.",
        _create_organization,
        (_NAME, argument("--zone", default="Etc/GMT", help="IANA name, such as Europe/Berlin")),
    ),
    Command("organization", "list", "Show all organizations of this database.", _list_organizations),
    Command(
        "organization",
        "zone",
        "Put it into another zone; coming all-day events follow, by a job.",
        _move_organization,
        (argument("zone", metavar="ZONE", help="IANA name, such as Europe/Berlin"),),
    ),
    Command("organization", "revoke", "Revoke every credential of everybody in it.", _revoke_organization, (_NAME,)),
    Command(
        "person",
        "create",
        "Make a person, for whom credentials can then be issued.",
        _create_person,
        (
            _NAME,
            argument("--mail"),
            argument("--administrator", action="store_true", help="sees and edits every group"),
        ),
    ),
    Command("person", "list", "Show everybody.", _list_people),
    Command("person", "revoke", "Revoke every credential of a person.", _revoke_person, (_PERSON,)),
    Command(
        "member",
        "create",
        "Put a person into a group; who is in it already stays what they are.",
        _create_member,
        (_GROUP, _PERSON, argument("--role", choices=[role.value for role in GroupRole], default="member")),
    ),
    Command("member", "list", "Show who is in a group.", _list_members, (_GROUP,)),
    Command("member", "revoke", "Take a person out of a group; their answers stay.", _revoke_member, (_GROUP, _PERSON)),
)
