"""group, label: groups, and how they are sorted."""

from argparse import Namespace

from msgspec import UNSET

from kalends.actions.group import (
    GroupDetails,
    create_group,
    delete_group,
    describe_group,
    list_groups,
    set_group_status,
)
from kalends.actions.label import add_label, all_labels, put_label, take_label
from kalends.cli.command import Command, Desk, Line, Output, argument
from kalends.domain import limits
from kalends.domain.errors import invalid, not_found
from kalends.domain.group import Group, GroupPatch, Status, Visibility
from kalends.domain.label import Label, LabelKind, LabelSettings
from kalends.domain.place import new_place

_GROUP = argument("group", metavar="GROUP", help="prokey, number or name")
_LABEL = argument("label", metavar="LABEL", help="number or name")


async def _create(desk: Desk, args: Namespace) -> Output:
    actor = await desk.actor(await desk.person(args.by) if args.by else None)
    patch = GroupPatch(
        name=args.name,
        visibility=Visibility(args.visibility),
        overview_public=args.overview,
        description=args.description or UNSET,
    )
    return _line(await desk.store.write(create_group, actor, patch, now=desk.clock.now()))


async def _list(desk: Desk, _args: Namespace) -> Output:
    return [_line(it) for it in await desk.see(list_groups, limits.ADMINISTRATION_LIST, 0)]


async def _delete(desk: Desk, args: Namespace) -> Output:
    group = await desk.group(args.group)
    await desk.do(delete_group, group.prokey, now=desk.clock.now())
    return {**_line(group), "status": "deleted"}


async def _set_status(desk: Desk, args: Namespace) -> Output:
    status = Status.DRAFT if args.verb == "draft" else Status.PUBLISHED
    prokey = (await desk.group(args.group)).prokey
    return _line(await desk.do(set_group_status, prokey, status, now=desk.clock.now()))


async def _describe(desk: Desk, args: Namespace) -> Output:
    place = new_place(args.location, args.address, args.lat, args.lng) if args.location else UNSET
    details = GroupDetails(
        contact_mail=args.contact or UNSET,
        schedule=args.schedule or UNSET,
        virtual_url=args.virtual_url or UNSET,
        place=place,
        archived=UNSET if args.archived is None else args.archived == "yes",
        attendance_requests=UNSET if args.attendance_requests is None else args.attendance_requests == "yes",
    )
    prokey = (await desk.group(args.group)).prokey
    return _line(await desk.do(describe_group, prokey, details, now=desk.clock.now()))


async def _label(desk: Desk, args: Namespace) -> Output:
    group, label = await desk.group(args.group), await _label_called(desk, args.label)
    deed = put_label if args.verb == "label" else take_label
    return _line(await desk.do(deed, group.prokey, label.number, now=desk.clock.now()))


async def _create_label(desk: Desk, args: Namespace) -> Output:
    parent = (await _label_called(desk, args.within)).number if args.within else None
    settings = LabelSettings(description=args.description, public=not args.private)
    return _label_line(await desk.do(add_label, LabelKind(args.kind), args.name, parent, settings))


async def _list_labels(desk: Desk, _args: Namespace) -> Output:
    return [_label_line(it) for it in await desk.see(all_labels)]


async def _label_called(desk: Desk, text: str) -> Label:
    found = [it for it in await desk.see(all_labels) if text in (str(it.number), it.name)]
    if not found:
        raise not_found(f'there is no label called "{text}"')
    if len(found) > 1:
        raise invalid(f'there are several labels called "{text}": give a number', "label")
    return found[0]


def _line(it: Group) -> Line:
    return {
        "number": it.number,
        "prokey": it.prokey,
        "name": it.name,
        "status": it.status,
        "visibility": it.visibility,
        "members": it.members,
        "meetings": it.occurrences,
    }


def _label_line(it: Label) -> Line:
    return {"number": it.number, "kind": it.kind, "name": it.name, "position": it.position, "parent": it.parent}


COMMANDS = (
    Command(
        "group",
        "create",
        "Make a group.",
        _create,
        (
            argument("name", metavar="NAME"),
            argument("--by", metavar="PERSON", help="who makes it, and so is its first member and owner"),
            argument(
                "--visibility",
                choices=[it.value for it in Visibility],
                default="link",
                help="whether its public addresses are open to anyone who has them, or to members only",
            ),
            argument("--overview", action="store_true", help="its page lists its events"),
            argument("--description"),
        ),
    ),
    Command("group", "list", "Show all groups.", _list),
    Command("group", "revoke", "Delete a group and everything in it.", _delete, (_GROUP,)),
    Command("group", "draft", "Hide a group from all but its editors.", _set_status, (_GROUP,)),
    Command("group", "publish", "Show a group again.", _set_status, (_GROUP,)),
    Command(
        "group",
        "describe",
        "Set what a group says of itself.",
        _describe,
        (
            _GROUP,
            argument("--contact", metavar="MAIL"),
            argument("--schedule", metavar="TEXT", help="when it meets, in words"),
            argument("--virtual-url", metavar="URL"),
            argument("--location", metavar="NAME"),
            argument("--address"),
            argument("--lat"),
            argument("--lng"),
            argument("--archived", choices=["yes", "no"]),
            argument(
                "--attendance-requests", choices=["yes", "no"], help="ask its leaders by mail who came, an hour before"
            ),
        ),
    ),
    Command("group", "label", "Put a group type, campus or tag on a group.", _label, (_GROUP, _LABEL)),
    Command("group", "unlabel", "Take one off.", _label, (_GROUP, _LABEL)),
    Command(
        "label",
        "create",
        "Make a group type, a campus, a tag group or a tag in one.",
        _create_label,
        (
            argument("kind", choices=[it.value for it in LabelKind]),
            argument("name", metavar="NAME"),
            argument("--in", dest="within", metavar="TAG_GROUP", help="number or name; for a tag"),
            argument("--description"),
            argument("--private", action="store_true", help="not shown to visitors"),
        ),
    ),
    Command("label", "list", "Show all labels.", _list_labels),
)
